import { after, day } from '#platform/clock'
import type { Currency } from '#platform/money'
import { z } from 'zod'
import type { ProviderLine, ProviderState } from '../types.ts'
import { moneyIn, type PaypalWire } from './paypal-wire.ts'
import { readAs } from './wire.ts'

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

const disputes = z.object({ items: z.array(z.object({ status: z.string().nullish() })).default([]) })

/** Whether a buyer contests a capture, and it is not settled (developer.paypal.com/docs/api/customer-disputes/v1). An application without the right to read disputes knows of none. */
export async function isDisputed(wire: PaypalWire, captureId: string): Promise<boolean> {
  const said = await wire.get(`/v1/customer/disputes?disputed_transaction_id=${encodeURIComponent(captureId)}`, true)
  return said.status < 400 && readAs('paypal', disputes, said.body).items.some(({ status }) => status !== 'RESOLVED')
}
