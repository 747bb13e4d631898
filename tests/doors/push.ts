import { createDecipheriv, createECDH, createHmac, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A push service and the browsers behind it: RFC 8030 (headers, answers, Topic replaces what waits), RFC 8292 (the VAPID signature is verified) and
 * RFC 8291 (messages are decrypted with the browser's own keys). Written from these documents; the message of RFC 8291 §5 proves the decryption.
 */
export interface PushDoor {
  url: string
  /** `127.0.0.1:port`, for OUTGOING_ALLOW. */
  host: string
  /** What browsers have received, oldest first. */
  received: Received[]
  /** Why requests were not taken. */
  refused: string[]
  /** A browser subscribes, for one application server when its key is given. */
  subscribe: (applicationServerKey?: string) => Subscription
  /** The browser goes away: 410 from now on. */
  forget: (endpoint: string) => void
  /** What the next requests answer instead of taking the message. */
  next: { status: number; retryAfter?: number }[]
  close: () => Promise<void>
}

export interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

export interface Received {
  endpoint: string
  message: Record<string, unknown>
  ttl: number
  urgency: string
  topic: string | undefined
  /** Who writes to whom when something is wrong. */
  subject: string
}

interface Browser extends Subscription {
  keys: UserAgentKeys
  applicationServerKey: string | undefined
  gone: boolean
}

export interface UserAgentKeys {
  privateKey: Buffer
  publicKey: Buffer
  auth: Buffer
}

export async function openPushDoor(): Promise<PushDoor> {
  const browsers = new Map<string, Browser>()
  const door = { received: [] as Received[], refused: [] as string[], next: [] as PushDoor['next'] }
  const server = createServer((request, response) => void answer(request, response).catch(() => response.writeHead(500).end()))
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const origin = `http://${request.headers.host}`
    const planned = door.next.shift()
    if (planned) return void response.writeHead(planned.status, planned.retryAfter ? { 'retry-after': String(planned.retryAfter) } : undefined).end()
    const said = take(request, Buffer.concat(chunks), browsers.get(`${origin}${request.url}`), origin)
    if ('status' in said) {
      door.refused.push(said.why)
      return void response.writeHead(said.status).end()
    }
    door.received.push(said)
    response.writeHead(201, { location: `${origin}/message/${door.received.length}` }).end()
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...door,
    url: `http://${host}`,
    host,
    subscribe: (applicationServerKey) => {
      const curve = createECDH('prime256v1')
      curve.generateKeys()
      const keys = { privateKey: curve.getPrivateKey(), publicKey: curve.getPublicKey(), auth: randomBytes(16) }
      const subscription = {
        endpoint: `http://${host}/push/${randomBytes(12).toString('base64url')}`,
        p256dh: keys.publicKey.toString('base64url'),
        auth: keys.auth.toString('base64url'),
      }
      browsers.set(subscription.endpoint, { ...subscription, keys, applicationServerKey, gone: false })
      return subscription
    },
    forget: (endpoint) => {
      browsers.get(endpoint)!.gone = true
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

function take(request: IncomingMessage, body: Buffer, browser: Browser | undefined, origin: string): Received | { status: number; why: string } {
  const { headers } = request
  if (request.method !== 'POST') return { status: 405, why: 'method' }
  if (!browser) return { status: 404, why: 'no such subscription' }
  if (browser.gone) return { status: 410, why: 'gone' }
  const ttl = Number(headers.ttl)
  if (headers.ttl === undefined || !Number.isInteger(ttl) || ttl < 0) return { status: 400, why: 'TTL' }
  const topic = headers.topic as string | undefined
  if (topic !== undefined && !/^[\w-]{1,32}$/.test(topic)) return { status: 400, why: 'Topic' }
  const urgency = String(headers.urgency ?? 'normal')
  if (!['very-low', 'low', 'normal', 'high'].includes(urgency)) return { status: 400, why: 'Urgency' }
  if (headers['content-encoding'] !== 'aes128gcm') return { status: 415, why: 'Content-Encoding' }
  if (body.length > 4_096) return { status: 413, why: 'too long' }
  const vapid = readVapid(headers.authorization ?? '', origin)
  if ('why' in vapid) return { status: 401, why: vapid.why }
  if (browser.applicationServerKey && browser.applicationServerKey !== vapid.key) return { status: 403, why: 'another application server' }
  const message = JSON.parse(decrypt(browser.keys, body).toString()) as Record<string, unknown>
  return { endpoint: browser.endpoint, message, ttl, urgency, topic, subject: vapid.subject }
}

/** RFC 8292 §3: `vapid t=<JWT>, k=<public key>`; ES256; `aud` this origin, `exp` within a day. */
export function readVapid(header: string, origin: string): { key: string; subject: string } | { why: string } {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/i.exec(header) ?? []
  const [head = '', claims = '', mac = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  if (point.length !== 65) return { why: 'key' }
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  if ((JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string }).alg !== 'ES256') return { why: 'algorithm' }
  if (!verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(mac, 'base64url'))) return { why: 'signature' }
  const { aud, exp, sub = '' } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number; sub?: string }
  const now = Date.now() / 1000
  if (aud !== origin) return { why: 'audience' }
  if (exp < now || exp > now + 86_400) return { why: 'expiry' }
  return /^(mailto:|https:)/.test(sub) ? { key, subject: sub } : { why: 'subject' }
}

/** RFC 8188 header (salt, record size, key id = the sender's public key), keys by RFC 8291 §3.4, one record ended by 0x02. */
export function decrypt({ privateKey, publicKey, auth }: UserAgentKeys, body: Buffer): Buffer {
  const salt = body.subarray(0, 16)
  const length = body[20]!
  const sender = body.subarray(21, 21 + length)
  const sealed = body.subarray(21 + length)
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(privateKey)
  const shared = curve.computeSecret(sender)
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender])
  const secret = expand(createHmac('sha256', auth).update(shared).digest(), keyInfo, 32)
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12))
  const opened = createDecipheriv('aes-128-gcm', key, nonce)
  opened.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([opened.update(sealed.subarray(0, -16)), opened.final()])
  const end = padded.lastIndexOf(2)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('not the last record')
  return padded.subarray(0, end)
}

/** HKDF-Expand of one block. */
function expand(key: Buffer, info: Buffer, length: number): Buffer {
  return createHmac('sha256', key)
    .update(Buffer.concat([info, Buffer.from([1])]))
    .digest()
    .subarray(0, length)
}
