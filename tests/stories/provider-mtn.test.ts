import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { mtn } from '#domains/payments/providers/mtn.ts'
import { clock } from '#platform/clock'
import { openMtn } from '../doors/mtn.ts'
import { keepsTheContract } from './provider-contract.ts'
import { closeWorlds, collectOrder, movedFor, openWorld, type Subject, type World } from './provider-world.ts'

const subject: Subject = {
  name: 'mtn',
  open: openMtn,
  make: mtn,
  channel: 'mtn-bj',
  money: { amount: 10_000, currency: 'XOF' },
  payer: { userId: null, name: 'Afi Dossou', email: null, phone: '+2290196112233', country: 'BJ' },
  signed: false,
  payOutTo: { kind: 'wallet', channel: 'mtn-bj', phone: '+2290197112233', name: 'Studio Sankofa' },
  refusedAs: ['refused-by-payer'],
}
/** MTN's own sandbox: euros only. */
const inSandbox = { ...subject, money: { amount: 1_050, currency: 'EUR' as const }, open: (options = {}) => openMtn({ ...options, environment: 'sandbox' }) }

keepsTheContract(subject)

afterEach(closeWorlds)

async function outcome(world: World, phone: string): Promise<{ state: string; reason: string | null }> {
  const order = collectOrder(inSandbox, { payer: { ...subject.payer, phone } })
  await world.provider.collect(order)
  await world.door.quiet()
  const { state, reason } = await world.provider.status('payment', order.reference, null)
  expect(movedFor(world.door, order.reference)).toBe(state === 'confirmed' ? 1 : 0)
  return { state, reason }
}

describe('MTN MoMo', () => {
  it('treats the sandbox’s numbers as the sandbox does', async () => {
    const world = await openWorld(inSandbox, { behaviour: { approveAfterMs: 0 } })
    expect(await outcome(world, '46733123450')).toEqual({ state: 'failed', reason: 'provider' })
    expect(await outcome(world, '46733123451')).toEqual({ state: 'failed', reason: 'refused-by-payer' })
    expect(await outcome(world, '46733123452')).toEqual({ state: 'expired', reason: 'timeout' })
    expect(await outcome(world, '46733123453')).toEqual({ state: 'pending', reason: null })
    expect(await outcome(world, '46733123455')).toEqual({ state: 'failed', reason: 'wrong-number' })
    expect(await outcome(world, '46733999999')).toEqual({ state: 'confirmed', reason: null })
    const slow = collectOrder(inSandbox, { payer: { ...subject.payer, phone: '46733123454' } })
    await world.provider.collect(slow)
    expect(await world.provider.status('payment', slow.reference, null)).toMatchObject({ state: 'pending' })
    await world.door.quiet()
    expect(await world.provider.status('payment', slow.reference, null)).toMatchObject({ state: 'confirmed' })
  })
  it('reads a reason that is a word and one that is an object', async () => {
    const francs = await openWorld(subject)
    const order = collectOrder(subject, { payer: { ...subject.payer, phone: '46733123451' } })
    await francs.provider.collect(order)
    await francs.door.quiet()
    expect(JSON.parse(francs.receiver.got[0]!.body.toString())).toMatchObject({ reason: { code: 'APPROVAL_REJECTED' } })
    expect(await francs.provider.status('payment', order.reference, null)).toMatchObject({ reason: 'refused-by-payer' })
  })
  it('speaks euros with the sandbox, and does not insist on francs', async () => {
    const world = await openWorld(inSandbox)
    expect(world.provider.capabilities).toMatchObject([{ channel: 'mtn-bj', currency: 'EUR' }])
    const order = collectOrder(inSandbox)
    const { providerRef } = await world.provider.collect(order)
    expect(world.door.entries()).toMatchObject([{ amount: 1_050, currency: 'EUR' }])
    expect(await world.provider.status('payment', order.reference, providerRef)).toMatchObject({ money: { amount: 1_050, currency: 'EUR' } })
    expect(await world.provider.collect(collectOrder(subject))).toMatchObject({ state: 'failed', reason: 'provider' })
    expect(world.door.entries()).toHaveLength(1)
  })
  it('keeps a token until it ends, and takes a new one when it is withdrawn', async () => {
    const world = await openWorld(subject)
    const tokens = (): number => world.door.asked().filter((line) => line.endsWith('/token/')).length
    await world.provider.collect(collectOrder(subject))
    await world.provider.collect(collectOrder(subject))
    expect(tokens()).toBe(1)
    clock.travel(59.5 * 60_000)
    await world.provider.collect(collectOrder(subject))
    expect(tokens()).toBe(2)
    // Another door behind the same address has never seen that token.
    await world.door.close()
    const other = await openMtn({ port: Number(new URL(world.door.url).port) })
    expect(await world.provider.collect(collectOrder(subject))).toMatchObject({ state: 'pending' })
    await other.close()
  })
  it('sends callbacks by PUT to the address of the order, which says what they are about', async () => {
    const world = await openWorld(subject, { behaviour: { approveAfterMs: 0 } })
    const order = { reference: randomUUID(), money: subject.money, description: 'L’apostrophe', callbackUrl: 'http://127.0.0.1/api/callbacks/mtn', to: subject.payOutTo! }
    await world.provider.payOut!(order)
    await world.door.quiet()
    const [news] = world.receiver.got
    expect(news).toMatchObject({ method: 'PUT', path: expect.stringContaining('/api/callbacks/mtn?about=payout') as string })
    expect(await world.provider.readCallback(news!)).toMatchObject({ kind: 'hint', about: 'payout', reference: order.reference })
  })
  it('gives back no more than what was paid, and not to a number of another operator', async () => {
    const world = await openWorld(subject, { behaviour: { approveAfterMs: 0 } })
    const order = collectOrder(subject)
    const { providerRef } = await world.provider.collect(order)
    await world.door.quiet()
    const refund = {
      reference: randomUUID(),
      money: { ...subject.money, amount: 10_001 },
      description: 'Trop',
      callbackUrl: order.callbackUrl,
      providerRef: providerRef!,
      paymentReference: order.reference,
      payer: order.payer,
      channel: order.channel,
    }
    await world.provider.refund(refund)
    await world.door.quiet()
    expect(await world.provider.status('refund', refund.reference, null)).toMatchObject({ state: 'failed' })
    expect(await world.provider.payOut!({ ...refund, to: { kind: 'wallet', channel: 'flooz', phone: '+22896112233', name: 'X' } })).toMatchObject({
      state: 'failed',
      reason: 'provider',
    })
  })
  it('lets an API user be made, and holds it to its callback host', async () => {
    const { door, config } = await openWorld(inSandbox)
    const id = randomUUID()
    const key = { 'ocp-apim-subscription-key': config.MTN_COLLECTION_KEY! }
    const post = (path: string, headers: Record<string, string>, body?: object) =>
      fetch(door.url + path, { method: 'POST', headers: { ...key, ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) })
    expect((await post('/v1_0/apiuser', { 'x-reference-id': id }, { providerCallbackHost: 'griot.example' })).status).toBe(201)
    expect((await post('/v1_0/apiuser', { 'x-reference-id': id }, { providerCallbackHost: 'griot.example' })).status).toBe(409)
    const { apiKey } = (await (await post(`/v1_0/apiuser/${id}/apikey`, {})).json()) as { apiKey: string }
    expect(await (await fetch(`${door.url}/v1_0/apiuser/${id}`, { headers: key })).json()).toEqual({ providerCallbackHost: 'griot.example', targetEnvironment: 'sandbox' })
    const basic = { authorization: `Basic ${Buffer.from(`${id}:${apiKey}`).toString('base64')}` }
    expect((await post('/collection/token/', basic, {})).status).toBe(400)
    const { access_token } = (await (await post('/collection/token/', basic)).json()) as { access_token: string }
    const order = { amount: '5', currency: 'EUR', externalId: '1', payer: { partyIdType: 'MSISDN', partyId: '46733123499' }, payerMessage: '', payeeNote: '' }
    const headers = { authorization: `Bearer ${access_token}`, 'x-target-environment': 'sandbox', 'x-reference-id': randomUUID() }
    expect(await (await post('/collection/v1_0/requesttopay', { ...headers, 'x-callback-url': 'https://elsewhere.example/x' }, order)).json()).toMatchObject({
      code: 'INVALID_CALLBACK_URL_HOST',
    })
    expect((await post('/collection/v1_0/requesttopay', { ...headers, 'x-callback-url': 'https://griot.example/x' }, order)).status).toBe(202)
    expect((await post('/disbursement/v1_0/transfer', headers, order)).status).toBe(401)
  })
})
