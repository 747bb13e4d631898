import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { Film } from '../schema.ts'
import type { Cut, DecisionKind, FilmFacts, FilmState, PointReason, TitleState } from '../types.ts'
import { cardColumns } from './catalogue.ts'

/** SQL of one film: its page, its row, its history. */

export interface FilmRow extends FilmFacts {
  id: string
  slug: string
  workspaceId: string | null
  titleId: string | null
  notice: boolean
  listed: boolean
  watchable: boolean
  originalTitle: string
  submittedAt: Date | null
}

const rowColumns =
  sql.raw(`f.id, f.slug, f.workspace_id as "workspaceId", f.title_id as "titleId", f.title_state as "titleState", f.state, f.notice, f.listed, f.watchable, f.original_title as "originalTitle",
  f.year, f.countries, f.languages, f.synopsis_fr as "synopsisFr", f.synopsis_en as "synopsisEn", f.rights, f.submitted_at as "submittedAt",
  (select count(*)::int from cinema.credits c where c.film_id = f.id and c.role = 'director') as directors`)

/** The row of a film by id or slug. */
export async function readFilm(db: Db, idOrSlug: string): Promise<FilmRow | null> {
  const { rows } = isUuid(idOrSlug)
    ? await sql<FilmRow>`select ${rowColumns} from cinema.films f where f.id = ${idOrSlug}::uuid`.execute(db)
    : await sql<FilmRow>`select ${rowColumns} from cinema.films f where f.slug = ${idOrSlug}`.execute(db)
  return rows[0] ?? null
}

/** The row, held until the transaction ends: two decisions on one film follow each other. */
export async function holdFilm(db: Db, filmId: string): Promise<FilmRow | null> {
  const { rows } = await sql<FilmRow>`select ${rowColumns} from cinema.films f where f.id = ${filmId}::uuid for update of f`.execute(db)
  return rows[0] ?? null
}

export async function readWorkspaceOf(db: Db, filmId: string): Promise<string | null> {
  if (!isUuid(filmId)) return null
  const { rows } = await sql<{ workspaceId: string | null }>`select workspace_id as "workspaceId" from cinema.films where id = ${filmId}::uuid`.execute(db)
  return rows[0]?.workspaceId ?? null
}

export type FilmPageRow = Omit<Film, 'mayEdit'> & { workspaceId: string | null }

/** Everything a film's page shows, in one statement. */
export async function readFilmPage(db: Db, lang: Lang, slug: string, userId: string | null): Promise<FilmPageRow | null> {
  const label = sql.ref(lang === 'fr' ? 'g.label_fr' : 'g.label_en')
  const [first, second] = lang === 'fr' ? (['fr', 'en'] as const) : (['en', 'fr'] as const)
  const { rows } =
    await sql<FilmPageRow>`select ${cardColumns(lang)}, f.workspace_id as "workspaceId", f.listed, f.age, f.published_at as "publishedAt", f.subtitles, f.source, case when f.watchable then f.title_id end as "titleId",
    coalesce(f.${sql.ref(`synopsis_${first}`)}, f.${sql.ref(`synopsis_${second}`)}) as synopsis,
    case when f.${sql.ref(`synopsis_${first}`)} is not null then ${first} when f.${sql.ref(`synopsis_${second}`)} is not null then ${second} end as "synopsisLanguage",
    (select coalesce(jsonb_agg(jsonb_build_object('language', t.key, 'title', t.value) order by t.key), '[]') from jsonb_each_text(f.titles) t) as titles,
    (select coalesce(jsonb_agg(jsonb_build_object('slug', g.slug, 'label', ${label}) order by g.position), '[]') from cinema.genres g where g.slug = any(f.genres)) as "genreLabels",
    (select coalesce(jsonb_agg(jsonb_build_object('role', c.role, 'name', p.name, 'slug', p.slug, 'character', c.character) order by c.position), '[]') from cinema.credits c join cinema.people p on p.id = c.person_id where c.film_id = f.id) as credits,
    (select coalesce(jsonb_agg(jsonb_build_object('body', a.body, 'year', a.year, 'category', a.category, 'nominee', a.nominee, 'won', a.won, 'source', a.source) order by a.position), '[]') from cinema.awards a where a.film_id = f.id) as awards,
    (select coalesce(jsonb_agg(jsonb_build_object('slug', o.slug, 'title', coalesce(o.titles->>${lang}, o.titles->>'fr')) order by o.position), '[]') from cinema.collection_films x join cinema.collections o on o.id = x.collection_id where x.film_id = f.id) as collections,
    exists (select 1 from cinema.wishes w where w.film_id = f.id and w.user_id = ${userId}::uuid) as wished
    from cinema.films f where f.slug = ${slug}`.execute(db)
  return rows[0] ?? null
}

export interface NewFilm {
  slug: string
  workspaceId: string
  createdBy: string | null
  originalTitle: string
  year: number | null
}

export async function insertFilm(db: Db, film: NewFilm): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into cinema.films (slug, workspace_id, created_by, original_title, year)
    values (${film.slug}, ${film.workspaceId}, ${film.createdBy}, ${film.originalTitle}, ${film.year}) returning id`.execute(db)
  return rows[0]!.id
}

/** Which of these slugs are taken. */
export async function takenSlugs(db: Db, table: 'films' | 'people' | 'collections', slugs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ slug: string }>`select slug from cinema.${sql.ref(table)} where slug = any(${slugs}::text[])`.execute(db)
  return new Set(rows.map((row) => row.slug))
}

export interface FactsPatch {
  originalTitle?: string | undefined
  titles?: Record<string, string | null> | undefined
  year?: number | null | undefined
  minutes?: number | null | undefined
  countries?: string[] | undefined
  languages?: string[] | undefined
  genres?: string[] | undefined
  synopsisFr?: string | null | undefined
  synopsisEn?: string | null | undefined
  age?: number | null | undefined
  rights?: string | null | undefined
  cut?: Cut | undefined
}

/** Changes only what is given. Titles are merged by language; a null takes one out. */
export async function updateFacts(db: Db, filmId: string, patch: FactsPatch): Promise<void> {
  const columns: Record<string, unknown> = {
    original_title: patch.originalTitle,
    year: patch.year,
    minutes: patch.minutes,
    countries: patch.countries,
    languages: patch.languages,
    genres: patch.genres,
    synopsis_fr: patch.synopsisFr,
    synopsis_en: patch.synopsisEn,
    age: patch.age,
    rights: patch.rights,
    cut: patch.cut,
  }
  const sets = Object.entries(columns)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  if (patch.titles) sets.push(sql`titles = jsonb_strip_nulls(titles || ${JSON.stringify(patch.titles)}::jsonb)`)
  await sql`update cinema.films set ${sql.join([...sets, sql`updated_at = now()`])} where id = ${filmId}::uuid`.execute(db)
}

/** Moves the film and writes the line of its history. */
export async function moveFilm(
  db: Db,
  filmId: string,
  state: FilmState,
  at: Date,
  line: { kind: DecisionKind; by: string | null; note: string | null; points: readonly PointReason[] },
): Promise<void> {
  await sql`update cinema.films set state = ${state}, updated_at = ${at},
    submitted_at = case when ${state} = 'submitted' then ${at}::timestamptz else submitted_at end,
    published_at = case when ${state} = 'published' then ${at}::timestamptz else published_at end,
    listed_at = case when ${state} = 'published' then ${at}::timestamptz else listed_at end
    where id = ${filmId}::uuid`.execute(db)
  await sql`insert into cinema.decisions (film_id, kind, by, note, points, at) values (${filmId}::uuid, ${line.kind}, ${line.by}, ${line.note}, ${JSON.stringify(line.points)}::jsonb, ${at})`.execute(
    db,
  )
}

export interface VideoFacts {
  titleState: TitleState
  poster: unknown
  subtitles: readonly string[]
}

/** Ties a video to the film. */
export async function setVideo(db: Db, filmId: string, titleId: string, video: VideoFacts): Promise<void> {
  await sql`update cinema.films set title_id = ${titleId}::uuid, ${videoColumns(video)}, updated_at = now() where id = ${filmId}::uuid`.execute(db)
}

/** Records what became of a video on the film that shows it; answers with what changed, null when no film shows it. */
export async function recordVideo(db: Db, titleId: string, video: VideoFacts): Promise<{ before: FilmRow; after: FilmRow } | null> {
  const { rows } = await sql<FilmRow>`select ${rowColumns} from cinema.films f where f.title_id = ${titleId}::uuid for update of f`.execute(db)
  const before = rows[0]
  if (!before) return null
  await sql`update cinema.films set ${videoColumns(video)} where id = ${before.id}::uuid`.execute(db)
  return { before, after: (await readFilm(db, before.id))! }
}

const videoColumns = (video: VideoFacts) =>
  sql`title_state = ${video.titleState}, poster = ${video.poster === null ? null : JSON.stringify(video.poster)}::jsonb, subtitles = ${[...video.subtitles]}::text[]`

export async function deleteFilm(db: Db, filmId: string): Promise<void> {
  await sql`delete from cinema.films where id = ${filmId}::uuid`.execute(db)
}

export async function entrust(db: Db, filmId: string, workspaceId: string): Promise<void> {
  await sql`update cinema.films set workspace_id = ${workspaceId}::uuid, updated_at = now() where id = ${filmId}::uuid`.execute(db)
}

export async function addView(db: Db, filmId: string): Promise<void> {
  await sql`update cinema.films set views = views + 1 where id = ${filmId}::uuid`.execute(db)
}

/** What the audience thinks, as the audience room counts it. `rating` from 1 to 5, null without ratings. */
export async function recordOpinion(db: Db, filmId: string, opinion: { likes?: number; ratings?: number; rating?: number | null }): Promise<void> {
  await sql`update cinema.films set likes = coalesce(${opinion.likes ?? null}::int, likes), ratings = coalesce(${opinion.ratings ?? null}::int, ratings),
    rating = case when ${opinion.rating === undefined} then rating else ${opinion.rating ?? null}::numeric end where id = ${filmId}::uuid`.execute(db)
}

export async function setWish(db: Db, filmId: string, userId: string, wished: boolean): Promise<void> {
  if (wished) await sql`insert into cinema.wishes (film_id, user_id) values (${filmId}::uuid, ${userId}::uuid) on conflict do nothing`.execute(db)
  else await sql`delete from cinema.wishes where film_id = ${filmId}::uuid and user_id = ${userId}::uuid`.execute(db)
}

/** Takes out and hands back everyone who asked to be told. */
export async function takeWishers(db: Db, filmId: string): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`delete from cinema.wishes where film_id = ${filmId}::uuid returning user_id as "userId"`.execute(db)
  return rows.map((row) => row.userId)
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
}

/** Whether another film shows this video. */
export async function titleInUse(db: Db, titleId: string, exceptFilm: string): Promise<boolean> {
  const { rows } = await sql`select 1 from cinema.films where title_id = ${titleId}::uuid and id <> ${exceptFilm}::uuid`.execute(db)
  return rows.length > 0
}

/** Films whose video is gone lose what was known of it. */
export async function dropVideos(db: Db): Promise<void> {
  await sql`update cinema.films set title_state = null, poster = null, subtitles = '{}' where title_id is null and title_state is not null`.execute(db)
}
