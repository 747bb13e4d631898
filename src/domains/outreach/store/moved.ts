import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** What follows a record into another, and back: `record_trail` remembers where each row was, the last place first. */
const tables = ['messages', 'answers', 'enrolments'] as const
const rowsOf = (table: (typeof tables)[number]) => sql.raw(`outreach.${table}`)

/** Everything of a record goes to another: they were merged. What runs has ended before. */
export async function moveAll(db: Db, workspaceId: string, from: string, into: string): Promise<void> {
  for (const table of tables)
    await sql`update ${rowsOf(table)} set record_id = ${into}::uuid, record_trail = ${from}::uuid || record_trail
      where workspace_id = ${workspaceId}::uuid and record_id = ${from}::uuid`.execute(db)
}

/** The merge is undone: what came from there goes home. */
export async function moveBack(db: Db, workspaceId: string, home: string, from: string): Promise<void> {
  for (const table of tables)
    await sql`update ${rowsOf(table)} set record_id = ${home}::uuid, record_trail = record_trail[2:]
      where workspace_id = ${workspaceId}::uuid and record_id = ${from}::uuid and record_trail[1] = ${home}::uuid`.execute(db)
}

/** What the merge of a record had stopped last waits where it stood, unless the record or its address is written to by another sequence since, or the sequence was put away. */
export async function pauseMerged(db: Db, workspaceId: string, recordId: string): Promise<void> {
  await sql`update outreach.enrolments set state = 'paused', reason = 'outreach.reason.unmerged', ended_at = null where id = (
    select e.id from outreach.enrolments e join outreach.sequences s on s.id = e.sequence_id
    where e.workspace_id = ${workspaceId}::uuid and e.record_id = ${recordId}::uuid and e.state = 'stopped' and e.reason = 'outreach.reason.merged' and s.state <> 'archived'
      and not exists (select 1 from outreach.enrolments o where o.workspace_id = e.workspace_id and o.ended_at is null and (o.record_id = e.record_id or o.email = e.email))
    order by e.ended_at desc, e.id desc limit 1)`.execute(db)
}
