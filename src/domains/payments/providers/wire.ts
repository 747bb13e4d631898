import { createHash } from 'node:crypto'
import { type z } from 'zod'
import { fetchOutside } from '#platform/outgoing'
import { Refusal } from '#platform/refusal'
import type { ProviderLine, ProviderName, ProviderState } from '../types.ts'

/** Wrong keys, too slow, too often: nothing is said of the order itself. */
const silent: ReadonlySet<number> = new Set([401, 403, 408, 429])

/** What we ask of a provider: JSON out, JSON back. */
export interface Ask {
  method?: 'GET' | 'POST' | 'PUT'
  headers?: Record<string, string>
  /** Sent as JSON; absent = no body at all. */
  json?: unknown
  /** Sent as it is, when the bytes themselves are signed. */
  body?: string
}

export interface Said {
  status: number
  /** Parsed JSON; null when the answer is empty or none. */
  body: unknown
}

/** The answer is not known: the caller reads the state before anything else, and never makes a second order. */
export function unavailable(provider: ProviderName): Refusal {
  return new Refusal('unavailable', 'payments.providerUnavailable', { provider })
}

/**
 * Asks once. Time-outs and cut lines refuse `platform.outsideUnavailable`; statuses of 500 and more, wrong keys and "too often" refuse `payments.providerUnavailable`,
 * unless `settles` says that such an answer means something: nothing is known of the order then.
 */
export async function ask(provider: ProviderName, url: string, { method = 'GET', headers = {}, json, body }: Ask, settles: (said: Said) => boolean = () => false): Promise<Said> {
  const sent = body ?? (json === undefined ? undefined : JSON.stringify(json))
  const type: Record<string, string> = sent === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetchOutside(url, { method, headers: { accept: 'application/json', ...type, ...headers }, ...(sent === undefined ? {} : { body: sent }), timeoutMs: 15_000 })
  const said = { status: answer.status, body: parse(answer.body) }
  if ((said.status >= 500 || silent.has(said.status)) && !settles(said)) throw unavailable(provider)
  return said
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown
  } catch {
    return null
  }
}

/** Reads an answer as the shape we know; one that has another shape tells us nothing. */
export function readAs<Shape extends z.ZodType>(provider: ProviderName, shape: Shape, body: unknown): z.output<Shape> {
  const read = shape.safeParse(body)
  if (!read.success) throw unavailable(provider)
  return read.data
}

/** A state with nothing known but what is given. */
export function stateOf(state: ProviderState['state'], facts: Partial<ProviderState> = {}): ProviderState {
  return { providerRef: null, money: null, fee: null, reason: null, nextUrl: null, ...facts, state }
}

/** UUID of version 4 made from our reference, always the same for the same one: providers that want one as their idempotency handle get this. */
export function uuidOf(reference: string): string {
  const bytes = createHash('sha256').update(`griot:${reference}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Wallet operators speak of reasons in words that look alike. First match wins. */
const reasons: readonly [RegExp, string][] = [
  [/LIMIT|OUT_OF_BOUNDS|TOO_(LARGE|SMALL|HIGH|LOW)|MAX_|MINIMUM|MAXIMUM/, 'limit'],
  [/INSUFFICIENT|NOT_ENOUGH|LOW_BALANCE|OUT_OF_FUNDS/, 'not-enough-money'],
  [/(PAYER|PAYEE|RECIPIENT|ACCOUNT|SUBSCRIBER)_NOT_(FOUND|ALLOWED)|(PHONE|MSISDN|NUMBER|WALLET)/, 'wrong-number'],
  [/EXPIRED|TIMEOUT|TIMED_OUT/, 'timeout'],
  [/REJECTED|REFUSED|NOT_APPROVED|CANCEL|DECLINED/, 'refused-by-payer'],
]

/**
 * Our reason for a provider's code. When money goes out, a lack of money is ours, not the receiver's (`not-enough-float`), and nobody is there to refuse.
 */
export function reasonOf(about: ProviderLine['about'], code: string | null | undefined): string {
  const found = reasons.find(([pattern]) => pattern.test((code ?? '').toUpperCase().replaceAll(/[\s-]/g, '_')))?.[1] ?? 'provider'
  if (about === 'payment') return found
  return found === 'not-enough-money' ? 'not-enough-float' : found === 'refused-by-payer' ? 'provider' : found
}

/** `+228 90 12…` → `22890…`: several providers want digits only. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '')
}
