import { artistsOf, findRecords, recordOf } from '#domains/crm'
import { callerIn, findPeople } from '#domains/identity'
import { z } from 'zod'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { agencyOf } from '../agency.ts'
import { mailboxFor } from '../actions/boxes.ts'
import { nextOpening, dayBegan } from '../rules/hours.ts'
import { fill, oneLine } from '../rules/variables.ts'
import type { Mailbox } from '../schema/mailboxes.ts'
import type { Answer, Desk, Message } from '../schema/messages.ts'
import { type AnswerRow, listAnswerRows } from '../store/answers.ts'
import { listEnrolmentRows } from '../store/enrolments.ts'
import { listMailboxRows, type MailboxRow, sentSince } from '../store/mailboxes.ts'
import { listMessageRows, type MessageRow } from '../store/messages.ts'
import { listSequenceRows, sequenceNames } from '../store/sequences.ts'
import { listSuppressionRows } from '../store/suppressions.ts'
import { listTemplateRows } from '../store/templates.ts'
import { type AnswerKind, dmNetworks, type MessageState } from '../types.ts'
import { findRefused } from './refusals.ts'
import { before } from './sequences.ts'
import { valuesOf } from './values.ts'

interface Asked {
  workspaceId?: string | undefined
  after?: string | undefined
  limit: number
}

/** What went out and what is on its way, newest first. */
export async function listMessages(
  ctx: Ctx,
  { workspaceId: asked, after, limit, ...filter }: Asked & { recordId?: string | undefined; sequenceId?: string | undefined; state?: MessageState | undefined },
) {
  const { items, next } = toPage(await listMessageRows(ctx.db, await agencyOf(ctx, asked), filter, before(after), limit + 1), limit, (row) => row.id)
  return { items: await messagesShown(ctx, items), next }
}

async function messagesShown(ctx: Ctx, rows: readonly MessageRow[]): Promise<Message[]> {
  const records = await findRecords(
    ctx.db,
    rows.map(({ recordId }) => recordId),
  )
  const people = await findPeople(
    ctx.db,
    rows.flatMap(({ senderId }) => senderId ?? []),
  )
  return rows.map((row) => ({
    id: row.id,
    recordId: row.recordId,
    record: records.get(row.recordId)?.name ?? '—',
    kind: records.get(row.recordId)?.kind ?? 'artist',
    channel: row.channel,
    subject: row.subject,
    body: row.body,
    state: row.state,
    problem: row.problem,
    sender: row.senderId ? (people.get(row.senderId)?.name ?? null) : null,
    ofSequence: row.enrolmentId !== null,
    at: row.createdAt,
    sentAt: row.sentAt,
    answeredAt: row.answeredAt,
    bouncedAt: row.bouncedAt,
  }))
}

/** What came back, newest first. */
export async function listAnswers(ctx: Ctx, { workspaceId: asked, after, limit, ...filter }: Asked & { recordId?: string | undefined; kind?: AnswerKind | undefined }) {
  const { items, next } = toPage(await listAnswerRows(ctx.db, await agencyOf(ctx, asked), filter, before(after), limit + 1), limit, (row) => row.id)
  return { items: await answersShown(ctx, items), next }
}

async function answersShown(ctx: Ctx, rows: readonly AnswerRow[]): Promise<Answer[]> {
  const records = await findRecords(
    ctx.db,
    rows.map(({ recordId }) => recordId),
  )
  return rows.map(({ id, recordId, kind, fromAddress, fromName, subject, body, attachments, at }) => ({
    id,
    recordId,
    record: records.get(recordId)?.name ?? '—',
    recordKind: records.get(recordId)?.kind ?? 'artist',
    kind,
    from: fromAddress,
    fromName,
    subject,
    body,
    attachments,
    at,
  }))
}

/** Everything the composer of a record needs, its templates filled in for them. */
export async function getComposeDesk(ctx: Ctx, { recordId }: { recordId: string }): Promise<Desk> {
  const me = callerIn(ctx)
  const record = await recordOf(ctx.db, recordId)
  const { workspaceId } = record
  const box = await mailboxFor(ctx.db, workspaceId, me.id)
  const [running] = await listEnrolmentRows(ctx.db, workspaceId, { recordId, running: true }, null, 1)
  const suppressed = record.email ? await findRefused(ctx.db, workspaceId, [record.email]) : new Map()
  const links = (await artistsOf(ctx.db, [recordId])).get(recordId)?.links ?? []
  return {
    recordId,
    name: record.name,
    email: record.email,
    suppressed: record.email ? (suppressed.get(record.email.toLowerCase()) ?? null) : null,
    from: box?.fromAddress ?? null,
    maySend: may(ctx.actor, workspaceId, 'outreach.send'),
    templates: await filledTemplates(ctx, workspaceId, recordId, me.id),
    profiles: links.flatMap(({ network, url }) => (url && (dmNetworks as readonly string[]).includes(network) ? [{ network, url }] : [])),
    answers: await answersShown(ctx, await listAnswerRows(ctx.db, workspaceId, { recordId, kind: 'answer' }, null, 3)),
    enrolment: running ? { id: running.id, sequence: (await sequenceNames(ctx.db, [running.sequenceId])).get(running.sequenceId) ?? '', state: running.state } : null,
    sequences: (await listSequenceRows(ctx.db, workspaceId, false)).filter(({ state }) => state === 'active').map(({ id, name }) => ({ id, name })),
  }
}

async function filledTemplates(ctx: Ctx, workspaceId: string, recordId: string, userId: string): Promise<Desk['templates']> {
  const rows = await listTemplateRows(ctx.db, workspaceId, { all: false, channel: null })
  const values = {
    fr: (await valuesOf(ctx.db, workspaceId, [recordId], userId, 'fr')).get(recordId),
    en: (await valuesOf(ctx.db, workspaceId, [recordId], userId, 'en')).get(recordId),
  }
  return rows.flatMap((row) =>
    (['fr', 'en'] as const).flatMap((lang) => {
      const [wording, known] = [row.wording[lang], values[lang]]
      if (!wording || !known) return []
      const [subject, body] = [fill(wording.subject, known), fill(wording.body, known)]
      const missing = [...new Set([...subject.missing, ...body.missing])]
      return [{ id: row.id, name: row.name, channel: row.channel, network: row.network, lang, subject: oneLine(subject.text), body: body.text, missing }]
    }),
  )
}

/** The agency's mailbox and one's own. */
export async function listMailboxes(ctx: Ctx, { workspaceId: asked }: { workspaceId?: string | undefined }) {
  const workspaceId = await agencyOf(ctx, asked)
  const rows = await listMailboxRows(ctx.db, workspaceId, callerIn(ctx).id)
  return { items: await Promise.all(rows.map((row) => boxShown(ctx, row))), mayManage: may(ctx.actor, workspaceId, 'outreach.manage') }
}

async function boxShown(ctx: Ctx, { workspaceId: _workspace, userId, uidValidity: _validity, lastUid: _uid, createdAt: _created, ...box }: MailboxRow): Promise<Mailbox> {
  const { count } = await sentSince(ctx.db, box.id, dayBegan(ctx.now, box.timeZone))
  return { ...box, weekdays: [...box.weekdays], mine: userId !== null, sentToday: count, opensAt: nextOpening(box, ctx.now) }
}

/** The addresses nobody writes to, in their order. */
export async function listSuppressions(ctx: Ctx, { workspaceId: asked, after, limit }: Asked) {
  const rows = await listSuppressionRows(ctx.db, await agencyOf(ctx, asked), decodeCursor(after, z.string()), limit + 1)
  const { items, next } = toPage(rows, limit, (row) => row.email)
  const people = await findPeople(
    ctx.db,
    items.flatMap(({ byId }) => byId ?? []),
  )
  return { items: items.map(({ byId, ...row }) => ({ ...row, by: byId ? (people.get(byId)?.name ?? null) : null })), next }
}
