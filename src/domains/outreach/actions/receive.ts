import { findRecords, happened } from '#domains/crm'
import { notify } from '#domains/messaging'
import type { Ctx } from '#platform/context'
import { recordAnswered } from '../events.ts'
import { type Parsed } from '../post/parse.ts'
import { failuresIn } from '../rules/bounces.ts'
import { kindOf, storable } from '../rules/received.ts'
import { asksToLeave, withoutQuotes } from '../rules/said.ts'
import { insertAnswer } from '../store/answers.ts'
import type { MailboxRow } from '../store/mailboxes.ts'
import { type MessageRow, noteOutcome } from '../store/messages.ts'
import { suppress } from '../store/suppressions.ts'
import { say } from '../topics.ts'
import type { AnswerKind } from '../types.ts'
import { asWritten, type Match, matchOf } from './match.ts'
import { endRunning } from './turns.ts'

/**
 * One mail of a mailbox, in the caller's transaction. What concerns no record of the agency is not kept. A person's answer ends their sequence, a delivery that failed for ever bars the address,
 * an absence changes nothing. Answers whether it concerned us.
 */
export async function receive(ctx: Ctx, box: MailboxRow, sent: Parsed, fallbackId: string): Promise<boolean> {
  const mail = await asWritten(ctx.db, box, sent)
  if (!mail) return false
  const kind = kindOf(mail)
  const match = await matchOf(ctx.db, box.workspaceId, mail, kind)
  if (!match) return false
  const at = mail.at && mail.at < ctx.now ? mail.at : ctx.now
  const body = storable(kind === 'bounce' ? mail.text : withoutQuotes(mail.text), 20_000)
  const kept = await insertAnswer(ctx.db, {
    workspaceId: box.workspaceId,
    mailboxId: box.id,
    recordId: match.recordId,
    toId: match.message?.id ?? null,
    kind,
    fromAddress: mail.from || 'unknown@invalid',
    fromName: mail.fromName,
    subject: mail.subject,
    body,
    messageId: mail.messageId ?? fallbackId,
    attachments: mail.attachments,
    at,
  })
  if (kept) await heard(ctx, box, mail, { kind, match, at, body, id: kept })
  return true
}

interface Heard {
  id: string
  kind: AnswerKind
  match: Match
  at: Date
  body: string
}

async function heard(ctx: Ctx, box: MailboxRow, mail: Parsed, { id, kind, match, at, body }: Heard): Promise<void> {
  const { db } = ctx
  const { recordId, message } = match
  const key = `outreach.answer:${id}`
  const params = { subject: mail.subject, from: mail.fromName || mail.from }
  const whom = { recordId, email: message?.email ?? mail.from }
  if (mail.isComplaint && message?.email) {
    await noteOutcome(db, message.id, 'left', at)
    await happened(db, { recordId, kind: 'outreach.timeline.left', params: { email: message.email }, at, key })
    return objected(ctx, box, message.email, whom)
  }
  if (kind === 'auto') return happened(db, { recordId, kind: 'outreach.timeline.auto', params, at, key })
  if (kind === 'bounce') return bounced(ctx, box, mail, { match, at, key })
  if (message) await noteOutcome(db, message.id, 'answered', at)
  await happened(db, { recordId, kind: 'outreach.timeline.answer', params, interaction: 'mail', direction: 'in', body, at, key })
  if (asksToLeave(body)) {
    if (message) await noteOutcome(db, message.id, 'left', at)
    await objected(ctx, box, mail.from, whom)
  } else await endRunning(ctx, box.workspaceId, whom, 'answer', 'outreach.reason.answered')
  await recordAnswered(db, { recordId, workspaceId: box.workspaceId, id }, kind)
  await tell(ctx, box, recordId, message, id)
  await say(db, box.workspaceId)
}

/** They want no more mails: nobody of the agency writes to any address they were written at or wrote from. */
async function objected(ctx: Ctx, box: MailboxRow, from: string, whom: { recordId: string; email: string }): Promise<void> {
  for (const address of new Set([from, whom.email].filter(Boolean))) await suppress(ctx.db, box.workspaceId, address, 'objected', null, ctx.now)
  await endRunning(ctx, box.workspaceId, whom, 'unsubscribe', 'outreach.reason.objected')
  await say(ctx.db, box.workspaceId)
}

/** The mail was given up: the sequence ends. Nobody writes there again when there is no such address; one that was only full, or refused this mail, stays free. */
async function bounced(ctx: Ctx, box: MailboxRow, mail: Parsed, { match: { recordId, message }, at, key }: Pick<Heard, 'match' | 'at'> & { key: string }): Promise<void> {
  const { db } = ctx
  const failures = failuresIn(mail) ?? []
  const email = message?.email ?? failures[0]?.addresses[0] ?? null
  const about = failures.filter(({ addresses }) => email !== null && addresses.includes(email.toLowerCase()))
  // A report may name where our mail was passed on to, and not the address we wrote to.
  const isDead = (about.length > 0 ? about : failures).some((one) => one.isDead)
  if (message) await noteOutcome(db, message.id, 'bounced', at)
  if (email && isDead) await suppress(db, box.workspaceId, email, 'bounced', null, ctx.now)
  await happened(db, { recordId, kind: 'outreach.timeline.bounced', params: { email: email ?? '' }, at, key })
  await endRunning(ctx, box.workspaceId, { recordId, email }, 'bounce', isDead ? 'outreach.reason.bounced' : 'outreach.reason.undelivered')
  await say(db, box.workspaceId)
}

/** Who wrote, or looks after the record, learns that an answer is there. */
async function tell(ctx: Ctx, box: MailboxRow, recordId: string, message: MessageRow | null, key: string): Promise<void> {
  const record = (await findRecords(ctx.db, [recordId])).get(recordId)
  const userId = record?.ownerId ?? message?.senderId ?? box.userId
  if (!record || !userId) return
  const href = `/mona/${record.kind === 'artist' ? 'artists' : 'contacts'}/${recordId}`
  await notify(ctx.db, { userId, kind: 'outreach.answered', params: { name: record.name }, href, key })
}
