import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { httpbis } from 'http-message-signatures'
import { clock } from '#platform/clock'
import type { DoorMemory } from './payment-memory.ts'
import type { DoorRequest } from './payment-keeper.ts'

export const keyIds = { house: 'GRIOT_TEST_KEY', door: 'HTTP_EC_P256_KEY:1' }

export interface Keys {
  housePublic: string
  housePrivate: string
  doorPublic: string
  doorPrivate: string
}

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
export const strangerKey = (): string => pair().privateKey

/** The key pairs of the house and of the stand-in, the same for its whole life. */
export function keysOf(keeper: Pick<DoorMemory<unknown>, 'recall' | 'remember'>): Keys {
  const kept = keeper.recall<Keys>('keys')
  if (kept) return kept
  const [house, door] = [pair(), pair()]
  const keys = { housePublic: house.publicKey, housePrivate: house.privateKey, doorPublic: door.publicKey, doorPrivate: door.privateKey }
  keeper.remember('keys', keys)
  return keys
}

/** Whether an order carries the house's signature, over all that pawaPay wants signed. */
export async function signedByHouse({ method, headers, body, target }: DoorRequest, publicKey: string): Promise<boolean> {
  if (!headers.signature || headers['content-digest'] !== `sha-512=:${createHash('sha512').update(body).digest('base64')}:`) return false
  const key = createPublicKey(publicKey)
  const checks = (data: Buffer, signature: Buffer): boolean => verify('sha256', data, key, signature) || verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
  const message = { method, url: `http://${headers.host}${target}`, headers: { ...headers } }
  const keyLookup = ({ keyid }: { keyid?: string }) =>
    Promise.resolve(keyid === keyIds.house ? { verify: (data: Buffer, signature: Buffer) => Promise.resolve(checks(data, signature)) } : null)
  try {
    const notAfter = new Date(clock.now().getTime() + 60_000)
    return (await httpbis.verifyMessage({ keyLookup, notAfter, requiredFields: ['@method', '@authority', '@path', 'signature-date', 'content-digest'] }, message)) === true
  } catch {
    return false
  }
}

/** Headers of a callback, as pawaPay signs them. */
export async function signed(url: string, body: string, at: Date, privateKey: string, raw: boolean): Promise<Record<string, string>> {
  const key = createPrivateKey(privateKey)
  const message = {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'content-digest': `sha-512=:${createHash('sha512').update(body).digest('base64')}:`,
      'signature-date': at.toISOString(),
    },
  }
  const { headers } = await httpbis.signMessage(
    {
      name: 'sig-pp',
      fields: ['@method', '@authority', '@path', 'signature-date', 'content-digest', 'content-type'],
      key: { id: keyIds.door, alg: 'ecdsa-p256-sha256', sign: (data) => Promise.resolve(sign('sha256', data, raw ? { key, dsaEncoding: 'ieee-p1363' } : key)) },
      paramValues: { created: at, expires: new Date(at.getTime() + 600_000) },
    },
    message,
  )
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}
