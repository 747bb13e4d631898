import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

/** A passkey in software (WebAuthn Level 3, packed as attestation "none", ES256): what a phone's key store does. */
export interface SoftPasskey {
  register: (options: { challenge: string; rp: { id?: string } }) => Record<string, unknown>
  sign: (options: { challenge: string; rpId?: string }) => Record<string, unknown>
  /** Whether the "person" was verified by finger or PIN. */
  verifies: boolean
}

export function makePasskey(origin: string): SoftPasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const rpIdOf = new URL(origin).hostname
  const flags = (extra: number): number => 0x01 | (passkey.verifies ? 0x04 : 0) | extra
  const authData = (extra: number, attested: Buffer = Buffer.alloc(0)): Buffer => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpIdOf), Buffer.from([flags(extra)]), count, attested])
  }
  const clientData = (type: string, challenge: string): Buffer => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const passkey: SoftPasskey = {
    verifies: true,
    register: ({ challenge }) => {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)])
      const attestationObject = cborMap([
        [text('fmt'), text('none')],
        [text('attStmt'), cborMap([])],
        [text('authData'), bytes(authData(0x40, attested))],
      ])
      return answer(id, { clientDataJSON: b64(clientData('webauthn.create', challenge)), attestationObject: b64(attestationObject), transports: ['internal'] })
    },
    sign: ({ challenge }) => {
      const data = authData(0)
      const client = clientData('webauthn.get', challenge)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey)
      return answer(id, { clientDataJSON: b64(client), authenticatorData: b64(data), signature: b64(signature) })
    },
  }
  return passkey
}

function answer(id: Buffer, response: Record<string, unknown>): Record<string, unknown> {
  return { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform', response }
}

/** COSE_Key of an ES256 public key (RFC 9053): kty EC2, alg -7, crv P-256, x, y. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' }) as { x?: string; y?: string }
  const int = (n: number): Buffer => (n >= 0 ? head(0, n) : head(1, -1 - n))
  return cborMap([
    [int(1), int(2)],
    [int(3), int(-7)],
    [int(-1), int(1)],
    [int(-2), bytes(Buffer.from(x, 'base64url'))],
    [int(-3), bytes(Buffer.from(y, 'base64url'))],
  ])
}

/** The little of CBOR (RFC 8949) that is needed. */
function head(major: number, n: number): Buffer {
  if (n < 24) return Buffer.from([(major << 5) | n])
  if (n < 256) return Buffer.from([(major << 5) | 24, n])
  return Buffer.from([(major << 5) | 25, n >> 8, n & 255])
}
const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value])
const cborMap = (entries: [Buffer, Buffer][]): Buffer => Buffer.concat([head(5, entries.length), ...entries.flat()])

const b64 = (value: Buffer): string => value.toString('base64url')
const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest()
