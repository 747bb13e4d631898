import type { DoorOrder } from './payment-keeper.ts'

export interface PaypalFacts {
  kind: 'order' | 'refund'
  description: string
  lang: 'fr' | 'en'
  invoice: string | null
  success: string
  back: string
  /** How the payer approved: what the capture will meet. */
  means: 'good' | 'declined' | 'slow'
  capture: { id: string; status: 'COMPLETED' | 'PENDING' | 'DECLINED'; at: string } | null
  refunded: number
  disputed: boolean
  /** How the dispute ended (`RESOLVED_SELLER_FAVOUR`…); absent while it lasts. */
  outcome?: string
  /** Of a refund: the order. */
  of: string | null
}
export type PaypalOrder = DoorOrder<PaypalFacts>

const value = (amount: number): string => (amount / 100).toFixed(2)
export const money = (amount: number, currency: string): { currency_code: string; value: string } => ({ currency_code: currency, value: value(amount) })

/** 2.9 % + 0.35, rounded down. */
export const feeOf = (amount: number): number => Math.min(amount, Math.floor(amount * 0.029) + 35)

/** What an order or a refund changed of the balance: a dispute holds the money until it is won, the fee is never given back. */
export function broughtBy({ amount, facts }: PaypalOrder): number {
  if (facts.kind === 'refund') return -amount
  if (facts.capture?.status !== 'COMPLETED') return 0
  return (facts.disputed && facts.outcome !== 'RESOLVED_SELLER_FAVOUR' ? 0 : amount) - feeOf(amount)
}

export function orderObject(url: string, order: PaypalOrder, refunds: readonly PaypalOrder[]): object {
  const { facts } = order
  const link = (rel: string, href: string, method = 'GET'): object => ({ rel, href, method })
  const self = `${url}/v2/checkout/orders/${order.id}`
  const ways = { PAYER_ACTION_REQUIRED: [link('payer-action', `${url}/checkoutnow?token=${order.id}`)], APPROVED: [link('capture', `${self}/capture`, 'POST')] }
  const unit = { reference_id: 'default', amount: money(order.amount, order.currency), description: facts.description, custom_id: order.reference, invoice_id: facts.invoice }
  const payments = { captures: facts.capture ? [captureObject(url, order)] : [], ...(refunds.length > 0 ? { refunds: refunds.map((one) => refundObject(url, one)) } : {}) }
  return {
    id: order.id,
    status: order.state,
    intent: 'CAPTURE',
    create_time: order.at,
    payment_source: { paypal: order.state === 'PAYER_ACTION_REQUIRED' ? {} : { email_address: 'payer@mail.example', account_id: 'QYR5Z8XDVJNXQ', account_status: 'VERIFIED' } },
    purchase_units: [{ ...unit, ...(facts.capture ? { payments } : {}) }],
    links: [link('self', self), ...(ways[order.state as keyof typeof ways] ?? [])],
  }
}

export function captureObject(url: string, order: PaypalOrder): object {
  const { capture, invoice, refunded } = order.facts
  const whole = capture!.status === 'COMPLETED' && refunded >= order.amount
  const status = whole ? 'REFUNDED' : refunded > 0 ? 'PARTIALLY_REFUNDED' : capture!.status
  const fee = feeOf(order.amount)
  const breakdown = { gross_amount: money(order.amount, order.currency), paypal_fee: money(fee, order.currency), net_amount: money(order.amount - fee, order.currency) }
  return {
    id: capture!.id,
    status,
    ...(status === 'PENDING' ? { status_details: { reason: 'ECHECK' } } : {}),
    amount: money(order.amount, order.currency),
    final_capture: true,
    custom_id: order.reference,
    invoice_id: invoice,
    ...(capture!.status === 'COMPLETED' ? { seller_receivable_breakdown: breakdown } : {}),
    links: [{ rel: 'self', href: `${url}/v2/payments/captures/${capture!.id}`, method: 'GET' }],
    create_time: capture!.at,
    update_time: capture!.at,
  }
}

export function refundObject(url: string, order: PaypalOrder): object {
  const facts = { id: order.id, status: order.state, amount: money(order.amount, order.currency), custom_id: order.reference, invoice_id: order.facts.invoice }
  return { ...facts, links: [{ rel: 'self', href: `${url}/v2/payments/refunds/${order.id}`, method: 'GET' }], create_time: order.at, update_time: order.at }
}

export function disputeObject(order: PaypalOrder): object {
  const { capture, invoice, outcome } = order.facts
  const amount = money(order.amount, order.currency)
  const transaction = { seller_transaction_id: capture!.id, transaction_status: 'COMPLETED', gross_amount: amount, invoice_number: invoice, custom: order.reference }
  return {
    dispute_id: `PP-D-${order.id}`,
    create_time: capture!.at,
    reason: 'UNAUTHORISED',
    status: outcome ? 'RESOLVED' : 'OPEN',
    dispute_amount: amount,
    disputed_transactions: [transaction],
    ...(outcome ? { dispute_outcome: { outcome_code: outcome } } : {}),
  }
}

/** A list tells no outcome. */
export function disputeSummary(order: PaypalOrder): object {
  const { dispute_outcome: _outcome, disputed_transactions: _transactions, ...summary } = disputeObject(order) as Record<string, unknown>
  return summary
}

/** What an event is about: the order, its capture (with the order's id beside), or the refund. */
export function resourceOf(url: string, order: PaypalOrder, type: string): { kind: string; resource: object } {
  if (type.startsWith('CUSTOMER.DISPUTE.')) return { kind: 'dispute', resource: disputeObject(order) }
  if (order.facts.kind === 'refund') return { kind: 'refund', resource: refundObject(url, order) }
  if (type.startsWith('PAYMENT.CAPTURE.')) return { kind: 'capture', resource: { ...captureObject(url, order), supplementary_data: { related_ids: { order_id: order.id } } } }
  if (type === 'CHECKOUT.PAYMENT-APPROVAL.REVERSED')
    return { kind: 'checkout-order', resource: { order_id: order.id, purchase_units: [{ reference_id: 'default', custom_id: order.reference, invoice_id: order.facts.invoice }] } }
  return { kind: 'checkout-order', resource: orderObject(url, order, []) }
}
