import { after, day } from '#platform/clock'
import type { Currency } from '#platform/money'
import { z } from 'zod'
import type { ProviderLine, ProviderState } from '../types.ts'
import { moneyIn, type PaypalWire } from './paypal-wire.ts'
import { readAs, type Said } from './wire.ts'

const amount = z.object({ currency_code: z.string(), value: z.string() })
const page = z.object({
  transaction_details: z.array(
    z.object({
      transaction_info: z.object({
        transaction_id: z.string(),
        transaction_event_code: z.string(),
        transaction_initiation_date: z.string(),
        transaction_amount: amount,
        transaction_status: z.string(),
        custom_field: z.string().nullish(),
        invoice_id: z.string().nullish(),
      }),
    }),
  ),
  total_pages: z.int(),
})

const states: Readonly<Record<string, ProviderState['state']>> = { S: 'confirmed', P: 'pending', D: 'failed', V: 'refunded' }
/** One question may span 31 days. */
const span = 31 * day

/**
 * Payments (event codes T00xx) and refunds (T11xx) of a time, from Transaction Search (developer.paypal.com/docs/api/transaction-search/v1), which knows them up to three hours late.
 * `providerRef` is the transaction's own id, not the order's: lines are matched by reference.
 */
export async function paypalLines(wire: PaypalWire, from: Date, to: Date): Promise<ProviderLine[]> {
  const lines: ProviderLine[] = []
  for (let start = from; start < to; start = after(start, span)) {
    const end = new Date(Math.min(after(start, span).getTime(), to.getTime()))
    for (let number = 1, last = 1; number <= last; number += 1) {
      const query = new URLSearchParams({ start_date: start.toISOString(), end_date: end.toISOString(), fields: 'transaction_info', page_size: '500', page: String(number) })
      const read = readAs('paypal', page, (await wire.get(`/v1/reporting/transactions?${query.toString()}`)).body)
      last = read.total_pages
      lines.push(...read.transaction_details.flatMap(({ transaction_info: one }) => lineOf(one)))
    }
  }
  return lines.filter(({ at }) => at >= from && at < to)
}

function lineOf(one: z.output<typeof page>['transaction_details'][number]['transaction_info']): ProviderLine[] {
  const about = one.transaction_event_code.startsWith('T00') ? 'payment' : one.transaction_event_code.startsWith('T11') ? 'refund' : null
  const money = moneyIn(one.transaction_amount)
  if (!about || !money) return []
  const reference = one.custom_field ?? one.invoice_id ?? null
  const state = states[one.transaction_status] ?? 'pending'
  return [{ about, reference, providerRef: one.transaction_id, state, money: { ...money, amount: Math.abs(money.amount) }, at: new Date(one.transaction_initiation_date) }]
}

const balances = z.object({ balances: z.array(z.object({ currency: z.string(), total_balance: amount })) })

export async function paypalBalance(wire: PaypalWire, currency: Currency): Promise<number | null> {
  const read = readAs('paypal', balances, (await wire.get(`/v1/reporting/balances?currency_code=${currency}`)).body)
  return moneyIn(read.balances.find((one) => one.currency === currency)?.total_balance)?.amount ?? null
}

const disputes = z.object({
  items: z.array(z.object({ dispute_id: z.string(), status: z.string().nullish(), dispute_amount: amount.nullish() })).default([]),
  links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
})
const outcome = z.object({ dispute_outcome: z.object({ outcome_code: z.string().nullish() }).nullish() })
/** Ends by which we keep the money, and by which the buyer does; what is neither is not over for us. */
const kept: readonly (string | null | undefined)[] = ['RESOLVED_SELLER_FAVOUR', 'RESOLVED_WITH_PAYOUT', 'CANCELED_BY_BUYER', 'DENIED']
const gone: readonly (string | null | undefined)[] = ['RESOLVED_BUYER_FAVOUR', 'ACCEPTED']

/**
 * A payment as its buyer's disputes leave it (developer.paypal.com/docs/api/customer-disputes/v1): the money is held from the first day of one, and ours again when all have ended for us.
 * An application without the right to read disputes knows of none.
 */
export async function afterDisputes(wire: PaypalWire, captureId: string, state: ProviderState): Promise<ProviderState> {
  const said = await wire.get(`/v1/customer/disputes?disputed_transaction_id=${encodeURIComponent(captureId)}`, true)
  const items = said.status < 400 ? readAs('paypal', disputes, said.body).items : []
  if (items.length === 0) return state
  const codes = await Promise.all(items.map((one) => (one.status === 'RESOLVED' ? outcomeOf(wire, one.dispute_id) : Promise.resolve(null))))
  const away = items.filter((_, i) => !kept.includes(codes[i]))
  if (away.length === 0) return { ...state, state: 'won' }
  const amounts = away.map((one) => moneyIn(one.dispute_amount)?.amount ?? null)
  const known = amounts.filter((one) => one !== null)
  const taken = known.length === amounts.length ? { amount: known.reduce((sum, one) => sum + one, 0), fee: 0 } : null
  const isLost = codes.every((code) => kept.includes(code) || gone.includes(code))
  return { ...state, state: 'disputed', reason: isLost ? 'dispute-lost' : 'disputed', taken }
}

async function outcomeOf(wire: PaypalWire, disputeId: string): Promise<string | null> {
  const said = await wire.get(`/v1/customer/disputes/${encodeURIComponent(disputeId)}`, true)
  return said.status < 400 ? (readAs('paypal', outcome, said.body).dispute_outcome?.outcome_code ?? null) : null
}

const named = z.object({ disputed_transactions: z.array(z.object({ custom: z.string().nullish(), invoice_number: z.string().nullish() })).nullish() })

/** A list tells no transactions: each dispute is read for itself. Without the right to read them there are none. */
export async function contestedSince(wire: PaypalWire, since: Date): Promise<string[]> {
  const found: string[] = []
  let path: string | null = `/v1/customer/disputes?start_time=${encodeURIComponent(since.toISOString())}&page_size=50`
  for (let pages = 0; path !== null && pages < 20; pages += 1) {
    const said: Said = await wire.get(path, true)
    if (said.status >= 400) return found
    const { items, links } = readAs('paypal', disputes, said.body)
    const read = await Promise.all(items.map((one) => wire.get(`/v1/customer/disputes/${encodeURIComponent(one.dispute_id)}`, true)))
    for (const one of read) {
      const about = one.status < 400 ? readAs('paypal', named, one.body).disputed_transactions?.[0] : null
      const reference = about?.custom ?? about?.invoice_number
      if (reference) found.push(reference)
    }
    const next = links.find(({ rel }) => rel === 'next')?.href
    path = next && URL.canParse(next) ? new URL(next).pathname + new URL(next).search : null
  }
  return found
}
