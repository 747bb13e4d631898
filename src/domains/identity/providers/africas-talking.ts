import { config } from '#platform/config'
import { fetchOutside } from '#platform/outgoing'
import { Refusal } from '#platform/refusal'
import type { SmsSender } from '#platform/sms'

/**
 * SMS by Africa's Talking (https://developers.africastalking.com/docs/sms/sending): form POST, `apiKey` header. Success is the recipient's
 * status, not the HTTP status. Refuses `identity.smsUnavailable`: the job tries again.
 */
export const sendByAfricasTalking: SmsSender = async (ctx, { to, text }) => {
  const { AFRICAS_TALKING_URL, AFRICAS_TALKING_USERNAME = '', AFRICAS_TALKING_API_KEY = '', AFRICAS_TALKING_FROM } = config()
  const body = new URLSearchParams({ username: AFRICAS_TALKING_USERNAME, to, message: text, ...(AFRICAS_TALKING_FROM ? { from: AFRICAS_TALKING_FROM } : {}) })
  const answer = await fetchOutside(`${AFRICAS_TALKING_URL}/version1/messaging`, {
    method: 'POST',
    headers: { apiKey: AFRICAS_TALKING_API_KEY, accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  })
  const status = answer.status === 201 ? statusOf(answer.body) : `HTTP ${answer.status}`
  if (status === 'Success') return
  ctx.log.warn({ provider: 'africas-talking', status }, 'an SMS was not taken')
  throw new Refusal('unavailable', 'identity.smsUnavailable')
}

function statusOf(body: Buffer): string {
  try {
    const read = JSON.parse(body.toString()) as { SMSMessageData?: { Message?: string; Recipients?: { status?: string }[] } }
    return read.SMSMessageData?.Recipients?.[0]?.status ?? read.SMSMessageData?.Message ?? 'no recipient'
  } catch {
    return 'not JSON'
  }
}
