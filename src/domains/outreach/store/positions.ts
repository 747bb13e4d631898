import { sql } from 'kysely'
import type { Db } from '#platform/context'

const done = sql.raw(`select coalesce(max(p.position) + 1, 0)::int from outreach.messages m join outreach.steps p on p.id = m.step_id
  where m.enrolment_id = e.id and m.state in ('sent', 'dropped', 'sending', 'queued', 'planned')`)

/** Where an enrolment stands in its sequence as it is now: behind the last step it has had. */
export async function nextPosition(db: Db, enrolmentId: string): Promise<number> {
  const { rows } = await sql<{ position: number }>`select (${done}) as position from outreach.enrolments e where e.id = ${enrolmentId}::uuid`.execute(db)
  return rows[0]?.position ?? 0
}

/** After the steps of a sequence were changed: everybody stands behind the last step they have had. */
export async function realign(db: Db, sequenceId: string): Promise<void> {
  await sql`update outreach.enrolments e set position = (${done}) where e.sequence_id = ${sequenceId}::uuid and e.ended_at is null`.execute(db)
}
