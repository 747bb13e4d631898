import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const period = 30

/** A new shared secret: 160 bits, as RFC 4226 recommends. */
export function newSecret(): Buffer {
  return randomBytes(20)
}

/** RFC 4648 base32 without padding: what authenticator applications read. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** `otpauth://` address of the Key URI format, drawn as a QR code. */
export function otpAddress(secret: Uint8Array, account: string): string {
  return `otpauth://totp/${encodeURIComponent(`Griot:${account}`)}?${new URLSearchParams({ secret: base32(secret), issuer: 'Griot', algorithm: 'SHA1', digits: '6', period: String(period) })}`
}

/** RFC 6238 with SHA-1, 6 digits, 30 seconds. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac[19]! & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The step whose code was given, one step of clock drift allowed either way, never one used before. Null = wrong code. */
export function stepOf(secret: Uint8Array, code: string, now: Date, lastStep: number): number | null {
  const current = Math.floor(now.getTime() / 1000 / period)
  const given = Buffer.from(code.replaceAll(/\s/g, ''))
  for (const step of [current, current - 1, current + 1]) {
    const expected = Buffer.from(codeAt(secret, step))
    if (given.length === expected.length && timingSafeEqual(given, expected) && step > lastStep) return step
  }
  return null
}

/** Ten recovery codes such as `k7mq-9xwd`, without letters that look alike: 8 of 31 signs, 39 bits each. */
export function newRecoveryCodes(): string[] {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
  const four = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('')
  return Array.from({ length: 10 }, () => `${four()}-${four()}`)
}

/** Six digits for mail and SMS. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}
