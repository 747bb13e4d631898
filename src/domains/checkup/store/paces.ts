import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** Takes the next turn to ask a network and answers how many milliseconds to wait for it; null when it would be longer than `longest`, and then no turn is taken. */
export async function takeTurn(db: Db, network: string, apart: number, longest: number): Promise<number | null> {
  const { rows } = await sql<{ wait: number }>`
    insert into checkup.paces as p (network, free_at) values (${network}, clock_timestamp() + ${apart}::float8 * interval '1 ms')
    on conflict (network) do update set free_at = greatest(p.free_at, clock_timestamp()) + ${apart}::float8 * interval '1 ms'
      where p.free_at <= clock_timestamp() + ${longest}::float8 * interval '1 ms'
    returning (extract(epoch from free_at - clock_timestamp()) * 1000 - ${apart}::float8)::float8 as wait`.execute(db)
  return rows[0] ? Math.max(0, Math.ceil(rows[0].wait)) : null
}
