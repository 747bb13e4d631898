import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { isRefusal } from '#platform/refusal'
import { sendSms } from '#platform/sms'
import { fitSms } from '../rules.ts'
import type { Outcome } from '../types.ts'

/** False when SMS_PROVIDER cannot carry words of ours (Twilio Verify sends codes only), or in production when there is no provider. */
export function smsWorks(): boolean {
  const { SMS_PROVIDER, production } = config()
  return SMS_PROVIDER === 'africas-talking' || (SMS_PROVIDER === 'sandbox' && !production)
}

/** At most two parts, the link whole. */
export async function sendNoticeSms(ctx: Ctx, message: { to: string; words: string; href: string | null }): Promise<Outcome> {
  const link = message.href ? config().publicUrl + message.href : ''
  try {
    await sendSms(ctx, { to: message.to, text: fitSms(message.words, link) })
    return { done: true }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { done: false, problem: error.code, again: error.kind === 'unavailable' }
  }
}
