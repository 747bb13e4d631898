import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { paypal } from '#domains/payments/providers/paypal.ts'
import { clock, hour } from '#platform/clock'
import { openPaypal, type PaypalDoor } from '../doors/paypal.ts'
import { keepsTheContract } from './provider-contract.ts'
import { closeWorlds, collectOrder, movedFor, openWorld, paid, type Subject, type World } from './provider-world.ts'

const subject: Subject = {
  name: 'paypal',
  open: openPaypal,
  make: paypal,
  channel: 'paypal',
  money: { amount: 4_000, currency: 'EUR' },
  payer: { userId: null, name: 'Claire Fontaine', email: 'claire@mail.example', phone: null, country: 'FR' },
  signed: true,
  ages: false,
  findable: false,
  refusedAs: ['expired'],
  pays: async ({ door, provider }, order, state) => {
    await door.approve(state.providerRef!)
    await provider.confirm!(order.reference, state.providerRef!)
  },
}

keepsTheContract(subject)

afterEach(closeWorlds)

const world = async (): Promise<World & { door: PaypalDoor }> => (await openWorld(subject)) as World & { door: PaypalDoor }

describe('PayPal: approved there, taken here', () => {
  it('is not paid by approving: only by taking, once, however often', async () => {
    const there = await world()
    const order = collectOrder(subject)
    const asked = await there.provider.collect(order)
    expect(asked).toMatchObject({ state: 'pending', nextUrl: expect.stringContaining('/checkoutnow?token=') as string })
    expect(await there.provider.confirm!(order.reference, asked.providerRef!)).toMatchObject({ state: 'pending', nextUrl: asked.nextUrl })
    await there.door.approve(asked.providerRef!)
    expect(await there.provider.status('payment', order.reference, asked.providerRef)).toMatchObject({ state: 'pending', nextUrl: null })
    expect(movedFor(there.door, order.reference)).toBe(0)
    there.door.behave({ answers: 'timeout-after-success' })
    await expect(there.provider.confirm!(order.reference, asked.providerRef!)).rejects.toMatchObject({ kind: 'unavailable' })
    there.door.behave({ answers: 'normal' })
    const both = await Promise.all([1, 2, 3].map(() => there.provider.confirm!(order.reference, asked.providerRef!)))
    for (const one of both) expect(one).toMatchObject({ state: 'confirmed', money: subject.money, fee: { amount: 151, currency: 'EUR' } })
    expect(movedFor(there.door, order.reference)).toBe(1)
  })

  it('takes once when several of us take at the same time: a second taking is refused, and read', async () => {
    const there = await world()
    const order = collectOrder(subject)
    const { providerRef } = await there.provider.collect(order)
    await there.door.approve(providerRef!)
    const all = await Promise.all([1, 2, 3, 4].map(() => there.provider.confirm!(order.reference, providerRef!)))
    for (const one of all) expect(one.state).toBe('confirmed')
    expect(there.door.talk().filter(({ path, status }) => path.endsWith('/capture') && status === 201)).toHaveLength(1)
    expect(there.door.talk().some(({ path, status }) => path.endsWith('/capture') && status === 422)).toBe(true)
    expect(movedFor(there.door, order.reference)).toBe(1)
  })

  it('sends the payer back when the bank declines, and takes the next means', async () => {
    const there = await world()
    const order = collectOrder(subject)
    const { providerRef, nextUrl } = await there.provider.collect(order)
    there.door.choose(providerRef!, 'declined')
    expect(await there.provider.confirm!(order.reference, providerRef!)).toMatchObject({ state: 'pending', reason: 'card-refused', nextUrl })
    there.door.choose(providerRef!, 'good')
    expect(await there.provider.confirm!(order.reference, providerRef!)).toMatchObject({ state: 'confirmed' })
  })

  it.each([
    ['approve', 'confirmed', null],
    ['refuse', 'failed', 'card-refused'],
  ] as const)('waits for a slow bank that says %s', async (word, state, reason) => {
    const there = await world()
    const order = collectOrder(subject)
    const { providerRef } = await there.provider.collect(order)
    there.door.choose(providerRef!, 'slow')
    expect(await there.provider.confirm!(order.reference, providerRef!)).toMatchObject({ state: 'pending' })
    expect(movedFor(there.door, order.reference)).toBe(0)
    await there.door[word](providerRef!)
    expect(await there.provider.confirm!(order.reference, providerRef!)).toMatchObject({ state, reason })
  })

  it('is walked like a person does: the page says sandbox, and leads back with what PayPal adds to the address', async () => {
    const there = await world()
    const order = collectOrder(subject, { returnUrl: 'http://127.0.0.1/karangou/contributions/1?token=ours', lang: 'en' })
    const { nextUrl, providerRef } = await there.provider.collect(order)
    expect(await (await fetch(nextUrl!)).text()).toContain('Sandbox: no real money moves')
    const press = async (choice: string): Promise<URL> =>
      new URL((await fetch(nextUrl!, { method: 'POST', body: new URLSearchParams({ do: choice }), redirect: 'manual' })).headers.get('location')!)
    const left = await press('cancel')
    expect([left.searchParams.get('cancelled'), left.searchParams.getAll('token')]).toEqual(['1', ['ours', providerRef]])
    const back = await press('good')
    expect([back.searchParams.get('cancelled'), back.searchParams.getAll('token'), back.searchParams.has('PayerID')]).toEqual([null, ['ours', providerRef], true])
    await there.provider.confirm!(order.reference, providerRef!)
    expect(movedFor(there.door, order.reference)).toBe(1)
    expect(await (await fetch(nextUrl!)).text()).toContain('This order no longer waits')
  })

  it('says when the buyer contests it, and knows of nothing where it may not ask', async () => {
    const there = await world()
    const { order, state } = await paid(subject, there)
    there.door.dispute(state.providerRef!)
    await there.door.quiet()
    expect(await there.provider.readCallback(there.receiver.got.at(-1)!)).toMatchObject({ kind: 'proven', about: 'payment', reference: order.reference })
    expect(await there.provider.status('payment', order.reference, state.providerRef)).toMatchObject({
      state: 'disputed',
      reason: 'disputed',
      money: subject.money,
      taken: { amount: subject.money.amount, fee: 0 },
    })
    expect(await there.provider.contested!(new Date(0))).toEqual([order.reference])
    there.door.forbidDisputes()
    expect(await there.provider.contested!(new Date(0))).toEqual([])
    expect(await there.provider.status('payment', order.reference, state.providerRef)).toMatchObject({ state: 'confirmed' })
  })

  it.each([
    ['RESOLVED_SELLER_FAVOUR', { state: 'won' }],
    ['CANCELED_BY_BUYER', { state: 'won' }],
    ['RESOLVED_BUYER_FAVOUR', { state: 'disputed', reason: 'dispute-lost' }],
    ['NONE', { state: 'disputed', reason: 'disputed' }],
  ])('says how it ended: %s', async (outcome, said) => {
    const there = await world()
    const { order, state } = await paid(subject, there)
    there.door.dispute(state.providerRef!)
    there.door.closeDispute(state.providerRef!, outcome)
    await there.door.quiet()
    expect(await there.provider.readCallback(there.receiver.got.at(-1)!)).toMatchObject({ kind: 'proven', about: 'payment', reference: order.reference })
    expect(await there.provider.status('payment', order.reference, state.providerRef)).toMatchObject(said)
  })

  it('offers the currencies PayPal has, which the CFA francs are not', async () => {
    const { provider } = await world()
    expect(provider.capabilities.map(({ currency }) => currency)).toEqual(['EUR', 'USD', 'GBP', 'CHF'])
    const asked = await provider.collect(collectOrder(subject, { money: { amount: 5_000, currency: 'XOF' } }))
    expect(asked).toMatchObject({ state: 'failed', reason: 'provider' })
  })
})

describe('PayPal: the token, refunds, proofs', () => {
  it('signs in once, again when the token is over, and again when it is refused', async () => {
    const there = await world()
    const logins = (): number => there.door.talk().filter(({ path }) => path === '/v1/oauth2/token').length
    await Promise.all([1, 2, 3].map(() => there.provider.collect(collectOrder(subject))))
    expect(logins()).toBe(1)
    clock.travel(9 * hour)
    await there.provider.collect(collectOrder(subject))
    expect(logins()).toBe(2)
    there.door.forgetTokens()
    expect(await there.provider.collect(collectOrder(subject))).toMatchObject({ state: 'pending' })
    expect(logins()).toBe(3)
  })

  it('never gives back more than came, and not what did not come', async () => {
    const there = await world()
    const { order, state } = await paid(subject, there)
    const give = (amount: number, providerRef = state.providerRef!) =>
      there.provider.refund({
        reference: randomUUID(),
        money: { amount, currency: 'EUR' },
        description: 'x',
        callbackUrl: '',
        providerRef,
        paymentReference: order.reference,
        payer: order.payer,
        channel: 'paypal',
      })
    expect(await give(4_001)).toMatchObject({ state: 'failed', reason: 'provider' })
    expect(await give(3_000)).toMatchObject({ state: 'confirmed' })
    expect(await give(1_001)).toMatchObject({ state: 'failed' })
    expect(await give(1_000)).toMatchObject({ state: 'confirmed' })
    expect(await there.provider.status('payment', order.reference, state.providerRef)).toMatchObject({ state: 'refunded' })
    const unpaid = await there.provider.collect(collectOrder(subject))
    expect(await give(100, unpaid.providerRef!)).toMatchObject({ state: 'failed' })
  })

  it('believes a letter by its certificate, or by asking when the certificate cannot be had, and no other', async () => {
    const there = await world()
    await paid(subject, there)
    const genuine = there.receiver.got.at(-1)!
    const kind = async (headers: Record<string, string>, body = genuine.body): Promise<string> =>
      (await there.provider.readCallback({ ...genuine, body, headers: { ...genuine.headers, ...headers } })).kind
    expect(await kind({})).toBe('proven')
    const asked = (): number => there.door.talk().filter(({ path }) => path.endsWith('verify-webhook-signature')).length
    expect(asked()).toBe(0)
    const changed = Buffer.from(genuine.body.toString().replace('COMPLETED', 'COMPLETEE'))
    expect(await kind({}, changed)).toBe('forged')
    expect(await kind({ 'paypal-cert-url': 'https://paypal.com.evil.example/cert.pem' })).toBe('forged')
    expect(await kind({ 'paypal-cert-url': 'http://www.paypal.com/cert.pem' })).toBe('forged')
    expect(await kind({ 'paypal-cert-url': 'https://evilpaypal.com/cert.pem' })).toBe('forged')
    expect(await kind({ 'paypal-auth-algo': 'none' })).toBe('forged')
    expect(await kind({ 'paypal-transmission-sig': '' })).toBe('forged')
    expect(await kind({ 'paypal-transmission-id': 'another' })).toBe('forged')
    expect(asked()).toBe(0)
    const fresh = { ...there, provider: paypal(there.config)! }
    there.door.hideCertificate()
    expect((await fresh.provider.readCallback(genuine)).kind).toBe('proven')
    expect((await fresh.provider.readCallback({ ...genuine, body: changed })).kind).toBe('forged')
    expect(asked()).toBe(2)
  })
})
