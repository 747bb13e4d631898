import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Neighbour } from '../types.ts'

/** SQL of the computed neighbours of films. */

export type Basis = 'watched' | 'content'

/** Puts a whole computation in place of the one before. */
export async function replaceNeighbours(db: Db, basis: Basis, all: ReadonlyMap<string, readonly Neighbour[]>, at: Date): Promise<void> {
  const rows = [...all].filter(([, items]) => items.length > 0).map(([film, items]) => ({ film, items: items.map(([id, score, why]) => [id, Math.round(score * 1e4) / 1e4, why]) }))
  for (let from = 0; from < rows.length; from += 500) {
    await sql`insert into audience.neighbours (film_id, basis, items, computed_at)
      select r.film, ${basis}, r.items, ${at}::timestamptz from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 500))}::jsonb) as r (film uuid, items jsonb)
      on conflict (film_id, basis) do update set items = excluded.items, computed_at = excluded.computed_at`.execute(db)
  }
  await sql`delete from audience.neighbours where basis = ${basis} and computed_at < ${at}`.execute(db)
}

export async function neighboursOf(db: Db, films: readonly string[]): Promise<Record<Basis, Map<string, Neighbour[]>>> {
  const { rows } = await sql<{
    filmId: string
    basis: Basis
    items: Neighbour[]
  }>`select film_id as "filmId", basis, items from audience.neighbours where film_id = any(${[...films]}::uuid[])`.execute(db)
  const of = (basis: Basis): Map<string, Neighbour[]> => new Map(rows.filter((row) => row.basis === basis).map((row) => [row.filmId, row.items]))
  return { watched: of('watched'), content: of('content') }
}
