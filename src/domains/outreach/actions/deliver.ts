import { findRecords, happened } from '#domains/crm'
import { findPeople, workspaceOf } from '#domains/identity'
import { after, clock, minute } from '#platform/clock'
import type { Ctx, Db } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { sendMail } from '#platform/mail'
import { count } from '#platform/metrics'
import { isRefusal } from '#platform/refusal'
import { messageSent } from '../events.ts'
import { leaveAddress } from '../leave.ts'
import { type Letter, sendBySmtp } from '../post/smtp.ts'
import { queueRead, queueSend } from '../queue.ts'
import { findRefused } from '../reading/refusals.ts'
import { writeOut } from '../rules/letter.ts'
import { playedPost } from '../sandbox.ts'
import { readEnrolment } from '../store/enrolments.ts'
import { type MailboxRow, readMailbox } from '../store/mailboxes.ts'
import { claimMessage, type MessageRow, noteOutcome, readMessage, settleMessage } from '../store/messages.ts'
import { suppress } from '../store/suppressions.ts'
import { say } from '../topics.ts'
import { sayIn } from '../words.ts'
import { senderOf, smtpOf } from './boxes.ts'
import { endRunning, goOn, turn } from './turns.ts'

/** How long one try may take before another worker takes it for dead; longer than every patience of the post. */
const lease = 3 * minute
const mostTries = 6

/**
 * One try of one mail. The row is claimed and committed first, the server is spoken to outside any transaction, what came of it is written in one. Killed in between, the row stays `sending`; after
 * the lease it is sent again under the same Message-ID (at least once: the receiver recognises it). Two workers never hold the same row.
 */
export async function deliver(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const now = clock.now()
  const message = await claimMessage(ctx.db, id, now, after(now, -lease))
  if (!message) return waitForOther(ctx, id)
  const box = message.mailboxId ? await readMailbox(ctx.db, message.mailboxId) : null
  const stop = await whyNot(ctx.db, message, box)
  if (stop || !box) {
    await transaction(ctx, (inside) => drop({ ...inside, now: clock.now() }, message, stop ?? 'outreach.noMailbox'))
    return
  }
  const problem = await hand(ctx, message, box)
  count(problem ? 'outreach_failed' : 'outreach_sent')
  await transaction(ctx, (inside) => (problem ? failed({ ...inside, now: clock.now() }, message, problem) : sent({ ...inside, now: clock.now() }, message)))
}

async function waitForOther(ctx: Ctx, id: string): Promise<void> {
  const message = await readMessage(ctx.db, id)
  if (message?.state === 'sending') await queueSend(ctx.db, id, after(message.claimedAt ?? clock.now(), lease + minute))
}

/** Asked again in the last moment: they may have left, or a person stopped it, while the mail waited. */
async function whyNot(db: Db, message: MessageRow, box: MailboxRow | null): Promise<string | null> {
  if (!box) return 'outreach.noMailbox'
  if (!message.email || (!isReply(message) && (await findRefused(db, message.workspaceId, [message.email])).size > 0)) return 'outreach.suppressed'
  const enrolment = message.enrolmentId ? await readEnrolment(db, message.enrolmentId) : null
  if (message.enrolmentId && enrolment?.state !== 'active') return 'outreach.stoppedMeanwhile'
  return (await findRecords(db, [message.recordId])).has(message.recordId) ? null : 'outreach.recordGone'
}

/** Part of a conversation: whoever wrote to us, be it « no more », may be answered by a person. */
const isReply = ({ enrolmentId, inReplyTo }: MessageRow): boolean => enrolmentId === null && inReplyTo !== null

/** Nothing leaves, and the sequence does not wait for it: without a mailbox a person can take it up again, all else is an end. */
async function drop(ctx: Ctx, { id, enrolmentId }: MessageRow, why: string): Promise<void> {
  await settleMessage(ctx.db, id, { state: why === 'outreach.noMailbox' ? 'failed' : 'dropped', problem: why, at: null })
  if (!enrolmentId) return
  if (why === 'outreach.noMailbox') await turn(ctx, enrolmentId, 'fail', why)
  if (why === 'outreach.suppressed') await turn(ctx, enrolmentId, 'unsubscribe', 'outreach.reason.suppressed')
  if (why === 'outreach.recordGone') await turn(ctx, enrolmentId, 'stop', 'outreach.reason.removed')
}

/** Null when the server took it; else the code of its refusal. */
async function hand(ctx: Ctx, message: MessageRow, box: MailboxRow): Promise<string | null> {
  try {
    const letter = await letterOf(ctx.db, message, box)
    if (box.kind === 'house') await sendByHouse(ctx, letter, message, box)
    else await sendBySmtp((await smtpOf(ctx.db, box))!, letter)
    return null
  } catch (error) {
    if (!isRefusal(error)) throw error
    return error.code
  }
}

async function sendByHouse(ctx: Ctx, letter: Letter, { lang }: MessageRow, box: MailboxRow): Promise<void> {
  const headers = { ...letter.headers, 'Reply-To': letter.replyTo ?? letter.from.address, ...(letter.inReplyTo ? { 'In-Reply-To': `<${letter.inReplyTo}>` } : {}) }
  await sendMail(ctx, { to: letter.to, subject: letter.subject, text: letter.text, html: letter.html, messageId: `<${letter.messageId}>`, headers })
  const answersAfter = playedPost()?.sent({ to: letter.to, subject: letter.subject, messageId: letter.messageId, from: letter.from.address, lang })
  if (answersAfter !== undefined) await queueRead(ctx.db, box.id, after(clock.now(), answersAfter))
}

/** Prospecting carries its way out, in the foot and for mail programs (RFC 8058); an answer in a conversation does not. */
async function letterOf(db: Db, message: MessageRow, box: MailboxRow): Promise<Letter> {
  const t = sayIn(message.lang)
  const enrolment = message.enrolmentId ? await readEnrolment(db, message.enrolmentId) : null
  const agency = (await workspaceOf(db, message.workspaceId)).name
  const why = enrolment ? t(`outreach.foot.${enrolment.basis}`, { agency, source: enrolment.source }) : t('outreach.foot.alone', { agency })
  const href = leaveAddress(message.id)
  const { text, html } = writeOut(message.body, box.signature, isReply(message) ? null : { why, leaveLabel: t('outreach.foot.leave'), leaveHref: href })
  return {
    from: await senderOf(db, box, message.senderId),
    to: message.email!,
    replyTo: box.replyTo ?? undefined,
    subject: message.subject,
    text,
    html,
    messageId: message.messageId!,
    inReplyTo: message.inReplyTo ?? undefined,
    references: message.refs,
    headers: isReply(message) ? {} : { 'List-Unsubscribe': `<${href}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  }
}

async function sent(ctx: Ctx, message: MessageRow): Promise<void> {
  const { db, now } = ctx
  if (!(await settleMessage(db, message.id, { state: 'sent', at: now }))) return
  const params = { subject: message.subject, sender: message.senderId ? ((await findPeople(db, [message.senderId])).get(message.senderId)?.name ?? '') : '' }
  await happened(db, {
    recordId: message.recordId,
    kind: message.enrolmentId ? 'outreach.timeline.sequenceMail' : 'outreach.timeline.mail',
    params,
    interaction: 'mail',
    direction: 'out',
    body: message.body,
    actorId: message.senderId,
    at: now,
    key: `outreach.message:${message.id}`,
  })
  await messageSent(db, message)
  if (message.enrolmentId) await goOn(ctx, message.enrolmentId, now)
  await say(db, message.workspaceId)
}

/** No such address: nobody writes there again. What may pass is tried again, later and later; a sequence whose mail cannot leave says so and waits for a person. */
async function failed(ctx: Ctx, message: MessageRow, problem: string): Promise<void> {
  const { db, now } = ctx
  const passes = problem === 'outreach.serverSilent' || problem === 'outreach.noSuchServer' || problem === 'platform.mailUnavailable'
  if (passes && message.tries < mostTries) {
    await settleMessage(db, message.id, { state: 'queued', problem, at: null })
    await queueSend(db, message.id, after(now, 2 ** message.tries * minute))
    return
  }
  if (!(await settleMessage(db, message.id, { state: 'failed', problem, at: null }))) return
  if (problem === 'outreach.recipientRefused' && message.email) {
    await noteOutcome(db, message.id, 'bounced', now)
    await suppress(db, message.workspaceId, message.email, 'bounced', null, now)
    await happened(db, { recordId: message.recordId, kind: 'outreach.timeline.bounced', params: { email: message.email }, at: now, key: `outreach.bounce:${message.id}` })
    await endRunning(ctx, message.workspaceId, { recordId: message.recordId, email: message.email }, 'bounce', 'outreach.reason.bounced')
  } else if (message.enrolmentId) await turn(ctx, message.enrolmentId, 'fail', problem)
  await say(db, message.workspaceId)
}
