import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Priority, TaskState } from '../types.ts'

export interface TaskRow {
  id: string
  workspaceId: string
  title: string
  notes: string | null
  ownerId: string | null
  dueOn: string | null
  dueMinute: number | null
  priority: Priority
  state: TaskState
  subjectKind: string | null
  subjectId: string | null
  subjectLabel: string | null
  href: string | null
  ownerHref: string | null
  seriesId: string | null
  seriesOn: string | null
  key: string | null
  remindOn: string | null
  doneAt: Date | null
  doneBy: string | null
  createdBy: string | null
  createdAt: Date
  version: number
}

export const taskColumns = sql`t.id, t.workspace_id as "workspaceId", t.title, t.notes, t.owner_id as "ownerId", t.due_on::text as "dueOn", t.due_minute as "dueMinute", t.priority, t.state,
  t.subject_kind as "subjectKind", t.subject_id as "subjectId", t.subject_label as "subjectLabel", t.href, t.owner_href as "ownerHref", t.series_id as "seriesId",
  t.series_on::text as "seriesOn", t.key, t.remind_on::text as "remindOn", t.done_at as "doneAt", t.done_by as "doneBy", t.created_by as "createdBy", t.created_at as "createdAt", t.version`

export async function readTask(db: Db, id: string): Promise<TaskRow | null> {
  const { rows } = await sql<TaskRow>`select ${taskColumns} from planning.tasks t where t.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The task, held until the transaction ends. */
export async function lockTask(db: Db, id: string): Promise<TaskRow | null> {
  const { rows } = await sql<TaskRow>`select ${taskColumns} from planning.tasks t where t.id = ${id}::uuid for update`.execute(db)
  return rows[0] ?? null
}

/** For `who`: the workspace a task belongs to. */
export async function workspaceOfTask(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select workspace_id as id from planning.tasks where id = ${id}::uuid`.execute(db)
  return rows[0]?.id ?? null
}

/** For `who`: the person a task is given to. */
export async function ownerOfTask(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select owner_id as id from planning.tasks where id = ${id}::uuid`.execute(db)
  return rows[0]?.id ?? null
}
