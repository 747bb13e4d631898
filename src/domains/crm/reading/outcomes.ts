import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { CardOutcome } from '../facts.ts'

/** How the cards of an agency ended, oldest first: what a score may learn from. */
export async function outcomesOf(db: Db, workspaceId: string): Promise<CardOutcome[]> {
  const { rows } = await sql<CardOutcome>`
    select c.record_id as "recordId", c.pipeline_id as "pipelineId", s.outcome, c.closed_at as at
    from crm.cards c join crm.stages s on s.id = c.stage_id
    where c.workspace_id = ${workspaceId}::uuid and s.outcome <> 'open' and c.closed_at is not null and c.removed_at is null order by c.closed_at`.execute(db)
  return rows
}
