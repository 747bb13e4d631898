import { z } from 'zod'
import type { Ctx, Db } from './context.ts'
import { job, later } from './jobs.ts'
import { keep } from './mail.ts'

const sms = z.object({ to: z.string().regex(/^\+\d{8,15}$/), text: z.string().min(1).max(480) })
export type Sms = z.input<typeof sms>

/** One small interface for every SMS provider. Refuses `unavailable` to be tried again. */
export type SmsSender = (ctx: Ctx, message: Sms) => Promise<void>

/** The stand-in of a fresh start: nothing leaves, the mailbox page shows it. */
const sandbox: SmsSender = (ctx, { to, text }) => keep(ctx.db, { channel: 'sms', recipient: to, subject: '', text, html: null, messageId: null })

let sender: SmsSender = sandbox

/** Called with the adapter that the configuration names; null = the sandbox. */
export function registerSmsSender(chosen: SmsSender | null): void {
  sender = chosen ?? sandbox
}

/** Hands an SMS to the provider. For jobs: never inside a transaction. */
export function sendSms(ctx: Ctx, message: Sms): Promise<void> {
  return sender(ctx, message)
}

/** Queues an SMS in the caller's transaction. `to` in E.164. */
export async function sendSmsLater(db: Db, message: Sms): Promise<void> {
  await later(db, smsJob, message)
}

export const smsJob = job({ name: 'platform.sms', input: sms, run: sendSms, tries: 4 })
