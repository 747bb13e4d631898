import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/context'
import type { TaskSort, TaskState, When } from '../types.ts'
import { type TaskRow, taskColumns } from './rows.ts'

export interface TaskFilter {
  /** A person's id, or null: nobody's. */
  ownerId?: string | null | undefined
  state: TaskState | 'all'
  when?: When | undefined
  dueFrom?: string | undefined
  dueTo?: string | undefined
  priority?: string | undefined
  subjectId?: string | undefined
  q?: string | undefined
  /** The day it is for whoever asks. */
  today: string
}

/** Where a page ends: the sorted values of its last row. */
export type TaskCursor = readonly [string, string, string]

const due = sql`coalesce(t.due_on, 'infinity'::date)`
/** When it ended, as seconds; 0 while it is open. */
const ended = sql`coalesce(extract(epoch from t.done_at), 0)`
const rank = sql`array_position(array['high', 'normal', 'low'], t.priority)`

/** The two things each sort looks at before the id, as text that comes back in a cursor. */
const sorts: Readonly<Record<TaskSort, { order: RawBuilder<unknown>; keys: RawBuilder<unknown>; after: (cursor: TaskCursor) => RawBuilder<boolean> }>> = {
  due: {
    order: sql`${due}, t.id`,
    keys: sql`${due}::text as k1, '' as k2`,
    after: ([day, , id]) => sql`(${due}, t.id) > (${day}::date, ${id}::uuid)`,
  },
  priority: {
    order: sql`${rank}, ${due}, t.id`,
    keys: sql`${rank}::text as k1, ${due}::text as k2`,
    after: ([place, day, id]) => sql`(${rank}, ${due}, t.id) > (${place}::int, ${day}::date, ${id}::uuid)`,
  },
  newest: { order: sql`t.id desc`, keys: sql`'' as k1, '' as k2`, after: ([, , id]) => sql`t.id < ${id}::uuid` },
  done: {
    order: sql`${ended} desc, t.id`,
    keys: sql`${ended}::text as k1, '' as k2`,
    after: ([at, , id]) => sql`(${ended} < ${at}::numeric or (${ended} = ${at}::numeric and t.id > ${id}::uuid))`,
  },
}

function conditions(workspaceId: string, filter: TaskFilter): RawBuilder<unknown> {
  const { today } = filter
  const all: RawBuilder<unknown>[] = [sql`t.workspace_id = ${workspaceId}::uuid`]
  if (filter.state !== 'all') all.push(sql`t.state = ${filter.state}`)
  if (filter.ownerId !== undefined) all.push(filter.ownerId === null ? sql`t.owner_id is null` : sql`t.owner_id = ${filter.ownerId}::uuid`)
  if (filter.when === 'overdue') all.push(sql`${due} < ${today}::date`)
  if (filter.when === 'today') all.push(sql`${due} = ${today}::date`)
  if (filter.when === 'week') all.push(sql`${due} between ${today}::date and ${today}::date + 7`)
  if (filter.when === 'undated') all.push(sql`t.due_on is null`)
  if (filter.dueFrom) all.push(sql`${due} >= ${filter.dueFrom}::date and t.due_on is not null`)
  if (filter.dueTo) all.push(sql`${due} <= ${filter.dueTo}::date`)
  if (filter.priority) all.push(sql`t.priority = ${filter.priority}`)
  if (filter.subjectId) all.push(sql`t.subject_id = ${filter.subjectId}::uuid`)
  // Each word somewhere: in the title or the name of what it is about, without accents and case.
  for (const word of (filter.q ?? '').split(/\s+/).filter(Boolean).slice(0, 8))
    all.push(sql`(public.fold(t.title) like ${like(word)} escape '!' or public.fold(coalesce(t.subject_label, '')) like ${like(word)} escape '!')`)
  return sql.join(all, sql` and `)
}

/** A part of a text, its own % and _ meant as they are. */
const like = (word: string): RawBuilder<string> => sql`public.fold(${`%${word.replaceAll(/[%_!]/g, '!$&')}%`})`

export type ListedTask = TaskRow & { k1: string; k2: string }

/** `limit + 1` rows of the list. */
export async function listRows(db: Db, workspaceId: string, filter: TaskFilter, sort: TaskSort, after: TaskCursor | null, limit: number): Promise<ListedTask[]> {
  const { order, keys, after: further } = sorts[sort]
  const { rows } = await sql<ListedTask>`select ${taskColumns}, ${keys} from planning.tasks t
    where ${conditions(workspaceId, filter)} ${after ? sql`and ${further(after)}` : sql``} order by ${order} limit ${limit + 1}`.execute(db)
  return rows
}

export interface DayCounts {
  overdue: number
  dueToday: number
  coming: number
  undated: number
  doneToday: number
}

/** How many open tasks of a person are in each group of their day, and how many they have done since it began. */
export async function countDay(db: Db, workspaceId: string, ownerId: string, today: string, since: Date): Promise<DayCounts> {
  const { rows } = await sql<DayCounts>`
    select count(*) filter (where due_on < ${today}::date)::int as overdue, count(*) filter (where due_on = ${today}::date)::int as "dueToday",
      count(*) filter (where due_on > ${today}::date and due_on <= ${today}::date + 7)::int as coming, count(*) filter (where due_on is null)::int as undated,
      (select count(*)::int from planning.tasks d where d.workspace_id = ${workspaceId}::uuid and d.done_by = ${ownerId}::uuid and d.state = 'done' and d.done_at >= ${since}) as "doneToday"
    from planning.tasks where workspace_id = ${workspaceId}::uuid and owner_id = ${ownerId}::uuid and state = 'open'`.execute(db)
  return rows[0]!
}

/** Tasks whose title is like what is typed, the open ones of these workspaces first; typing errors are forgiven. */
export async function searchRows(db: Db, workspaceIds: readonly string[], text: string, limit: number): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`select ${taskColumns} from planning.tasks t
    where t.workspace_id = any(${[...workspaceIds]}::uuid[]) and t.state <> 'dropped' and (public.fold(t.title) like ${like(text)} escape '!' or public.fold(${text}) <% public.fold(t.title))
    order by t.state <> 'open', public.fold(t.title) not like ${like(text)} escape '!', word_similarity(public.fold(${text}), public.fold(t.title)) desc, t.id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/** A person's own tasks wherever they are: open ones by day, then the last done. */
export async function ownRows(db: Db, ownerId: string, state: 'open' | 'done', workspaceId: string | null, after: TaskCursor | null, limit: number): Promise<ListedTask[]> {
  const { order, keys, after: further } = sorts[state === 'open' ? 'due' : 'done']
  const { rows } = await sql<ListedTask>`select ${taskColumns}, ${keys} from planning.tasks t
    where t.owner_id = ${ownerId}::uuid and t.state = ${state} ${workspaceId ? sql`and t.workspace_id = ${workspaceId}::uuid` : sql``} ${after ? sql`and ${further(after)}` : sql``} order by ${order} limit ${limit + 1}`.execute(
    db,
  )
  return rows
}
