import { after, clock, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { queueSend } from '../queue.ts'
import { dayBegan, slots } from '../rules/hours.ts'
import { type EnrolmentRow, findDueSenders, setEnrolment, takeDue } from '../store/enrolments.ts'
import { type MailboxRow, sentSince } from '../store/mailboxes.ts'
import { insertMessage, thread } from '../store/messages.ts'
import { say } from '../topics.ts'
import { type Batch, nextOf, readBatch } from './batch.ts'
import { mailboxFor } from './boxes.ts'
import { planSteps } from './plan-steps.ts'
import { goOn, turn, turnAll } from './turns.ts'

const beat = minute
const atOnce = 200

/** Every minute: what is due becomes a mail on its way or a task, as many as each sender's hours, pace and limit allow. Several workers at once share the work and never take the same. */
export async function advanceAll(ctx: Ctx): Promise<void> {
  const now = clock.now()
  for (const { workspaceId, senderId } of await findDueSenders(ctx.db, now)) {
    await transaction({ ...ctx, now }, (inside) => advanceTasks(inside, workspaceId, senderId))
    await transaction({ ...ctx, now }, (inside) => advanceMails(inside, workspaceId, senderId))
  }
}

async function advanceTasks(ctx: Ctx, workspaceId: string, senderId: string | null): Promise<void> {
  const due = await takeDue(ctx.db, workspaceId, senderId, ctx.now, false, atOnce)
  if (due.length === 0) return
  await planSteps(ctx, workspaceId, senderId, due)
  await say(ctx.db, workspaceId)
}

async function advanceMails(ctx: Ctx, workspaceId: string, senderId: string | null): Promise<void> {
  // The mailbox is held, so that two workers do not both use up the day's last message.
  const box = await mailboxFor(ctx.db, workspaceId, senderId, true)
  if (!box) {
    const waiting = await takeDue(ctx.db, workspaceId, senderId, ctx.now, true, atOnce)
    return void (await turnAll(ctx, waiting, 'pause', 'outreach.noMailbox'))
  }
  const { count, lastAt } = await sentSince(ctx.db, box.id, dayBegan(ctx.now, box.timeZone))
  const free = slots(box, { sentToday: count, lastAt, now: ctx.now, until: after(ctx.now, beat) })
  const due = free.length === 0 ? [] : await takeDue(ctx.db, workspaceId, senderId, ctx.now, true, free.length)
  if (due.length === 0) return
  const batch = await readBatch(ctx, workspaceId, senderId, due)
  for (const [place, enrolment] of due.entries()) await mail(ctx, batch, enrolment, { box, at: free[place]! })
  await say(ctx.db, workspaceId)
}

/** One enrolment, held by this transaction: its next mail is written down and leaves at that instant, or it waits or ends. */
async function mail(ctx: Ctx, batch: Batch, enrolment: EnrolmentRow, { box, at }: { box: MailboxRow; at: Date }): Promise<void> {
  const before = await thread(ctx.db, enrolment.id)
  const last = before.at(-1)
  const next = nextOf(batch, enrolment, last)
  if (next === null) return goOn(ctx, enrolment.id, ctx.now)
  if ('turn' in next) return void (await turn(ctx, enrolment.id, next.turn, next.reason, next.detail))
  const { step, said } = next
  const { workspaceId, recordId, senderId, lang, email } = enrolment
  const message = await insertMessage(ctx.db, {
    ...{ workspaceId, recordId, senderId, lang, email, enrolmentId: enrolment.id, stepId: step.id, subject: said.subject, body: said.body, now: ctx.now },
    templateId: said.template?.id ?? null,
    templateVersion: said.template?.version ?? null,
    channel: 'mail',
    mailboxId: box.id,
    domain: box.fromAddress.split('@')[1] ?? 'localhost',
    inReplyTo: said.follows ? (last?.messageId ?? null) : null,
    refs: said.follows ? before.flatMap(({ messageId }) => messageId ?? []) : [],
    state: 'queued',
  })
  await setEnrolment(ctx.db, enrolment.id, { state: 'active', position: enrolment.position, dueAt: null }, ctx.now)
  if (message) await queueSend(ctx.db, message.id, at)
  else await goOn(ctx, enrolment.id, ctx.now)
}
