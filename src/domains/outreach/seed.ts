import { findRecords, happened, selectRecords } from '#domains/crm'
import { findPersonByEmail, findWorkspaceBySlug } from '#domains/identity'
import { after, day, hour } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { starters } from './rules/starters.ts'
import { insertAnswer } from './store/answers.ts'
import { insertEnrolments, setEnrolment } from './store/enrolments.ts'
import { insertMessage, noteOutcome } from './store/messages.ts'
import { insertSequence, listSteps, putSteps, setSequence } from './store/sequences.ts'
import { insertTemplate } from './store/templates.ts'

const answers = [
  'Bonjour, oui, cela m’intéresse. On peut s’appeler jeudi ?',
  'Merci ! Je sors un titre dans trois semaines, le check-up tomberait bien.',
  'Pas pour le moment, mais gardez mon contact.',
]

/** The demo of the room: templates, a running sequence three weeks old, some answers. Addresses end in .example; what artists answer is invented. */
export async function seed(ctx: Ctx): Promise<void> {
  const agency = await findWorkspaceBySlug(ctx.db, 'nyala-agence')
  if (!agency) return
  const sender = (await findPersonByEmail(ctx.db, 'mariam.kone@griot.example'))?.id ?? null
  const templates: string[] = []
  for (const { name, channel, network, wording } of starters)
    templates.push(await insertTemplate(ctx.db, agency.id, { name, channel, network: network ?? null, wording, by: sender, now: after(ctx.now, -30 * day) }))
  const sequenceId = await insertSequence(ctx.db, agency.id, 'Premier contact', sender, after(ctx.now, -21 * day))
  const step = { title: null, working: true }
  await putSteps(ctx.db, sequenceId, [
    { ...step, kind: 'mail', templateId: templates[0]!, wait: 0 },
    { ...step, kind: 'mail', templateId: templates[1]!, wait: 4 },
    { ...step, kind: 'dm', templateId: templates[2]!, wait: 5 },
  ])
  await setSequence(ctx.db, sequenceId, 'active', ctx.now)
  await history(ctx, agency.id, sequenceId, sender)
}

async function history(ctx: Ctx, workspaceId: string, sequenceId: string, senderId: string | null): Promise<void> {
  const [first] = await listSteps(ctx.db, sequenceId)
  const records = await findRecords(ctx.db, await selectRecords(ctx.db, workspaceId, { kind: 'artist', hasEmail: true }, 18))
  let place = 0
  for (const { id, name, email } of records.values()) {
    const at = after(ctx.now, -(3 + (place % 9)) * day - place * hour)
    const [made] = await insertEnrolments(
      ctx.db,
      { workspaceId, sequenceId, senderId, basis: 'interest', source: 'page publique', dueAt: after(ctx.now, (1 + (place % 4)) * day), now: at },
      [{ recordId: id, email, lang: 'fr' }],
    )
    if (!made) continue
    const subject = `${name}, une question sur votre musique`
    const facts = { workspaceId, recordId: id, enrolmentId: made.id, stepId: first!.id, templateId: first!.templateId, templateVersion: 1, senderId, lang: 'fr' as const, now: at }
    const message = await insertMessage(ctx.db, { ...facts, channel: 'mail', email, subject, body: subject, domain: 'nyala-agence.example', state: 'sent', sentAt: at })
    const body = answers[place]
    if (message && body)
      await answer(ctx, { workspaceId, recordId: id, enrolmentId: made.id, messageId: message.id, email: email!, name, subject, body, at: after(at, (place + 2) * 7 * hour) })
    else await setEnrolment(ctx.db, made.id, { state: 'active', position: 1, dueAt: after(ctx.now, (1 + (place % 4)) * day) }, ctx.now)
    place += 1
  }
}

interface Answered {
  workspaceId: string
  recordId: string
  enrolmentId: string
  messageId: string
  email: string
  name: string
  subject: string
  body: string
  at: Date
}

async function answer(ctx: Ctx, { workspaceId, recordId, enrolmentId, messageId, email, name, subject, body, at }: Answered): Promise<void> {
  const facts = {
    workspaceId,
    mailboxId: null,
    recordId,
    toId: messageId,
    kind: 'answer' as const,
    fromAddress: email,
    fromName: name,
    subject: `Re: ${subject}`,
    body,
    attachments: [],
    at,
  }
  const id = await insertAnswer(ctx.db, { ...facts, messageId: `${messageId}@musique.example` })
  await noteOutcome(ctx.db, messageId, 'answered', at)
  await setEnrolment(ctx.db, enrolmentId, { state: 'answered', reason: 'outreach.reason.answered', dueAt: null }, at)
  await happened(ctx.db, {
    recordId,
    kind: 'outreach.timeline.answer',
    params: { subject, from: name },
    interaction: 'mail',
    direction: 'in',
    body,
    at,
    key: `outreach.answer:${id}`,
  })
}
