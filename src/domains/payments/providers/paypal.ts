import type { Config } from '#platform/config'
import type { Currency } from '#platform/money'
import type { Capability, CollectOrder, Provider, ProviderState, RefundOrder } from '../types.ts'
import { openPaypalProof } from './paypal-callback.ts'
import { afterDisputes, contestedSince, paypalBalance, paypalLines } from './paypal-report.ts'
import {
  amountOf,
  captureOf,
  cut,
  issuesOf,
  openPaypalWire,
  order as orderShape,
  type PaypalOrder,
  type PaypalWire,
  refund as refundShape,
  retryPage,
  stateOfOrder,
  stateOfRefund,
} from './paypal-wire.ts'
import { readAs, stateOf } from './wire.ts'

/** The CFA francs are not PayPal currencies (developer.paypal.com/api/rest/reference/currency-codes). */
const spoken: readonly Currency[] = ['EUR', 'USD', 'GBP', 'CHF']

const capabilities: readonly Capability[] = spoken.map((currency) => ({
  channel: 'paypal',
  flow: 'redirect',
  currency,
  country: null,
  minimum: 100,
  maximum: 1_000_000,
  step: 1,
  saves: false,
  paysOut: false,
  holder: 'payments.holder.paypal',
}))

/**
 * PayPal Orders v2 (developer.paypal.com/docs/api/orders/v2). Null without its keys. The payer approves on PayPal's page; the money moves when we capture (`confirm`),
 * so an order given up is never paid. Orders and refunds carry our reference as PayPal-Request-Id and as invoice number: PayPal takes an invoice once.
 * A capture carries none: a second one is refused (ORDER_ALREADY_CAPTURED), and a payer whose means was declined may come back with another.
 */
export function paypal({ PAYPAL_URL, PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET, PAYPAL_WEBHOOK_ID }: Config): Provider | null {
  if (!PAYPAL_CLIENT_ID || !PAYPAL_CLIENT_SECRET || !PAYPAL_WEBHOOK_ID) return null
  const wire = openPaypalWire(PAYPAL_URL, PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET)
  const sandbox = new URL(PAYPAL_URL).host !== 'api-m.paypal.com'
  return {
    name: 'paypal',
    sandbox,
    capabilities,
    collect: (order) => collect(wire, order),
    status: (about, _reference, providerRef) => (about === 'refund' ? refundStatus(wire, providerRef) : paymentStatus(wire, providerRef)),
    confirm: (_reference, providerRef) => capture(wire, providerRef),
    refund: (order) => giveBack(wire, order),
    readCallback: openPaypalProof(wire, PAYPAL_WEBHOOK_ID, sandbox ? new URL(PAYPAL_URL).host : null),
    list: (from, to) => paypalLines(wire, from, to),
    contested: (since) => contestedSince(wire, since),
    balance: (currency) => paypalBalance(wire, currency),
  }
}

const path = (id: string): string => `/v2/checkout/orders/${encodeURIComponent(id)}`

async function collect(wire: PaypalWire, { reference, money, description, returnUrl, lang }: CollectOrder): Promise<ProviderState> {
  const back = new URL(returnUrl)
  back.searchParams.set('cancelled', '1')
  const said = await wire.post(
    '/v2/checkout/orders',
    {
      intent: 'CAPTURE',
      purchase_units: [{ custom_id: reference, invoice_id: reference, description: cut(description, 127), amount: amountOf(money) }],
      payment_source: {
        paypal: {
          experience_context: {
            brand_name: 'Griot',
            locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
            shipping_preference: 'NO_SHIPPING',
            user_action: 'PAY_NOW',
            return_url: returnUrl,
            cancel_url: back.href,
          },
        },
      },
    },
    reference,
  )
  if (said.status >= 400) return stateOf('failed', { reason: issuesOf(said).some((issue) => /MAX_VALUE|AMOUNT/.test(issue)) ? 'limit' : 'provider' })
  return stateOfOrder(readAs('paypal', orderShape, said.body))
}

async function readOrder(wire: PaypalWire, id: string): Promise<PaypalOrder | null> {
  const said = await wire.get(path(id))
  return said.status === 404 ? null : readAs('paypal', orderShape, said.body)
}

/** Orders cannot be asked for by reference: without an id nothing is known, and asking again under the same PayPal-Request-Id answers with the first one. One that is gone was never paid. */
async function paymentStatus(wire: PaypalWire, providerRef: string | null): Promise<ProviderState> {
  if (!providerRef) return stateOf('unknown')
  const one = await readOrder(wire, providerRef)
  if (!one) return stateOf('expired', { providerRef, reason: 'expired' })
  const state = stateOfOrder(one)
  const taken = captureOf(one)
  const came = state.state === 'confirmed' || state.state === 'refunded'
  return came && taken ? afterDisputes(wire, taken.id, state) : state
}

/** Takes the money of an approved order; on any other it only reads. Repeating is harmless: PayPal answers ORDER_ALREADY_CAPTURED, and the order is read. */
async function capture(wire: PaypalWire, providerRef: string): Promise<ProviderState> {
  const one = await readOrder(wire, providerRef)
  if (!one) return stateOf('expired', { providerRef, reason: 'expired' })
  if (one.status !== 'APPROVED' || captureOf(one)) return stateOfOrder(one)
  const said = await wire.post(`${path(providerRef)}/capture`, {})
  if (said.status < 400) return stateOfOrder(readAs('paypal', orderShape, said.body))
  // The payer may choose another means on the same page until the order is over.
  const refused = issuesOf(said).some((issue) => issue === 'INSTRUMENT_DECLINED' || issue === 'PAYER_ACTION_REQUIRED')
  const now = await paymentStatus(wire, providerRef)
  return refused && now.state === 'pending' ? { ...now, reason: 'card-refused', nextUrl: retryPage(said) ?? now.nextUrl } : now
}

async function giveBack(wire: PaypalWire, { reference, providerRef, money, description }: RefundOrder): Promise<ProviderState> {
  const one = await readOrder(wire, providerRef)
  const taken = one && captureOf(one)
  if (!one || !taken) return stateOf('failed', { reason: 'provider' })
  const before = one.purchase_units[0]?.payments?.refunds.find(({ custom_id: mine }) => mine === reference)
  if (before) return stateOfRefund(before)
  const body = { amount: amountOf(money), custom_id: reference, invoice_id: reference, note_to_payer: cut(description, 255) }
  const said = await wire.post(`/v2/payments/captures/${encodeURIComponent(taken.id)}/refund`, body, reference)
  if (said.status < 400) return stateOfRefund(readAs('paypal', refundShape, said.body))
  return stateOf('failed', { reason: issuesOf(said).some((issue) => /INSUFFICIENT|BALANCE/.test(issue)) ? 'not-enough-float' : 'provider' })
}

async function refundStatus(wire: PaypalWire, providerRef: string | null): Promise<ProviderState> {
  if (!providerRef) return stateOf('unknown')
  const said = await wire.get(`/v2/payments/refunds/${encodeURIComponent(providerRef)}`)
  return said.status === 404 ? stateOf('unknown') : stateOfRefund(readAs('paypal', refundShape, said.body))
}
