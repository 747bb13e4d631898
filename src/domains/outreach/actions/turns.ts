import { dropTasks } from '#domains/planning'
import type { Ctx, Db } from '#platform/context'
import { enrolmentEnded } from '../events.ts'
import { unqueueSends } from '../queue.ts'
import { afterWait } from '../rules/hours.ts'
import { isOver, turned } from '../rules/states.ts'
import { type EnrolmentRow, readEnrolment, setEnrolment, setEnrolments, takeEnrolments, takeRunning } from '../store/enrolments.ts'
import { dropUnsent } from '../store/messages.ts'
import { nextPosition } from '../store/positions.ts'
import { listSteps } from '../store/sequences.ts'
import { say } from '../topics.ts'
import type { Turn } from '../types.ts'
import { mailboxFor } from './boxes.ts'

/** The key of the tasks of an enrolment begins so. */
export const taskKey = (enrolmentId: string): string => `outreach.step:${enrolmentId}:`

/** Turns an enrolment, if the turn means anything where it stands. Answers whether it turned. */
export async function turn(ctx: Ctx, id: string, what: Turn, reason: string | null = null, detail: object = {}): Promise<boolean> {
  return (await turnAll(ctx, await takeEnrolments(ctx.db, [id]), what, reason, detail)) > 0
}

/**
 * Turns enrolments of one workspace, held by this transaction, in a few statements; those for which the turn means nothing stay. At an end nothing waits any more: mails not yet taken in hand and open
 * tasks are taken back. Answers how many turned.
 */
export async function turnAll(ctx: Ctx, enrolments: readonly EnrolmentRow[], what: Turn, reason: string | null = null, detail: object = {}): Promise<number> {
  const { db, now } = ctx
  const turning = enrolments.flatMap((one) => {
    const state = turned(one.state, what)
    return state ? [{ one, state }] : []
  })
  for (const [state, group] of Map.groupBy(turning, (each) => each.state)) {
    const ids = group.map(({ one }) => one.id)
    await setEnrolments(db, ids, { state, reason, detail, dueAt: state === 'active' ? now : null }, now)
    if (state !== 'active') await takeBack(db, group[0]!.one.workspaceId, ids)
    if (isOver(state)) for (const { one } of group) await enrolmentEnded(db, one, state)
  }
  if (turning[0]) await say(db, turning[0].one.workspaceId)
  return turning.length
}

async function takeBack(db: Db, workspaceId: string, ids: readonly string[]): Promise<void> {
  await unqueueSends(db, await dropUnsent(db, ids))
  await dropTasks(db, workspaceId, ids.map(taskKey))
}

/** Everything that runs for a record or an address turns. */
export async function endRunning(ctx: Ctx, workspaceId: string, whom: { recordId?: string | null; email?: string | null }, what: Turn, reason: string): Promise<void> {
  await turnAll(ctx, await takeRunning(ctx.db, workspaceId, whom), what, reason)
}

/** The zone in which a sender's days are counted. */
export async function zoneOf(db: Db, workspaceId: string, senderId: string | null): Promise<string> {
  return (await mailboxFor(db, workspaceId, senderId))?.timeZone ?? 'Africa/Lome'
}

/** A step is behind us since `at`: the next is due after its wait, or the sequence has come to its end. */
export async function goOn(ctx: Ctx, enrolmentId: string, at: Date): Promise<void> {
  const enrolment = await readEnrolment(ctx.db, enrolmentId, true)
  if (!enrolment || isOver(enrolment.state)) return
  const position = await nextPosition(ctx.db, enrolmentId)
  const step = (await listSteps(ctx.db, enrolment.sequenceId))[position]
  if (!step) {
    await setEnrolment(ctx.db, enrolmentId, { state: 'finished', position, dueAt: null }, ctx.now)
    await enrolmentEnded(ctx.db, enrolment, 'finished')
    return
  }
  const dueAt = afterWait(at, step, await zoneOf(ctx.db, enrolment.workspaceId, enrolment.senderId))
  await setEnrolment(ctx.db, enrolmentId, { state: enrolment.state, reason: enrolment.reason, detail: enrolment.detail, position, dueAt }, ctx.now)
}
