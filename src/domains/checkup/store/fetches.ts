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

/** Those asked and answered since: `<record> <network>`. */
export async function freshFetches(db: Db, recordIds: readonly string[], since: Date): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`select record_id || ' ' || network as key from checkup.fetches
    where record_id = any(${[...recordIds]}::uuid[]) and state <> 'waiting' and ended_at > ${since}`.execute(db)
  return new Set(rows.map(({ key }) => key))
}

/** Workspaces that keep figures: whose artists a daily round asks about. */
export async function measuringWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct workspace_id as id from checkup.figures union select distinct workspace_id from checkup.fetches order by 1`.execute(db)
  return rows.map(({ id }) => id)
}
