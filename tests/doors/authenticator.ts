import { createHmac } from 'node:crypto'
import { clock } from '#platform/clock'

/** An authenticator application in software (RFC 6238): reads the base32 key shown under the QR code, answers the code of this instant. */
export function makeAuthenticator(key: string): () => string {
  const bits = [...key].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)))
  return () => {
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(Math.floor(clock.now().getTime() / 30_000)))
    const mac = createHmac('sha1', secret).update(counter).digest()
    return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
  }
}
