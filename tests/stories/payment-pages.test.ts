import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chargeSaved, findPayment, type NewPayment, type PaymentFacts, refundPayment } from '#domains/payments'
import { findOut } from '#domains/payments/store/outs.ts'
import { clock } from '#platform/clock'
import { transaction } from '#platform/database/pool'
import { envOf } from '../doors/payment-keeper.ts'
import { openPaypal, type PaypalDoor } from '../doors/paypal.ts'
import { openStripe, type StripeDoor } from '../doors/stripe.ts'
import type { TestHouse } from '../house.ts'
import { eventsOf, held, hurry, openPayingHouse, pot, start } from './paying.ts'

let house: TestHouse
let stripe: StripeDoor
let paypal: PaypalDoor
const euros = { ...pot, currency: 'EUR' as const }
const payer = { userId: null, name: 'Claire Fontaine', email: 'claire@mail.example', phone: null, country: 'FR' }
const ask = (way: 'stripe' | 'paypal', change: Partial<NewPayment> = {}): Promise<PaymentFacts> =>
  start(house, { provider: way, channel: way === 'stripe' ? 'card' : 'paypal', money: { amount: 2_000, currency: 'EUR' }, credit: euros, payer, ...change })
const read = async (id: string): Promise<PaymentFacts> => (await findPayment(house.db, id))!
/** From the asking to the page. */
const opened = async (way: 'stripe' | 'paypal', change: Partial<NewPayment> = {}): Promise<{ id: string; page: string }> => {
  const { id } = await ask(way, change)
  await house.runJobs()
  return { id, page: (await read(id)).nextUrl! }
}
const press = (page: string, choice: string): Promise<Response> => fetch(page, { method: 'POST', body: new URLSearchParams({ do: choice }), redirect: 'manual' })
const settled = async (): Promise<void> => {
  await stripe.quiet()
  await paypal.quiet()
  await house.runJobs()
}
const moved = (door: StripeDoor | PaypalDoor, id: string): number => Math.max(0, ...door.entries().flatMap((one) => (one.reference === id ? [one.moved] : [])))

beforeAll(async () => {
  stripe = await openStripe()
  paypal = await openPaypal()
  ;({ house } = await openPayingHouse([stripe, paypal], envOf(stripe, paypal)))
})
afterEach(() => {
  for (const door of [stripe, paypal]) door.behave({ callbacks: 'normal', answers: 'normal' })
  clock.reset()
})
afterAll(async () => {
  await house.close()
  await stripe.close()
  await paypal.close()
})

test('a card: refused once on the page, accepted the second time, in the ledger with the fee, given back in part', async () => {
  const { id, page } = await opened('stripe')
  expect(await read(id)).toMatchObject({ state: 'pending', flow: 'redirect', sandbox: true })
  await press(page, 'pm_card_chargeDeclined')
  await settled()
  expect((await read(id)).state).toBe('pending')
  const [before, floated] = [await held(house, pot.owner, 'pot', 'EUR'), await held(house, 'provider:stripe', 'float', 'EUR')]
  expect((await press(page, 'pm_card_visa')).status).toBe(303)
  await settled()
  expect((await read(id)).state).toBe('confirmed')
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
  expect((await held(house, pot.owner, 'pot', 'EUR')) - before).toBe(2_000)
  expect((await held(house, 'provider:stripe', 'float', 'EUR')) - floated).toBe(2_000 - 55)
  const order = { key: `story:${randomUUID()}`, subject: 'contribution:x', paymentId: id, amount: 500, debit: euros, reason: 'Sur demande' }
  const refund = await transaction(house.ctx(), (ctx) => refundPayment(ctx, order))
  await settled()
  expect((await findOut(house.db, refund.id))?.state).toBe('completed')
  expect(await eventsOf(house, refund.id)).toEqual(['refund.completed'])
  expect((await held(house, pot.owner, 'pot', 'EUR')) - before).toBe(1_500)
  expect(moved(stripe, id)).toBe(1)
})

test.each(['lost', 'doubled', 'late', 'out-of-order', 'forged'] as const)('a card whose callbacks arrive %s is confirmed once', async (callbacks) => {
  stripe.behave({ callbacks, lateMs: 50 })
  const { id, page } = await opened('stripe')
  await press(page, 'pm_card_visa')
  await settled()
  await hurry(house)
  expect((await read(id)).state).toBe('confirmed')
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
})

test('an order whose answer was lost leads to the page of the first one', async () => {
  for (const [way, door] of [
    ['stripe', stripe],
    ['paypal', paypal],
  ] as const) {
    door.behave({ answers: 'timeout-after-success' })
    const { id } = await ask(way)
    await house.runJobs()
    door.behave({ answers: 'normal' })
    for (let i = 0; i < 3; i += 1) await hurry(house)
    expect(await read(id)).toMatchObject({ state: 'pending' })
    expect(door.entries().filter(({ reference }) => reference === id)).toHaveLength(1)
  }
})

test('the cardholder’s bank takes it back: confirmed, then disputed', async () => {
  const { id, page } = await opened('stripe')
  await press(page, 'pm_card_visa')
  await settled()
  stripe.dispute(id)
  await settled()
  expect((await read(id)).state).toBe('disputed')
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed', 'payment.disputed'])
})

test('a pledge: the card is kept, nothing moves, and it is charged once at success though the line is cut', async () => {
  const before = await held(house, pot.owner, 'pot', 'EUR')
  const { id, page } = await opened('stripe', { save: true })
  await press(page, 'pm_card_visa')
  await settled()
  expect((await read(id)).state).toBe('saved')
  expect(await eventsOf(house, id)).toEqual(['payment.saved'])
  expect(await held(house, pot.owner, 'pot', 'EUR')).toBe(before)
  stripe.behave({ answers: 'timeout-after-success' })
  const key = `charge:${id}`
  await chargeSaved(house.ctx(), { paymentId: id, key, credit: euros })
  await house.runJobs()
  stripe.behave({ answers: 'normal' })
  await chargeSaved(house.ctx(), { paymentId: id, key, credit: euros })
  await settled()
  await hurry(house)
  expect(await eventsOf(house, id)).toEqual(['payment.saved', 'payment.confirmed'])
  expect((await held(house, pot.owner, 'pot', 'EUR')) - before).toBe(2_000)
  expect(moved(stripe, id)).toBe(1)
})

test.each([
  ['pm_card_chargeCustomerFail', 'card-refused'],
  ['pm_card_authenticationRequired', 'needs-authentication'],
])('a pledge that the bank refuses at success (%s) fails, and says why', async (card, reason) => {
  const { id, page } = await opened('stripe', { save: true })
  await press(page, card)
  await settled()
  await chargeSaved(house.ctx(), { paymentId: id, key: `charge:${id}`, credit: euros })
  await settled()
  await hurry(house)
  expect(await read(id)).toMatchObject({ state: 'failed', reason })
  expect(await eventsOf(house, id)).toEqual(['payment.saved', 'payment.failed'])
})

test('PayPal: approved on its page, taken by us, in the ledger with the fee, given back', async () => {
  const before = await held(house, pot.owner, 'pot', 'EUR')
  const { id, page } = await opened('paypal')
  await press(page, 'good')
  await settled()
  await hurry(house)
  expect((await read(id)).state).toBe('confirmed')
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
  expect((await held(house, pot.owner, 'pot', 'EUR')) - before).toBe(2_000)
  const order = { key: `story:${randomUUID()}`, subject: 'contribution:y', paymentId: id, amount: 2_000, debit: euros, reason: 'Campagne close' }
  const refund = await transaction(house.ctx(), (ctx) => refundPayment(ctx, order))
  await settled()
  expect(await eventsOf(house, refund.id)).toEqual(['refund.completed'])
  expect(await held(house, pot.owner, 'pot', 'EUR')).toBe(before)
  expect(moved(paypal, id)).toBe(1)
})

test('PayPal: a declined means leads back to the page, and the next one pays', async () => {
  const { id, page } = await opened('paypal')
  await press(page, 'declined')
  await settled()
  expect(await read(id)).toMatchObject({ state: 'pending', nextUrl: page })
  await press(page, 'good')
  await settled()
  await hurry(house)
  expect((await read(id)).state).toBe('confirmed')
  expect(moved(paypal, id)).toBe(1)
})

test('PayPal: approved and never taken in time is never paid', async () => {
  paypal.behave({ callbacks: 'lost' })
  const { id, page } = await opened('paypal')
  const order = paypal.entries().find(({ reference }) => reference === id)!
  await paypal.refuse(order.providerRef)
  await hurry(house)
  expect(await read(id)).toMatchObject({ state: 'expired' })
  expect((await press(page, 'good')).status).toBe(200)
  expect(moved(paypal, id)).toBe(0)
})
