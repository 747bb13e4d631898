import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** SQL of the calls to networks: the last one for each artist and network. */

export interface FetchRow {
  recordId: string
  network: string
  state: 'waiting' | 'done' | 'refused'
  problem: string | null
  askedAt: Date
  endedAt: Date | null
}

const columns = sql.raw('record_id as "recordId", network, state, problem, asked_at as "askedAt", ended_at as "endedAt"')

export async function readFetches(db: Db, recordId: string): Promise<FetchRow[]> {
  const { rows } = await sql<FetchRow>`select ${columns} from checkup.fetches where record_id = ${recordId}::uuid order by network`.execute(db)
  return rows
}

export async function putWaiting(db: Db, workspaceId: string, pairs: readonly { recordId: string; network: string }[], at: Date): Promise<void> {
  await sql`insert into checkup.fetches (record_id, network, workspace_id, state, asked_at)
    select g."recordId", g.network, ${workspaceId}::uuid, 'waiting', ${at}::timestamptz from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as g ("recordId" uuid, network text)
    on conflict (record_id, network) do update set state = 'waiting', problem = null, asked_at = excluded.asked_at, ended_at = null`.execute(db)
}

export async function endFetch(db: Db, recordId: string, network: string, end: { problem: string | null; at: Date }): Promise<void> {
  await sql`update checkup.fetches set state = ${end.problem ? 'refused' : 'done'}, problem = ${end.problem}, ended_at = ${end.at} where record_id = ${recordId}::uuid and network = ${network}`.execute(
    db,
  )
}
