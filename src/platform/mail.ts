import { createTransport, type Transporter } from 'nodemailer'
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
})
export type Mail = z.input<typeof mail>

/** Queues a mail in the caller's transaction. */
export async function sendMailLater(db: Db, message: Mail): Promise<void> {
  await later(db, mailJob, message)
}

let transport: Transporter | undefined

/** By SMTP when MAIL_URL is set; else into the sandbox mailbox, which a demo start shows at /mailbox. */
async function send(ctx: Ctx, message: z.output<typeof mail>): Promise<void> {
  const { MAIL_URL, MAIL_FROM } = config()
  if (!MAIL_URL) {
    await keep(ctx.db, 'mail', message.to, message.subject, message.text, message.html ?? null)
    return
  }
  transport ??= createTransport(MAIL_URL, { from: MAIL_FROM, disableFileAccess: true, disableUrlAccess: true })
  const { messageId, ...rest } = message
  try {
    await transport.sendMail({ ...rest, ...(messageId ? { messageId } : {}) })
  } catch (error) {
    ctx.log.warn({ err: error }, 'the mail server did not take a mail')
    throw new Refusal('unavailable', 'platform.mailUnavailable')
  }
}

/** Keeps a message in the sandbox mailbox instead of sending it. */
export async function keep(db: Db, channel: 'mail' | 'sms', recipient: string, subject: string, text: string, html: string | null): Promise<void> {
  await db.insertInto('platform.mailbox').values({ channel, recipient, subject, body_text: text, body_html: html }).execute()
}

export interface KeptMessage {
  id: string
  channel: 'mail' | 'sms'
  recipient: string
  subject: string
  text: string
  at: Date
}

/** What the sandbox mailbox holds, newest first, of one recipient when asked. */
export async function readMailbox(db: Db, recipient: string | undefined, limit: number): Promise<KeptMessage[]> {
  const { rows } = await sql<KeptMessage>`select id, channel, recipient, subject, body_text as text, at from platform.mailbox
    where ${recipient ?? null}::text is null or recipient = ${recipient ?? null} order by id desc limit ${limit}`.execute(db)
  return rows
}

export const mailJob = job({ name: 'platform.mail', input: mail, run: send })
