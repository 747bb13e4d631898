import { createHmac, randomBytes } from 'node:crypto'
import { open, seal } from '#platform/secrets'

const prefix = 'whsec_'

/** A new secret as its owner gets it: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return prefix + randomBytes(32).toString('base64')
}

/** A secret as it is kept. */
export const sealSecret = (secret: string): Buffer => seal('webhooks', Buffer.from(secret))
export const openSecret = (sealed: Uint8Array): string => open('webhooks', sealed).toString()

/** Headers of one try (Standard Webhooks 1.0): each secret signs `id.timestamp.body`; a receiver is content with any signature it can verify. */
export function signedHeaders(id: string, at: Date, body: string, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map(
    (secret) =>
      `v1,${createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
        .update(`${id}.${timestamp}.${body}`)
        .digest('base64')}`,
  )
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
