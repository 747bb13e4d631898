import { createECDH } from 'node:crypto'
import { config } from '#platform/config'
import { sign } from '#platform/secrets'

export interface VapidKeys {
  publicKey: string
  privateKey: string
  /** Where push services write to when something is wrong (RFC 8292 §2.1). */
  subject: string
}

/** The pair that push services know the house by: given, or made from its secret, so that every process and every start has the same one. */
export function vapidKeys(): VapidKeys {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT, MAIL_FROM, secret } = config()
  const subject = VAPID_SUBJECT ?? `mailto:${/<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM}`
  if (VAPID_PUBLIC_KEY && VAPID_PRIVATE_KEY) return { publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY, subject }
  if (made?.of !== secret) made = { of: secret, ...makePair() }
  return { publicKey: made.publicKey, privateKey: made.privateKey, subject }
}

let made: { of: string; publicKey: string; privateKey: string } | undefined

/** A signature is 32 bytes that look random: a private key, unless it happens to lie beyond the order of the curve (once in 2^32), when the next is taken. */
function makePair(): { publicKey: string; privateKey: string } {
  const curve = createECDH('prime256v1')
  for (let n = 0; ; n += 1) {
    const privateKey = sign('vapid', String(n))
    try {
      curve.setPrivateKey(Buffer.from(privateKey, 'base64url'))
      return { privateKey, publicKey: curve.getPublicKey('base64url', 'uncompressed') }
    } catch {
      continue
    }
  }
}
