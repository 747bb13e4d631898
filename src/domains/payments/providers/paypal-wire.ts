import { clock } from '#platform/clock'
import { fromMajor, isCurrency, type Money, toMajor } from '#platform/money'
import { z } from 'zod'
import type { ProviderState } from '../types.ts'
import { ask, readAs, type Said, stateOf, unavailable } from './wire.ts'

const amount = z.object({ currency_code: z.string(), value: z.string() })
const link = z.object({ rel: z.string(), href: z.string() })

export const refund = z.object({
  id: z.string(),
  status: z.string().nullish(),
  amount: amount.nullish(),
  custom_id: z.string().nullish(),
  invoice_id: z.string().nullish(),
})
export type PaypalRefund = z.output<typeof refund>

const capture = z.object({
  id: z.string(),
  status: z.string().nullish(),
  amount,
  seller_receivable_breakdown: z.object({ paypal_fee: amount.nullish() }).nullish(),
})

export const order = z.object({
  id: z.string(),
  status: z.string(),
  purchase_units: z
    .array(
      z.object({
        custom_id: z.string().nullish(),
        payments: z.object({ captures: z.array(capture).default([]), refunds: z.array(refund).default([]) }).nullish(),
      }),
    )
    .default([]),
  links: z.array(link).default([]),
})
export type PaypalOrder = z.output<typeof order>

const complaint = z.object({ name: z.string().nullish(), details: z.array(z.object({ issue: z.string().nullish() })).default([]), links: z.array(link).default([]) })

export interface PaypalWire {
  /** `mayBeForbidden`: a right that not every application has; 403 is then an answer. */
  get: (path: string, mayBeForbidden?: boolean) => Promise<Said>
  /** `requestId` makes a repetition harmless: PayPal answers as it did the first time (orders 6 hours, captures and refunds 45 days). `body` may be JSON text already. */
  post: (path: string, body: unknown, requestId?: string) => Promise<Said>
}

interface Call {
  body?: unknown
  requestId?: string | undefined
  mayBeForbidden?: boolean | undefined
  again?: boolean
}

/** PayPal's HTTP side (developer.paypal.com/api/rest). The token of the application is kept until a minute before its end, and asked for again when it is refused. */
export function openPaypalWire(url: string, clientId: string, secret: string): PaypalWire {
  let kept: { token: Promise<string>; until: number } | null = null
  const login = async (): Promise<string> => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
    const said = await ask('paypal', `${url}/v1/oauth2/token`, { method: 'POST', headers, body: 'grant_type=client_credentials' })
    const { access_token: token, expires_in: seconds } = readAs('paypal', z.object({ access_token: z.string(), expires_in: z.number() }), said.body)
    if (kept) kept.until = clock.now().getTime() + (seconds - 60) * 1000
    return token
  }
  const token = (): Promise<string> => {
    if (!kept || kept.until <= clock.now().getTime()) {
      kept = { token: login(), until: Infinity }
      kept.token.catch(() => (kept = null))
    }
    return kept.token
  }
  const call = async (path: string, method: 'GET' | 'POST', { body, requestId, mayBeForbidden = false, again = true }: Call = {}): Promise<Said> => {
    const headers = {
      authorization: `Bearer ${await token()}`,
      prefer: 'return=representation',
      ...(requestId ? { 'paypal-request-id': requestId } : {}),
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    }
    const said = await ask(
      'paypal',
      url + path,
      { method, headers, ...(typeof body === 'string' ? { body } : { json: body }) },
      ({ status }) => (status === 401 && again) || (status === 403 && mayBeForbidden),
    )
    if (said.status === 401) {
      kept = null
      return call(path, method, { body, requestId, mayBeForbidden, again: false })
    }
    if (said.status === 409 || said.status === 429) throw unavailable('paypal')
    return said
  }
  return { get: (path, mayBeForbidden) => call(path, 'GET', { mayBeForbidden }), post: (path, body, requestId) => call(path, 'POST', { body, requestId }) }
}

export const amountOf = (money: Money): z.output<typeof amount> => ({ currency_code: money.currency, value: toMajor(money) })

export function moneyIn(one: z.output<typeof amount> | null | undefined): Money | null {
  return one && isCurrency(one.currency_code) ? fromMajor(one.value, one.currency_code) : null
}

export const captureOf = (one: PaypalOrder): z.output<typeof capture> | null => one.purchase_units[0]?.payments?.captures.at(-1) ?? null

export const issuesOf = (said: Said): string[] => {
  const { name, details } = complaint.safeParse(said.body).data ?? { name: null, details: [] }
  return [name, ...details.map(({ issue }) => issue)].filter((one): one is string => typeof one === 'string')
}

const captured: Readonly<Record<string, ProviderState['state']>> = {
  COMPLETED: 'confirmed',
  PARTIALLY_REFUNDED: 'confirmed',
  REFUNDED: 'refunded',
  DECLINED: 'failed',
  FAILED: 'failed',
  PENDING: 'pending',
}

/** What an order says. Approved is not paid: the money moves at the capture, and only a completed capture counts. */
export function stateOfOrder(one: PaypalOrder): ProviderState {
  const providerRef = one.id
  const taken = captureOf(one)
  if (taken) {
    const state = captured[taken.status ?? ''] ?? 'pending'
    const reason = state === 'failed' ? 'card-refused' : null
    return stateOf(state, { providerRef, money: moneyIn(taken.amount), fee: moneyIn(taken.seller_receivable_breakdown?.paypal_fee), reason })
  }
  if (one.status === 'VOIDED') return stateOf('cancelled', { providerRef })
  const page = one.status === 'APPROVED' ? null : one.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')
  return stateOf('pending', { providerRef, nextUrl: page?.href ?? null })
}

const given: Readonly<Record<string, ProviderState['state']>> = { COMPLETED: 'confirmed', PENDING: 'pending', FAILED: 'failed', CANCELLED: 'cancelled' }

export function stateOfRefund(one: PaypalRefund): ProviderState {
  const state = given[one.status ?? ''] ?? 'pending'
  return stateOf(state, { providerRef: one.id, money: moneyIn(one.amount), reason: state === 'failed' || state === 'cancelled' ? 'provider' : null })
}

/** Where a refused payer may try again. */
export const retryPage = ({ body }: Said): string | null => complaint.safeParse(body).data?.links.find(({ rel }) => rel === 'redirect' || rel === 'payer-action')?.href ?? null

/** PayPal counts the bytes of a text. */
export function cut(text: string, bytes: number): string {
  let short = text
  while (Buffer.byteLength(short) > bytes) short = [...short].slice(0, -1).join('')
  return short
}
