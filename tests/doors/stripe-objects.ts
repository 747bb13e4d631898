import type { Stripe } from 'stripe'
import type { DoorOrder } from './payment-keeper.ts'

/** What a card of Stripe's test environment does (docs.stripe.com/testing). `later` = only when it is charged without the payer. */
export interface TestCard {
  number: string
  decline: { code: string; decline_code: string | null; message: string } | null
  later?: { code: string; decline_code: string | null; message: string }
  disputed?: true
  refund?: 'pending' | 'fails'
}

const declined = (decline_code: string, message: string): NonNullable<TestCard['decline']> => ({ code: 'card_declined', decline_code, message })
const generic = declined('generic_decline', 'Your card was declined.')
export const testCards: Readonly<Record<string, TestCard>> = {
  pm_card_visa: { number: '4242 4242 4242 4242', decline: null },
  pm_card_chargeDeclined: { number: '4000 0000 0000 0002', decline: generic },
  pm_card_chargeDeclinedInsufficientFunds: { number: '4000 0000 0000 9995', decline: declined('insufficient_funds', 'Your card has insufficient funds.') },
  pm_card_chargeDeclinedExpiredCard: { number: '4000 0000 0000 0069', decline: { code: 'expired_card', decline_code: null, message: 'Your card has expired.' } },
  pm_card_chargeCustomerFail: { number: '4000 0000 0000 0341', decline: null, later: generic },
  pm_card_authenticationRequired: {
    number: '4000 0025 0000 3155',
    decline: null,
    later: { code: 'authentication_required', decline_code: 'authentication_required', message: 'Your card was declined. This transaction requires authentication.' },
  },
  pm_card_createDispute: { number: '4000 0000 0000 0259', decline: null, disputed: true },
  pm_card_pendingRefund: { number: '4000 0000 0000 7726', decline: null, refund: 'pending' },
  pm_card_refundFail: { number: '4000 0000 0000 5126', decline: null, refund: 'fails' },
}

export interface IntentFacts {
  id: string
  status: 'requires_payment_method' | 'requires_confirmation' | 'succeeded' | 'canceled'
  card: string | null
  charge: string | null
  error: TestCard['decline']
  disputed: boolean
  /** How the dispute ended; absent while it lasts. */
  outcome?: 'won' | 'lost'
  disputedAt?: string
  refunded: number
  metadata: Record<string, string>
}

/** What the stand-in keeps of a session, of an intent made by itself, or of a refund. */
export interface StripeFacts {
  kind: 'session' | 'intent' | 'refund'
  mode: 'payment' | 'setup'
  description: string
  lang: 'fr' | 'en'
  success: string
  back: string
  email: string | null
  metadata: Record<string, string>
  customer: string | null
  /** The method kept, of a setup. */
  kept: string | null
  intent: IntentFacts | null
  /** Of a refund. */
  of: string | null
}
export type StripeOrder = DoorOrder<StripeFacts>
type Wanted = (path: string) => boolean

const seconds = (at: string): number => Math.floor(Date.parse(at) / 1000)
const fields = { livemode: false } as const

/** What Stripe keeps of a dispute, whoever wins it. */
export const disputeFeeOf = (currency: string): number => (['XOF', 'XAF'].includes(currency) ? 10_000 : 1_500)
export const feeOf = (amount: number, currency: string): number => Math.round(amount * 0.015) + (['XOF', 'XAF'].includes(currency) ? 0 : 25)

export function sessionObject(url: string, order: StripeOrder, wanted: Wanted): Partial<Stripe.Checkout.Session> {
  const { facts } = order
  const setup = facts.mode === 'setup'
  const under =
    (prefix: string): Wanted =>
    (path) =>
      wanted(`${prefix}.${path}`)
  return {
    ...fields,
    id: order.id,
    object: 'checkout.session',
    amount_subtotal: setup ? null : order.amount,
    amount_total: setup ? null : order.amount,
    cancel_url: facts.back,
    client_reference_id: order.reference,
    created: seconds(order.at),
    currency: setup ? null : order.currency.toLowerCase(),
    customer: facts.customer,
    customer_email: facts.email,
    expires_at: seconds(order.at) + 86_400,
    locale: facts.lang,
    metadata: facts.metadata,
    mode: facts.mode,
    payment_intent: facts.intent ? (wanted('payment_intent') ? (intentObject(order, under('payment_intent')) as Stripe.PaymentIntent) : facts.intent.id) : null,
    allowed_payment_method_types: ['card'],
    payment_method_types: ['card'],
    payment_status: setup ? 'no_payment_required' : order.state === 'complete' ? 'paid' : 'unpaid',
    setup_intent: setup ? (wanted('setup_intent') ? (setupObject(order) as Stripe.SetupIntent) : setupId(order)) : null,
    status: order.state as 'open',
    success_url: facts.success,
    url: order.state === 'open' ? `${url}/c/pay/${order.id}` : null,
  }
}

const setupId = (order: StripeOrder): string => order.id.replace('cs_test_', 'seti_')

export function setupObject(order: StripeOrder): Partial<Stripe.SetupIntent> {
  const { kept, customer, metadata, description } = order.facts
  const facts = { ...fields, id: setupId(order), object: 'setup_intent', created: seconds(order.at), customer, description, metadata, payment_method: kept } as const
  return { ...facts, payment_method_types: ['card'], status: kept ? 'succeeded' : 'requires_payment_method', usage: 'off_session' }
}

export function intentObject(order: StripeOrder, wanted: Wanted): Partial<Stripe.PaymentIntent> {
  const { intent, customer, description } = order.facts
  const paid = intent!.status === 'succeeded'
  const under: Wanted = (path) => wanted(`latest_charge.${path}`)
  return {
    ...fields,
    id: intent!.id,
    object: 'payment_intent',
    amount: order.amount,
    amount_capturable: 0,
    amount_received: paid ? order.amount : 0,
    capture_method: 'automatic',
    client_secret: `${intent!.id}_secret_stand_in`,
    confirmation_method: 'automatic',
    created: seconds(order.at),
    currency: order.currency.toLowerCase(),
    customer,
    description,
    last_payment_error: intent!.error ? (cardError(intent!.error) as Stripe.PaymentIntent.LastPaymentError) : null,
    latest_charge: intent!.charge ? (wanted('latest_charge') ? (chargeObject(order, under) as Stripe.Charge) : intent!.charge) : null,
    metadata: intent!.metadata,
    payment_method: intent!.card,
    payment_method_types: ['card'],
    status: intent!.status,
  }
}

export const cardError = (error: NonNullable<TestCard['decline']>): object => ({
  type: 'card_error',
  ...(error.decline_code ? error : { code: error.code, message: error.message }),
})

export function chargeObject(order: StripeOrder, wanted: Wanted): Partial<Stripe.Charge> {
  const { intent, description, customer } = order.facts
  const currency = order.currency.toLowerCase()
  const fee = feeOf(order.amount, order.currency)
  const transaction = {
    id: intent!.charge!.replace('ch_', 'txn_'),
    object: 'balance_transaction',
    amount: order.amount,
    currency,
    created: seconds(order.at),
    fee,
    net: order.amount - fee,
  } as const
  return {
    ...fields,
    id: intent!.charge!,
    object: 'charge',
    amount: order.amount,
    amount_captured: order.amount,
    amount_refunded: intent!.refunded,
    balance_transaction: wanted('balance_transaction')
      ? ({ ...transaction, source: intent!.charge!, status: 'pending', type: 'charge' } as Stripe.BalanceTransaction)
      : transaction.id,
    captured: true,
    created: seconds(order.at),
    currency,
    customer,
    description,
    disputed: intent!.disputed,
    metadata: intent!.metadata,
    paid: true,
    payment_intent: intent!.id,
    refunded: intent!.refunded >= order.amount,
    status: 'succeeded',
  }
}

export function refundObject(order: StripeOrder): Partial<Stripe.Refund> {
  const { of, metadata } = order.facts
  const facts = { id: order.id, object: 'refund', amount: order.amount, created: seconds(order.at), currency: order.currency.toLowerCase(), metadata } as const
  return {
    ...facts,
    payment_intent: of,
    charge: of!.replace('pi_', 'ch_'),
    reason: null,
    status: order.state,
    ...(order.state === 'failed' ? { failure_reason: 'expired_or_canceled_card' } : {}),
  }
}

export function disputeObject(order: StripeOrder, wanted: Wanted = () => false): Partial<Stripe.Dispute> {
  const { intent } = order.facts
  const facts = {
    ...fields,
    id: intent!.id.replace('pi_', 'dp_'),
    object: 'dispute',
    amount: order.amount,
    charge: intent!.charge!,
    created: seconds(intent!.disputedAt ?? order.at),
  } as const
  const currency = order.currency.toLowerCase()
  const moved = (name: string, amount: number, fee: number) =>
    ({
      id: `${facts.id.replace('dp_', 'txn_')}_${name}`,
      object: 'balance_transaction',
      amount,
      currency,
      created: facts.created,
      fee,
      net: amount - fee,
    }) as Stripe.BalanceTransaction
  const withdrawn = moved('out', -order.amount, disputeFeeOf(order.currency))
  return {
    ...facts,
    balance_transactions: intent!.outcome === 'won' ? [withdrawn, moved('in', order.amount, 0)] : [withdrawn],
    currency,
    metadata: {},
    payment_intent: wanted('payment_intent') ? (intentObject(order, () => false) as Stripe.PaymentIntent) : intent!.id,
    reason: 'fraudulent',
    status: intent!.outcome ?? 'needs_response',
    is_charge_refundable: false,
  }
}
