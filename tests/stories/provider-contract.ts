import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { ProviderState } from '#domains/payments/types.ts'
import { clock } from '#platform/clock'
import { closeWorlds, collectOrder, configFor, insist, movedFor, openWorld, paid, pay, type Subject } from './provider-world.ts'

/** What every provider promises, whatever its protocol. Call it inside a test file. */
export function keepsTheContract(subject: Subject): void {
  afterEach(closeWorlds)
  describe(`${subject.name}: the contract of every provider`, () => {
    collecting(subject)
    badDays(subject)
    news(subject)
    givingBack(subject)
  })
}

/** By reference alone where the provider can be asked so, else by its own id. */
const handleOf = (subject: Subject, { providerRef }: ProviderState): string | null => (subject.findable === false ? providerRef : null)

function collecting(subject: Subject): void {
  it('is not there without its keys, and says honestly what it can do', async () => {
    expect(subject.make(configFor({}))).toBeNull()
    const { provider } = await openWorld(subject)
    expect(provider.name).toBe(subject.name)
    expect(provider.sandbox).toBe(true)
    for (const one of provider.capabilities) {
      expect(one.minimum).toBeGreaterThan(0)
      expect(one.maximum).toBeGreaterThan(one.minimum)
      expect(one.step).toBeGreaterThan(0)
      expect(one.holder).toBe(`payments.holder.${subject.name}`)
    }
    expect(provider.capabilities.map(({ channel }) => channel)).toContain(subject.channel)
  })
  it('waits for the payer, then says that the same money is there, once', async () => {
    const world = await openWorld(subject)
    const order = collectOrder(subject)
    const asked = await world.provider.collect(order)
    expect(asked).toMatchObject({ state: 'pending', reason: null })
    expect(await world.provider.status('payment', order.reference, handleOf(subject, asked))).toMatchObject({ state: 'pending' })
    await pay(subject, world, order, asked)
    await world.door.quiet()
    const known = await world.provider.status('payment', order.reference, asked.providerRef)
    expect(known).toMatchObject({ state: 'confirmed', money: subject.money })
    expect(known.fee === null || (known.fee.amount >= 0 && known.fee.currency === subject.money.currency)).toBe(true)
    expect(movedFor(world.door, order.reference)).toBe(1)
  })
  it('moves money once when the same order is sent again, before the payer’s yes and after', async () => {
    const world = await openWorld(subject)
    const order = collectOrder(subject)
    const first = await world.provider.collect(order)
    const second = await world.provider.collect(order)
    expect(second.providerRef).toBe(first.providerRef)
    await pay(subject, world, order, second)
    await world.door.quiet()
    await world.provider.collect(order)
    await world.door.quiet()
    expect(await world.provider.status('payment', order.reference, first.providerRef)).toMatchObject({ state: 'confirmed' })
    expect(movedFor(world.door, order.reference)).toBe(1)
  })
  it('moves money once when two of us send the same order at the same time', async () => {
    const world = await openWorld(subject)
    const order = collectOrder(subject)
    const asked = await Promise.all([world.provider.collect(order), world.provider.collect(order), world.provider.collect(order)])
    expect(new Set(asked.map(({ providerRef }) => providerRef)).size).toBe(1)
    for (const one of world.door.entries()) await world.door.approve(one.providerRef)
    await pay(subject, world, order, asked[0])
    await world.door.quiet()
    expect(await world.provider.status('payment', order.reference, asked[0].providerRef)).toMatchObject({ state: 'confirmed' })
    expect(movedFor(world.door, order.reference)).toBe(1)
  })
  it('says why the payer’s no is a no', async () => {
    const world = await openWorld(subject)
    const order = collectOrder(subject)
    const asked = await world.provider.collect(order)
    await world.door.refuse(asked.providerRef ?? order.reference)
    await world.door.quiet()
    const known = await world.provider.status('payment', order.reference, asked.providerRef)
    expect(['failed', 'cancelled', 'expired']).toContain(known.state)
    expect(subject.refusedAs).toContain(known.reason)
    expect(movedFor(world.door, order.reference)).toBe(0)
  })
  it('knows nothing of an order that was never made', async () => {
    const { provider } = await openWorld(subject)
    expect(await provider.status('payment', randomUUID(), null)).toMatchObject({ state: 'unknown', money: null })
  })
}

function badDays(subject: Subject): void {
  it.each(['timeout-after-success', 'error-before'] as const)('never moves money twice when the answer is lost (%s)', async (answers) => {
    const world = await openWorld(subject, { behaviour: { answers } })
    const order = collectOrder(subject)
    await expect(world.provider.collect(order)).rejects.toMatchObject({ kind: 'unavailable' })
    world.door.behave({ answers: 'normal' })
    const known = await world.provider.status('payment', order.reference, null)
    expect(['unknown', 'pending']).toContain(known.state)
    const asked = await world.provider.collect(order)
    await pay(subject, world, order, asked)
    await world.door.quiet()
    expect(await world.provider.status('payment', order.reference, handleOf(subject, asked))).toMatchObject({ state: 'confirmed', money: subject.money })
    expect(movedFor(world.door, order.reference)).toBe(1)
    expect(world.door.entries()).toHaveLength(1)
  })
  it('comes through days when everything fails now and then, ten payments long', async () => {
    const world = await openWorld(subject, { behaviour: { answers: 'chaos', callbacks: 'chaos', lateMs: 30 } })
    const orders = Array.from({ length: 10 }, () => collectOrder(subject))
    const refs = new Map<string, string | null>()
    for (const order of orders) {
      const asked = await insist(() => world.provider.collect(order))
      refs.set(order.reference, handleOf(subject, asked))
      await insist(async () => {
        await pay(subject, world, order, asked)
        return world.provider.status('payment', order.reference, asked.providerRef)
      })
    }
    await world.door.quiet()
    for (const order of orders) {
      expect(await world.provider.status('payment', order.reference, refs.get(order.reference) ?? null)).toMatchObject({ state: 'confirmed' })
      expect(movedFor(world.door, order.reference)).toBe(1)
    }
  })
  it('finds its orders again when the provider was away', async () => {
    const file = join(tmpdir(), `door-${randomUUID()}.jsonl`)
    const world = await openWorld(subject, { file })
    const { order, state } = await paid(subject, world)
    await world.door.close()
    await expect(world.provider.status('payment', order.reference, state.providerRef)).rejects.toMatchObject({ kind: 'unavailable' })
    const again = await openWorld(subject, { file })
    expect(await again.provider.status('payment', order.reference, handleOf(subject, state))).toMatchObject({ state: 'confirmed', money: subject.money })
    expect(movedFor(again.door, order.reference)).toBe(1)
    rmSync(file)
  })
}

function news(subject: Subject): void {
  it.each(['normal', 'doubled', 'late', 'out-of-order'] as const)('reads callbacks that arrive %s', async (callbacks) => {
    const world = await openWorld(subject, { behaviour: { callbacks, lateMs: 60 } })
    const { order, state } = await paid(subject, world)
    expect(state.state).toBe('confirmed')
    expect(world.receiver.got.length).toBeGreaterThan(0)
    const worths = await Promise.all(world.receiver.got.map((one) => world.provider.readCallback(one)))
    for (const worth of worths) expect(worth).toMatchObject({ kind: subject.signed ? 'proven' : 'hint', about: 'payment' })
    expect(worths.some((worth) => (worth.kind === 'proven' || worth.kind === 'hint') && (worth.reference === order.reference || worth.providerRef === state.providerRef))).toBe(
      true,
    )
    if (callbacks === 'doubled' && subject.signed) expect(new Set(worths.map((worth) => ('eventId' in worth ? worth.eventId : null))).size).toBeLessThan(worths.length)
  })
  it('knows without any callback', async () => {
    const world = await openWorld(subject, { behaviour: { callbacks: 'lost' } })
    const { state } = await paid(subject, world)
    expect(state).toMatchObject({ state: 'confirmed', money: subject.money })
    expect(world.receiver.got).toHaveLength(0)
  })
  it('does not believe a stranger’s callback', async () => {
    const world = await openWorld(subject, { behaviour: { callbacks: 'forged' } })
    const order = collectOrder(subject)
    const asked = await world.provider.collect(order)
    await world.door.refuse(asked.providerRef ?? order.reference)
    await world.door.quiet()
    expect(world.receiver.got.length).toBeGreaterThan(0)
    for (const one of world.receiver.got) expect((await world.provider.readCallback(one)).kind).toBe(subject.signed ? 'forged' : 'hint')
    expect((await world.provider.status('payment', order.reference, asked.providerRef)).state).not.toBe('confirmed')
  })
  it('makes nothing of noise', async () => {
    const { provider } = await openWorld(subject)
    for (const body of ['', 'null', '[]', '{"a":1}', '<xml/>', '\u0000'])
      expect(['forged', 'nothing']).toContain(
        (await provider.readCallback({ method: 'POST', path: '/api/callbacks/x', headers: { host: '127.0.0.1' }, body: Buffer.from(body) })).kind,
      )
  })
  it.runIf(subject.signed)('refuses a callback with one byte changed, or 301 seconds old', async () => {
    const world = await openWorld(subject)
    await paid(subject, world)
    const genuine = world.receiver.got.at(-1)!
    expect((await world.provider.readCallback(genuine)).kind).toBe('proven')
    const body = Buffer.from(genuine.body)
    body[Math.floor(body.length / 2)]! ^= 1
    expect((await world.provider.readCallback({ ...genuine, body })).kind).toBe('forged')
    if (subject.ages === false) return
    clock.travel(290_000)
    expect((await world.provider.readCallback(genuine)).kind).toBe('proven')
    clock.travel(11_000)
    expect((await world.provider.readCallback(genuine)).kind).toBe('forged')
  })
}

function givingBack(subject: Subject): void {
  it('gives back in parts, each once however often it is asked', async () => {
    const world = await openWorld(subject)
    const { order, state } = await paid(subject, world)
    const part = Math.floor(subject.money.amount / 4)
    for (const round of [1, 2]) {
      const refund = {
        reference: randomUUID(),
        money: { ...subject.money, amount: part },
        description: `Remboursement ${round}`,
        callbackUrl: order.callbackUrl,
        providerRef: state.providerRef!,
        paymentReference: order.reference,
        payer: order.payer,
        channel: order.channel,
      }
      world.door.behave({ answers: 'timeout-after-success' })
      await expect(world.provider.refund(refund)).rejects.toMatchObject({ kind: 'unavailable' })
      world.door.behave({ answers: 'normal' })
      const asked = await world.provider.refund(refund)
      expect(['pending', 'confirmed']).toContain(asked.state)
      if (asked.state === 'pending') await world.door.approve(asked.providerRef ?? refund.reference)
      await world.door.quiet()
      await world.provider.refund(refund)
      const known = await world.provider.status('refund', refund.reference, asked.providerRef)
      expect(known).toMatchObject({ state: 'confirmed', money: refund.money })
    }
    await world.door.quiet()
    const refunds = world.door.entries().filter(({ about }) => about === 'refund')
    expect(refunds.map(({ moved, amount }) => ({ moved, amount }))).toEqual([
      { moved: 1, amount: part },
      { moved: 1, amount: part },
    ])
    expect(await world.provider.status('payment', order.reference, state.providerRef)).toMatchObject({ state: 'confirmed' })
  })
  it.runIf(subject.payOutTo)('pays out once however often it is asked, and lists what it did', async () => {
    const world = await openWorld(subject)
    const order = { reference: randomUUID(), money: subject.money, description: 'Premier jalon', callbackUrl: 'http://127.0.0.1/api/callbacks/x', to: subject.payOutTo! }
    world.door.behave({ answers: 'timeout-after-success' })
    await expect(world.provider.payOut!(order)).rejects.toMatchObject({ kind: 'unavailable' })
    world.door.behave({ answers: 'normal' })
    const asked = await world.provider.payOut!(order)
    if (asked.state === 'pending') await world.door.approve(asked.providerRef ?? order.reference)
    await world.door.quiet()
    await world.provider.payOut!(order)
    expect(await world.provider.status('payout', order.reference, asked.providerRef)).toMatchObject({ state: 'confirmed', money: subject.money })
    expect(world.door.entries().map(({ about, moved }) => ({ about, moved }))).toEqual([{ about: 'payout', moved: 1 }])
  })
  it('agrees with its own list and its own balance', async () => {
    const world = await openWorld(subject)
    const before = await world.provider.balance?.(subject.money.currency)
    const { order, state } = await paid(subject, world)
    const known = await world.provider.status('payment', order.reference, state.providerRef)
    const after = await world.provider.balance?.(subject.money.currency)
    if (typeof before === 'number' && typeof after === 'number') expect(after - before).toBe(subject.money.amount - (known.fee?.amount ?? 0))
    const lines = await world.provider.list?.(new Date(clock.now().getTime() - 60_000), new Date(clock.now().getTime() + 60_000))
    if (lines) expect(lines.filter(({ about }) => about === 'payment')).toMatchObject([{ reference: order.reference, state: 'confirmed', money: subject.money }])
    expect(await world.provider.list?.(new Date(0), new Date(1_000))).toEqual(lines ? [] : undefined)
  })
}
