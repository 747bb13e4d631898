import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { FilmCard } from '../schema.ts'
import type { CreditRole, Cut, DecisionKind, FilmState, PointReason, TitleState } from '../types.ts'
import { cardColumns } from './catalogue.ts'

/** SQL of the makers' studio and of the reviewers' desk. */

export interface StudioFilmRow {
  id: string
  slug: string
  workspaceId: string | null
  state: FilmState
  notice: boolean
  listed: boolean
  titleId: string | null
  titleState: TitleState | null
  cut: Cut
  poster: FilmCard['poster']
  subtitles: string[]
  originalTitle: string
  titleFr: string | null
  titleEn: string | null
  year: number | null
  minutes: number | null
  countries: string[]
  languages: string[]
  genres: string[]
  synopsisFr: string | null
  synopsisEn: string | null
  age: number | null
  rights: string | null
  credits: { role: CreditRole; name: string; slug: string; character: string | null }[]
  awards: { body: string; year: number; category: string; nominee: string | null; won: boolean; source: string | null }[]
  genreLabels: { slug: string; label: string }[]
  decisions: { id: string; kind: DecisionKind; note: string | null; points: PointReason[]; at: string }[]
  views: number
  likes: number
  wishes: number
  submittedAt: Date | null
  publishedAt: Date | null
}

/** Everything the makers and the reviewer see of a film, in one statement. */
export async function readStudioFilm(db: Db, lang: Lang, filmId: string): Promise<StudioFilmRow | null> {
  const label = sql.ref(lang === 'fr' ? 'g.label_fr' : 'g.label_en')
  const { rows } =
    await sql<StudioFilmRow>`select f.id, f.slug, f.workspace_id as "workspaceId", f.state, f.notice, f.listed, f.title_id as "titleId", f.title_state as "titleState", f.cut, f.poster, f.subtitles,
    f.original_title as "originalTitle", f.titles->>'fr' as "titleFr", f.titles->>'en' as "titleEn", f.year, f.minutes, f.countries, f.languages, f.genres,
    f.synopsis_fr as "synopsisFr", f.synopsis_en as "synopsisEn", f.age, f.rights, f.views, f.likes, f.submitted_at as "submittedAt", f.published_at as "publishedAt",
    (select count(*)::int from cinema.wishes w where w.film_id = f.id) as wishes,
    (select coalesce(jsonb_agg(jsonb_build_object('role', c.role, 'name', p.name, 'slug', p.slug, 'character', c.character) order by c.position), '[]') from cinema.credits c join cinema.people p on p.id = c.person_id where c.film_id = f.id) as credits,
    (select coalesce(jsonb_agg(jsonb_build_object('body', a.body, 'year', a.year, 'category', a.category, 'nominee', a.nominee, 'won', a.won, 'source', a.source) order by a.position), '[]') from cinema.awards a where a.film_id = f.id) as awards,
    (select coalesce(jsonb_agg(jsonb_build_object('slug', g.slug, 'label', ${label}) order by g.position), '[]') from cinema.genres g) as "genreLabels",
    (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'note', d.note, 'points', d.points, 'at', d.at) order by d.id desc), '[]') from cinema.decisions d where d.film_id = f.id) as decisions
    from cinema.films f where f.id = ${filmId}::uuid`.execute(db)
  return rows[0] ?? null
}

export type StudioCardRow = FilmCard & {
  state: FilmState
  notice: boolean
  titleState: TitleState | null
  workspaceId: string
  updatedAt: Date
  submittedAt: Date | null
  wishes: number
  rights: string | null
  synopsisFr: string | null
  synopsisEn: string | null
}

/** The films of these workspaces, what was touched last first. */
export async function readStudioCards(db: Db, lang: Lang, workspaceIds: readonly string[]): Promise<StudioCardRow[]> {
  const { rows } =
    await sql<StudioCardRow>`select ${cardColumns(lang)}, f.state, f.notice, f.title_state as "titleState", f.workspace_id as "workspaceId", f.updated_at as "updatedAt", f.submitted_at as "submittedAt",
    f.rights, f.synopsis_fr as "synopsisFr", f.synopsis_en as "synopsisEn", (select count(*)::int from cinema.wishes w where w.film_id = f.id) as wishes
    from cinema.films f where f.workspace_id = any(${workspaceIds}::uuid[]) order by f.updated_at desc, f.id desc limit 500`.execute(db)
  return rows
}

export interface QueueRow {
  id: string
  title: string
  year: number | null
  directors: string[]
  countries: string[]
  poster: FilmCard['poster']
  workspaceId: string
  submittedAt: Date
  round: number
}

/** Submitted films, the one that waits longest first. */
export async function readQueue(db: Db, lang: Lang): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`select ${cardColumns(lang)}, f.workspace_id as "workspaceId", f.submitted_at as "submittedAt",
    (select count(*)::int from cinema.decisions d where d.film_id = f.id and d.kind = 'submitted') as round
    from cinema.films f where f.state = 'submitted' order by f.submitted_at, f.id limit 200`.execute(db)
  return rows
}

export interface DecidedRow {
  id: string
  title: string
  kind: DecisionKind
  at: Date
}

export async function readDecided(db: Db, limit: number): Promise<DecidedRow[]> {
  const { rows } = await sql<DecidedRow>`select f.id, f.original_title as title, d.kind, d.at from cinema.decisions d join cinema.films f on f.id = d.film_id
    where d.kind in ('changes-asked', 'published', 'refused') order by d.id desc limit ${limit}`.execute(db)
  return rows
}
