import { lookup as resolve } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import { request as http, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as https } from 'node:https'
import { config } from './config.ts'
import { Refusal } from './refusal.ts'

/** Addresses that are not the public Internet (IANA special-purpose registries, RFC 6890). */
const inner = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inner.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, bits, 'ipv6')

export function isInner(address: string): boolean {
  const mapped = /^::ffff:(.+)$/i.exec(address)?.[1]
  if (mapped) return isIP(mapped) !== 4 || isInner(mapped)
  return inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

export interface OutsideAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export interface OutsideOptions {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Default 1 MiB. */
  maxBytes?: number
  /** The whole exchange. Default 10 s. */
  timeoutMs?: number
  /** Its host is named by the configuration, not by a user: it may be a private neighbour. */
  configured?: boolean
  signal?: AbortSignal
}

/**
 * The one way out of the house. Only http(s); the name is resolved once and the connection goes to that very address, so a name cannot change its mind
 * between the check and the call; redirects are not followed. Hosts in OUTGOING_ALLOW (`host:port`) may be private: stand-ins and neighbours.
 * Refuses `platform.outsideForbidden`, `platform.outsideTooLarge`, `platform.outsideUnavailable`.
 */
export function fetchOutside(address: string, options: OutsideOptions = {}): Promise<OutsideAnswer> {
  const url = new URL(address)
  const allowed = options.configured === true || config().OUTGOING_ALLOW.includes(url.host)
  const forbidden = new Refusal('forbidden', 'platform.outsideForbidden', { host: url.host })
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password) return Promise.reject(forbidden)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && isInner(host) && !allowed) return Promise.reject(forbidden)
  const lookup: RequestOptions['lookup'] = (name, lookupOptions, done) =>
    resolve(name, { ...lookupOptions, all: true }, (error, found) => {
      if (error) return done(error, '', 4)
      const list = found as unknown as { address: string; family: number }[]
      if (!allowed && list.some((one) => isInner(one.address))) return done(forbidden, '', 4)
      if (lookupOptions.all) return (done as unknown as (e: null, all: typeof list) => void)(null, list)
      const first = list[0]!
      return done(null, first.address, first.family)
    })
  return exchange(url, { method: options.method ?? 'GET', headers: options.headers ?? {}, lookup, timeout: options.timeoutMs ?? 10_000 }, options)
}

function exchange(url: URL, request: RequestOptions, options: OutsideOptions): Promise<OutsideAnswer> {
  const { maxBytes = 1024 ** 2, timeoutMs = 10_000, body } = options
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(options.signal ? [options.signal] : [])])
  return new Promise((done, fail) => {
    const call = (url.protocol === 'https:' ? https : http)(url, { ...request, agent: false, signal }, (answer) => {
      read(answer, maxBytes).then(done, fail)
    })
    call.on('error', (error) => fail(error instanceof Refusal ? error : new Refusal('unavailable', 'platform.outsideUnavailable', { host: url.host })))
    call.end(body)
  })
}

async function read(answer: IncomingMessage, maxBytes: number): Promise<OutsideAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) {
      answer.destroy()
      throw new Refusal('refused', 'platform.outsideTooLarge', { max: maxBytes })
    }
    chunks.push(chunk)
  }
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }
}
