import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cancelPayment, findPayment } from '#domains/payments'
import { attend } from '#domains/payments/actions/attend.ts'
import { clock, hour, minute } from '#platform/clock'
import { transaction } from '#platform/database/pool'
import { brokenInvariants } from '../../checks/invariants.ts'
import { openFedapay } from '../doors/fedapay.ts'
import { envOf, type KeptDoor } from '../doors/payment-keeper.ts'
import type { TestHouse } from '../house.ts'
import { asked, eventsOf, held, hurry, openPayingHouse, start } from './paying.ts'

let house: TestHouse
let fedapay: KeptDoor
let url: string

beforeAll(async () => {
  fedapay = await openFedapay()
  ;({ house, url } = await openPayingHouse([fedapay], envOf(fedapay)))
})
afterEach(async () => {
  fedapay.behave({ callbacks: 'normal', answers: 'normal' })
  clock.reset()
  await fedapay.quiet()
})
afterAll(async () => {
  await house.close()
  await fedapay.close()
})

const stateOf = async (id: string): Promise<string | undefined> => (await findPayment(house.db, id))?.state
const orders = (id: string) => fedapay.entries().filter(({ reference }) => reference === id)
const callbacks = async (id: string) =>
  (await sql<{ worth: string; times: number }>`select worth, times from payments.callbacks where about_id = ${id} order by id`.execute(house.db)).rows

test('a payment is asked once, confirmed by its callback, and in the ledger with what the provider kept', async () => {
  const before = await held(house, 'project:story', 'pot')
  const { id, sandbox } = await start(house)
  expect(sandbox).toBe(true)
  await house.runJobs()
  expect(await stateOf(id)).toBe('pending')
  await fedapay.approve(id)
  await fedapay.quiet()
  await house.runJobs()
  expect(await stateOf(id)).toBe('confirmed')
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
  expect((await held(house, 'project:story', 'pot')) - before).toBe(5_000)
  expect(orders(id)).toMatchObject([{ moved: 1 }])
  expect((await callbacks(id)).every(({ worth }) => worth === 'proven')).toBe(true)
})

test('the same key is the same payment', async () => {
  const one = asked()
  const [first, second] = [await start(house, one), await start(house, one)]
  expect(second.id).toBe(first.id)
})

test('a lost callback: the poller finds the money', async () => {
  fedapay.behave({ callbacks: 'lost' })
  const { id } = await start(house)
  await house.runJobs()
  await fedapay.approve(id)
  await hurry(house)
  expect(await stateOf(id)).toBe('confirmed')
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
})

test('doubled callbacks are counted and tell nothing twice', async () => {
  fedapay.behave({ callbacks: 'doubled' })
  const { id } = await start(house)
  await house.runJobs()
  await fedapay.approve(id)
  await fedapay.quiet()
  await hurry(house)
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
  expect((await callbacks(id)).some(({ times }) => times > 1)).toBe(true)
})

test('forged callbacks are answered 401, kept, counted, and believed by nobody', async () => {
  const { id } = await start(house)
  await house.runJobs()
  const body = JSON.stringify({
    name: 'transaction.approved',
    object: 'transaction',
    entity: { id: orders(id)[0]!.providerRef, merchant_reference: id, status: 'approved', amount: 5_000 },
  })
  const answer = await fetch(`${url}/api/callbacks/fedapay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-fedapay-signature': `t=${Math.floor(Date.now() / 1000)},s=${'0'.repeat(64)}` },
    body,
  })
  expect(answer.status).toBe(401)
  await house.runJobs()
  expect(await stateOf(id)).toBe('pending')
  const { rows } = await sql`select 1 from payments.callbacks where worth = 'forged'`.execute(house.db)
  expect(rows).toHaveLength(1)
})

test('an unknown provider has no address for callbacks', async () => {
  for (const name of ['orange', 'voucher', 'paypal']) expect((await fetch(`${url}/api/callbacks/${name}`, { method: 'POST', body: '{}' })).status).toBe(404)
})

test('an order that was taken while the line was cut is not made again', async () => {
  fedapay.behave({ answers: 'timeout-after-success' })
  const { id } = await start(house)
  await house.runJobs()
  fedapay.behave({ answers: 'normal' })
  for (let i = 0; i < 4; i += 1) await hurry(house)
  expect(orders(id)).toHaveLength(1)
  await fedapay.approve(id)
  await fedapay.quiet()
  await hurry(house)
  expect(await stateOf(id)).toBe('confirmed')
  expect(orders(id)).toMatchObject([{ moved: 1 }])
})

test('an error before anything happened: the order is made when the provider is back', async () => {
  fedapay.behave({ answers: 'error-before' })
  const { id } = await start(house)
  await house.runJobs()
  expect(await stateOf(id)).toBe('sending')
  expect(orders(id)).toHaveLength(0)
  fedapay.behave({ answers: 'normal' })
  await hurry(house)
  expect(await stateOf(id)).toBe('pending')
  expect(orders(id)).toHaveLength(1)
})

test('refused on the phone: told once, the announcement is given up', async () => {
  const { id } = await start(house)
  await house.runJobs()
  await fedapay.refuse(id)
  await fedapay.quiet()
  await hurry(house)
  expect(['failed', 'cancelled']).toContain(await stateOf(id))
  expect(await eventsOf(house, id)).toEqual(['payment.failed'])
  const { rows } = await sql<{ booked: string }>`select booked from payments.payments where id = ${id}`.execute(house.db)
  expect(rows[0]?.booked).toBe('voided')
})

test('time runs out after a last reading; money that came all the same is taken, late', async () => {
  const before = await held(house, 'project:story', 'pot')
  fedapay.behave({ callbacks: 'lost' })
  const { id } = await start(house)
  await house.runJobs()
  clock.travel(hour + minute)
  await hurry(house)
  expect(await stateOf(id)).toBe('expired')
  await fedapay.approve(id)
  await hurry(house)
  expect(await stateOf(id)).toBe('confirmed')
  expect(await eventsOf(house, id)).toEqual(['payment.expired', 'payment.confirmed'])
  expect((await held(house, 'project:story', 'pot')) - before).toBe(5_000)
})

test('the last reading before giving up finds what came just in time', async () => {
  fedapay.behave({ callbacks: 'lost' })
  const { id } = await start(house)
  await house.runJobs()
  await fedapay.approve(id)
  clock.travel(hour + minute)
  await hurry(house)
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
})

test('two callbacks at once, and a poll between them: confirmed once', async () => {
  fedapay.behave({ callbacks: 'lost' })
  const { id } = await start(house)
  await house.runJobs()
  await fedapay.approve(id)
  await Promise.all([1, 2, 3, 4, 5].map(() => attend(house.ctx(), { paymentId: id })))
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
  expect(await stateOf(id)).toBe('confirmed')
})

test('given up by its room before anything was asked, nothing is asked', async () => {
  const { id } = await start(house)
  await cancelPayment(house.ctx(), id)
  await house.runJobs()
  expect(await stateOf(id)).toBe('cancelled')
  expect(orders(id)).toHaveLength(0)
  expect(await eventsOf(house, id)).toEqual(['payment.failed'])
})

test('a sum that is not the one asked for waits for a human, in suspense, and is taken when they say so', async () => {
  const before = await held(house, 'platform', 'suspense')
  const pot = await held(house, 'project:story', 'pot')
  const finance = await house.person({ staff: ['finance'] })
  const { id } = await start(house)
  await house.runJobs()
  await sql`update payments.payments set amount = 6000 where id = ${id}`.execute(house.db)
  await fedapay.approve(id)
  await fedapay.quiet()
  await hurry(house)
  expect(await stateOf(id)).toBe('held')
  expect((await held(house, 'platform', 'suspense')) - before).toBe(5_000)
  const { items } = await house.call<{ items: { id: string; aboutId: string; reasons: { kind: string }[] }[] }>(finance, 'payments.listHolds')
  const hold = items.find(({ aboutId }) => aboutId === id)!
  expect(hold.reasons.map(({ kind }) => kind)).toEqual(['other-amount'])
  await house.call(finance, 'payments.decideHold', { holdId: hold.id, verdict: 'approved', word: 'Vu avec Afi' })
  expect(await stateOf(id)).toBe('confirmed')
  expect((await held(house, 'platform', 'suspense')) - before).toBe(0)
  expect((await held(house, 'project:story', 'pot')) - pot).toBe(5_000)
  expect(await eventsOf(house, id)).toEqual(['payment.held', 'payment.confirmed'])
  await expect(house.call(finance, 'payments.decideHold', { holdId: hold.id, verdict: 'refused', word: 'Non' })).rejects.toMatchObject({ code: 'payments.alreadyDecided' })
})

test('a suspicious payment asks nothing of anybody until a human lets it pass', async () => {
  const finance = await house.person({ staff: ['finance'] })
  const large = await start(house, { money: { amount: 1_500_000, currency: 'XOF' } })
  const other = await start(house, { money: { amount: 1_500_000, currency: 'XOF' } })
  expect(large.state).toBe('held')
  await house.runJobs()
  expect(orders(large.id)).toHaveLength(0)
  const { items } = await house.call<{ items: { id: string; aboutId: string }[] }>(finance, 'payments.listHolds')
  const holdOf = (id: string) => items.find(({ aboutId }) => aboutId === id)!.id
  await expect(house.call(finance, 'payments.decideHold', { holdId: holdOf(other.id), verdict: 'refused' })).rejects.toMatchObject({ code: 'payments.wordNeeded' })
  // However long the human took, the payer has time from then on.
  clock.travel(5 * hour)
  await house.call(finance, 'payments.decideHold', { holdId: holdOf(large.id), verdict: 'approved' })
  await house.call(finance, 'payments.decideHold', { holdId: holdOf(other.id), verdict: 'refused', word: 'Inconnu' })
  await house.runJobs()
  expect(await stateOf(large.id)).toBe('pending')
  expect(orders(large.id)).toHaveLength(1)
  expect(await stateOf(other.id)).toBe('failed')
  expect(await eventsOf(house, other.id)).toEqual(['payment.held', 'payment.failed'])
})

test('the thirteenth payment of one phone in a day waits', async () => {
  const phone = '+22891999999'
  const states: string[] = []
  for (let i = 0; i < 13; i += 1) states.push((await start(house, { payer: { ...asked().payer, phone } })).state)
  expect(states.filter((state) => state === 'held')).toHaveLength(1)
  expect(states.at(-1)).toBe('held')
})

test('a phone of another country than the wallet is refused; an amount outside the way’s bounds too', async () => {
  await expect(start(house, { payer: { ...asked().payer, phone: '+22997112233' } })).rejects.toMatchObject({ code: 'payments.wrongPhone' })
  await expect(start(house, { money: { amount: 1, currency: 'XOF' } })).rejects.toMatchObject({ code: 'payments.tooLittle' })
  await expect(start(house, { money: { amount: 9_000_000, currency: 'XOF' } })).rejects.toMatchObject({ code: 'payments.tooMuch' })
  await expect(start(house, { channel: 'card' })).rejects.toMatchObject({ code: 'payments.noWay' })
})

test('what nobody looks after any more is taken up by the sweep', async () => {
  const { id } = await start(house)
  await house.runJobs()
  await fedapay.approve(id)
  await fedapay.quiet()
  await sql`delete from graphile_worker._private_jobs where key = ${`payments.attend:${id}`}`.execute(house.db)
  await sql`update payments.payments set next_check_at = now() - interval '2 minutes' where id = ${id}`.execute(house.db)
  const { sweep } = await import('#domains/payments/actions/sweep.ts')
  await sweep(house.ctx())
  await house.runJobs()
  expect(await stateOf(id)).toBe('confirmed')
})

test('nothing is asked when the asking room’s transaction is taken back', async () => {
  const one = asked()
  const before = fedapay.entries().length
  await transaction(house.ctx(), async (ctx) => {
    await (await import('#domains/payments')).startPayment(ctx, one)
    throw new Error('taken back')
  }).catch(() => undefined)
  await hurry(house)
  expect(fedapay.entries().length).toBe(before)
  expect((await sql`select 1 from payments.payments where key = ${one.key}`.execute(house.db)).rows).toEqual([])
})

test('the timeline of a payment is for those who keep the accounts', async () => {
  const finance = await house.person({ staff: ['finance'] })
  const { id } = await start(house)
  await house.runJobs()
  const whole = await house.call<{ payment: { id: string; phone: string }; steps: { what: string }[] }>(finance, 'payments.getPaymentDetails', { paymentId: id })
  expect(whole.payment.id).toBe(id)
  expect(whole.steps.map(({ what }) => what)).toEqual(expect.arrayContaining(['begun', 'asked', 'moved']))
  await expect(house.call(await house.person({ staff: ['agent'] }), 'payments.getPaymentDetails', { paymentId: id })).rejects.toMatchObject({ kind: 'forbidden' })
})

test('afterwards everything that must hold does', async () => {
  await house.person({ staff: ['administrator'] })
  expect((await brokenInvariants(house.db)).map(({ invariant }) => invariant)).toEqual([])
})
