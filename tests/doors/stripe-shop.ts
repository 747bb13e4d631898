import type { Stripe } from 'stripe'
import { clock } from '#platform/clock'
import { missing, type Form, refused, textIn, wantedIn, wordsIn } from './stripe-forms.ts'
import type { DoorAnswer, Keeper } from './payment-keeper.ts'
import { cardError, disputeFeeOf, feeOf, intentObject, refundObject, sessionObject, type StripeFacts, type StripeOrder, type TestCard, testCards } from './stripe-objects.ts'

/** What Stripe knows in this version (the official client's types): it refuses any other name. */
const sessionNames: readonly (keyof Stripe.Checkout.SessionCreateParams)[] = [
  'adaptive_pricing',
  'allowed_payment_method_types',
  'cancel_url',
  'client_reference_id',
  'currency',
  'customer',
  'customer_creation',
  'customer_email',
  'expand',
  'line_items',
  'locale',
  'metadata',
  'mode',
  'payment_intent_data',
  'setup_intent_data',
  'success_url',
]
const intentNames: readonly (keyof Stripe.PaymentIntentCreateParams)[] = [
  'allowed_payment_method_types',
  'amount',
  'automatic_payment_methods',
  'confirm',
  'currency',
  'customer',
  'description',
  'expand',
  'metadata',
  'off_session',
  'payment_method',
  'return_url',
]
const refundNames: readonly (keyof Stripe.RefundCreateParams)[] = ['amount', 'charge', 'expand', 'metadata', 'payment_intent', 'reason']

function strange(form: Form, known: readonly string[]): DoorAnswer | null {
  const name = Object.keys(form).find((one) => !known.includes(one))
  return name ? refused(400, { code: 'parameter_unknown', param: name, message: `Received unknown parameter: ${name}` }) : null
}

export type Shop = Keeper<StripeFacts>

export const ok = (body: unknown): DoorAnswer => ({ status: 200, body })
export const newest = (shop: Shop, keep: (order: StripeOrder) => unknown): StripeOrder[] => shop.orders().filter(keep).toReversed()
export const session = (shop: Shop, id: string): StripeOrder | null => shop.orders().find((one) => one.id === id && one.facts.kind === 'session') ?? null
export const withIntent = (shop: Shop, id: string): StripeOrder | null => shop.orders().find(({ facts }) => facts.intent?.id === id) ?? null
export type Row = { id: string; created: number }

export function createSession(shop: Shop, form: Form): DoorAnswer {
  const unknown = strange(form, sessionNames)
  if (unknown) return unknown
  const mode = textIn(form, 'mode')
  const success = textIn(form, 'success_url')
  if (mode !== 'payment' && mode !== 'setup') return refused(400, { code: 'parameter_missing', param: 'mode', message: 'Missing required param: mode.' })
  if (!success || !URL.canParse(success)) return refused(400, { code: 'url_invalid', param: 'success_url', message: 'Not a valid URL' })
  const price = (name: string): string | null => textIn(form, 'line_items', '0', 'price_data', name)
  const amount = mode === 'payment' ? Number(price('unit_amount') ?? Number.NaN) * Number(textIn(form, 'line_items', '0', 'quantity') ?? 1) : 0
  const currency = (price('currency') ?? textIn(form, 'currency') ?? 'eur').toUpperCase()
  if (!Number.isSafeInteger(amount))
    return refused(400, { code: 'parameter_invalid_integer', param: 'line_items[0][price_data][unit_amount]', message: `Invalid integer: ${price('unit_amount')}` })
  if (mode === 'payment' && amount < 30) return refused(400, { code: 'amount_too_small', message: "The Checkout Session's total amount due must add up to at least €0.50 eur" })
  const reference = textIn(form, 'client_reference_id')
  const id = `cs_test_${String(shop.next()).padStart(10, '0')}`
  const data = mode === 'payment' ? 'payment_intent_data' : 'setup_intent_data'
  const facts: StripeFacts = {
    ...blank,
    kind: 'session',
    mode,
    success,
    back: textIn(form, 'cancel_url') ?? success,
    email: textIn(form, 'customer_email'),
    lang: textIn(form, 'locale') === 'en' ? 'en' : 'fr',
    description: textIn(form, data, 'description') ?? textIn(form, 'line_items', '0', 'price_data', 'product_data', 'name') ?? '',
    metadata: { ...wordsIn(form, 'metadata'), ...wordsIn(form, data, 'metadata') },
  }
  const order = shop.keep({ id, about: 'payment', reference, state: 'open', amount, currency, at: new Date().toISOString(), moved: 0, callbackUrl: null, due: null, facts })
  return ok(sessionObject(shop.url(), order, wantedIn(form)))
}

const blank: StripeFacts = {
  kind: 'intent',
  mode: 'payment',
  description: '',
  lang: 'fr',
  success: '',
  back: '',
  email: null,
  metadata: {},
  customer: null,
  kept: null,
  intent: null,
  of: null,
}

/** Charges a kept card, or one of the test tokens, at once (`confirm=true`). */
export function createIntent(shop: Shop, form: Form): DoorAnswer {
  const unknown = strange(form, intentNames)
  if (unknown) return unknown
  const amount = Number(textIn(form, 'amount') ?? Number.NaN)
  const currency = textIn(form, 'currency')?.toUpperCase()
  const method = textIn(form, 'payment_method')
  if (!Number.isSafeInteger(amount)) return refused(400, { code: 'parameter_invalid_integer', param: 'amount', message: 'Invalid integer' })
  if (!currency) return refused(400, { code: 'parameter_missing', param: 'currency', message: 'Missing required param: currency.' })
  const card = cardOf(shop, method)
  if (method && !card) return missing('PaymentMethod', method)
  const id = `pi_${String(shop.next()).padStart(10, '0')}`
  const metadata = wordsIn(form, 'metadata')
  const intent = { id, status: 'requires_payment_method' as const, card: method, charge: null, error: null, disputed: false, refunded: 0, metadata }
  const facts: StripeFacts = { ...blank, customer: textIn(form, 'customer'), description: textIn(form, 'description') ?? '', metadata, intent }
  const made = { id, about: 'payment' as const, reference: metadata.reference ?? null, state: intent.status, amount, currency, at: new Date().toISOString() }
  const order = shop.keep({ ...made, moved: 0, callbackUrl: null, due: null, facts })
  if (textIn(form, 'confirm') === 'true' && card) settle(shop, order, method!, card.decline ?? (textIn(form, 'off_session') === 'true' ? (card.later ?? null) : null), card)
  const { error } = facts.intent!
  if (error) return refused(402, { ...cardError(error), message: error.message, charge: id.replace('pi_', 'ch_'), payment_intent: intentObject(order, wantedIn(form)) })
  return ok(intentObject(order, wantedIn(form)))
}

function cardOf(shop: Shop, method: string | null): TestCard | null {
  return (method && testCards[shop.recall<string>(`method:${method}`) ?? method]) || null
}

/** The bank's answer to one try. */
function settle(shop: Shop, order: StripeOrder, method: string, trouble: TestCard['decline'], card: TestCard): void {
  const intent = order.facts.intent!
  intent.card = method
  intent.error = trouble
  intent.status = trouble ? 'requires_payment_method' : 'succeeded'
  intent.charge = trouble ? null : intent.id.replace('pi_', 'ch_')
  if (!trouble) shop.move(order)
  shop.become(order, order.facts.kind === 'session' ? (trouble ? 'open' : 'complete') : intent.status)
  shop.tell(order, trouble ? 'payment_intent.payment_failed' : 'payment_intent.succeeded')
  if (!trouble && order.facts.kind === 'session') shop.tell(order, 'checkout.session.completed')
  if (!trouble && card.disputed) takeBack(shop, order)
}

export function takeBack(shop: Shop, order: StripeOrder): void {
  order.facts.intent!.disputed = true
  order.facts.intent!.disputedAt = clock.now().toISOString()
  shop.become(order, order.state)
  shop.tell(order, 'charge.dispute.created')
  shop.tell(order, 'charge.dispute.funds_withdrawn')
}

/** The bank's last word. */
export function closeDispute(shop: Shop, order: StripeOrder, outcome: 'won' | 'lost'): void {
  order.facts.intent!.outcome = outcome
  shop.become(order, order.state)
  shop.tell(order, 'charge.dispute.closed')
  if (outcome === 'won') shop.tell(order, 'charge.dispute.funds_reinstated')
}

export function payWith(shop: Shop, order: StripeOrder, token: string): void {
  const card = testCards[token]
  if (!card || order.state !== 'open') return
  const { facts } = order
  if (facts.mode === 'payment') {
    facts.intent ??= {
      id: order.id.replace('cs_test_', 'pi_'),
      status: 'requires_payment_method',
      card: null,
      charge: null,
      error: null,
      disputed: false,
      refunded: 0,
      metadata: facts.metadata,
    }
    return settle(shop, order, token, card.decline, card)
  }
  if (card.decline) return
  facts.customer = order.id.replace('cs_test_', 'cus_')
  facts.kept = order.id.replace('cs_test_', 'pm_')
  shop.remember(`method:${facts.kept}`, token)
  shop.become(order, 'complete')
  shop.tell(order, 'setup_intent.succeeded')
  shop.tell(order, 'checkout.session.completed')
}

export function createRefund(shop: Shop, form: Form): DoorAnswer {
  const unknown = strange(form, refundNames)
  if (unknown) return unknown
  const of = textIn(form, 'payment_intent') ?? textIn(form, 'charge')?.replace('ch_', 'pi_') ?? ''
  const paid = withIntent(shop, of)
  const intent = paid?.facts.intent
  if (!paid || !intent) return missing('payment_intent', of)
  if (intent.status !== 'succeeded') return refused(400, { message: 'This PaymentIntent does not have a successful charge to refund.' })
  const left = paid.amount - intent.refunded
  const amount = Number(textIn(form, 'amount') ?? left)
  if (intent.disputed && intent.outcome !== 'won')
    return refused(400, { code: 'charge_disputed', message: `Charge ${intent.charge} has been charged back; cannot issue a refund.` })
  if (left === 0) return refused(400, { code: 'charge_already_refunded', message: `Charge ${intent.charge} has already been refunded.` })
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > left)
    return refused(400, { param: 'amount', message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})` })
  const metadata = wordsIn(form, 'metadata')
  const card = cardOf(shop, intent.card)
  const state = card?.refund === 'pending' ? 'pending' : 'succeeded'
  const made = { id: `re_${String(shop.next()).padStart(10, '0')}`, about: 'refund' as const, reference: metadata.reference ?? null, state, amount, currency: paid.currency }
  const order = shop.keep({ ...made, at: new Date().toISOString(), moved: 0, callbackUrl: null, due: null, facts: { ...blank, kind: 'refund', metadata, of } })
  intent.refunded += amount
  shop.become(paid, paid.state)
  if (state === 'succeeded') shop.move(order)
  shop.tell(order, 'refund.created')
  if (card?.refund === 'fails') shop.plan(order, 'refuse', 50)
  if (state === 'pending') shop.plan(order, 'approve', shop.behaviour().approveAfterMs)
  return ok(refundObject(order))
}

export function reach(shop: Shop, order: StripeOrder, to: string): void {
  if (order.facts.kind === 'refund') return reachRefund(shop, order, to)
  if (order.state !== 'open') return
  if (to === 'approve') return payWith(shop, order, 'pm_card_visa')
  // The card is refused, and the payer gives up.
  payWith(shop, order, 'pm_card_chargeDeclined')
  shop.become(order, 'expired')
  shop.tell(order, 'checkout.session.expired')
}

function reachRefund(shop: Shop, order: StripeOrder, to: string): void {
  if (to === 'approve' && order.state === 'pending') {
    shop.move(order)
    shop.become(order, 'succeeded')
    return shop.tell(order, 'refund.updated')
  }
  if (to !== 'refuse' || order.state === 'failed') return
  const paid = withIntent(shop, order.facts.of!)
  if (paid) paid.facts.intent!.refunded -= order.amount
  if (paid) shop.become(paid, paid.state)
  shop.become(order, 'failed')
  shop.tell(order, 'refund.failed')
}

export function balanceOf(shop: Shop): unknown {
  const sums: Record<string, number> = {}
  for (const { currency, amount, state, facts } of shop.orders()) {
    const key = currency.toLowerCase()
    if (facts.intent?.status === 'succeeded') sums[key] = (sums[key] ?? 0) + amount - feeOf(amount, currency)
    if (facts.intent?.disputed) sums[key] = (sums[key] ?? 0) - disputeFeeOf(currency) - (facts.intent.outcome === 'won' ? 0 : amount)
    if (facts.kind === 'refund' && state === 'succeeded') sums[key] = (sums[key] ?? 0) - amount
  }
  const pending = Object.entries(sums).map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }))
  return { object: 'balance', available: pending.map((one) => ({ ...one, amount: 0, source_types: { card: 0 } })), livemode: false, pending }
}
