import { happened, recordOf, selectRecords } from '#domains/crm'
import { notify } from '#domains/messaging'
import type { Ctx, Db } from '#platform/context'
import { recordAnswered } from '../events.ts'
import { type Parsed } from '../post/parse.ts'
import { asksToLeave, failedIn, idsIn, kindOf, storable, withoutQuotes } from '../rules/received.ts'
import { insertAnswer } from '../store/answers.ts'
import type { MailboxRow } from '../store/mailboxes.ts'
import { findByMessageIds, lastTo, type MessageRow, noteOutcome } from '../store/messages.ts'
import { suppress } from '../store/suppressions.ts'
import { say } from '../topics.ts'
import type { AnswerKind } from '../types.ts'
import { endRunning } from './turns.ts'

interface Match {
  recordId: string
  message: MessageRow | null
}

/**
 * One mail of a mailbox, in the caller's transaction. What concerns no record of the agency is not kept. A person's answer ends their sequence, a delivery that failed for ever bars the address,
 * an absence changes nothing. Answers whether it concerned us.
 */
export async function receive(ctx: Ctx, box: MailboxRow, mail: Parsed, fallbackId: string): Promise<boolean> {
  if (mail.from === box.fromAddress.toLowerCase()) return false
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

/** By the message it names, by the address a report names, by who writes. */
async function matchOf(db: Db, workspaceId: string, mail: Parsed, kind: AnswerKind): Promise<Match | null> {
  const named = await findByMessageIds(db, workspaceId, idsIn(mail.named))
  if (named) return { recordId: named.recordId, message: named }
  const addresses = kind === 'bounce' ? failedIn(mail.report ?? mail.text) : mail.from ? [mail.from] : []
  for (const address of addresses) {
    const message = await lastTo(db, workspaceId, address)
    if (message) return { recordId: message.recordId, message }
    const [recordId] = kind === 'answer' ? await selectRecords(db, workspaceId, { q: address }, 1) : []
    if (recordId) return { recordId, message: null }
  }
  return null
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
  if (kind === 'auto') return happened(db, { recordId, kind: 'outreach.timeline.auto', params, at, key })
  const whom = { recordId, email: message?.email ?? mail.from }
  if (kind === 'bounce') {
    const email = message?.email ?? failedIn(mail.report ?? mail.text)[0]
    if (message) await noteOutcome(db, message.id, 'bounced', at)
    if (email) await suppress(db, box.workspaceId, email, 'bounced', null, ctx.now)
    await happened(db, { recordId, kind: 'outreach.timeline.bounced', params: { email: email ?? '' }, at, key })
    await endRunning(ctx, box.workspaceId, { recordId, email: email ?? null }, 'bounce', 'outreach.reason.bounced')
    return say(db, box.workspaceId)
  }
  if (message) await noteOutcome(db, message.id, 'answered', at)
  await happened(db, { recordId, kind: 'outreach.timeline.answer', params, interaction: 'mail', direction: 'in', body, at, key })
  if (asksToLeave(body)) {
    if (message) await noteOutcome(db, message.id, 'left', at)
    await suppress(db, box.workspaceId, mail.from, 'objected', null, ctx.now)
    await endRunning(ctx, box.workspaceId, whom, 'unsubscribe', 'outreach.reason.objected')
  } else await endRunning(ctx, box.workspaceId, whom, 'answer', 'outreach.reason.answered')
  await recordAnswered(db, { recordId, workspaceId: box.workspaceId, id }, kind)
  await tell(ctx, box, recordId, message, id)
  await say(db, box.workspaceId)
}

/** Who wrote, or looks after the record, learns that an answer is there. */
async function tell(ctx: Ctx, box: MailboxRow, recordId: string, message: MessageRow | null, key: string): Promise<void> {
  const record = await recordOf(ctx.db, recordId)
  const userId = record.ownerId ?? message?.senderId ?? box.userId
  if (!userId) return
  const href = `/mona/${record.kind === 'artist' ? 'artists' : 'contacts'}/${recordId}`
  await notify(ctx.db, { userId, kind: 'outreach.answered', params: { name: record.name }, href, key })
}
