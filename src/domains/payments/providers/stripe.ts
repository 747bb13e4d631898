import { clock, day, hour } from '#platform/clock'
import type { Config } from '#platform/config'
import { currencies, type Currency } from '#platform/money'
import { z } from 'zod'
import type { Capability, CollectOrder, Provider, ProviderLine, ProviderState, RefundOrder } from '../types.ts'
import { readStripeCallback } from './stripe-callback.ts'
import {
  afterDisputes,
  cardReason,
  dispute,
  errorShape,
  type Intent,
  intent,
  moneyIn,
  openStripeWire,
  refund as refundShape,
  type Refund,
  session as sessionShape,
  type Session,
  stateOfIntent,
  stateOfRefund,
  stateOfSession,
  type StripeWire,
} from './stripe-wire.ts'
import { readAs, stateOf, unavailable } from './wire.ts'

/** Smallest charges (docs.stripe.com/currencies, minimum and maximum amounts); the CFA francs have none of their own: the counter-value of 0.50 USD, rounded up. */
const minimums: Readonly<Record<Currency, number>> = { EUR: 50, USD: 50, GBP: 30, CHF: 50, XOF: 500, XAF: 500 }

const capabilities: readonly Capability[] = currencies.map((currency) => ({
  channel: 'card',
  flow: 'redirect',
  currency,
  country: null,
  minimum: minimums[currency],
  maximum: 99_999_999,
  step: 1,
  saves: true,
  paysOut: false,
  holder: 'payments.holder.stripe',
}))

/**
 * Stripe (docs.stripe.com/api): a card typed on Stripe's own page (Checkout Session), so that its number never comes near us. Null without its keys.
 * `save` opens the page in setup mode: the card is kept by Stripe under a customer made for this one payment, and charged later without the payer (`charge`).
 * Every POST carries our reference as its idempotency key; a charge and a refund are looked for before they are made, since keys are forgotten after a day.
 */
export function stripe({ STRIPE_URL, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET }: Config): Provider | null {
  if (!STRIPE_SECRET_KEY || !STRIPE_WEBHOOK_SECRET) return null
  const wire = openStripeWire(STRIPE_URL, STRIPE_SECRET_KEY)
  return {
    name: 'stripe',
    sandbox: /^[sr]k_test_/.test(STRIPE_SECRET_KEY) || new URL(STRIPE_URL).host !== 'api.stripe.com',
    capabilities,
    collect: (order) => collect(wire, order),
    charge: (order) => charge(wire, order),
    status: (about, reference, providerRef) => (about === 'refund' ? refundStatus(wire, reference, providerRef) : paymentStatus(wire, reference, providerRef)),
    cancel: (reference, providerRef) => cancel(wire, reference, providerRef),
    refund: (order) => giveBack(wire, order),
    readCallback: (callback) => readStripeCallback(wire, STRIPE_WEBHOOK_SECRET, callback),
    list: (from, to) => list(wire, from, to),
    contested: (since) => contestedSince(wire, since),
    balance: (currency) => balance(wire, currency),
  }
}

const whole = { expand: ['payment_intent.latest_charge.balance_transaction', 'setup_intent'] }
const paid = { expand: ['latest_charge.balance_transaction'] }

async function collect(wire: StripeWire, order: CollectOrder): Promise<ProviderState> {
  const { reference, money, description, returnUrl, lang, payer, save } = order
  const back = new URL(returnUrl)
  back.searchParams.set('cancelled', '1')
  const metadata = { reference }
  const said = await wire.post(
    '/v1/checkout/sessions',
    {
      client_reference_id: reference,
      metadata,
      locale: lang,
      allowed_payment_method_types: ['card'],
      success_url: returnUrl,
      cancel_url: back.href,
      customer_email: payer.email,
      ...(save
        ? { mode: 'setup', currency: money.currency.toLowerCase(), customer_creation: 'always', setup_intent_data: { metadata, description } }
        : {
            mode: 'payment',
            // The payer is asked for this very amount, whatever the currency of the card.
            adaptive_pricing: { enabled: false },
            line_items: [{ quantity: 1, price_data: { currency: money.currency.toLowerCase(), unit_amount: money.amount, product_data: { name: description } } }],
            payment_intent_data: { metadata, description },
          }),
    },
    reference,
  )
  if (said.status < 400) return stateOfSession(readAs('stripe', sessionShape, said.body))
  const { error } = readAs('stripe', errorShape, said.body)
  // The same key with other words: an order of ours is there already, and it is the one that counts.
  if (error.type === 'idempotency_error') return paymentStatus(wire, reference, null)
  return stateOf('failed', { reason: cardReason(error) })
}

/** Off-session, with the card that the session kept. A refusal (402) is final: the payer is not there to try another. */
async function charge(wire: StripeWire, { reference, money, description, providerRef }: CollectOrder & { providerRef: string }): Promise<ProviderState> {
  const kept = providerRef.startsWith('cs_') ? await readSession(wire, providerRef) : null
  const method = typeof kept?.setup_intent === 'object' ? kept.setup_intent?.payment_method : null
  if (!kept?.customer || !method) return paymentStatus(wire, reference, providerRef)
  const before = await chargesOf(wire, reference, kept.customer)
  const alive = before.find(isAlive)
  if (alive) return stateOfIntent(alive, alive.id, true)
  const said = await wire.post(
    '/v1/payment_intents',
    {
      amount: money.amount,
      currency: money.currency.toLowerCase(),
      customer: kept.customer,
      payment_method: method,
      allowed_payment_method_types: ['card'],
      off_session: true,
      confirm: true,
      description,
      metadata: { reference },
      ...paid,
    },
    // A card that refused may be asked another day: each try has its own key, and begins only when the ones before are dead.
    before.length === 0 ? `${reference}:charge` : `${reference}:charge:${before.length}`,
  )
  if (said.status < 400) return stateOfIntent(readAs('stripe', intent, said.body), readAs('stripe', intent, said.body).id, true)
  const { error } = readAs('stripe', errorShape, said.body)
  // The session stays the name of the payment: the kept card is found there.
  return stateOf('failed', { reason: cardReason(error) })
}

/** The charge that may still move money, or has; else the last that was refused. */
async function chargeOf(wire: StripeWire, reference: string, customer: string): Promise<Intent | null> {
  const all = await chargesOf(wire, reference, customer)
  return all.find(isAlive) ?? all[0] ?? null
}

async function chargesOf(wire: StripeWire, reference: string, customer: string): Promise<Intent[]> {
  const all = await wire.pages('/v1/payment_intents', { customer, expand: ['data.latest_charge.balance_transaction'] }, intent)
  return all.filter((one) => one.metadata?.reference === reference)
}

/** A refused try waits for another method for ever; nobody gives it one. */
const isAlive = ({ status }: Intent): boolean => status !== 'requires_payment_method' && status !== 'canceled'

async function readSession(wire: StripeWire, id: string): Promise<Session | null> {
  const { status, body } = await wire.get(`/v1/checkout/sessions/${encodeURIComponent(id)}`, whole)
  return status === 404 ? null : readAs('stripe', sessionShape, body)
}

async function readIntent(wire: StripeWire, id: string): Promise<Intent | null> {
  const { status, body } = await wire.get(`/v1/payment_intents/${encodeURIComponent(id)}`, paid)
  return status === 404 ? null : readAs('stripe', intent, body)
}

async function paymentStatus(wire: StripeWire, reference: string, providerRef: string | null): Promise<ProviderState> {
  if (providerRef?.startsWith('pi_')) {
    const one = await readIntent(wire, providerRef)
    return one ? contested(wire, one, stateOfIntent(one, one.id, true)) : stateOf('unknown')
  }
  const one = providerRef ? await readSession(wire, providerRef) : await findSession(wire, reference)
  if (!one) return providerRef ? stateOf('unknown') : findOld(wire, reference)
  const state = stateOfSession(one)
  if (typeof one.payment_intent === 'object' && one.payment_intent) return contested(wire, one.payment_intent, state)
  const charged = state.state === 'saved' && one.customer ? await chargeOf(wire, reference, one.customer) : null
  return charged ? contested(wire, charged, stateOfIntent(charged, isAlive(charged) ? charged.id : one.id, true)) : state
}

/** With what the cardholder's bank made of it since. */
async function contested(wire: StripeWire, one: Intent, state: ProviderState): Promise<ProviderState> {
  if (one.status !== 'succeeded' || typeof one.latest_charge !== 'object' || !one.latest_charge?.disputed) return state
  return afterDisputes(state, await wire.pages('/v1/disputes', { payment_intent: one.id }, dispute))
}

/** Sessions live 24 hours, and cannot be asked for by reference: those of the last day are looked through. */
async function findSession(wire: StripeWire, reference: string): Promise<Session | null> {
  const since = Math.floor((clock.now().getTime() - 26 * hour) / 1000)
  const mine = (one: Session): boolean => one.client_reference_id === reference
  const all = await wire.pages('/v1/checkout/sessions', { created: { gte: since } }, sessionShape, (batch) => batch.some(mine))
  const found = all.find(mine)
  return found ? readSession(wire, found.id) : null
}

/** Older ones can only matter when they were paid: the search of intents (a minute late at most) knows them. */
async function findOld(wire: StripeWire, reference: string): Promise<ProviderState> {
  const { body } = await wire.get('/v1/payment_intents/search', {
    query: `metadata["reference"]:"${reference.replaceAll(/[^\w:-]/g, '')}"`,
    expand: ['data.latest_charge.balance_transaction'],
  })
  const found = readAs('stripe', z.object({ data: z.array(intent) }), body).data.find((one) => one.metadata?.reference === reference)
  return found ? contested(wire, found, stateOfIntent(found, found.id, true)) : stateOf('unknown')
}

/** Ends the page before it is paid. One that is paid already, or over, stays what it is. */
async function cancel(wire: StripeWire, reference: string, providerRef: string): Promise<ProviderState> {
  if (!providerRef.startsWith('cs_')) return paymentStatus(wire, reference, providerRef)
  const said = await wire.post(`/v1/checkout/sessions/${encodeURIComponent(providerRef)}/expire`, {})
  if (said.status >= 400) return paymentStatus(wire, reference, providerRef)
  const state = await paymentStatus(wire, reference, providerRef)
  return state.state === 'expired' ? { ...state, state: 'cancelled' } : state
}

async function giveBack(wire: StripeWire, { reference, money, providerRef, paymentReference }: RefundOrder): Promise<ProviderState> {
  const paying = await intentOf(wire, paymentReference, providerRef)
  if (!paying) return stateOf('failed', { reason: 'provider' })
  const before = (await wire.pages('/v1/refunds', { payment_intent: paying }, refundShape)).find((one) => one.metadata?.reference === reference)
  if (before) return stateOfRefund(before)
  const said = await wire.post('/v1/refunds', { payment_intent: paying, amount: money.amount, metadata: { reference, payment: paymentReference } }, reference)
  if (said.status < 400) return stateOfRefund(readAs('stripe', refundShape, said.body))
  const { error } = readAs('stripe', errorShape, said.body)
  if (error.type === 'idempotency_error') throw unavailable('stripe')
  return stateOf('failed', { reason: error.code === 'insufficient_funds' || error.code === 'balance_insufficient' ? 'not-enough-float' : 'provider' })
}

async function intentOf(wire: StripeWire, reference: string, providerRef: string): Promise<string | null> {
  if (providerRef.startsWith('pi_')) return providerRef
  const one = await readSession(wire, providerRef)
  if (one?.mode === 'setup' && one.customer) return (await chargeOf(wire, reference, one.customer))?.id ?? null
  return typeof one?.payment_intent === 'object' ? (one.payment_intent?.id ?? null) : (one?.payment_intent ?? null)
}

async function refundStatus(wire: StripeWire, reference: string, providerRef: string | null): Promise<ProviderState> {
  if (providerRef) {
    const { status, body } = await wire.get(`/v1/refunds/${encodeURIComponent(providerRef)}`)
    return status === 404 ? stateOf('unknown') : stateOfRefund(readAs('stripe', refundShape, body))
  }
  const mine = (one: Refund): boolean => one.metadata?.reference === reference
  const since = Math.floor((clock.now().getTime() - 7 * day) / 1000)
  const found = (await wire.pages('/v1/refunds', { created: { gte: since } }, refundShape, (batch) => batch.some(mine))).find(mine)
  return found ? stateOfRefund(found) : stateOf('unknown')
}

async function list(wire: StripeWire, from: Date, to: Date): Promise<ProviderLine[]> {
  const created = { gte: Math.ceil(from.getTime() / 1000), lt: Math.ceil(to.getTime() / 1000) }
  const at = (seconds: number): Date => new Date(seconds * 1000)
  const intents = await wire.pages('/v1/payment_intents', { created, expand: ['data.latest_charge'] }, intent)
  const refunds = await wire.pages('/v1/refunds', { created }, refundShape)
  const lines: (Omit<ProviderLine, 'money'> & { money: ProviderLine['money'] | null })[] = [
    ...intents.map((one) => ({
      about: 'payment' as const,
      reference: one.metadata?.reference ?? null,
      providerRef: one.id,
      state: stateOfIntent(one, one.id, true).state,
      money: moneyIn(one.amount, one.currency),
      at: at(one.created),
    })),
    ...refunds.map((one) => ({
      about: 'refund' as const,
      reference: one.metadata?.reference ?? null,
      providerRef: one.id,
      state: stateOfRefund(one).state,
      money: moneyIn(one.amount, one.currency),
      at: at(one.created),
    })),
  ]
  return lines.filter((line): line is ProviderLine => line.money !== null)
}

async function contestedSince(wire: StripeWire, since: Date): Promise<string[]> {
  const named = z.object({ id: z.string(), payment_intent: z.union([z.string(), intent]).nullish() })
  const all = await wire.pages('/v1/disputes', { created: { gte: Math.floor(since.getTime() / 1000) }, expand: ['data.payment_intent'] }, named)
  return all.flatMap(({ payment_intent: one }) => (typeof one === 'object' && one?.metadata?.reference ? [one.metadata.reference] : []))
}

async function balance(wire: StripeWire, currency: Currency): Promise<number> {
  const amounts = z.array(z.object({ amount: z.int(), currency: z.string() }))
  const { available, pending } = readAs('stripe', z.object({ available: amounts, pending: amounts }), (await wire.get('/v1/balance')).body)
  return [...available, ...pending].filter((one) => one.currency.toUpperCase() === currency).reduce((sum, { amount }) => sum + amount, 0)
}
