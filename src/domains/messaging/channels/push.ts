import { day, hour, second } from '#platform/clock'
import { fetchOutside } from '#platform/outgoing'
import { isRefusal } from '#platform/refusal'
import type { Lang } from '#platform/text'
import type { Outcome } from '../types.ts'
import { vapidKeys } from './vapid.ts'

export interface PushMessage {
  /** The notice: the same one shown again replaces itself, on the way (Topic) and on the device (tag). */
  noticeId: string
  title: string
  body: string
  href: string
  lang: Lang
  /** Essential ones wake a sleeping device. */
  urgent: boolean
}

export interface Device {
  endpoint: string
  p256dh: string
  auth: string
}

/** Encrypted for the device alone (RFC 8291), signed by the house (RFC 8292), handed to the device's push service (RFC 8030). */
export async function sendPush(device: Device, message: PushMessage): Promise<Outcome> {
  const { noticeId, urgent, ...said } = message
  const payload = JSON.stringify({ ...said, body: shorten(said.body, 1_200), title: shorten(said.title, 300), tag: noticeId })
  const { default: webpush } = await import('web-push')
  try {
    const { endpoint, method, headers, body } = webpush.generateRequestDetails({ endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth: device.auth } }, payload, {
      vapidDetails: vapidKeys(),
      TTL: (urgent ? 3 * day : day) / second,
      urgency: urgent ? 'high' : 'normal',
      topic: noticeId.replaceAll('-', ''),
      contentEncoding: 'aes128gcm',
    })
    const answer = await fetchOutside(endpoint, {
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body,
      maxBytes: 64 * 1024,
      timeoutMs: 15 * second,
    })
    return outcomeOf(answer.status, Number(answer.headers['retry-after']))
  } catch (error) {
    if (isRefusal(error)) return { done: false, problem: error.code, again: error.kind === 'unavailable' }
    // Keys that are no point of the curve: this device can never be written to.
    return { done: false, problem: 'messaging.pushKeysWrong', again: false, gone: true }
  }
}

/** 404 and 410: the subscription is over. 429 and 5xx: later. Anything else is our mistake, or theirs, and would be the same tomorrow. */
function outcomeOf(status: number, asked: number): Outcome {
  if (status >= 200 && status < 300) return { done: true }
  if (status === 404 || status === 410) return { done: false, problem: 'messaging.pushGone', again: false, gone: true }
  const retryAfter = Number.isFinite(asked) && asked > 0 ? Math.min(asked, hour * 24) : undefined
  const again = status === 429 || status >= 500
  return { done: false, problem: again ? 'messaging.pushBusy' : 'messaging.pushRefused', again, ...(retryAfter === undefined ? {} : { retryAfter }) }
}

/** A push message has 4 KiB in all; what is longer is read on the page. */
function shorten(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  const letters = [...text]
  while (Buffer.byteLength(letters.join('')) > bytes - 3) letters.pop()
  return `${letters.join('').trimEnd()}…`
}
