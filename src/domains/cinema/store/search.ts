import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'

/** SQL behind search: what changed since a moment, and what is shown of what was found. */

export interface FilmDocument {
  id: string
  listed: boolean
  titles: string[]
  directors: string[]
  others: string[]
  synopsis: string
}

export interface PersonDocument {
  id: string
  name: string
  listed: boolean
}

export interface Changes {
  films: FilmDocument[]
  people: PersonDocument[]
  /** Every transaction before this one is seen; ask from here the next time. */
  horizon: string
}

/** Films and people written by transactions that a reader at `since` may not have seen yet ('0' = all). */
export async function readChanges(db: Db, since: string): Promise<Changes> {
  const { rows } = await sql<Changes>`
    with changed as materialized (select * from cinema.films f where f.changed >= ${since}::text::xid8)
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      (select coalesce(json_agg(json_build_object('id', f.id, 'listed', f.listed,
        'titles', array_prepend(f.original_title, array(select value from jsonb_each_text(f.titles))),
        'directors', array(select p.name from cinema.credits c join cinema.people p on p.id = c.person_id where c.film_id = f.id and c.role = 'director'),
        'others', array(select distinct p.name from cinema.credits c join cinema.people p on p.id = c.person_id where c.film_id = f.id and c.role <> 'director'),
        'synopsis', concat_ws(' ', f.synopsis_fr, f.synopsis_en))), '[]') from changed f) as films,
      (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'listed', exists (select 1 from cinema.credits c join cinema.films f on f.id = c.film_id where c.person_id = p.id and f.listed))), '[]')
        from (select id from cinema.people where changed >= ${since}::text::xid8 union select c.person_id from changed f join cinema.credits c on c.film_id = f.id) touched join cinema.people p using (id)) as people`.execute(
    db,
  )
  return rows[0]!
}

export interface FoundFilm {
  id: string
  slug: string
  title: string
  directors: string[]
  year: number | null
}

export async function readFoundFilms(db: Db, lang: Lang, ids: readonly string[]): Promise<FoundFilm[]> {
  const { rows } = await sql<FoundFilm>`select f.id, f.slug, coalesce(f.titles->>${lang}, f.original_title) as title, f.year,
    array(select p.name from cinema.credits c join cinema.people p on p.id = c.person_id where c.film_id = f.id and c.role = 'director' order by c.position) as directors
    from cinema.films f where f.id = any(${ids}::uuid[]) and f.listed`.execute(db)
  return rows
}

export interface FoundPerson {
  id: string
  slug: string
  name: string
  /** The role they are credited in most. */
  role: string
  films: number
}

export async function readFoundPeople(db: Db, ids: readonly string[]): Promise<FoundPerson[]> {
  const { rows } = await sql<FoundPerson>`select p.id, p.slug, p.name, mode() within group (order by c.role) as role, count(distinct c.film_id)::int as films
    from cinema.people p join cinema.credits c on c.person_id = p.id join cinema.films f on f.id = c.film_id
    where p.id = any(${ids}::uuid[]) and f.listed group by p.id`.execute(db)
  return rows
}

/** Public pages of films, people and collections, for search engines. */
export const pages = {
  async count(db: Db): Promise<number> {
    const { rows } = await sql<{ count: number }>`select ((select count(*) from cinema.films where listed) + (select count(*) from cinema.collections)
      + (select count(distinct c.person_id) from cinema.credits c join cinema.films f on f.id = c.film_id where f.listed))::int as count`.execute(db)
    return rows[0]!.count
  },
  async read(db: Db, limit: number, offset: number): Promise<{ path: string; at: Date | null }[]> {
    const { rows } = await sql<{ path: string; at: Date | null }>`
      select '/karangou/films/' || slug as path, greatest(updated_at, listed_at) as at from cinema.films where listed
      union all select '/karangou/people/' || p.slug, max(f.updated_at) from cinema.people p join cinema.credits c on c.person_id = p.id join cinema.films f on f.id = c.film_id where f.listed group by p.id
      union all select '/karangou/collections/' || slug, updated_at from cinema.collections
      order by path limit ${limit} offset ${offset}`.execute(db)
    return rows
  },
}
