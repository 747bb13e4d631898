import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { Ajv, type ValidateFunction } from 'ajv'
import { Stripe } from 'stripe'
import { afterEach, describe, expect, it } from 'vitest'
import { paypal } from '#domains/payments/providers/paypal.ts'
import { stripe } from '#domains/payments/providers/stripe.ts'
import { openPaypal, type PaypalDoor } from '../doors/paypal.ts'
import { openStripe, type StripeDoor } from '../doors/stripe.ts'
import { closeWorlds, collectOrder, openWorld } from './provider-world.ts'

afterEach(closeWorlds)

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../doors/specs/${name}.json`, import.meta.url), 'utf8'))

describe('the stand-in of Stripe has the shapes that Stripe publishes', () => {
  const published = read('stripe') as Record<string, Record<string, unknown>>
  const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)
  /** Fields that the published object does not have, or has as something else. Null and a value may stand for each other. */
  const strangers = (name: string, object: object): string[] =>
    Object.entries(object).flatMap(([key, value]) => {
      const like = published[name]![key]
      if (like === undefined) return [`${name}.${key}`]
      const kinds = [kindOf(value), kindOf(like)]
      const expanded = kinds.includes('object') && kinds.includes('string')
      return kinds.includes('null') || kinds[0] === kinds[1] || expanded ? [] : [`${name}.${key}: ${kinds.join(', not ')}`]
    })
  /** Younger than the published fixtures, named by the official client of the version we speak. */
  const young = ['checkout.session.allowed_payment_method_types']

  it('in every object it hands out', async () => {
    const there = await openWorld({ open: openStripe, make: stripe })
    const door = there.door as StripeDoor
    const { hostname, port } = new URL(door.url)
    const official = new Stripe(door.env.STRIPE_SECRET_KEY!, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries: 0 })
    const order = collectOrder({ channel: 'card', money: { amount: 900, currency: 'EUR' }, payer: { userId: null, name: 'A', email: null, phone: null, country: null } })
    const { providerRef } = await there.provider.collect(order)
    await door.pay(providerRef!, 'pm_card_createDispute')
    const kept = await there.provider.collect({ ...order, reference: randomUUID(), save: true })
    await door.approve(kept.providerRef!)
    const session = await official.checkout.sessions.retrieve(providerRef!, { expand: ['payment_intent.latest_charge.balance_transaction'] })
    const intent = session.payment_intent as Stripe.PaymentIntent
    const charge = intent.latest_charge as Stripe.Charge
    const setup = await official.checkout.sessions.retrieve(kept.providerRef!, { expand: ['setup_intent'] })
    const other = await official.paymentIntents.create({ amount: 900, currency: 'eur', payment_method: 'pm_card_visa', confirm: true })
    const refund = await official.refunds.create({ payment_intent: other.id })
    await door.quiet()
    const events = there.receiver.got.map(({ body }) => JSON.parse(body.toString()) as Stripe.Event)
    const dispute = events.find(({ type }) => type === 'charge.dispute.created')!.data.object
    const all: [string, object][] = [
      ['checkout.session', session],
      ['checkout.session', setup],
      ['payment_intent', intent],
      ['charge', charge],
      ['balance_transaction', charge.balance_transaction as object],
      ['setup_intent', setup.setup_intent as object],
      ['refund', refund],
      ['dispute', dispute],
      ['balance', await official.balance.retrieve()],
      ...events.map((event): [string, object] => ['event', event]),
    ]
    expect(
      all.flatMap(([name, { lastResponse: _client, ...object }]: [string, object & { lastResponse?: unknown }]) => strangers(name, object)).filter((one) => !young.includes(one)),
    ).toEqual([])
    expect(strangers('refund', { id: 3, surprise: true })).toEqual(['refund.id: number, not string', 'refund.surprise'])
  })
})

describe('what PayPal and we say to each other obeys PayPal’s own schemas', () => {
  const specs = read('paypal') as Record<'orders' | 'payments' | 'webhooks', { components: { schemas: Record<string, Schema> } }>
  interface Schema {
    [key: string]: unknown
    properties?: Record<string, Schema>
    allOf?: unknown
    readOnly?: boolean
  }
  /** Our requests may hold nothing that the schema does not name: a misspelt field would be lost in silence. */
  const closed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(closed)
    if (typeof value !== 'object' || value === null) return value
    const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]))
    return inner.properties && inner.type === 'object' && !inner.allOf && !('additionalProperties' in inner) ? { ...inner, additionalProperties: false } : inner
  }
  const compile = (part: keyof typeof specs, name: string, strict = false): ValidateFunction => {
    // One pattern of the document is no `u` expression; formats are PayPal's own.
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true })
    const spec = specs[part]
    const schemas = strict ? (closed(spec.components.schemas) as typeof spec.components.schemas) : spec.components.schemas
    // `money` is extended by `allOf` elsewhere: closed, it would refuse its own extension.
    if (strict && schemas.money) schemas.money = spec.components.schemas.money!
    ajv.addSchema({ components: { schemas } }, 'spec')
    return ajv.compile({ $ref: `spec#/components/schemas/${name}` })
  }
  const obeys = (check: ValidateFunction, value: unknown): string[] => (check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`))

  it('in requests and in answers', async () => {
    const there = await openWorld({ open: openPaypal, make: paypal })
    const door = there.door as PaypalDoor
    const order = collectOrder(
      { channel: 'paypal', money: { amount: 2_550, currency: 'EUR' }, payer: { userId: null, name: 'A', email: null, phone: null, country: null } },
      { description: 'Œuvres réunies à l’été, '.repeat(20) },
    )
    const asked = await there.provider.collect(order)
    await there.provider.confirm!(order.reference, asked.providerRef!)
    door.choose(asked.providerRef!, 'declined')
    await there.provider.confirm!(order.reference, asked.providerRef!)
    await door.approve(asked.providerRef!)
    await there.provider.confirm!(order.reference, asked.providerRef!)
    const refund = {
      reference: randomUUID(),
      money: { amount: 550, currency: 'EUR' as const },
      description: order.description,
      callbackUrl: '',
      providerRef: asked.providerRef!,
      paymentReference: order.reference,
    }
    await there.provider.refund({ ...refund, payer: order.payer, channel: 'paypal' })
    await there.provider.status('payment', order.reference, asked.providerRef)
    await door.quiet()
    door.hideCertificate()
    for (const one of there.receiver.got) expect((await there.provider.readCallback(one)).kind).toBe('proven')
    const said = door.talk()
    const paths = (pattern: RegExp, method: string) => said.filter((one) => pattern.test(one.path) && one.method === method)
    const rules: [RegExp, string, ValidateFunction | null, ValidateFunction][] = [
      [/checkout\/orders$/, 'POST', compile('orders', 'order_request', true), compile('orders', 'order')],
      [/checkout\/orders\/\w+$/, 'GET', null, compile('orders', 'order')],
      [/\/capture$/, 'POST', null, compile('orders', 'order')],
      [/\/refund$/, 'POST', compile('payments', 'refund_request', true), compile('payments', 'refund')],
      [/verify-webhook-signature$/, 'POST', compile('webhooks', 'verify_webhook_signature', true), compile('webhooks', 'verify_webhook_signature_response')],
    ]
    const trouble = compile('orders', 'error_422')
    for (const [path, method, request, answer] of rules) {
      const talk = paths(path, method)
      expect(talk.length, String(path)).toBeGreaterThan(0)
      for (const one of talk) {
        if (request) expect(obeys(request, one.asked), `${one.path} asked`).toEqual([])
        expect(obeys(one.status < 400 ? answer : trouble, one.answered), `${one.path} ${one.status}`).toEqual([])
      }
    }
    const event = compile('webhooks', 'event')
    for (const { body } of there.receiver.got) expect(obeys(event, JSON.parse(body.toString()))).toEqual([])
  })

  it('and the check sees what is wrong', () => {
    const check = compile('orders', 'order_request', true)
    const good = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'EUR', value: '10.00' } }] }
    expect(obeys(check, good)).toEqual([])
    expect(obeys(check, { ...good, intent: 'STEAL' })).not.toEqual([])
    expect(obeys(check, { ...good, purchase_units: [{ amount: { currency_code: 'EUR', value: 10 } }] })).not.toEqual([])
    expect(obeys(check, { intent: 'CAPTURE' })).not.toEqual([])
    expect(obeys(check, { ...good, purchase_units: [{ ...good.purchase_units[0], custom_idd: 'x' }] })).not.toEqual([])
  })
})
