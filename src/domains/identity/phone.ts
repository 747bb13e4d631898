import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { later } from '#platform/jobs'
import { registerSmsSender, sendSmsLater } from '#platform/sms'
import { startTwilioCheckLater } from './jobs.ts'
import { smsText } from './letters.ts'
import { limit } from './limits.ts'
import { sendByAfricasTalking } from './providers/africas-talking.ts'
import { checkByTwilio } from './providers/twilio.ts'
import { wrong } from './rules.ts'
import { checkCode } from './tickets.ts'
import { newCode } from './proofs/totp.ts'
import type { Ticket } from './types.ts'

/** `+22890112233` from what people type: spaces, `00`, or a national number of Togo. Refuses `identity.phoneWrong`. */
export function readPhone(typed: string): string {
  const number = parsePhoneNumberFromString(typed.replace(/^\s*00/, '+'), 'TG')
  if (!number?.isValid()) throw wrong('phone', 'identity.phoneWrong')
  return number.number
}

/** Sends a code to a number, within its limits. Answers the code that the ticket must hold; null when the provider makes its own. */
export async function sendPhoneCode(ctx: Ctx, phone: string): Promise<string | null> {
  await limit(ctx, 'sms', phone)
  await limit(ctx, 'smsHere', ctx.request.ip)
  if (config().SMS_PROVIDER === 'twilio') {
    await later(ctx.db, startTwilioCheckLater, { to: phone, lang: ctx.lang })
    return null
  }
  const code = newCode()
  await sendSmsLater(ctx.db, { to: phone, text: smsText(ctx.lang, code) })
  return code
}

/** Refuses `identity.codeWrong`. */
export async function checkPhoneCode(ticket: Ticket, code: string): Promise<void> {
  if (config().SMS_PROVIDER !== 'twilio') return checkCode(ticket, code)
  if (!(await checkByTwilio(ticket.address, code.replaceAll(/\s/g, '')))) throw wrong('code', 'identity.codeWrong')
}

/** Sends SMS by the provider that SMS_PROVIDER names; otherwise they stay in the sandbox mailbox. */
export function chooseSmsSender(): void {
  registerSmsSender(config().SMS_PROVIDER === 'africas-talking' ? sendByAfricasTalking : null)
}
