import { randomUUID } from 'node:crypto'
import { Stripe } from 'stripe'
import { afterEach, describe, expect, it } from 'vitest'
import { stripeSignatureHolds } from '#domains/payments/providers/stripe-callback.ts'
import { formOf } from '#domains/payments/providers/stripe-wire.ts'
import { stripe } from '#domains/payments/providers/stripe.ts'
import type { CollectOrder, ProviderState } from '#domains/payments/types.ts'
import { clock, day } from '#platform/clock'
import { readForm } from '../doors/stripe-forms.ts'
import { openStripe, signatureOf, type StripeDoor } from '../doors/stripe.ts'
import { keepsTheContract } from './provider-contract.ts'
import { closeWorlds, collectOrder, movedFor, openWorld, paid, type Subject, type World } from './provider-world.ts'

const subject: Subject = {
  name: 'stripe',
  open: openStripe,
  make: stripe,
  channel: 'card',
  money: { amount: 2_550, currency: 'EUR' },
  payer: { userId: null, name: 'Claire Fontaine', email: 'claire@mail.example', phone: null, country: 'FR' },
  signed: true,
  refusedAs: ['card-refused'],
}

keepsTheContract(subject)

afterEach(closeWorlds)

const world = async (): Promise<World & { door: StripeDoor }> => (await openWorld(subject)) as World & { door: StripeDoor }

/** The official client, on the same door. */
function client({ door }: World): Stripe {
  const { hostname, port } = new URL(door.url)
  return new Stripe(door.env.STRIPE_SECRET_KEY!, { host: hostname, port: Number(port), protocol: 'http', maxNetworkRetries: 0 })
}

describe('Stripe: a card on its own page', () => {
  it('is asked for with the amount in minor units, without decimals for the CFA franc, and shows the page to go to', async () => {
    const there = await world()
    for (const money of [
      { amount: 2_550, currency: 'EUR' },
      { amount: 5_000, currency: 'XOF' },
    ] as const) {
      const asked = await there.provider.collect(collectOrder(subject, { money }))
      expect(asked.nextUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/c\/pay\/cs_test_/)
      const session = await client(there).checkout.sessions.retrieve(asked.providerRef!)
      expect(session).toMatchObject({
        amount_total: money.amount,
        currency: money.currency.toLowerCase(),
        mode: 'payment',
        allowed_payment_method_types: ['card'],
        locale: 'fr',
      })
      expect(session.customer_email).toBe('claire@mail.example')
      await there.door.approve(asked.providerRef!)
      expect(await there.provider.status('payment', session.client_reference_id!, asked.providerRef)).toMatchObject({ state: 'confirmed', money })
    }
  })

  it('leaves the page open when a card is refused, and takes the next one', async () => {
    const there = await world()
    const order = collectOrder(subject)
    const asked = await there.provider.collect(order)
    await there.door.pay(asked.providerRef!, 'pm_card_chargeDeclinedInsufficientFunds')
    expect(await there.provider.status('payment', order.reference, asked.providerRef)).toMatchObject({ state: 'pending', nextUrl: asked.nextUrl })
    await there.door.pay(asked.providerRef!, 'pm_card_visa')
    expect(await there.provider.status('payment', order.reference, asked.providerRef)).toMatchObject({ state: 'confirmed', fee: { amount: 63, currency: 'EUR' } })
    expect(movedFor(there.door, order.reference)).toBe(1)
  })

  it('is walked like a person does: the page says sandbox, a refused card says so, a good one leads back', async () => {
    const there = await world()
    const order = collectOrder(subject, { description: 'Une <b>contribution</b> & plus' })
    const { nextUrl } = await there.provider.collect(order)
    const page = await (await fetch(nextUrl!)).text()
    expect(page).toContain('Bac à sable : aucune somme réelle ne bouge')
    expect(page).not.toContain('<b>')
    expect(page).not.toMatch(/<input/)
    const press = (choice: string): Promise<Response> => fetch(nextUrl!, { method: 'POST', body: new URLSearchParams({ do: choice }), redirect: 'manual' })
    expect(await (await press('pm_card_chargeDeclined')).text()).toContain('Votre carte a été refusée')
    expect((await press('cancel')).headers.get('location')).toBe(`${order.returnUrl}?cancelled=1`)
    const done = await press('pm_card_visa')
    expect([done.status, done.headers.get('location')]).toEqual([303, order.returnUrl])
    expect((await press('pm_card_visa')).status).toBe(303)
    expect(movedFor(there.door, order.reference)).toBe(1)
  })

  it('is given up: the page ends, and a payment that was quicker stays a payment', async () => {
    const there = await world()
    const late = collectOrder(subject)
    const asked = await there.provider.collect(late)
    expect(await there.provider.cancel!(late.reference, asked.providerRef!)).toMatchObject({ state: 'cancelled' })
    await there.door.approve(asked.providerRef!)
    expect(movedFor(there.door, late.reference)).toBe(0)
    const { order, state } = await paid(subject, there)
    expect(await there.provider.cancel!(order.reference, state.providerRef!)).toMatchObject({ state: 'confirmed' })
  })

  it('says when the bank takes the money back', async () => {
    const there = await world()
    const order = collectOrder(subject)
    const asked = await there.provider.collect(order)
    await there.door.pay(asked.providerRef!, 'pm_card_createDispute')
    await there.door.quiet()
    const worths = await Promise.all(there.receiver.got.map((one) => there.provider.readCallback(one)))
    expect(worths).toHaveLength(4)
    for (const worth of worths) expect(worth).toMatchObject({ kind: 'proven', about: 'payment', reference: order.reference })
    expect(await there.provider.status('payment', order.reference, asked.providerRef)).toMatchObject({
      state: 'disputed',
      reason: 'disputed',
      money: subject.money,
      taken: { amount: subject.money.amount, fee: 1_500 },
    })
    expect(await there.provider.contested!(new Date(clock.now().getTime() - day))).toEqual([order.reference])
    expect(await there.provider.contested!(new Date(clock.now().getTime() + day))).toEqual([])
  })

  it.each([
    ['won', { state: 'won' }],
    ['lost', { state: 'disputed', reason: 'dispute-lost' }],
  ] as const)('says how it ended: %s', async (outcome, said) => {
    const there = await world()
    const { order, state } = await paid(subject, there)
    there.door.dispute(order.reference)
    there.door.closeDispute(order.reference, outcome)
    await there.door.quiet()
    expect(await there.provider.readCallback(there.receiver.got.at(-1)!)).toMatchObject({ kind: 'proven', about: 'payment', reference: order.reference })
    expect(await there.provider.status('payment', order.reference, state.providerRef)).toMatchObject({ ...said, money: subject.money })
  })
})

describe('Stripe: a card kept, charged at success', () => {
  const keep = async (there: World & { door: StripeDoor }, card: string): Promise<{ order: CollectOrder; state: ProviderState }> => {
    const order = collectOrder(subject, { save: true })
    const asked = await there.provider.collect(order)
    expect(asked.state).toBe('pending')
    await there.door.pay(asked.providerRef!, card)
    await there.door.quiet()
    return { order, state: await there.provider.status('payment', order.reference, asked.providerRef) }
  }

  it('moves nothing while it is kept, and moves once when it is charged, however often', async () => {
    const there = await world()
    const { order, state } = await keep(there, 'pm_card_visa')
    expect(state.state).toBe('saved')
    expect(movedFor(there.door, order.reference)).toBe(0)
    const due = { ...order, save: false, providerRef: state.providerRef! }
    there.door.behave({ answers: 'timeout-after-success' })
    await expect(there.provider.charge!(due)).rejects.toMatchObject({ kind: 'unavailable' })
    there.door.behave({ answers: 'normal' })
    expect(await there.provider.status('payment', order.reference, state.providerRef)).toMatchObject({ state: 'confirmed', money: subject.money })
    const charged = await there.provider.charge!(due)
    expect(charged).toMatchObject({ state: 'confirmed', money: subject.money })
    expect(await there.provider.charge!({ ...due, providerRef: charged.providerRef! })).toMatchObject({ state: 'confirmed' })
    expect(await there.provider.status('payment', order.reference, charged.providerRef)).toMatchObject({ state: 'confirmed' })
    expect(movedFor(there.door, order.reference)).toBe(1)
    const refund = {
      reference: randomUUID(),
      money: subject.money,
      description: 'x',
      callbackUrl: '',
      providerRef: state.providerRef!,
      paymentReference: order.reference,
      payer: order.payer,
      channel: order.channel,
    }
    expect(await there.provider.refund(refund)).toMatchObject({ state: 'confirmed', money: subject.money })
  })

  it.each([
    ['pm_card_chargeCustomerFail', 'card-refused'],
    ['pm_card_authenticationRequired', 'needs-authentication'],
  ])('ends when the bank says no then (%s → %s)', async (card, reason) => {
    const there = await world()
    const { order, state } = await keep(there, card)
    expect(state.state).toBe('saved')
    const charged = await there.provider.charge!({ ...order, save: false, providerRef: state.providerRef! })
    expect(charged).toMatchObject({ state: 'failed', reason })
    expect(await there.provider.status('payment', order.reference, state.providerRef)).toMatchObject({ state: 'failed', reason })
    expect(movedFor(there.door, order.reference)).toBe(0)
  })
})

describe('Stripe: giving back', () => {
  it('waits when the bank waits, fails when the card is gone, and never gives back more than came', async () => {
    const there = await world()
    const give = async (card: string, amount = 1_000): Promise<ProviderState & { reference: string }> => {
      const order = collectOrder(subject)
      const { providerRef } = await there.provider.collect(order)
      await there.door.pay(providerRef!, card)
      const reference = randomUUID()
      const common = { description: 'x', callbackUrl: '', providerRef: providerRef!, paymentReference: order.reference, payer: order.payer, channel: order.channel }
      return { ...(await there.provider.refund({ ...common, reference, money: { ...subject.money, amount } })), reference }
    }
    const waiting = await give('pm_card_pendingRefund')
    expect(waiting.state).toBe('pending')
    await there.door.approve(waiting.providerRef!)
    expect(await there.provider.status('refund', waiting.reference, null)).toMatchObject({ state: 'confirmed' })
    const failing = await give('pm_card_refundFail')
    await there.door.quiet()
    expect(await there.provider.status('refund', failing.reference, failing.providerRef)).toMatchObject({ state: 'failed', reason: 'account-closed' })
    expect(await give('pm_card_visa', 2_551)).toMatchObject({ state: 'failed', reason: 'provider' })
    expect(await give('pm_card_createDispute')).toMatchObject({ state: 'failed' })
  })
})

describe('Stripe: the stand-in against the official client', () => {
  it('speaks to it: sessions, intents, refunds, lists page by page, errors by their class', async () => {
    const there = await world()
    const official = client(there)
    const params = {
      mode: 'payment' as const,
      success_url: 'http://127.0.0.1/ok',
      line_items: [{ quantity: 2, price_data: { currency: 'usd', unit_amount: 700, product_data: { name: 'Film' } } }],
    }
    const session = await official.checkout.sessions.create(params)
    expect(session).toMatchObject({ object: 'checkout.session', status: 'open', payment_status: 'unpaid', amount_total: 1_400 })
    await there.door.approve(session.id)
    const done = await official.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge.balance_transaction'] })
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: { status: 'succeeded', latest_charge: { paid: true, balance_transaction: { fee: 46 } } },
    })
    const intent = await official.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      allowed_payment_method_types: ['card' as const],
    })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 900 })
    const refund = await official.refunds.create({ payment_intent: intent.id, amount: 400 })
    expect(refund).toMatchObject({ status: 'succeeded', amount: 400, payment_intent: intent.id })
    await expect(official.refunds.create({ payment_intent: intent.id, amount: 501 })).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    const refusal = official.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
      confirm: true,
      allowed_payment_method_types: ['card' as const],
    })
    await expect(refusal).rejects.toMatchObject({ type: 'StripeCardError', code: 'card_declined', decline_code: 'insufficient_funds', statusCode: 402 })
    await expect(official.checkout.sessions.retrieve('cs_nothing')).rejects.toMatchObject({ code: 'resource_missing', statusCode: 404 })
    await expect(
      new Stripe('sk_test_wrong', { host: '127.0.0.1', port: Number(new URL(there.door.url).port), protocol: 'http', maxNetworkRetries: 0 }).balance.retrieve(),
    ).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
    const all: string[] = []
    for await (const one of official.paymentIntents.list({ limit: 1 })) all.push(one.status)
    expect(all).toEqual(['requires_payment_method', 'succeeded', 'succeeded'])
    expect((await official.balance.retrieve()).pending).toMatchObject([{ currency: 'usd', amount: 1_400 - 46 + 900 - 39 - 400 }])
  })

  it('answers a repeated key as the first time, and refuses it for other words', async () => {
    const official = client(await world())
    const params = { amount: 900, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, allowed_payment_method_types: ['card' as const] }
    const first = await official.paymentIntents.create(params, { idempotencyKey: 'k1' })
    expect((await official.paymentIntents.create(params, { idempotencyKey: 'k1' })).id).toBe(first.id)
    await expect(official.paymentIntents.create({ ...params, amount: 901 }, { idempotencyKey: 'k1' })).rejects.toMatchObject({ type: 'StripeIdempotencyError' })
    expect((await official.paymentIntents.create(params, { idempotencyKey: 'k2' })).id).not.toBe(first.id)
  })

  it('signs its events so that the official client believes them, and we believe those it signs', async () => {
    const there = await world()
    const { order } = await paid(subject, there)
    const secret = there.door.env.STRIPE_WEBHOOK_SECRET!
    for (const { body, headers } of there.receiver.got) {
      const event = await Stripe.webhooks.constructEventAsync(body, headers['stripe-signature']!, secret)
      expect(['payment_intent.succeeded', 'checkout.session.completed']).toContain(event.type)
      expect(() => Stripe.webhooks.constructEvent(body, headers['stripe-signature']!, 'whsec_other')).toThrow(Stripe.errors.StripeSignatureVerificationError)
    }
    const payload = there.receiver.got[0]!.body.toString()
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret })
    const worth = await there.provider.readCallback({ method: 'POST', path: '/', headers: { 'stripe-signature': header }, body: Buffer.from(payload) })
    expect(worth).toMatchObject({ kind: 'proven', reference: order.reference })
    const old = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_old' })
    const both = `${old},${header.split(',')[1]!}`
    expect(stripeSignatureHolds(both, Buffer.from(payload), secret)).toBe(true)
    expect(stripeSignatureHolds(old, Buffer.from(payload), secret)).toBe(false)
    expect(stripeSignatureHolds(signatureOf(payload, secret, new Date(Date.now() - 301_000)), Buffer.from(payload), secret)).toBe(false)
    for (const broken of ['', 't=1', 'v1=00', 't=x,v1=zz', `t=${'9'.repeat(30)},v1=${'0'.repeat(64)}`])
      expect(stripeSignatureHolds(broken, Buffer.from(payload), secret)).toBe(false)
  })

  it('reads the brackets that we write', () => {
    const form = { a: 1, b: { c: ['x', { d: 'é&=' }] }, none: null, no: undefined, yes: true }
    expect(formOf(form)).toBe('a=1&b%5Bc%5D%5B0%5D=x&b%5Bc%5D%5B1%5D%5Bd%5D=%C3%A9%26%3D&yes=true')
    expect(JSON.parse(JSON.stringify(readForm(formOf(form))))).toEqual({ a: '1', b: { c: { 0: 'x', 1: { d: 'é&=' } } }, yes: 'true' })
    expect(readForm('expand[]=a&expand[]=b').expand).toEqual({ 0: 'a', 1: 'b' })
  })
})
