import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { config } from './config.ts'

const keys = new Map<string, Buffer>()

/** One key a purpose, derived from the one secret (HKDF-SHA-256, RFC 5869): a signature made for one use is worthless for another. */
function keyFor(purpose: string): Buffer {
  const name = `${config().secret}/${purpose}`
  let key = keys.get(name)
  if (!key) keys.set(name, (key = Buffer.from(hkdfSync('sha256', config().secret, 'griot', purpose, 32))))
  return key
}

/** HMAC-SHA-256 of the text, base64url. */
export function sign(purpose: string, text: string): string {
  return createHmac('sha256', keyFor(purpose)).update(text).digest('base64url')
}

/** True when `mac` is the signature of the text; takes the same time either way. */
export function signed(purpose: string, text: string, mac: string): boolean {
  const expected = Buffer.from(sign(purpose, text))
  const given = Buffer.from(mac)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** Encrypts for storage: AES-256-GCM, 12 bytes of nonce, 16 of tag, then the text. */
export function seal(purpose: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce)
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Opens what `seal` closed; throws when a byte has changed. */
export function open(purpose: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** SHA-256, hexadecimal. For tokens, which are random already; passwords take argon2id. */
export function digest(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
