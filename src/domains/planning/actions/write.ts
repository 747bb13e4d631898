import { callerIn, findMembersWith, findPeople, workspaceIn } from '#domains/identity'
import type { z } from 'zod'
import type { Ctx, Db } from '#platform/context'
import { announce } from '#platform/events'
import { found, Refusal } from '#platform/refusal'
import { taskPlanned } from '../events.ts'
import { todayOf } from '../reading/present.ts'
import { personMeant, readQuick } from '../rules/quick.ts'
import type { NewTask, QuickTask, TaskEdit } from '../schema.ts'
import { lockTask } from '../store/rows.ts'
import { insertTask, updateTask } from '../store/tasks.ts'
import { subjectIn } from '../subjects.ts'
import { say } from '../topics.ts'
import type { Subject } from '../types.ts'
import { checkOwner, tellOwner } from './owner.ts'
import { startSeries } from './series.ts'

type Ref = { id: string; version: number }

/** A new task, or the first of a series. An hour without a day is refused; so is an owner who is no member, or a subject of another house. */
export async function createTask(ctx: Ctx, input: z.output<typeof NewTask>): Promise<Ref> {
  const me = callerIn(ctx)
  const workspaceId = found(await workspaceIn(ctx, 'agency', input.workspaceId))
  checkHour(input.dueOn ?? null, input.dueMinute ?? null)
  await checkOwner(ctx.db, workspaceId, input.ownerId)
  const subject = input.subjectId ? await subjectOf(ctx.db, workspaceId, input.subjectId) : null
  const { repeat, ...draft } = input
  if (repeat) return startSeries(ctx, workspaceId, draft, repeat, subject)
  const task = await insertTask(ctx.db, workspaceId, draft, { subject, createdBy: me.id, now: ctx.now })
  await announce(ctx.db, taskPlanned(task, me.id))
  await tellOwner(ctx.db, task, task.ownerId, me.id)
  await say(ctx.db, workspaceId, me.id)
  return { id: task.id, version: task.version }
}

/** One sentence: « appeler Awa demain 17h !haute @julien ». What it says of day, hour, priority, person and repetition is read by `rules/quick.ts`; the rest is the title. Whom nobody is called after stays in the title. */
export async function quickTask(ctx: Ctx, input: z.output<typeof QuickTask>): Promise<Ref> {
  const me = callerIn(ctx)
  const workspaceId = found(await workspaceIn(ctx, 'agency', input.workspaceId))
  const { day } = await todayOf(ctx.db, me.id, ctx.now)
  const people = await findPeople(ctx.db, await findMembersWith(ctx.db, workspaceId, 'tasks.view'))
  const read = readQuick(input.text, day, personMeant([...people.values()]))
  if (read.title === '') throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'text', code: 'planning.noTitle' }])
  const { title, dueOn, dueMinute, priority, ownerId, repeat } = read
  return createTask(ctx, {
    workspaceId,
    title: title.slice(0, 300),
    dueOn,
    dueMinute,
    priority,
    ownerId: ownerId ?? me.id,
    ...(input.subjectId ? { subjectId: input.subjectId } : {}),
    ...(repeat ? { repeat } : {}),
  })
}

/** Changes what is named. Refuses `planning.changedMeanwhile` when somebody changed the task after `version` was read. */
export async function editTask(ctx: Ctx, { id, version, ...input }: z.output<typeof TaskEdit>): Promise<Ref> {
  const me = callerIn(ctx)
  const task = found(await lockTask(ctx.db, id))
  if (version !== undefined && version !== task.version) throw new Refusal('conflict', 'planning.changedMeanwhile')
  const dueOn = input.dueOn === undefined ? task.dueOn : input.dueOn
  if (input.dueOn !== null || input.dueMinute) checkHour(dueOn, input.dueMinute === undefined ? task.dueMinute : input.dueMinute)
  await checkOwner(ctx.db, task.workspaceId, input.ownerId, task.ownerId)
  const now = await updateTask(ctx.db, id, input, ctx.now)
  if (input.ownerId !== undefined && input.ownerId !== task.ownerId) await tellOwner(ctx.db, { id, title: input.title ?? task.title, version: now }, input.ownerId, me.id)
  await say(ctx.db, task.workspaceId, me.id)
  return { id, version: now }
}

function checkHour(dueOn: string | null, dueMinute: number | null): void {
  if (dueMinute !== null && dueOn === null) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'dueOn', code: 'planning.hourNeedsDay' }])
}

/** What the task is about must be of the same workspace. */
async function subjectOf(db: Db, workspaceId: string, id: string): Promise<Subject> {
  const subject = await subjectIn(db, workspaceId, id)
  if (!subject) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'subjectId', code: 'planning.noSubject' }])
  return subject
}
