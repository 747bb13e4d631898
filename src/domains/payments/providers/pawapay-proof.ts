import { constants, createHash, createPrivateKey, createPublicKey, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'
import { httpbis } from 'http-message-signatures'
import { clock, hour, minute } from '#platform/clock'
import type { RawCallback } from '../types.ts'

/** What pawaPay signs and wants signed (docs.pawapay.io/v2, signatures; RFC 9421). */
const fields = ['@method', '@authority', '@path', 'signature-date', 'content-digest', 'content-type', 'content-length']
/** What a signature must cover to prove a body that came to this address. */
const needed = ['@method', '@authority', '@path', 'content-digest']
const tolerance = 300

/** Headers that prove a request of ours. Signed in DER, as pawaPay's own example does. */
export async function signedHeaders(key: KeyObject, keyId: string, url: string, body: string, headers: Record<string, string>): Promise<Record<string, string>> {
  const now = clock.now()
  const signed = await httpbis.signMessage(
    {
      name: 'sig-pp',
      fields,
      key: { id: keyId, alg: 'ecdsa-p256-sha256', sign: (data) => Promise.resolve(sign('sha256', data, key)) },
      paramValues: { created: now, expires: new Date(now.getTime() + 60_000) },
    },
    {
      method: 'POST',
      url,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'content-digest': `sha-512=:${createHash('sha512').update(body).digest('base64')}:`,
        'signature-date': now.toISOString(),
      },
    },
  )
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}

/** An environment carries a PEM on one line, with `\n` in words. */
export function privateKeyOf(pem: string): KeyObject {
  return createPrivateKey(pem.replaceAll('\\n', '\n'))
}

export type KeyFinder = (keyId: string) => Promise<KeyObject | null>

/** pawaPay's public keys, kept for an hour; a key that is not there is asked for again, once a minute at most. */
export function keepKeys(read: () => Promise<readonly { id: string; key: string }[]>): KeyFinder {
  let kept = new Map<string, KeyObject>()
  let at = -Infinity
  return async (keyId) => {
    const age = clock.now().getTime() - at
    if (age > hour || (!kept.has(keyId) && age > minute)) {
      kept = new Map((await read()).map(({ id, key }) => [id, createPublicKey(key)]))
      at = clock.now().getTime()
    }
    return kept.get(keyId) ?? null
  }
}

/**
 * True when the callback is pawaPay's: body as digested, signature fresh (300 s) and right. `authorities` are the names this house may have been called by.
 * Null when it carries no signature at all.
 */
export async function proves({ method, path, headers, body }: RawCallback, authorities: readonly string[], findKey: KeyFinder): Promise<boolean | null> {
  if (!headers.signature && !headers['signature-input']) return null
  if (!digestHolds(headers['content-digest'] ?? '', body)) return false
  for (const authority of new Set(authorities)) {
    if (await signatureHolds({ method, url: `https://${authority}${path}`, headers: { ...headers } }, findKey)) return true
  }
  return false
}

async function signatureHolds(message: { method: string; url: string; headers: Record<string, string> }, findKey: KeyFinder): Promise<boolean> {
  const now = clock.now()
  // The key is looked for first: whether pawaPay answers is its own matter, apart from what a wrong signature throws.
  const keyId = /;keyid="([^"]+)"/.exec(message.headers['signature-input'] ?? '')?.[1]
  const key = keyId ? await findKey(keyId) : null
  if (!key) return false
  try {
    const held = await httpbis.verifyMessage(
      {
        requiredParams: ['created', 'keyid'],
        requiredFields: needed,
        all: true,
        notAfter: new Date(now.getTime() + tolerance * 1000),
        keyLookup: ({ created, keyid, alg }) => {
          const age = created instanceof Date ? (now.getTime() - created.getTime()) / 1000 : Infinity
          const fresh = Math.abs(age) <= tolerance && keyid === keyId
          return Promise.resolve(fresh ? { verify: (data: Buffer, signature: Buffer) => Promise.resolve(signedBy(key, alg ?? null, data, signature)) } : null)
        },
      },
      message,
    )
    return held === true
  } catch {
    return false
  }
}

/** ECDSA signatures come as RFC 9421 wants them (raw) or as OpenSSL makes them (DER). The kind of key decides, never the message alone. */
function signedBy(key: KeyObject, alg: string | null, data: Buffer, signature: Buffer): boolean {
  if (key.asymmetricKeyType === 'ec') {
    const hash = key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'sha384' : 'sha256'
    return (['ieee-p1363', 'der'] as const).some((dsaEncoding) => verify(hash, data, { key, dsaEncoding }, signature))
  }
  if (key.asymmetricKeyType !== 'rsa') return false
  if (alg === 'rsa-pss-sha512') return verify('sha512', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }, signature)
  return verify('sha256', data, { key, padding: constants.RSA_PKCS1_PADDING }, signature)
}

/** `sha-512=:…:` or `sha-256=:…:`; each one that is there must hold, and one must be. */
export function digestHolds(header: string, body: Buffer): boolean {
  const found = [...header.matchAll(/sha-(256|512)=:([A-Za-z0-9+/=]+):/g)]
  return (
    found.length > 0 &&
    found.every(([, bits, value = '']) => {
      const right = createHash(`sha${bits}`).update(body).digest()
      const given = Buffer.from(value, 'base64')
      return given.length === right.length && timingSafeEqual(given, right)
    })
  )
}
