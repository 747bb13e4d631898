import { createRequire } from 'node:module'
import { afterEach, describe, expect, it } from 'vitest'
import { fedapay } from '#domains/payments/providers/fedapay.ts'
import { clock } from '#platform/clock'
import { openFedapay } from '../doors/fedapay.ts'
import { keepsTheContract } from './provider-contract.ts'
import { closeWorlds, collectOrder, movedFor, openWorld, type Subject } from './provider-world.ts'

/** The official client (its types forget what it reads at run time). */
interface Client {
  FedaPay: { setApiKey: (key: string) => void; setApiBase: (base: string) => void; setEnvironment: (name: string) => void }
  Transaction: Record<'create' | 'retrieve' | 'all', (given: unknown) => Promise<Found>>
  Payout: Record<'create' | 'retrieve' | 'all', (given: unknown) => Promise<Found>>
  Balance: { all: () => Promise<{ balances: { amount: number }[] }> }
  Webhook: { constructEvent: (body: string, header: string, secret: string) => { name: string; entity: { id: number } }; generateTestHeaderString: (given: unknown) => string }
}
interface Found {
  id: number
  status: string
  amount: number
  wasPaid: () => boolean
  generateToken: () => Promise<{ token: string; url: string }>
  sendNow: (how?: unknown, more?: unknown) => Promise<Found>
  transactions: Found[]
}
const client = createRequire(import.meta.url)('fedapay') as Client

const subject: Subject = {
  name: 'fedapay',
  open: openFedapay,
  make: fedapay,
  channel: 'mixx',
  money: { amount: 5_000, currency: 'XOF' },
  payer: { userId: null, name: 'Kossi Mensah', email: 'kossi@griot.example', phone: '+22890112233', country: 'TG' },
  signed: true,
  payOutTo: { kind: 'wallet', channel: 'flooz', phone: '+22896112233', name: 'Studio Sankofa' },
  refusedAs: ['not-enough-money'],
}

keepsTheContract(subject)

afterEach(closeWorlds)

describe('FedaPay', () => {
  it('serves the official client, from the transaction to the payout', async () => {
    const { door } = await openWorld(subject)
    client.FedaPay.setApiKey(door.env.FEDAPAY_SECRET_KEY!)
    client.FedaPay.setApiBase(door.url)
    const made = await client.Transaction.create({
      description: 'Essai',
      amount: 1_500,
      currency: { iso: 'XOF' },
      callback_url: 'http://127.0.0.1/merci',
      customer: { firstname: 'Ama', lastname: 'K' },
    })
    expect(made).toMatchObject({ status: 'pending', amount: 1_500 })
    const { token, url } = await made.generateToken()
    expect(token.length).toBeGreaterThan(20)
    expect(await (await fetch(url)).text()).toContain('1500 F')
    await made.sendNow('togocel', { phone_number: { number: '+22890000001', country: 'tg' } })
    await door.approve(String(made.id))
    const read = await client.Transaction.retrieve(made.id)
    expect(read.wasPaid()).toBe(true)
    expect((await client.Transaction.all({ per_page: 5 })).transactions.map(({ id }) => id)).toEqual([made.id])
    const payout = await client.Payout.create({
      amount: 1_000,
      currency: { iso: 'XOF' },
      mode: 'moov_tg',
      customer: { firstname: 'Yao', lastname: 'D', phone_number: { number: '+22896000001', country: 'tg' } },
    })
    expect((await payout.sendNow()).status).toBe('started')
    await door.approve(String(payout.id))
    expect((await client.Payout.retrieve(payout.id)).status).toBe('sent')
    expect((await client.Balance.all()).balances[0]!.amount).toBe(10_000_000 + 1_500 - 27 - 1_000)
    await expect(client.Transaction.create({ description: 'Trop peu', amount: 5, currency: { iso: 'XOF' } })).rejects.toMatchObject({ httpStatus: 422 })
  })
  it('signs webhooks as the official client checks them, and believes those the official client signs', async () => {
    const world = await openWorld(subject)
    const order = collectOrder(subject)
    const { providerRef } = await world.provider.collect(order)
    await world.door.approve(providerRef!)
    await world.door.quiet()
    const secret = world.config.FEDAPAY_WEBHOOK_SECRET!
    const names = world.receiver.got.map(({ body, headers }) => client.Webhook.constructEvent(body.toString(), headers['x-fedapay-signature']!, secret).name)
    expect(names).toEqual(['transaction.created', 'transaction.approved'])
    const payload = world.receiver.got[1]!.body.toString()
    const header = (changes: object): string => client.Webhook.generateTestHeaderString({ payload, secret, ...changes })
    const worth = (signature: string) => world.provider.readCallback({ method: 'POST', path: '/', headers: { 'x-fedapay-signature': signature }, body: Buffer.from(payload) })
    expect(await worth(header({}))).toMatchObject({ kind: 'proven', about: 'payment', reference: order.reference, providerRef })
    expect(await worth(header({ secret: 'wh_other' }))).toEqual({ kind: 'forged' })
    expect(await worth(header({ timestamp: Math.floor(clock.now().getTime() / 1000) - 302 }))).toEqual({ kind: 'forged' })
    expect(await worth(header({ scheme: 'v1' }))).toEqual({ kind: 'forged' })
    expect(await worth('')).toEqual({ kind: 'forged' })
  })
  it('asks the payer through the operator of the channel', async () => {
    const world = await openWorld(subject)
    for (const [channel, mode, phone] of [
      ['mixx', 'togocel', '+22890112233'],
      ['flooz', 'moov_tg', '+22896112233'],
      ['moov-bj', 'moov', '+2290195112233'],
      ['mtn-bj', 'mtn_open', '+2290196112233'],
    ] as const) {
      const { providerRef } = await world.provider.collect(collectOrder(subject, { channel, payer: { ...subject.payer, phone } }))
      const seen = await fetch(`${world.door.url}/v1/transactions/${providerRef}`, { headers: { authorization: `Bearer ${world.config.FEDAPAY_SECRET_KEY}` } })
      expect(await seen.json()).toMatchObject({ 'v1/transaction': { mode, amount: 5_000, customer: { phone_number: { number: phone } } } })
    }
    expect(await world.provider.collect(collectOrder(subject, { channel: 'card' }))).toMatchObject({ state: 'failed', reason: 'provider' })
  })
  it('takes a refused call as a refusal with its reason, not as bad weather', async () => {
    const { provider, door } = await openWorld(subject)
    expect(await provider.collect(collectOrder(subject, { money: { amount: 50, currency: 'XOF' } }))).toMatchObject({ state: 'failed', reason: 'limit' })
    expect(await provider.collect(collectOrder(subject, { payer: { ...subject.payer, phone: '+228' } }))).toMatchObject({ state: 'failed', reason: 'wrong-number' })
    expect(door.entries()).toEqual([])
  })
  it('knows the sandbox numbers, and keeps a fee of what arrived', async () => {
    const world = await openWorld(subject)
    const good = collectOrder(subject, { channel: 'moov-bj', payer: { ...subject.payer, phone: '+2290166000001' } })
    const bad = collectOrder(subject, { channel: 'moov-bj', payer: { ...subject.payer, phone: '+2290166000000' } })
    await world.provider.collect(good)
    await world.provider.collect(bad)
    await world.door.quiet()
    expect(await world.provider.status('payment', good.reference, null)).toMatchObject({ state: 'confirmed', fee: { amount: 90, currency: 'XOF' } })
    expect(await world.provider.status('payment', bad.reference, null)).toMatchObject({ state: 'failed' })
    expect(movedFor(world.door, bad.reference)).toBe(0)
  })
  it('says when its own account is too empty to give back, and when a wallet cannot be reached', async () => {
    const world = await openWorld(subject)
    const out = { description: 'Jalon', callbackUrl: 'http://127.0.0.1/', to: subject.payOutTo! }
    const big = { ...out, reference: 'big', money: { amount: 10_000_001, currency: 'XOF' as const } }
    await world.provider.payOut!(big)
    expect(await world.provider.status('payout', 'big', null)).toMatchObject({ state: 'failed', reason: 'not-enough-float' })
    const lost = { ...out, reference: 'lost', money: { amount: 1_000, currency: 'XOF' as const } }
    await world.provider.payOut!(lost)
    await world.door.refuse('lost')
    await world.door.quiet()
    expect(await world.provider.status('payout', 'lost', null)).toMatchObject({ state: 'failed', reason: 'wrong-number' })
    const worths = await Promise.all(world.receiver.got.map((one) => world.provider.readCallback(one)))
    expect(worths).toContainEqual(expect.objectContaining({ kind: 'proven', about: 'payout', reference: 'lost' }))
  })
})
