import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { PlannedTask } from '../types.ts'

/** Plans tasks for another room, in its transaction. A task whose `key` exists is changed while it is open, else left as it is. Answers their ids, in order. */
export async function planTasks(db: Db, tasks: readonly PlannedTask[]): Promise<string[]> {
  const ids: string[] = []
  for (const task of tasks) {
    const { rows } = await sql<{ id: string }>`
      insert into planning.tasks as t (workspace_id, title, notes, owner_id, due_on, priority, subject_kind, subject_id, subject_label, href, key)
      values (${task.workspaceId}::uuid, ${task.title}, ${task.notes ?? null}, ${task.ownerId ?? null}::uuid, ${task.dueOn ?? null}::date, ${task.priority ?? 'normal'},
        ${task.subject?.kind ?? null}, ${task.subject?.id ?? null}::uuid, ${task.subject?.label ?? null}, ${task.subject?.href ?? null}, ${task.key ?? null})
      on conflict (workspace_id, key) where key is not null do update set
        title = case when t.state = 'open' then excluded.title else t.title end, notes = case when t.state = 'open' then excluded.notes else t.notes end,
        owner_id = case when t.state = 'open' then excluded.owner_id else t.owner_id end, due_on = case when t.state = 'open' then excluded.due_on else t.due_on end
      returning t.id`.execute(db)
    ids.push(rows[0]!.id)
  }
  return ids
}

/** Drops the open tasks whose key begins so: what planned them was taken back. */
export async function dropTasks(db: Db, workspaceId: string, keyPrefix: string): Promise<void> {
  await sql`update planning.tasks set state = 'dropped', done_at = now(), updated_at = now()
    where workspace_id = ${workspaceId}::uuid and key like ${keyPrefix.replaceAll(/[%_\\]/g, '\\$&')} || '%' and state = 'open'`.execute(db)
}
