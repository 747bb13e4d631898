import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { answerKinds, channels, dmNetworks, longest, messageStates, suppressionReasons } from '../types.ts'
import { email, lang, line, words } from './atoms.ts'

export const MessageDraft = z.object({
  recordId: id,
  subject: line(longest.subject).default(''),
  body: words(longest.body).pipe(z.string().min(1)),
  lang: lang.optional(),
  templateId: id.optional(),
  /** The answer it replies to: it goes on in that conversation. */
  answerId: id.optional(),
})
export type MessageDraft = z.output<typeof MessageDraft>
export const DmNote = z.object({ recordId: id, network: z.enum(dmNetworks), body: words(longest.body).pipe(z.string().min(1)), templateId: id.optional(), lang: lang.optional() })
export type DmNote = z.output<typeof DmNote>

export const Message = z
  .object({
    id,
    recordId: id,
    record: z.string(),
    kind: z.string(),
    channel: z.enum(channels),
    subject: z.string(),
    body: z.string(),
    state: z.enum(messageStates),
    problem: z.string().nullable(),
    sender: z.string().nullable(),
    ofSequence: z.boolean(),
    at: instant,
    sentAt: instant.nullable(),
    answeredAt: instant.nullable(),
    bouncedAt: instant.nullable(),
  })
  .meta({ id: 'OutreachMessage' })
export type Message = z.output<typeof Message>
export const MessageQuery = z.object({ workspaceId: id.optional(), recordId: id.optional(), sequenceId: id.optional(), state: z.enum(messageStates).optional(), ...paging })
export const MessagePage = pageOf(Message)

export const Answer = z
  .object({
    id,
    recordId: id,
    record: z.string(),
    recordKind: z.string(),
    kind: z.enum(answerKinds),
    from: z.string(),
    fromName: z.string(),
    subject: z.string(),
    body: z.string(),
    attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.number() })),
    at: instant,
  })
  .meta({ id: 'OutreachAnswer' })
export type Answer = z.output<typeof Answer>
export const AnswerQuery = z.object({ workspaceId: id.optional(), recordId: id.optional(), kind: z.enum(answerKinds).optional(), ...paging })
export const AnswerPage = pageOf(Answer)

/** What the composer of a record needs. */
export const Desk = z
  .object({
    recordId: id,
    name: z.string(),
    email: z.string().nullable(),
    /** One may not write there any more. */
    suppressed: z.enum(suppressionReasons).nullable(),
    from: z.string().nullable(),
    maySend: z.boolean(),
    templates: z.array(
      z.object({
        id,
        name: z.string(),
        channel: z.enum(['mail', 'dm']),
        network: z.string().nullable(),
        lang,
        subject: z.string(),
        body: z.string(),
        missing: z.array(z.string()),
      }),
    ),
    /** Where private messages can be written: the profile of each network. */
    profiles: z.array(z.object({ network: z.string(), url: z.string() })),
    answers: z.array(Answer),
    enrolment: z.object({ id, sequence: z.string(), state: z.string() }).nullable(),
    sequences: z.array(z.object({ id, name: z.string() })),
  })
  .meta({ id: 'ComposeDesk' })
export type Desk = z.output<typeof Desk>

export const SuppressionDraft = z.object({ workspaceId: id.optional(), email, reason: z.enum(suppressionReasons).default('objected') })
export const SuppressionRef = z.object({ workspaceId: id.optional(), email })
export const SuppressionQuery = z.object({ workspaceId: id.optional(), ...paging })
export const SuppressionPage = pageOf(z.object({ email: z.string(), reason: z.enum(suppressionReasons), by: z.string().nullable(), at: instant }).meta({ id: 'Suppression' }))

export const token = z.string().max(100)
export const MailStop = z.object({ agency: z.string(), address: z.string(), stopped: z.boolean() }).meta({ id: 'MailStop' })
