import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPayment } from '#domains/payments'
import { openFedapay } from '../doors/fedapay.ts'
import { envOf, type KeptDoor } from '../doors/payment-keeper.ts'
import type { TestHouse } from '../house.ts'
import { eventsOf, held, hurry, openPayingHouse, start } from './paying.ts'

let house: TestHouse
let fedapay: KeptDoor

beforeAll(async () => {
  fedapay = await openFedapay()
  house = (await openPayingHouse([fedapay], envOf(fedapay))).house
})
afterAll(async () => {
  await house.close()
  await fedapay.close()
})

test('a payment is asked once, confirmed by its callback, and in the ledger', async () => {
  const before = await held(house, 'project:story', 'pot')
  const { id } = await start(house)
  await house.runJobs()
  expect((await findPayment(house.db, id))?.state).toBe('pending')
  const [entry] = fedapay.entries().filter(({ reference }) => reference === id)
  await fedapay.approve(entry!.providerRef)
  await fedapay.quiet()
  await house.runJobs()
  expect(await findPayment(house.db, id)).toMatchObject({ state: 'confirmed', sandbox: true })
  expect(await eventsOf(house, id)).toEqual(['payment.confirmed'])
  expect((await held(house, 'project:story', 'pot')) - before).toBe(5_000)
})

test('a lost callback: the poller finds the money', async () => {
  fedapay.behave({ callbacks: 'lost' })
  const { id } = await start(house)
  await house.runJobs()
  await fedapay.approve(id)
  await hurry(house)
  expect((await findPayment(house.db, id))?.state).toBe('confirmed')
  fedapay.behave({ callbacks: 'normal' })
})
