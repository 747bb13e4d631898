import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { TaskFacts } from './types.ts'

/** The tasks about something, open ones first, by day. */
export async function tasksAbout(db: Db, subjectId: string): Promise<TaskFacts[]> {
  const { rows } = await sql<TaskFacts>`
    select id, workspace_id as "workspaceId", title, owner_id as "ownerId", due_on::text as "dueOn", priority, state, key, href
    from planning.tasks where subject_id = ${subjectId}::uuid order by state <> 'open', due_on nulls last, id`.execute(db)
  return rows
}
