import type { Transporter } from 'nodemailer'
import { sql } from 'kysely'
import { z } from 'zod'
import { config } from './config.ts'
import type { Ctx, Db } from './context.ts'
import { job, later } from './jobs.ts'
import { Refusal } from './refusal.ts'

const mail = z.object({
  to: z.email(),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  /** Same id = same mail: what the receiving server removes duplicates by. */
  messageId: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
})
export type Mail = z.input<typeof mail>

/** Queues a mail in the caller's transaction. */
export async function sendMailLater(db: Db, message: Mail): Promise<void> {
  await later(db, mailJob, message)
}

let transport: { of: string; made: Transporter } | undefined

/**
 * Hands a mail to the server of MAIL_URL; without it, to the sandbox mailbox, which a demo start shows at /mailbox. For jobs: never inside a transaction.
 * Refuses `unavailable` what may pass later, and `platform.mailRefused` what the server will never take (5xx: no such recipient).
 */
export async function sendMail(ctx: Ctx, { messageId, ...rest }: Mail): Promise<void> {
  const { MAIL_URL, MAIL_FROM } = config()
  if (!MAIL_URL) return keep(ctx.db, { channel: 'mail', recipient: rest.to, subject: rest.subject, text: rest.text, html: rest.html ?? null, messageId: messageId ?? null })
  if (transport?.of !== MAIL_URL) {
    const { createTransport } = await import('nodemailer')
    transport = { of: MAIL_URL, made: createTransport(MAIL_URL, { from: MAIL_FROM, disableFileAccess: true, disableUrlAccess: true }) }
  }
  try {
    await transport.made.sendMail({ ...rest, ...(messageId ? { messageId } : {}) })
  } catch (error) {
    const { responseCode = 0 } = error as { responseCode?: number }
    ctx.log.warn({ err: error }, 'the mail server did not take a mail')
    if (responseCode >= 500 && responseCode < 600) throw new Refusal('refused', 'platform.mailRefused', { code: responseCode })
    throw new Refusal('unavailable', 'platform.mailUnavailable')
  }
}

export interface Kept {
  channel: 'mail' | 'sms'
  recipient: string
  subject: string
  text: string
  html: string | null
  messageId: string | null
}

/** Keeps a message in the sandbox mailbox instead of sending it; a mail that is there already is not kept twice. */
export async function keep(db: Db, { channel, recipient, subject, text, html, messageId }: Kept): Promise<void> {
  await sql`insert into platform.mailbox (channel, recipient, subject, body_text, body_html, message_id)
    values (${channel}, ${recipient}, ${subject}, ${text}, ${html}, ${messageId}) on conflict (message_id) do nothing`.execute(db)
}

export interface KeptMessage {
  id: string
  channel: 'mail' | 'sms'
  recipient: string
  subject: string
  text: string
  /** Whether there is also an HTML form of it. */
  hasHtml: boolean
  at: Date
}

/** What the sandbox mailbox holds, newest first, of one recipient when asked. */
export async function readMailbox(db: Db, recipient: string | undefined, limit: number): Promise<KeptMessage[]> {
  const { rows } = await sql<KeptMessage>`select id, channel, recipient, subject, body_text as text, body_html is not null as "hasHtml", at from platform.mailbox
    where ${recipient ?? null}::text is null or recipient = ${recipient ?? null} order by id desc limit ${limit}`.execute(db)
  return rows
}

/** The HTML form of a mail in the sandbox mailbox, or null. */
export async function readLetter(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ html: string | null }>`select body_html as html from platform.mailbox where id = ${id}`.execute(db)
  return rows[0]?.html ?? null
}

export const mailJob = job({ name: 'platform.mail', input: mail, run: sendMail })
