import { config } from '#platform/config'
import type { Lang } from '#platform/text'
import { fetchOutside, type OutsideAnswer } from '#platform/outgoing'
import { Refusal } from '#platform/refusal'

/** Twilio Verify v2 (https://www.twilio.com/docs/verify/api): Twilio makes the code, sends it and checks it. */
export async function startTwilioCheck(to: string, lang: Lang): Promise<void> {
  const answer = await post('Verifications', { To: to, Channel: 'sms', Locale: lang })
  if (answer.status !== 201) throw new Refusal('unavailable', 'identity.smsUnavailable')
}

/** True when the code is the one that Twilio sent. 404 = unknown, too old or used: false. */
export async function checkByTwilio(to: string, code: string): Promise<boolean> {
  const answer = await post('VerificationCheck', { To: to, Code: code })
  if (answer.status === 404) return false
  if (answer.status >= 300) throw new Refusal('unavailable', 'identity.smsUnavailable')
  return (JSON.parse(answer.body.toString()) as { status?: string }).status === 'approved'
}

function post(what: string, fields: Record<string, string>): Promise<OutsideAnswer> {
  const { TWILIO_URL, TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '', TWILIO_VERIFY_SERVICE_SID = '' } = config()
  return fetchOutside(`${TWILIO_URL}/v2/Services/${TWILIO_VERIFY_SERVICE_SID}/${what}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  })
}
