import { callerIn } from '#domains/identity'
import { transaction } from '#platform/database/pool'
import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { announce } from '#platform/events'
import { taskPlanned } from '../events.ts'
import { addDays, localDay } from '../rules/days.ts'
import { daysOf, nextDay, whyNoSeries } from '../rules/recurrence.ts'
import { todayOf } from '../reading/present.ts'
import type { SeriesEdit } from '../schema.ts'
import { lockTask, readTask, type TaskRow } from '../store/rows.ts'
import { adopt, dropFollowing, endSeriesRow, insertSeries, lockSeries, makeTasks, resumeSeriesRow, type SeriesRow, seriesToMake } from '../store/series.ts'
import { type TaskDraft, updateTask } from '../store/tasks.ts'
import { say } from '../topics.ts'
import type { Recurrence, Subject } from '../types.ts'
import { checkOwner, tellOwner } from './owner.ts'

/** Tasks of a series are made so many days ahead; the next one always is. */
const ahead = 14

/** Begins a series on the day of its first task, today when it names none. Answers its first task. */
export async function startSeries(ctx: Ctx, workspaceId: string, draft: TaskDraft, rule: Recurrence, subject: Subject | null): Promise<{ id: string; version: number }> {
  const me = callerIn(ctx)
  const today = (await todayOf(ctx.db, me.id, ctx.now)).day
  const startsOn = draft.dueOn ?? today
  refuseNone(rule, startsOn)
  const { ownerId = null, dueOn: _day, remindOn: _remind, ...model } = draft
  const id = await insertSeries(ctx.db, { workspaceId, rule, model: { ...model, subject }, ownerId, startsOn, createdBy: me.id })
  const [first] = await extend(ctx, found(await lockSeries(ctx.db, id)), today)
  const task = found(await readTask(ctx.db, first!))
  await announce(ctx.db, taskPlanned(task, me.id))
  await tellOwner(ctx.db, task, ownerId, me.id)
  await say(ctx.db, workspaceId, me.id)
  return { id: task.id, version: task.version }
}

/** Makes what is due of a series up to so many days ahead, and its next task in any case. */
async function extend(ctx: Ctx, series: SeriesRow, today: string): Promise<string[]> {
  const days = daysToMake(series, today)
  if (days.length === 0) {
    const next = nextDay(series.rule, series.startsOn, series.madeUntil)
    if (next !== null && (series.madeUntil === null || series.madeUntil <= today)) days.push(next)
    if (next === null) await endSeriesRow(ctx.db, series.id, ctx.now)
  }
  return days.length > 0 ? makeTasks(ctx.db, series, days, ctx.now) : []
}

/** Of the days that were missed only the last one is made up for: nobody wants thirty Mondays at once. */
function daysToMake({ rule, startsOn, madeUntil }: SeriesRow, today: string): string[] {
  const longAgo = addDays(today, -366)
  const all = daysOf(rule, startsOn, madeUntil !== null && madeUntil > longAgo ? madeUntil : startsOn < longAgo ? longAgo : madeUntil, addDays(today, ahead))
  const missed = all.filter((one) => one < today)
  return all.slice(Math.max(0, missed.length - 1))
}

/** The daily work: every running series gets its next tasks. Each in its own transaction; run twice, nothing is made twice. */
export async function makeSeriesTasks(ctx: Ctx): Promise<void> {
  const { day } = localDay(ctx.now, 'Africa/Lome')
  for (const id of await seriesToMake(ctx.db, addDays(day, ahead), 10_000))
    await transaction(ctx, async (inside) => {
      const series = await lockSeries(inside.db, id)
      if (!series || series.endedAt) return
      if ((await extend(inside, series, day)).length > 0) await say(inside.db, series.workspaceId)
    })
}

/** This task and all that follow: the series ends before it, and goes on from it as a new one. Those already done stay as they are. A task that comes once begins a series when `repeat` is named. */
export async function editSeries(ctx: Ctx, { id, repeat, ...change }: z.output<typeof SeriesEdit>) {
  const me = callerIn(ctx)
  const { task, series } = await seriesOf(ctx, id, repeat !== undefined)
  await checkOwner(ctx.db, task.workspaceId, change.ownerId, series?.ownerId ?? task.ownerId)
  const today = (await todayOf(ctx.db, me.id, ctx.now)).day
  const startsOn = change.dueOn ?? task.dueOn ?? task.seriesOn ?? today
  const rule = repeat ?? movedRule(series!, task, change.dueOn ?? null)
  refuseNone(rule, startsOn)
  if (series) {
    await dropFollowing(ctx.db, series.id, task.seriesOn!, ctx.now)
    await endSeriesRow(ctx.db, series.id, ctx.now)
  }
  const version = await updateTask(ctx.db, task.id, { ...change, dueOn: startsOn }, ctx.now)
  const seriesId = await insertSeries(ctx.db, { ...modelAfter(series ?? modelOf(task), change), workspaceId: task.workspaceId, rule, startsOn, createdBy: me.id })
  await adopt(ctx.db, task.id, seriesId, startsOn)
  const made = await extend(ctx, found(await lockSeries(ctx.db, seriesId)), today)
  if (change.ownerId !== undefined && change.ownerId !== task.ownerId) await tellOwner(ctx.db, { ...task, version }, change.ownerId, me.id)
  await say(ctx.db, task.workspaceId, me.id)
  return { id: task.id, seriesId, tasks: made.length + 1 }
}

type Copied = Pick<SeriesRow, 'model' | 'ownerId'>

function modelOf({ title, notes, dueMinute, priority, ownerId, subjectKind, subjectId, subjectLabel, href }: TaskRow): Copied {
  const subject = subjectId && subjectKind ? { kind: subjectKind, id: subjectId, label: subjectLabel ?? '', href: href ?? '' } : null
  return { model: { title, notes, dueMinute, priority, subject }, ownerId }
}

/** What the series' tasks copy from now on. */
function modelAfter({ model, ownerId }: Copied, { ownerId: owner, dueOn: _day, remindOn: _remind, ...change }: Partial<TaskDraft>): Copied {
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return { model: { ...model, ...named }, ownerId: owner === undefined ? ownerId : owner }
}

/** The rule without what is over of it. Put on another day, a weekly series takes the new weekday, a monthly one the new date. */
function movedRule({ rule, startsOn }: SeriesRow, task: TaskRow, dueOn: string | null): Recurrence {
  const left = rule.times ? { ...rule, times: Math.max(1, rule.times - daysOf(rule, startsOn, null, addDays(task.seriesOn!, -1), rule.times).length) } : rule
  if (dueOn === null || dueOn === task.seriesOn || (rule.weekdays?.length ?? 0) > 1) return left
  const { weekdays: _days, monthDay: _date, ...rest } = left
  return rest
}

/** The series ends with this task: what follows is dropped, and comes back when it is resumed. */
export async function endSeries(ctx: Ctx, { id }: { id: string }) {
  const { task, series } = await ownSeriesOf(ctx, id)
  const tasks = await dropFollowing(ctx.db, series.id, task.seriesOn!, ctx.now)
  await endSeriesRow(ctx.db, series.id, ctx.now)
  await say(ctx.db, task.workspaceId, callerIn(ctx).id)
  return { id, seriesId: series.id, tasks }
}

/** Takes the end of a series back. */
export async function resumeSeries(ctx: Ctx, { id }: { id: string }) {
  const { task, series } = await ownSeriesOf(ctx, id)
  await resumeSeriesRow(ctx.db, series.id, task.seriesOn!)
  const made = await extend(ctx, found(await lockSeries(ctx.db, series.id)), (await todayOf(ctx.db, callerIn(ctx).id, ctx.now)).day)
  await say(ctx.db, task.workspaceId, callerIn(ctx).id)
  return { id, seriesId: series.id, tasks: made.length }
}

/** A task and its series, both held. Refuses `planning.noSeries` for a task that comes once, unless it may begin one. */
async function seriesOf(ctx: Ctx, taskId: string, mayBegin: boolean): Promise<{ task: TaskRow; series: SeriesRow | null }> {
  const before = found(await readTask(ctx.db, taskId))
  if (!before.seriesId && !mayBegin) throw new Refusal('refused', 'planning.noSeries')
  const series = before.seriesId ? found(await lockSeries(ctx.db, before.seriesId)) : null
  const task = found(await lockTask(ctx.db, taskId))
  // Somebody gave it another series meanwhile.
  if (task.seriesId !== (series?.id ?? null)) throw new Refusal('conflict', 'planning.changedMeanwhile')
  return { task, series }
}

async function ownSeriesOf(ctx: Ctx, taskId: string): Promise<{ task: TaskRow; series: SeriesRow }> {
  const { task, series } = await seriesOf(ctx, taskId, false)
  return { task, series: series! }
}

function refuseNone(rule: Recurrence, startsOn: string): void {
  const why = whyNoSeries(rule, startsOn)
  if (why) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'repeat.until', code: why }])
}
