import { z } from 'zod'
import { type Currency, isCurrency, type Money } from '#platform/money'
import type { Channel, ProviderLine, ProviderState } from '../types.ts'
import { ask, type Ask, readAs, reasonOf, type Said, stateOf, unavailable } from './wire.ts'

/** How FedaPay names our channels (docs.fedapay.com, payment methods; `mode` of the official client). */
export const modes: Readonly<Partial<Record<Channel, { mode: string; country: string }>>> = {
  mixx: { mode: 'togocel', country: 'TG' },
  flooz: { mode: 'moov_tg', country: 'TG' },
  'moov-bj': { mode: 'moov', country: 'BJ' },
  'mtn-bj': { mode: 'mtn_open', country: 'BJ' },
  'mtn-ci': { mode: 'mtn_ci', country: 'CI' },
}

const order = z.object({
  id: z.union([z.int(), z.string()]).transform(String),
  status: z.string(),
  amount: z.coerce.number().int(),
  mode: z.string().nullish(),
  currency: z.object({ iso: z.string() }).nullish(),
  currency_id: z.int().nullish(),
  merchant_reference: z.string().nullish(),
  custom_metadata: z.looseObject({ reference: z.string().nullish(), about: z.string().nullish() }).nullish(),
  fees: z.coerce.number().int().nullish(),
  amount_transferred: z.coerce.number().int().nullish(),
  last_error_code: z.string().nullish(),
  created_at: z.coerce.date().nullish(),
})
export type FedapayOrder = z.output<typeof order>
export type Kind = 'transactions' | 'payouts'

const page = z.object({ meta: z.object({ total_pages: z.int().nullish(), next_page: z.int().nullish() }).nullish() })
const currencyList = z.object({ 'v1/currencies': z.array(z.object({ id: z.int(), iso: z.string() })) })
const balanceList = z.object({ 'v1/balances': z.array(z.object({ amount: z.coerce.number().int(), currency_id: z.int().nullish() })) })

export const fedapayOrder = order

export interface Wire {
  post: (path: string, json: unknown) => Promise<Said>
  put: (path: string, json: unknown) => Promise<Said>
  read: (kind: Kind, id: string) => Promise<FedapayOrder | null>
  /** The oldest order that carries our reference. */
  find: (kind: Kind, reference: string) => Promise<FedapayOrder | null>
  all: (kind: Kind, until: (one: FedapayOrder) => boolean) => Promise<FedapayOrder[]>
  moneyOf: (one: FedapayOrder) => Promise<Money | null>
  balance: (currency: Currency) => Promise<number>
}

const pageSize = 100
/** Pages of a search we are ready to read. Beyond, the answer is not known, which is never "absent". */
const pageLimit = 20

/** The HTTP side of FedaPay's API v1 (docs.fedapay.com/api-reference). Amounts are whole francs. */
export function openWire(url: string, key: string): Wire {
  const call = (path: string, asked: Ask): Promise<Said> => ask('fedapay', `${url}${path}`, { ...asked, headers: { authorization: `Bearer ${key}` } })
  let known: Promise<Map<number, string>> | null = null
  const currencies = (): Promise<Map<number, string>> => {
    known ??= call('/currencies', {}).then(({ body }) => new Map(readAs('fedapay', currencyList, body)['v1/currencies'].map(({ id, iso }) => [id, iso])))
    known.catch(() => (known = null))
    return known
  }
  const search = async (kind: Kind, query: string, stop: (batch: FedapayOrder[]) => boolean): Promise<FedapayOrder[]> => {
    const found: FedapayOrder[] = []
    for (let at = 1; at <= pageLimit; at += 1) {
      const { body } = await call(`/${kind}/search?per_page=${pageSize}&page=${at}${query}`, {})
      const batch = ordersOf(kind, body)
      found.push(...batch)
      const { meta } = readAs('fedapay', page, body)
      if (stop(batch) || batch.length === 0 || at >= (meta?.total_pages ?? (batch.length < pageSize ? at : pageLimit + 1))) return found
    }
    throw unavailable('fedapay')
  }
  return {
    post: (path, json) => call(path, { method: 'POST', json }),
    put: (path, json) => call(path, { method: 'PUT', json }),
    read: async (kind, id) => {
      const said = await call(`/${kind}/${encodeURIComponent(id)}`, {})
      return said.status === 404 ? null : orderOf(kind, said.body)
    },
    find: async (kind, reference) => {
      const carries = (one: FedapayOrder): boolean => referenceOf(one) === reference
      return (
        (await search(kind, `&search=${encodeURIComponent(reference)}`, (batch) => batch.some(carries))).filter(carries).toSorted((a, b) => Number(a.id) - Number(b.id))[0] ?? null
      )
    },
    all: (kind, until) => search(kind, '', (batch) => batch.some(until)),
    moneyOf: async (one) => {
      const iso = one.currency?.iso ?? (await currencies()).get(one.currency_id ?? 0) ?? ''
      return isCurrency(iso) ? { amount: one.amount, currency: iso } : null
    },
    balance: async (currency) => {
      const { body } = await call('/balances', {})
      const names = await currencies()
      const { 'v1/balances': balances } = readAs('fedapay', balanceList, body)
      return balances.filter((one) => (names.get(one.currency_id ?? 0) ?? 'XOF') === currency).reduce((sum, { amount }) => sum + amount, 0)
    },
  }
}

/** `{"v1/transaction": {…}}`: answers are wrapped in the name of what they are. */
export function orderOf(kind: Kind, body: unknown): FedapayOrder {
  return readAs('fedapay', z.object({ [`v1/${kind.slice(0, -1)}`]: order }), body)[`v1/${kind.slice(0, -1)}`]!
}

function ordersOf(kind: Kind, body: unknown): FedapayOrder[] {
  return readAs('fedapay', z.object({ [`v1/${kind}`]: z.array(order) }), body)[`v1/${kind}`]!
}

export function referenceOf(one: FedapayOrder): string | null {
  return one.merchant_reference ?? one.custom_metadata?.reference ?? null
}

/** A payout of ours is one, or the refund of a payment. */
export function aboutOf(kind: Kind, one: FedapayOrder): ProviderLine['about'] {
  return kind === 'transactions' ? 'payment' : one.custom_metadata?.about === 'refund' ? 'refund' : 'payout'
}

const states: Readonly<Record<string, ProviderState['state']>> = {
  approved: 'confirmed',
  transferred: 'confirmed',
  approved_partially_refunded: 'confirmed',
  transferred_partially_refunded: 'confirmed',
  refunded: 'refunded',
  declined: 'failed',
  canceled: 'cancelled',
  expired: 'expired',
  // Payouts.
  sent: 'confirmed',
  failed: 'failed',
}

/**
 * The state of an order. One that was made but of which nobody was asked anything yet (a transaction without mode, a payout not started) is `unknown`:
 * sending it again goes on from there.
 */
export function stateIn(kind: Kind, one: FedapayOrder, money: Money | null): ProviderState {
  const idle = one.status === 'pending' && (kind === 'payouts' || !one.mode)
  const state = states[one.status] ?? (idle ? 'unknown' : 'pending')
  const kept = one.amount_transferred ? one.amount - one.amount_transferred : (one.fees ?? null)
  return stateOf(state, {
    providerRef: one.id,
    money,
    fee: state === 'confirmed' && money && kept !== null && kept >= 0 ? { amount: kept, currency: money.currency } : null,
    reason: ['failed', 'cancelled', 'expired'].includes(state) ? reasonOf(aboutOf(kind, one), one.last_error_code ?? one.status) : null,
  })
}

const complaint = z.object({ message: z.string().nullish(), errors: z.record(z.string(), z.unknown()).nullish() })

/** A refused call (`{message, errors: {field: […]}}`): the field says what is wrong. */
export function refusalIn(about: ProviderLine['about'], { body }: Said, providerRef: string | null = null): ProviderState {
  const { errors } = complaint.safeParse(body).data ?? {}
  const fields = Object.keys(errors ?? {}).join(' ')
  const reason = /phone|number/.test(fields) ? 'wrong-number' : /amount/.test(fields) ? 'limit' : /balance/.test(fields) ? reasonOf(about, 'INSUFFICIENT') : 'provider'
  return stateOf('failed', { reason, providerRef })
}
