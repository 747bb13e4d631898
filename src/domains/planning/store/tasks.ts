import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Priority, Subject, TaskState } from '../types.ts'
import { type TaskRow, taskColumns } from './rows.ts'

export interface TaskDraft {
  title: string
  notes?: string | null | undefined
  ownerId?: string | null | undefined
  dueOn?: string | null | undefined
  dueMinute?: number | null | undefined
  priority?: Priority | undefined
  remindOn?: string | null | undefined
}

export async function insertTask(
  db: Db,
  workspaceId: string,
  draft: TaskDraft,
  more: { subject: Subject | null; createdBy: string; seriesId?: string; seriesOn?: string; now: Date },
): Promise<TaskRow> {
  const { rows } = await sql<TaskRow>`
    insert into planning.tasks as t (workspace_id, title, notes, owner_id, due_on, due_minute, priority, remind_on, subject_kind, subject_id, subject_label, href, series_id, series_on, created_by,
      created_at, updated_at)
    values (${workspaceId}, ${draft.title}, ${draft.notes || null}, ${draft.ownerId ?? null}, ${draft.dueOn ?? null}, ${draft.dueMinute ?? null}, ${draft.priority ?? 'normal'},
      ${draft.remindOn ?? null}, ${more.subject?.kind ?? null}, ${more.subject?.id ?? null}, ${more.subject?.label ?? null}, ${more.subject?.href ?? null}, ${more.seriesId ?? null},
      ${more.seriesOn ?? null}, ${more.createdBy}, ${more.now}, ${more.now})
    returning ${taskColumns}`.execute(db)
  return rows[0]!
}

/** Writes what is named; the caller holds the row. A task without a day has no hour. */
export async function updateTask(db: Db, id: string, draft: Partial<TaskDraft>, now: Date): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update planning.tasks set title = coalesce(${draft.title ?? null}::text, title),
      notes = ${draft.notes === undefined ? sql`notes` : draft.notes || null},
      owner_id = ${draft.ownerId === undefined ? sql`owner_id` : draft.ownerId}::uuid,
      due_on = ${draft.dueOn === undefined ? sql`due_on` : draft.dueOn}::date,
      due_minute = ${draft.dueOn === null ? null : draft.dueMinute === undefined ? sql`due_minute` : draft.dueMinute}::smallint,
      priority = coalesce(${draft.priority ?? null}::text, priority),
      reminded_at = case when ${draft.remindOn === undefined}::boolean then reminded_at end,
      remind_on = ${draft.remindOn === undefined ? sql`remind_on` : draft.remindOn}::date,
      updated_at = ${now}, version = version + 1
    where id = ${id}::uuid returning version`.execute(db)
  return rows[0]!.version
}

/** From one state to another; null when the task was elsewhere already. */
export async function changeState(db: Db, id: string, to: TaskState, by: string, now: Date): Promise<TaskRow | null> {
  const { rows } = await sql<TaskRow>`
    update planning.tasks t set state = ${to}, done_at = ${to === 'open' ? null : now}::timestamptz, done_by = ${to === 'open' ? null : by}::uuid, updated_at = ${now}, version = version + 1
    where id = ${id}::uuid and state <> ${to} returning ${taskColumns}`.execute(db)
  return rows[0] ?? null
}

/** Those of these tasks that belong to the workspace and are open, held until the transaction ends, in one order for everyone. */
export async function lockOpen(db: Db, workspaceId: string, ids: readonly string[]): Promise<TaskRow[]> {
  const { rows } =
    await sql<TaskRow>`select ${taskColumns} from planning.tasks t where t.id = any(${[...ids]}::uuid[]) and t.workspace_id = ${workspaceId}::uuid and t.state = 'open'
    order by t.id for update`.execute(db)
  return rows
}

export async function countOfWorkspace(db: Db, workspaceId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from planning.tasks where id = any(${[...ids]}::uuid[]) and workspace_id = ${workspaceId}::uuid`.execute(db)
  return rows[0]!.n
}

/** Whoever left leaves their open tasks and their series to the others. */
export async function letGo(db: Db, workspaceId: string, userId: string): Promise<void> {
  await sql`update planning.tasks set owner_id = null, updated_at = now(), version = version + 1 where workspace_id = ${workspaceId}::uuid and owner_id = ${userId}::uuid and state = 'open'`.execute(
    db,
  )
  await sql`update planning.series set owner_id = null where workspace_id = ${workspaceId}::uuid and owner_id = ${userId}::uuid`.execute(db)
}
