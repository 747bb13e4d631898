import { findRecords, type RecordFacts } from '#domains/crm'
import { planTasks } from '#domains/planning'
import { after, clock, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { queueSend } from '../queue.ts'
import { dayBegan, localOf, slots } from '../rules/hours.ts'
import { replySubject } from '../rules/letter.ts'
import { fill, oneLine } from '../rules/variables.ts'
import { valuesOf } from '../reading/values.ts'
import { type EnrolmentRow, findDueSenders, setEnrolment, takeDue } from '../store/enrolments.ts'
import { type MailboxRow, sentSince } from '../store/mailboxes.ts'
import { insertMessage, type MessageRow, type NewMessage, thread } from '../store/messages.ts'
import { listSteps, type StepRow } from '../store/sequences.ts'
import { findSuppressed } from '../store/suppressions.ts'
import { readTemplate, type TemplateRow } from '../store/templates.ts'
import { say } from '../topics.ts'
import { sayIn } from '../words.ts'
import { mailboxFor } from './boxes.ts'
import { goOn, taskKey, turn } from './turns.ts'

const beat = minute

/** Every minute: what is due becomes a mail on its way or a task, as many as each sender's hours, pace and limit allow. Several workers at once share the work and never take the same. */
export async function advanceAll(ctx: Ctx): Promise<void> {
  const now = clock.now()
  for (const { workspaceId, senderId } of await findDueSenders(ctx.db, now)) {
    await transaction({ ...ctx, now }, (inside) => advanceTasks(inside, workspaceId, senderId))
    await transaction({ ...ctx, now }, (inside) => advanceMails(inside, workspaceId, senderId))
  }
}

async function advanceTasks(ctx: Ctx, workspaceId: string, senderId: string | null): Promise<void> {
  const due = await takeDue(ctx.db, workspaceId, senderId, ctx.now, false, 200)
  for (const enrolment of due) await advance(ctx, enrolment, null)
  if (due.length > 0) await say(ctx.db, workspaceId)
}

async function advanceMails(ctx: Ctx, workspaceId: string, senderId: string | null): Promise<void> {
  // The mailbox is held, so that two workers do not both use up the day's last message.
  const box = await mailboxFor(ctx.db, workspaceId, senderId, true)
  if (!box) {
    for (const { id } of await takeDue(ctx.db, workspaceId, senderId, ctx.now, true, 200)) await turn(ctx, id, 'pause', 'outreach.noMailbox')
    return
  }
  const { count, lastAt } = await sentSince(ctx.db, box.id, dayBegan(ctx.now, box.timeZone))
  const free = slots(box, { sentToday: count, lastAt, now: ctx.now, until: after(ctx.now, beat) })
  const due = free.length === 0 ? [] : await takeDue(ctx.db, workspaceId, senderId, ctx.now, true, free.length)
  for (const [at, enrolment] of due.entries()) await advance(ctx, enrolment, { box, at: free[at]! })
  if (due.length > 0) await say(ctx.db, workspaceId)
}

type Way = { box: MailboxRow; at: Date } | null

/** One enrolment, held by this transaction: its next step is written down, or it ends. */
async function advance(ctx: Ctx, enrolment: EnrolmentRow, way: Way): Promise<void> {
  const step = (await listSteps(ctx.db, enrolment.sequenceId))[enrolment.position]
  if (!step) return goOn(ctx, enrolment.id, ctx.now)
  const record = (await findRecords(ctx.db, [enrolment.recordId])).get(enrolment.recordId)
  if (!record || record.workspaceId !== enrolment.workspaceId) return void (await turn(ctx, enrolment.id, 'stop', 'outreach.reason.removed'))
  if (step.kind === 'mail') return way ? mail(ctx, enrolment, step, way) : undefined
  const email = enrolment.email
  if (email && (await findSuppressed(ctx.db, enrolment.workspaceId, [email])).size > 0) return void (await turn(ctx, enrolment.id, 'unsubscribe', 'outreach.reason.suppressed'))
  return task(ctx, enrolment, step, record)
}

async function mail(ctx: Ctx, enrolment: EnrolmentRow, step: StepRow, { box, at }: NonNullable<Way>): Promise<void> {
  const { email } = enrolment
  if (!email) return void (await turn(ctx, enrolment.id, 'pause', 'outreach.reason.noEmail'))
  if ((await findSuppressed(ctx.db, enrolment.workspaceId, [email])).size > 0) return void (await turn(ctx, enrolment.id, 'unsubscribe', 'outreach.reason.suppressed'))
  const before = await thread(ctx.db, enrolment.id)
  const said = await worded(ctx, enrolment, step, before.at(-1))
  if (!said) return
  const last = before.at(-1)
  const message = await insertMessage(ctx.db, {
    ...facts(ctx, enrolment, step, said),
    channel: 'mail',
    email,
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

async function task(ctx: Ctx, enrolment: EnrolmentRow, step: StepRow, record: RecordFacts): Promise<void> {
  const t = sayIn(enrolment.lang)
  const said =
    step.kind === 'call' ? { subject: step.title || t('outreach.taskCall', { name: record.name }), body: '', template: null, follows: false } : await worded(ctx, enrolment, step)
  if (!said) return
  const message = await insertMessage(ctx.db, { ...facts(ctx, enrolment, step, said), channel: step.kind, state: 'planned' })
  await setEnrolment(ctx.db, enrolment.id, { state: 'active', position: enrolment.position, dueAt: null }, ctx.now)
  if (!message) return goOn(ctx, enrolment.id, ctx.now)
  const today = localOf(ctx.now, (await mailboxFor(ctx.db, enrolment.workspaceId, enrolment.senderId))?.timeZone ?? 'UTC').day
  const title =
    step.kind === 'call' ? (step.title ? `${step.title} · ${record.name}` : said.subject) : t('outreach.taskDm', { name: record.name, network: said.template?.network ?? '-' })
  const href = `/mona/${record.kind === 'artist' ? 'artists' : 'contacts'}/${record.id}`
  const subject = { kind: record.kind, id: record.id, label: record.name, href }
  const key = `${taskKey(enrolment.id)}${message.id}`
  await planTasks(ctx.db, [{ workspaceId: enrolment.workspaceId, title, notes: said.body, ownerId: enrolment.senderId, dueOn: today, subject, key }])
}

interface Said {
  subject: string
  body: string
  template: TemplateRow | null
  /** Goes on in the thread of the mail before. */
  follows: boolean
}

/** The step's words for this person; null when something is missing: the enrolment then waits and says what. A mail without a subject goes on in the thread before it. */
async function worded(ctx: Ctx, enrolment: EnrolmentRow, step: StepRow, last?: MessageRow): Promise<Said | null> {
  const template = step.templateId ? await readTemplate(ctx.db, step.templateId) : null
  const wording = template && (template.wording[enrolment.lang] ?? template.wording.fr ?? template.wording.en)
  const values = (await valuesOf(ctx.db, enrolment.workspaceId, [enrolment.recordId], enrolment.senderId, enrolment.lang)).get(enrolment.recordId)
  if (!wording || !values) {
    await turn(ctx, enrolment.id, 'fail', 'outreach.reason.noTemplate')
    return null
  }
  const [subject, body] = [fill(wording.subject, values), fill(wording.body, values)]
  const missing = [...new Set([...subject.missing, ...body.missing])]
  if (missing.length > 0) {
    await turn(ctx, enrolment.id, 'pause', 'outreach.reason.missing', { names: missing.join(', ') })
    return null
  }
  const follows = subject.text.trim() === '' && last !== undefined
  return { subject: follows ? replySubject(last.subject) : oneLine(subject.text).slice(0, 300), body: body.text.slice(0, 20_000), template, follows }
}

const facts = (ctx: Ctx, enrolment: EnrolmentRow, step: StepRow, said: Said): Omit<NewMessage, 'channel' | 'state'> => ({
  workspaceId: enrolment.workspaceId,
  recordId: enrolment.recordId,
  enrolmentId: enrolment.id,
  stepId: step.id,
  templateId: said.template?.id ?? null,
  templateVersion: said.template?.version ?? null,
  senderId: enrolment.senderId,
  lang: enrolment.lang,
  subject: said.subject,
  body: said.body,
  now: ctx.now,
})
