import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import type { FilmCard } from '../schema.ts'
import type { CreditRole } from '../types.ts'
import { cardColumns } from './catalogue.ts'

/** SQL of people, what they did in films, and prizes. */

export interface NewPerson {
  name: string
  slug: string
}

/** Makes sure that each name is somebody: the person already known under the same name without accents and capitals, else a new one. */
export async function insertPeople(db: Db, people: readonly NewPerson[]): Promise<void> {
  await sql`insert into cinema.people (name, slug) select * from unnest(${people.map((p) => p.name)}::text[], ${people.map((p) => p.slug)}::text[]) on conflict (folded, namesake) do nothing`.execute(
    db,
  )
}

/** Names that nobody has yet. */
export async function newNames(db: Db, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from unnest(${names}::text[]) with ordinality n (name, i)
    where not exists (select 1 from cinema.people p where p.folded = public.fold(n.name)) order by i`.execute(db)
  return rows.map((row) => row.name)
}

export interface CreditLine {
  filmId: string
  role: CreditRole
  name: string
  character: string | null
  position: number
}

/** Writes credits by name; the people must exist. A person named twice in one role of a film keeps the first line. */
export async function insertCredits(db: Db, lines: readonly CreditLine[]): Promise<void> {
  await sql`insert into cinema.credits (film_id, person_id, role, character, position)
    select l.film_id, p.id, l.role, l.character, l.position
    from unnest(${lines.map((l) => l.filmId)}::uuid[], ${lines.map((l) => l.role)}::text[], ${lines.map((l) => l.name)}::text[], ${lines.map((l) => l.character)}::text[], ${lines.map((l) => l.position)}::smallint[]) l (film_id, role, name, character, position)
    join cinema.people p on p.folded = public.fold(l.name) and p.namesake = 0 order by l.film_id, l.position on conflict do nothing`.execute(db)
}

/** Empties the credits of a film, and tells search that it changed. */
export async function clearCredits(db: Db, filmId: string): Promise<void> {
  await sql`delete from cinema.credits where film_id = ${filmId}::uuid`.execute(db)
  await sql`update cinema.films set original_title = original_title, updated_at = now() where id = ${filmId}::uuid`.execute(db)
}

export interface AwardLine {
  filmId: string
  position: number
  body: string
  year: number
  category: string
  nominee: string | null
  won: boolean
  source: string | null
}

export async function insertAwards(db: Db, lines: readonly AwardLine[]): Promise<void> {
  await sql`insert into cinema.awards (film_id, position, body, year, category, nominee, won, source)
    select * from unnest(${lines.map((l) => l.filmId)}::uuid[], ${lines.map((l) => l.position)}::smallint[], ${lines.map((l) => l.body)}::text[], ${lines.map((l) => l.year)}::smallint[],
      ${lines.map((l) => l.category)}::text[], ${lines.map((l) => l.nominee)}::text[], ${lines.map((l) => l.won)}::boolean[], ${lines.map((l) => l.source)}::text[])`.execute(db)
}

export async function clearAwards(db: Db, filmId: string): Promise<void> {
  await sql`delete from cinema.awards where film_id = ${filmId}::uuid`.execute(db)
}

export interface PersonRow {
  id: string
  slug: string
  name: string
}

export async function readPerson(db: Db, slug: string): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`select id, slug, name from cinema.people where slug = ${slug}`.execute(db)
  return rows[0] ?? null
}

/** Listed films of a person, one row a role, newest first. */
export async function readFilmsOf(db: Db, lang: Lang, personId: string): Promise<(FilmCard & { role: CreditRole })[]> {
  const { rows } = await sql<FilmCard & { role: CreditRole }>`select k.role, ${cardColumns(lang)} from cinema.credits k join cinema.films f on f.id = k.film_id
    where k.person_id = ${personId}::uuid and f.listed order by f.year desc nulls last, f.id`.execute(db)
  return rows
}

export interface PersonAward {
  body: string
  year: number
  category: string
  nominee: string | null
  won: boolean
  source: string | null
  film: string
  filmSlug: string
}

/** Prizes given to that person by name, in films they are credited in. */
export async function readAwardsOf(db: Db, lang: Lang, person: PersonRow): Promise<PersonAward[]> {
  const { rows } =
    await sql<PersonAward>`select a.body, a.year, a.category, a.nominee, a.won, a.source, coalesce(f.titles->>${lang}, f.original_title) as film, f.slug as "filmSlug"
    from cinema.awards a join cinema.films f on f.id = a.film_id where f.listed and public.fold(a.nominee) = public.fold(${person.name})
      and exists (select 1 from cinema.credits c where c.film_id = f.id and c.person_id = ${person.id}::uuid) order by a.won desc, a.year desc, a.category limit 60`.execute(db)
  return rows
}
