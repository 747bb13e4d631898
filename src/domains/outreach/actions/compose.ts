import { happened, recordOf } from '#domains/crm'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { messageSent } from '../events.ts'
import { queueSend } from '../queue.ts'
import { findRefused } from '../reading/refusals.ts'
import { replySubject } from '../rules/letter.ts'
import { oneLine, placesIn } from '../rules/variables.ts'
import type { DmNote, MessageDraft } from '../schema/messages.ts'
import { readAnswer } from '../store/answers.ts'
import { insertMessage, readMessage } from '../store/messages.ts'
import { readTemplate } from '../store/templates.ts'
import { say } from '../topics.ts'
import { mailboxFor } from './boxes.ts'

/**
 * Sends one mail to a record, written by hand or from a template, alone or as the answer to one of theirs. It leaves at once, whatever the hours of sequences.
 * Refuses `outreach.noEmail`, `outreach.suppressed` (an answer to somebody who wrote is always allowed), `outreach.noMailbox`, `outreach.placesLeft`.
 */
export async function sendMessage(ctx: Ctx, { recordId, subject, body, lang, templateId, answerId }: MessageDraft): Promise<{ id: string }> {
  const me = callerIn(ctx)
  const record = await recordOf(ctx.db, recordId)
  const { workspaceId } = record
  const answered = answerId ? found(await answerOf(ctx, answerId, recordId)) : null
  const email = answered?.fromAddress ?? record.email
  if (!email) throw new Refusal('refused', 'outreach.noEmail', { name: record.name })
  if (!answered && (await findRefused(ctx.db, workspaceId, [email])).size > 0) throw new Refusal('refused', 'outreach.suppressed', { email })
  const left = [...new Set([...placesIn(subject), ...placesIn(body)].map(({ name }) => name))]
  if (left.length > 0)
    throw new Refusal('invalid', 'outreach.placesLeft', { names: left.join(', ').slice(0, 200) }, [
      { field: 'body', code: 'outreach.placesLeft', params: { names: left.join(', ').slice(0, 200) } },
    ])
  const said = oneLine(subject) || (answered ? replySubject(answered.subject) : '')
  if (!said) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'subject', code: 'outreach.noSubject' }])
  const box = found(await mailboxFor(ctx.db, workspaceId, me.id), 'outreach.noMailbox')
  const template = templateId ? await readTemplate(ctx.db, templateId) : null
  const refs = answered ? [...(answered.toId ? [(await readMessage(ctx.db, answered.toId))?.messageId ?? ''] : []), answered.messageId].filter(Boolean) : []
  const message = await insertMessage(ctx.db, {
    workspaceId,
    recordId,
    templateId: template?.workspaceId === workspaceId ? template.id : null,
    templateVersion: template?.workspaceId === workspaceId ? template.version : null,
    mailboxId: box.id,
    senderId: me.id,
    channel: 'mail',
    email,
    lang: lang ?? ctx.lang,
    subject: said,
    body,
    domain: box.fromAddress.split('@')[1] ?? 'localhost',
    inReplyTo: answered?.messageId ?? null,
    refs,
    state: 'queued',
    now: ctx.now,
  })
  await queueSend(ctx.db, message!.id)
  await say(ctx.db, workspaceId)
  return { id: message!.id }
}

async function answerOf(ctx: Ctx, id: string, recordId: string) {
  const answer = await readAnswer(ctx.db, id)
  return answer?.recordId === recordId && answer.kind === 'answer' ? answer : null
}

/** Notes that a private message was copied and sent on its network: it stands on the history like any message. */
export async function noteDm(ctx: Ctx, { recordId, network, body, templateId, lang }: DmNote): Promise<{ id: string }> {
  const me = callerIn(ctx)
  const { workspaceId } = await recordOf(ctx.db, recordId)
  const template = templateId ? await readTemplate(ctx.db, templateId) : null
  const own = template?.workspaceId === workspaceId ? template : null
  const message = await insertMessage(ctx.db, {
    workspaceId,
    recordId,
    templateId: own?.id ?? null,
    templateVersion: own?.version ?? null,
    senderId: me.id,
    channel: 'dm',
    lang: lang ?? ctx.lang,
    subject: '',
    body,
    state: 'sent',
    sentAt: ctx.now,
    now: ctx.now,
  })
  await happened(ctx.db, { recordId, kind: 'outreach.timeline.dm', params: { network }, interaction: 'message', direction: 'out', body, actorId: me.id, at: ctx.now })
  await messageSent(ctx.db, message!)
  return { id: message!.id }
}
