/**
 * The room that moves money: it is asked for a payment, a refund or a payout, and says by events what came of it. Nobody else speaks to a provider.
 * Events (subject = the id of the payment, refund or payout; payload `{ about, amount, currency, provider, reason? }`, `about` = the subject the asking room gave):
 * `payment.confirmed` · `.saved` · `.failed` · `.expired` · `.held` · `.disputed` · `.reinstated`; `refund.completed` · `.failed` · `.stuck`; `payout.completed` · `.failed` · `.stuck`.
 * A payment that failed or expired may still be confirmed: the money came late, and is in the ledger.
 * A payment that is disputed is out of the float, and stands against `suspense` until the asking room says who bears it; `.reinstated` puts it back there. What `findPayment` says counts, not the
 * order in which the two are heard.
 */
import { findOut } from './store/outs.ts'
import { findPaymentRow, findPaymentRows } from './store/payments.ts'
import type { Db } from '#platform/context'
import { factsOf, type PaymentFacts } from './facts.ts'

export { cancelPayment } from './actions/cancel-payment.ts'
export { chargeSaved } from './actions/charge-saved.ts'
export { type NewPayout, payOut } from './actions/pay-out.ts'
export { dropRefund, type NewRefund, refundPayment, retryRefund } from './actions/refund-payment.ts'
export { startPayment } from './actions/start-payment.ts'
export { makeVoucher, voucherSquare } from './documents/voucher.ts'
export type { PaymentFacts } from './facts.ts'
export { type Method, methodsFor } from './methods.ts'
export { checkPhone, type CheckedPhone } from './phone.ts'
export { seedPayment, seedPayout, seedRefund } from './seed.ts'
export {
  channels,
  type Capability,
  type Channel,
  type Destination,
  type Flow,
  type NewPayment,
  type OutState,
  type Payer,
  type PaymentState,
  type ProviderName,
  providerNames,
} from './types.ts'

export async function findPayment(db: Db, id: string): Promise<PaymentFacts | null> {
  const row = await findPaymentRow(db, id)
  return row && factsOf(row)
}

/** Whether a refund has arrived, for good. */
export async function hasArrived(db: Db, refundId: string): Promise<boolean> {
  return (await findOut(db, refundId))?.state === 'completed'
}

/** The payments with these ids, by id. */
export async function findPayments(db: Db, ids: readonly string[]): Promise<Map<string, PaymentFacts>> {
  const rows = ids.length === 0 ? [] : await findPaymentRows(db, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, factsOf(row)]))
}
