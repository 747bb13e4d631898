import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { PlannedTask, TaskFacts } from '../types.ts'

export interface PlannedRow {
  id: string
  key: string | null
  workspaceId: string
  title: string
  ownerId: string | null
  dueOn: string | null
  /** False when the key existed already. */
  isNew: boolean
}

/** Writes planned tasks in one statement, in order. No key may come twice. */
export async function upsertPlanned(db: Db, tasks: readonly PlannedTask[]): Promise<PlannedRow[]> {
  const given = tasks.map((one, place) => ({
    place,
    workspace_id: one.workspaceId,
    title: one.title,
    notes: one.notes || null,
    owner_id: one.ownerId ?? null,
    due_on: one.dueOn ?? null,
    priority: one.priority ?? 'normal',
    subject_kind: one.subject?.kind ?? null,
    subject_id: one.subject?.id ?? null,
    subject_label: one.subject?.label ?? null,
    href: one.subject?.href ?? null,
    owner_href: one.ownerHref ?? null,
    remind_on: one.remindOn ?? null,
    key: one.key ?? null,
  }))
  const names = sql.raw('workspace_id, title, notes, owner_id, due_on, priority, subject_kind, subject_id, subject_label, href, owner_href, remind_on, key')
  const { rows } = await sql<PlannedRow>`
    insert into planning.tasks as t (${names})
    select ${names} from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (place int, workspace_id uuid, title text, notes text, owner_id uuid, due_on date, priority text,
      subject_kind text, subject_id uuid, subject_label text, href text, owner_href text, remind_on date, key text) order by place
    on conflict (workspace_id, key) where key is not null do update set
      title = excluded.title, notes = excluded.notes, owner_id = excluded.owner_id, due_on = excluded.due_on, due_minute = case when excluded.due_on is null then null else t.due_minute end,
      priority = excluded.priority, subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, subject_label = excluded.subject_label, href = excluded.href,
      owner_href = excluded.owner_href, remind_on = excluded.remind_on, reminded_at = case when t.remind_on is distinct from excluded.remind_on then null else t.reminded_at end,
      state = 'open', done_at = null, updated_at = now(), version = t.version + 1
      where t.state = 'open' or (t.state = 'dropped' and t.done_by is null)
    returning t.id, t.key, t.workspace_id as "workspaceId", t.title, t.owner_id as "ownerId", t.due_on::text as "dueOn", t.version = 1 as "isNew"`.execute(db)
  return rows
}

/** Ids of the tasks with these keys, by key. */
export async function idsByKey(db: Db, workspaceId: string, keys: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`select id, key from planning.tasks where workspace_id = ${workspaceId}::uuid and key = any(${[...keys]}::text[])`.execute(
    db,
  )
  return new Map(rows.map(({ id, key }) => [key, id]))
}

/** Tasks that are over let their keys go. */
export async function freeKeys(db: Db, workspaceId: string, keys: readonly string[]): Promise<void> {
  await sql`update planning.tasks set key = null where workspace_id = ${workspaceId}::uuid and key = any(${[...keys]}::text[]) and state <> 'open'`.execute(db)
}

/** Open tasks whose key begins in one of these ways, all as long, are dropped by the house: `done_by` stays empty. */
export async function dropByPrefixes(db: Db, workspaceId: string, prefixes: readonly string[], now: Date): Promise<void> {
  await sql`update planning.tasks set state = 'dropped', done_at = ${now}, done_by = null, updated_at = ${now}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and left(key, length(${prefixes[0]!})) = any(${[...prefixes]}::text[]) and state = 'open'`.execute(db)
}

/** Tasks about something, open ones first, by day. */
export async function factsAbout(db: Db, subjectId: string): Promise<TaskFacts[]> {
  const { rows } = await sql<TaskFacts>`
    select id, workspace_id as "workspaceId", title, owner_id as "ownerId", due_on::text as "dueOn", priority, state, key, href
    from planning.tasks where subject_id = ${subjectId}::uuid order by state <> 'open', due_on nulls last, id limit 500`.execute(db)
  return rows
}

/** What two records were is one now: their tasks follow, and remember where they were. */
export async function moveSubject(db: Db, workspaceId: string, from: string, into: string): Promise<void> {
  await sql`update planning.tasks set subject_id = ${into}::uuid, subject_trail = ${from}::uuid || subject_trail, href = replace(href, ${from}::text, ${into}::text)
    where workspace_id = ${workspaceId}::uuid and subject_id = ${from}::uuid`.execute(db)
}

/** Takes a merge back: what came from there goes home. */
export async function moveSubjectBack(db: Db, workspaceId: string, from: string, into: string): Promise<void> {
  await sql`update planning.tasks set subject_id = ${from}::uuid, subject_trail = subject_trail[2:], href = replace(href, ${into}::text, ${from}::text)
    where workspace_id = ${workspaceId}::uuid and subject_id = ${into}::uuid and subject_trail[1] = ${from}::uuid`.execute(db)
}
