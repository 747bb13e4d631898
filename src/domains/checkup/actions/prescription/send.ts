import { reach, recordOf } from '#domains/crm'
import { callerIn } from '#domains/identity'
import { dropTasks } from '#domains/planning'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { answerDays, whyCannotSend, whyCannotWithdraw } from '../../rules/prescription/plan.ts'
import type { PlanEnding, PlanRef, PlanSending } from '../../schema/prescription.ts'
import { insertVersion } from '../../store/plan-parts.ts'
import { changePlan, lockOthers, lockPlan, type PlanRow } from '../../store/prescriptions.ts'
import { changedRef, dayIn, editedPlan } from './draft.ts'
import { announcePlan, onTimeline, sayPlan, tellArtist } from './tell.ts'

/**
 * Freezes the draft as the next version and lets the artist know. An older prescription that still waits for an answer is replaced by it.
 * Refuses `checkup.noAddress` when a letter is wanted and the artist has neither account nor address.
 */
export async function sendPrescription(ctx: Ctx, { id, version, by }: z.output<typeof PlanSending>): Promise<z.input<typeof PlanRef>> {
  const plan = await editedPlan(ctx, id, version)
  unless(whyCannotSend(plan, dayIn(ctx.now)))
  const number = (plan.sentVersion ?? 0) + 1
  const { offer, startsOn, hoursWeek, note, lines } = plan
  await insertVersion(ctx.db, id, { number, offer, startsOn, hoursWeek, note, lines, sentBy: callerIn(ctx).id, sentAt: ctx.now })
  await replaceOthers(ctx, plan)
  await changePlan(ctx.db, id, { state: 'sent', sentVersion: number, sentAt: ctx.now, expiresAt: after(ctx.now, answerDays * day), coachId: callerIn(ctx).id }, ctx.now, false)
  const sent = { ...plan, sentVersion: number }
  const told = by === 'hand' || (await tellArtist(ctx, sent, number === 1 ? 'planSent' : 'planSentAgain', `sent:${number}`, { lines: lines.length, coach: callerIn(ctx).name }))
  if (!told) throw new Refusal('refused', 'checkup.noAddress')
  await reach(ctx.db, plan.recordId, 'prescription.sent', ctx.now)
  await onTimeline(ctx, sent, number === 1 ? 'planSent' : 'planSentAgain', `sent:${number}`, { version: number, lines: lines.length })
  await announcePlan(ctx, sent, 'sent')
  return changedRef(ctx, id)
}

/** One waits for an answer at a time. */
async function replaceOthers(ctx: Ctx, plan: PlanRow): Promise<void> {
  for (const other of await lockOthers(ctx.db, plan.recordId, plan.id, ['sent'])) {
    await changePlan(ctx.db, other.id, { state: 'replaced', closedAt: ctx.now, replacedBy: plan.id }, ctx.now, false)
    await sayPlan(ctx.db, other)
  }
}

/** Taken back: the artist no longer sees it; the tasks it made that nobody has done go too. */
export async function withdrawPrescription(ctx: Ctx, { id, note }: z.output<typeof PlanEnding>): Promise<z.input<typeof PlanRef>> {
  const plan = found(await lockPlan(ctx.db, id))
  unless(whyCannotWithdraw(plan.state))
  await changePlan(ctx.db, id, { state: 'withdrawn', closedAt: ctx.now, closedNote: note || null }, ctx.now, false)
  await dropTasks(ctx.db, plan.workspaceId, `plan:${id}:`)
  if (plan.sentVersion !== null) {
    await onTimeline(ctx, plan, 'planWithdrawn', 'withdrawn')
    await announcePlan(ctx, plan, 'withdrawn')
    const { accountId } = await recordOf(ctx.db, plan.recordId)
    if (accountId && plan.state !== 'expired') await tellArtist(ctx, plan, 'planWithdrawn', 'withdrawn')
  }
  return changedRef(ctx, id)
}
