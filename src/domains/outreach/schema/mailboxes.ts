import { z } from 'zod'
import { id, instant } from '#platform/operation'
import { mailboxKinds, securities } from '../types.ts'
import { email, line, Problem, words } from './atoms.ts'

// Host names and addresses, nothing that could be read otherwise by a parser of addresses.
const host = z
  .string()
  .trim()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*|\[[0-9a-f:.]+\])$/i)
  .or(z.literal(''))
const Server = z.object({ host: host.optional(), port: z.int().min(1).max(65_535).optional(), security: z.enum(securities).optional(), user: line(254).optional() })
const minute = z.int().min(0).max(1_440)

export const MailboxInput = z.object({
  workspaceId: id.optional(),
  /** One's own; else the agency's. */
  mine: z.boolean().default(false),
  kind: z.enum(mailboxKinds).default('smtp'),
  fromName: line(120).default(''),
  fromAddress: email,
  replyTo: email.nullable().optional(),
  signature: words(2_000).default(''),
  smtp: Server.optional(),
  smtpPassword: z.string().max(500).optional(),
  imap: Server.optional(),
  imapPassword: z.string().max(500).optional(),
  markSeen: z.boolean().default(false),
  dailyLimit: z.int().min(1).max(2_000).default(40),
  /** Seconds between two messages of sequences. */
  pace: z.int().min(5).max(3_600).default(90),
  timeZone: line(60).default('Africa/Lome'),
  /** 1 = Monday … 7 = Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]),
  /** Minutes after midnight there. */
  fromMinute: minute.default(540),
  toMinute: minute.default(1_080),
})
export type MailboxInput = z.output<typeof MailboxInput>

const Facts = z.object({ host: z.string(), port: z.int(), security: z.enum(securities), user: z.string() }).nullable()
export const Mailbox = z
  .object({
    id,
    mine: z.boolean(),
    kind: z.enum(mailboxKinds),
    fromName: z.string(),
    fromAddress: z.string(),
    replyTo: z.string().nullable(),
    signature: z.string(),
    smtp: Facts,
    imap: Facts,
    hasSmtpPassword: z.boolean(),
    hasImapPassword: z.boolean(),
    markSeen: z.boolean(),
    dailyLimit: z.int(),
    pace: z.int(),
    timeZone: z.string(),
    weekdays: z.array(z.int()),
    fromMinute: z.int(),
    toMinute: z.int(),
    readAt: instant.nullable(),
    /** Answers are read at once (IMAP IDLE), not every few minutes. */
    isListening: z.boolean(),
    problem: Problem,
    problemAt: instant.nullable(),
    sentToday: z.int(),
    /** When it may send next. */
    opensAt: instant,
  })
  .meta({ id: 'OutreachMailbox' })
export type Mailbox = z.output<typeof Mailbox>
export const Mailboxes = z.object({ items: z.array(Mailbox), mayManage: z.boolean() })
/** Null = fine; else the code of what is wrong. `reads`: answers are read at all. */
export const Trial = z.object({ smtp: Problem, imap: Problem, reads: z.boolean() }).meta({ id: 'MailboxTrial' })
