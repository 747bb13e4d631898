import { randomUUID } from 'node:crypto'
import { appendFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { fedapay } from '#domains/payments/providers/fedapay.ts'
import { mtn } from '#domains/payments/providers/mtn.ts'
import { reasonOf, uuidOf } from '#domains/payments/providers/wire.ts'
import { openFedapay } from '../doors/fedapay.ts'
import { openMtn } from '../doors/mtn.ts'
import { makeDice } from '../doors/payment-callbacks.ts'
import { envOf } from '../doors/payment-keeper.ts'
import { closeWorlds, collectOrder, configFor, movedFor, openReceiver, openWorld } from './provider-world.ts'

const togo = {
  open: openFedapay,
  make: fedapay,
  channel: 'mixx' as const,
  money: { amount: 5_000, currency: 'XOF' as const },
  payer: { userId: null, name: 'Kossi', email: null, phone: '+22890112233', country: 'TG' },
}

afterEach(closeWorlds)

describe('stand-ins of payment providers', () => {
  it('keep what was planned and what was said, also over a restart and a line half written', async () => {
    const file = join(tmpdir(), `door-${randomUUID()}.jsonl`)
    const first = await openWorld(togo, { file, behaviour: { approveAfterMs: 150 } })
    const order = collectOrder(togo)
    const { providerRef } = await first.provider.collect(order)
    await first.door.close()
    appendFileSync(file, '{"order":{"id":"1000')
    const second = await openWorld(togo, { file })
    expect(await second.provider.status('payment', order.reference, providerRef)).toMatchObject({ state: 'pending' })
    await second.door.quiet()
    expect(await second.provider.status('payment', order.reference, providerRef)).toMatchObject({ state: 'confirmed' })
    expect(second.receiver.got.length).toBeGreaterThan(0)
    const next = await second.provider.collect(collectOrder(togo))
    expect(next.providerRef).not.toBe(providerRef)
    rmSync(file)
  })
  it('call this machine only, whatever address an order carries', async () => {
    const door = await openMtn({ behaviour: { approveAfterMs: 0 } })
    const provider = mtn(configFor(door.env))!
    await provider.collect({ ...collectOrder({ ...togo, channel: 'mtn-bj' }), callbackUrl: 'https://griot.example/api/callbacks/mtn' })
    await door.quiet()
    expect(door.deliveries()).toMatchObject([{ url: expect.stringContaining('https://griot.example/') as string, status: 0 }])
    await door.close()
    const receiver = await openReceiver()
    const near = await openMtn({ callbackBase: receiver.url, behaviour: { approveAfterMs: 0 } })
    await mtn(configFor(near.env))!.collect({ ...collectOrder({ ...togo, channel: 'mtn-bj' }), callbackUrl: 'https://griot.example/api/callbacks/mtn' })
    await near.quiet()
    expect(receiver.got.map(({ path }) => path.split('?')[0])).toEqual(['/api/callbacks/mtn'])
    await near.close()
    await receiver.close()
  })
  it('count money that moves twice for one reference, which is what tests look for', async () => {
    const { door, config } = await openWorld(togo)
    const make = async (): Promise<string> => {
      const headers = { authorization: `Bearer ${config.FEDAPAY_SECRET_KEY}`, 'content-type': 'application/json' }
      const post = async (path: string, body: object) =>
        (await fetch(`${config.FEDAPAY_URL}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<Record<string, { id: number }> & { token: string }>
      const made = await post('/transactions', { description: 'x', amount: 1_000, currency: { iso: 'XOF' }, merchant_reference: 'one-order' })
      const { id } = made['v1/transaction']!
      const { token } = await post(`/transactions/${id}/token`, {})
      await post('/togocel', { token })
      return String(id)
    }
    await door.approve(await make())
    expect(movedFor(door, 'one-order')).toBe(1)
    await door.approve(await make())
    expect(movedFor(door, 'one-order')).toBe(2)
  })
  it('make the same chaos every time', () => {
    const [one, two] = [makeDice(7), makeDice(7)]
    const draw = (dice: ReturnType<typeof makeDice>) => Array.from({ length: 40 }, () => dice(['a', 'b', 'c']))
    const first = draw(one)
    expect(draw(two)).toEqual(first)
    expect(new Set(first).size).toBe(3)
  })
  it('are spoken to together by one house', async () => {
    const [a, b] = [await openFedapay(), await openMtn()]
    const config = configFor(envOf(a, b))
    expect(config.OUTGOING_ALLOW).toEqual([new URL(a.url).host, new URL(b.url).host])
    expect(await fedapay(config)!.collect(collectOrder(togo))).toMatchObject({ state: 'pending' })
    expect(await mtn(config)!.collect(collectOrder({ ...togo, channel: 'mtn-bj' }))).toMatchObject({ state: 'pending' })
    await Promise.all([a.close(), b.close()])
  })
})

describe('what adapters share', () => {
  it('makes of a reference always the same UUID of version 4, and another of another', () => {
    const id = uuidOf('0199c1de-7a52-7d4e-8b6c-3f0b5d2a9e11')
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(uuidOf('0199c1de-7a52-7d4e-8b6c-3f0b5d2a9e11')).toBe(id)
    expect(uuidOf('0199c1de-7a52-7d4e-8b6c-3f0b5d2a9e12')).not.toBe(id)
  })
  it.each([
    ['NOT_ENOUGH_FUNDS', 'not-enough-money', 'not-enough-float'],
    ['INSUFFICIENT_BALANCE', 'not-enough-money', 'not-enough-float'],
    ['PAWAPAY_WALLET_OUT_OF_FUNDS', 'not-enough-money', 'not-enough-float'],
    ['APPROVAL_REJECTED', 'refused-by-payer', 'provider'],
    ['PAYMENT_NOT_APPROVED', 'refused-by-payer', 'provider'],
    ['PAYER_NOT_FOUND', 'wrong-number', 'wrong-number'],
    ['PAYEE_NOT_ALLOWED_TO_RECEIVE', 'wrong-number', 'wrong-number'],
    ['RECIPIENT_NOT_FOUND', 'wrong-number', 'wrong-number'],
    ['INVALID_PHONE_NUMBER', 'wrong-number', 'wrong-number'],
    ['PAYER_LIMIT_REACHED', 'limit', 'limit'],
    ['WALLET_LIMIT_REACHED', 'limit', 'limit'],
    ['AMOUNT_OUT_OF_BOUNDS', 'limit', 'limit'],
    ['EXPIRED', 'timeout', 'timeout'],
    ['INTERNAL_PROCESSING_ERROR', 'provider', 'provider'],
    ['NOT_ALLOWED_TARGET_ENVIRONMENT', 'provider', 'provider'],
    [null, 'provider', 'provider'],
  ])('reads %s as %s when it comes in and %s when it goes out', (code, coming, going) => {
    expect(reasonOf('payment', code)).toBe(coming)
    expect(reasonOf('payout', code)).toBe(going)
    expect(reasonOf('refund', code)).toBe(going)
  })
})
