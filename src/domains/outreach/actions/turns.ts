import { dropTasks } from '#domains/planning'
import type { Ctx, Db } from '#platform/context'
import { enrolmentEnded } from '../events.ts'
import { unqueueSend } from '../queue.ts'
import { afterWait } from '../rules/hours.ts'
import { isOver, turned } from '../rules/states.ts'
import { type EnrolmentRow, readEnrolment, setEnrolment, takeRunning } from '../store/enrolments.ts'
import { dropUnsent } from '../store/messages.ts'
import { nextPosition } from '../store/positions.ts'
import { listSteps } from '../store/sequences.ts'
import { say } from '../topics.ts'
import type { Turn } from '../types.ts'
import { mailboxFor } from './boxes.ts'

/** The key of the tasks of an enrolment begins so. */
export const taskKey = (enrolmentId: string): string => `outreach.step:${enrolmentId}:`

/** Turns an enrolment, if the turn means anything where it stands. At an end nothing waits any more: mails not yet taken in hand and open tasks are taken back. Answers whether it turned. */
export async function turn(ctx: Ctx, id: string, what: Turn, reason: string | null = null, detail: object = {}): Promise<boolean> {
  const enrolment = await readEnrolment(ctx.db, id, true)
  const state = enrolment && turned(enrolment.state, what)
  if (!enrolment || !state) return false
  await setEnrolment(ctx.db, id, { state, reason, detail, dueAt: state === 'active' ? ctx.now : null }, ctx.now)
  if (state !== 'active') await takeBack(ctx.db, enrolment)
  if (isOver(state)) await enrolmentEnded(ctx.db, enrolment, state)
  await say(ctx.db, enrolment.workspaceId)
  return true
}

async function takeBack(db: Db, enrolment: EnrolmentRow): Promise<void> {
  for (const messageId of await dropUnsent(db, enrolment.id)) await unqueueSend(db, messageId)
  await dropTasks(db, enrolment.workspaceId, taskKey(enrolment.id))
}

/** Everything that runs for a record or an address turns. */
export async function endRunning(ctx: Ctx, workspaceId: string, whom: { recordId?: string | null; email?: string | null }, what: Turn, reason: string): Promise<void> {
  for (const { id } of await takeRunning(ctx.db, workspaceId, whom)) await turn(ctx, id, what, reason)
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
