import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Recurrence, Subject } from '../types.ts'
import type { TaskDraft } from './tasks.ts'

/** What each task of a series copies. */
export interface SeriesModel extends Omit<TaskDraft, 'ownerId' | 'dueOn' | 'remindOn'> {
  subject: Subject | null
}

export interface SeriesRow {
  id: string
  workspaceId: string
  rule: Recurrence
  model: SeriesModel
  ownerId: string | null
  startsOn: string
  madeUntil: string | null
  endedAt: Date | null
  createdBy: string | null
}

const columns = sql`id, workspace_id as "workspaceId", rule, model, owner_id as "ownerId", starts_on::text as "startsOn", made_until::text as "madeUntil", ended_at as "endedAt", created_by as "createdBy"`

export async function insertSeries(db: Db, one: Pick<SeriesRow, 'workspaceId' | 'rule' | 'model' | 'ownerId' | 'startsOn' | 'createdBy'>): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into planning.series (workspace_id, rule, model, owner_id, starts_on, created_by)
    values (${one.workspaceId}, ${JSON.stringify(one.rule)}::jsonb, ${JSON.stringify(one.model)}::jsonb, ${one.ownerId}, ${one.startsOn}, ${one.createdBy}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function readSeries(db: Db, id: string): Promise<SeriesRow | null> {
  const { rows } = await sql<SeriesRow>`select ${columns} from planning.series where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The series, held until the transaction ends: nobody else makes or ends its tasks meanwhile. */
export async function lockSeries(db: Db, id: string): Promise<SeriesRow | null> {
  const { rows } = await sql<SeriesRow>`select ${columns} from planning.series where id = ${id}::uuid for update`.execute(db)
  return rows[0] ?? null
}

/** One task for each of these days; a day that was dropped with its series comes back, one that a person ended stays as it is. Answers how many were made. */
export async function makeTasks(db: Db, series: SeriesRow, days: readonly string[], now: Date): Promise<string[]> {
  const { model } = series
  const { rows } = await sql<{ id: string }>`
    insert into planning.tasks as t (workspace_id, title, notes, owner_id, due_on, due_minute, priority, subject_kind, subject_id, subject_label, href, series_id, series_on, created_by, created_at,
      updated_at)
    select ${series.workspaceId}::uuid, ${model.title}, ${model.notes || null}, ${series.ownerId}::uuid, day, ${model.dueMinute ?? null},
      ${model.priority ?? 'normal'}, ${model.subject?.kind ?? null}, ${model.subject?.id ?? null}::uuid, ${model.subject?.label ?? null}, ${model.subject?.href ?? null}, ${series.id}::uuid, day,
      ${series.createdBy}::uuid, ${now}, ${now} from unnest(${[...days]}::date[]) as day
    on conflict (series_id, series_on) where series_id is not null do update set state = 'open', done_at = null, updated_at = excluded.updated_at, version = t.version + 1
      where t.state = 'dropped' and t.done_by is null
    returning t.id`.execute(db)
  await sql`update planning.series set made_until = greatest(made_until, ${days.at(-1) ?? null}::date) where id = ${series.id}::uuid`.execute(db)
  return rows.map(({ id }) => id)
}

/** Running series whose last task is not later than that day. */
export async function seriesToMake(db: Db, before: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from planning.series where ended_at is null and coalesce(made_until, starts_on - 1) <= ${before}::date order by made_until nulls first limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Open tasks of a series that stand for a later day than this are dropped by the house. */
export async function dropFollowing(db: Db, seriesId: string, after: string, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`update planning.tasks set state = 'dropped', done_at = ${now}, done_by = null, updated_at = ${now}, version = version + 1
    where series_id = ${seriesId}::uuid and series_on > ${after}::date and state = 'open' returning id`.execute(db)
  return rows.length
}

export async function endSeriesRow(db: Db, id: string, now: Date): Promise<void> {
  await sql`update planning.series set ended_at = coalesce(ended_at, ${now}) where id = ${id}::uuid`.execute(db)
}

/** It runs again, and is made from that day on. */
export async function resumeSeriesRow(db: Db, id: string, madeUntil: string): Promise<void> {
  await sql`update planning.series set ended_at = null, made_until = least(made_until, ${madeUntil}::date) where id = ${id}::uuid`.execute(db)
}

/** A task goes over to a series that begins with it. */
export async function adopt(db: Db, taskId: string, seriesId: string, day: string): Promise<void> {
  await sql`update planning.tasks set series_id = ${seriesId}::uuid, series_on = ${day}::date where id = ${taskId}::uuid`.execute(db)
  await sql`update planning.series set made_until = greatest(made_until, ${day}::date) where id = ${seriesId}::uuid`.execute(db)
}

/** The first later day for which an open task of the series stands. */
export async function nextOf(db: Db, seriesId: string, after: string): Promise<string | null> {
  const { rows } = await sql<{
    day: string | null
  }>`select min(due_on)::text as day from planning.tasks where series_id = ${seriesId}::uuid and series_on > ${after}::date and state = 'open'`.execute(db)
  return rows[0]?.day ?? null
}
