import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { CheckupFacts } from '../types.ts'

const facts = sql.raw('id, workspace_id as "workspaceId", record_id as "recordId", grid_version as "gridVersion", finished_at as "finishedAt", result')

/** The last finished check-up of each of these artists. */
export async function readLatest(db: Db, recordIds: readonly string[]): Promise<CheckupFacts[]> {
  const { rows } = await sql<CheckupFacts>`
    select distinct on (record_id) ${facts} from checkup.checkups
    where record_id = any(${[...recordIds]}::uuid[]) and finished_at is not null order by record_id, finished_at desc, id desc`.execute(db)
  return rows
}
