import { z } from 'zod'
import { isCurrency, type Money } from '#platform/money'
import type { ProviderState } from '../types.ts'
import { ask, type Said, stateOf, unavailable } from './wire.ts'

const idOf = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish()
const failure = z.object({ type: z.string().nullish(), code: z.string().nullish(), decline_code: z.string().nullish() })
const charge = z.object({
  id: z.string(),
  /** Whatever became of it: its disputes tell. */
  disputed: z.boolean().default(false),
  refunded: z.boolean().default(false),
  balance_transaction: z.union([z.string(), z.object({ fee: z.int(), currency: z.string() })]).nullish(),
})
const metadata = z.record(z.string(), z.string()).nullish()

export const intent = z.object({
  id: z.string(),
  object: z.literal('payment_intent'),
  status: z.string(),
  amount: z.int(),
  amount_received: z.int().default(0),
  currency: z.string(),
  created: z.int(),
  customer: idOf,
  metadata,
  latest_charge: z.union([z.string(), charge]).nullish(),
  last_payment_error: failure.nullish(),
})
export type Intent = z.output<typeof intent>

export const session = z.object({
  id: z.string(),
  object: z.literal('checkout.session'),
  mode: z.string(),
  status: z.string().nullable(),
  payment_status: z.string(),
  url: z.string().nullish(),
  created: z.int(),
  client_reference_id: z.string().nullish(),
  customer: idOf,
  payment_intent: z.union([z.string(), intent]).nullish(),
  setup_intent: z.union([z.string(), z.object({ id: z.string(), status: z.string(), payment_method: idOf })]).nullish(),
})
export type Session = z.output<typeof session>

export const refund = z.object({
  id: z.string(),
  object: z.literal('refund'),
  status: z.string().nullable(),
  amount: z.int(),
  currency: z.string(),
  created: z.int(),
  metadata,
  failure_reason: z.string().nullish(),
})
export type Refund = z.output<typeof refund>

export const errorShape = z.object({ error: failure.extend({ message: z.string().nullish(), payment_intent: z.unknown().optional() }) })

export const dispute = z.object({
  id: z.string(),
  object: z.literal('dispute'),
  status: z.string(),
  amount: z.int(),
  currency: z.string(),
  payment_intent: idOf,
  /** Of the withdrawal and of the return; none while the bank only asks. */
  balance_transactions: z.array(z.object({ amount: z.int(), currency: z.string(), fee: z.int().default(0) })).default([]),
})
type Dispute = z.output<typeof dispute>

export interface StripeWire {
  get: (path: string, query?: object) => Promise<Said>
  /** The key makes a repetition harmless: Stripe answers as it did the first time (kept at least 24 hours). */
  post: (path: string, form: object, key?: string) => Promise<Said>
  /** Everything of a list, newest first, until `enough` or the limit of pages. */
  pages: <Shape extends z.ZodType<{ id: string }>>(path: string, query: object, shape: Shape, enough?: (batch: z.output<Shape>[]) => boolean) => Promise<z.output<Shape>[]>
}

const pageLimit = 50
const version = '2026-10-28.endive'

/** Stripe's HTTP side: forms with brackets out, JSON back (docs.stripe.com/api). 409 and 429 mean that nothing is known yet. */
export function openStripeWire(url: string, key: string): StripeWire {
  const call = async (path: string, method: 'GET' | 'POST', body?: string, headers: Record<string, string> = {}): Promise<Said> => {
    const form: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
    const said = await ask('stripe', url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'stripe-version': version, ...form, ...headers },
      ...(body === undefined ? {} : { body }),
    })
    if (said.status === 409 || said.status === 429) throw unavailable('stripe')
    return said
  }
  const get = (path: string, query: object = {}): Promise<Said> => call(`${path}?${formOf(query)}`.replace(/\?$/, ''), 'GET')
  return {
    get,
    post: (path, form, idempotencyKey) => call(path, 'POST', formOf(form), idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    pages: async (path, query, shape, enough = () => false) => {
      const found: z.output<typeof shape>[] = []
      for (let page = 0; page < pageLimit; page += 1) {
        const last = found.at(-1)
        const { body } = await get(path, { ...query, limit: 100, ...(last ? { starting_after: last.id } : {}) })
        const read = z.object({ data: z.array(shape), has_more: z.boolean() }).safeParse(body)
        if (!read.success) throw unavailable('stripe')
        found.push(...read.data.data)
        if (!read.data.has_more || enough(read.data.data)) return found
      }
      // Beyond, the answer is not known, which is never "absent".
      throw unavailable('stripe')
    },
  }
}

/** `{a: {b: 1}, c: ['x']}` → `a[b]=1&c[0]=x`, percent-encoded. Null and undefined are left out. */
export function formOf(value: object): string {
  const parts: string[] = []
  const walk = (name: string, one: unknown): void => {
    if (one === null || one === undefined) return
    if (typeof one === 'object') for (const [key, inner] of Object.entries(one)) walk(name ? `${name}[${key}]` : key, inner)
    else parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(one as string | number | boolean))}`)
  }
  walk('', value)
  return parts.join('&')
}

export function moneyIn(amount: number, currency: string): Money | null {
  const code = currency.toUpperCase()
  return isCurrency(code) ? { amount, currency: code } : null
}

/** Our reason for a refused card (docs.stripe.com/declines/codes). */
export function cardReason(error: z.output<typeof failure> | null | undefined): string {
  const code = error?.decline_code ?? error?.code ?? ''
  if (code === 'insufficient_funds') return 'not-enough-money'
  if (code === 'expired_card') return 'card-expired'
  if (code === 'authentication_required' || error?.code === 'authentication_required') return 'needs-authentication'
  if (/^(amount_too_(small|large)|card_velocity_exceeded|withdrawal_count_limit_exceeded)$/.test(code)) return 'limit'
  return error?.type === 'card_error' || error?.code === 'card_declined' ? 'card-refused' : 'provider'
}

/** What an intent says, its disputes apart. `ended` = nobody can try again with it: a refusal is then the end. */
export function stateOfIntent(one: Intent, providerRef: string, ended: boolean): ProviderState {
  const money = moneyIn(one.status === 'succeeded' ? one.amount_received : one.amount, one.currency)
  const paid = typeof one.latest_charge === 'object' ? one.latest_charge : null
  const kept = typeof paid?.balance_transaction === 'object' ? paid.balance_transaction : null
  const fee = kept && money && kept.currency.toUpperCase() === money.currency ? { amount: kept.fee, currency: money.currency } : null
  if (one.status === 'succeeded') return stateOf(paid?.refunded ? 'refunded' : 'confirmed', { providerRef, money, fee })
  if (one.status === 'canceled') return stateOf('cancelled', { providerRef, money })
  const refused = one.status === 'requires_payment_method' || one.status === 'requires_action'
  if (ended && refused) return stateOf('failed', { providerRef, money, reason: one.last_payment_error ? cardReason(one.last_payment_error) : 'needs-authentication' })
  return stateOf('pending', { providerRef, money })
}

/** A payment whose bank contests it: taken back while the withdrawals outweigh the returns, won when they do not; a bank that only asks takes nothing (docs.stripe.com/disputes/how-disputes-work). */
export function afterDisputes(state: ProviderState, disputes: readonly Dispute[]): ProviderState {
  const moved = disputes.filter((one) => one.balance_transactions.length > 0)
  const away = moved.filter((one) => one.balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0)
  if (away.length === 0) return moved.length === 0 ? state : { ...state, state: 'won' }
  const fees = away.flatMap((one) => one.balance_transactions.filter(({ currency }) => currency === one.currency))
  const taken = { amount: away.reduce((sum, { amount }) => sum + amount, 0), fee: fees.reduce((sum, { fee }) => sum + fee, 0) }
  return { ...state, state: 'disputed', reason: away.every(({ status }) => status === 'lost') ? 'dispute-lost' : 'disputed', taken }
}

/** What a Checkout Session says, its intents expanded. A card refused on the page is no end: the payer may try another until the session is over. */
export function stateOfSession(one: Session): ProviderState {
  const paying = typeof one.payment_intent === 'object' ? one.payment_intent : null
  const providerRef = one.id
  if (paying?.status === 'succeeded') return stateOfIntent(paying, providerRef, true)
  if (one.status === 'open') return stateOf('pending', { providerRef, nextUrl: one.url ?? null })
  if (one.status === 'expired')
    return stateOf(paying?.last_payment_error ? 'failed' : 'expired', { providerRef, reason: paying?.last_payment_error ? cardReason(paying.last_payment_error) : null })
  if (one.mode === 'setup') return stateOf(typeof one.setup_intent === 'object' && one.setup_intent?.status === 'succeeded' ? 'saved' : 'pending', { providerRef })
  return paying ? stateOfIntent(paying, providerRef, true) : stateOf('pending', { providerRef })
}

/** `requires_action`: the bank wants more from the payer; `failed` may come weeks later, when the card is gone. */
export function stateOfRefund(one: Refund): ProviderState {
  const facts = { providerRef: one.id, money: moneyIn(one.amount, one.currency) }
  if (one.status === 'succeeded') return stateOf('confirmed', facts)
  if (one.status === 'failed')
    return stateOf('failed', {
      ...facts,
      reason: one.failure_reason === 'expired_or_canceled_card' || one.failure_reason === 'lost_or_stolen_card' ? 'account-closed' : 'provider',
    })
  if (one.status === 'canceled') return stateOf('cancelled', { ...facts, reason: 'provider' })
  return stateOf('pending', facts)
}
