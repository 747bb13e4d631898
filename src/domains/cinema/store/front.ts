import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** SQL of the front page's own figures. */

export interface Laureate {
  filmId: string
  body: string
  year: number
  category: string
  nominee: string | null
  won: boolean
  source: string | null
}

/** The latest great prizes of the continent's festivals: one line a film, most recent edition first. */
export async function readLaureates(db: Db, limit: number): Promise<Laureate[]> {
  const { rows } = await sql<Laureate>`select distinct on (a.year, a.film_id) a.film_id as "filmId", a.body, a.year, a.category, a.nominee, a.won, a.source
    from cinema.awards a join cinema.films f on f.id = a.film_id
    where f.listed and a.won and (a.category ~* '(étalon|tanit d.or)' or a.category in ('Best Film', 'Best Overall Movie'))
    order by a.year desc, a.film_id, a.position limit ${limit}`.execute(db)
  return rows
}

export async function readTotals(db: Db): Promise<{ people: number }> {
  const { rows } = await sql<{ people: number }>`select count(*)::int as people from cinema.people`.execute(db)
  return rows[0]!
}
