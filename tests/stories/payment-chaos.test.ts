import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPayments, refundPayment } from '#domains/payments'
import { clock, hour, minute } from '#platform/clock'
import { brokenInvariants } from '../../checks/invariants.ts'
import { openFedapay } from '../doors/fedapay.ts'
import { envOf, type KeptDoor } from '../doors/payment-keeper.ts'
import type { TestHouse } from '../house.ts'
import { held, hurry, openPayingHouse, pot, start } from './paying.ts'

const people = process.env.GRIOT_LONG ? 200 : 24
let house: TestHouse
let fedapay: KeptDoor

beforeAll(async () => {
  fedapay = await openFedapay()
  ;({ house } = await openPayingHouse([fedapay], envOf(fedapay)))
})
afterAll(async () => {
  await house.close()
  await fedapay.close()
})

/** The same draws on every run. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

const entriesOf = (id: string) => fedapay.entries().filter(({ reference }) => reference === id)

test('everything goes wrong at the provider at once: each person is charged at most once, and the ledger is the provider’s own list', { timeout: 300_000 }, async () => {
  const roll = dice(7)
  fedapay.behave({ answers: 'chaos', callbacks: 'chaos', lateMs: 50 })
  const ids = (await Promise.all(Array.from({ length: people }, () => start(house)))).map(({ id }) => id)
  await house.runJobs()
  for (let round = 0; round < 4; round += 1) {
    for (const id of ids) {
      const [order] = entriesOf(id)
      const chance = roll()
      if (order && chance < 0.3) await fedapay.approve(order.providerRef)
      else if (order && chance < 0.4) await fedapay.refuse(order.providerRef)
    }
    await hurry(house)
  }
  // Half the refunds are asked while nothing is settled yet: those of payments that have not come are refused.
  const refunds: string[] = []
  for (const id of ids.filter(() => roll() < 0.4)) {
    for (let part = 0; part < 3; part += 1) {
      const asked = await refundPayment(house.ctx(), { key: `r-${id}-${part}`, subject: `contribution:${id}`, paymentId: id, amount: 2_000, debit: pot, reason: 'Chaos' }).catch(
        () => null,
      )
      if (asked) refunds.push(asked.id)
    }
  }
  for (let round = 0; round < 4; round += 1) {
    await hurry(house)
    for (const { about, providerRef } of fedapay.entries()) if (about === 'refund' && roll() < 0.6) await fedapay.approve(providerRef)
  }
  fedapay.behave({ answers: 'normal', callbacks: 'normal' })
  for (const { about, providerRef } of fedapay.entries()) if (about === 'refund') await fedapay.approve(providerRef)
  for (let round = 0; round < 3; round += 1) await hurry(house)
  clock.travel(hour + minute)
  for (let round = 0; round < 2; round += 1) await hurry(house)

  const payments = await findPayments(house.db, ids)
  const entries = fedapay.entries()
  expect(entries.filter(({ moved }) => moved > 1)).toEqual([])
  for (const id of ids) {
    expect(entriesOf(id).length, id).toBeLessThanOrEqual(1)
    expect(payments.get(id)?.state === 'confirmed', id).toBe(entriesOf(id)[0]?.moved === 1)
    expect(['confirmed', 'failed', 'cancelled', 'expired']).toContain(payments.get(id)?.state)
  }
  const sum = (about: string) => entries.filter((one) => one.about === about && one.moved === 1).reduce((all, { amount }) => all + amount, 0)
  expect(sum('payment')).toBeGreaterThan(0)
  expect(refunds.length).toBeGreaterThan(0)
  expect((await held(house, 'provider:fedapay', 'float')) + (await held(house, 'provider:fedapay', 'charges'))).toBe(sum('payment') - sum('refund'))
  expect(await held(house, 'project:story', 'pot')).toBe(sum('payment') - sum('refund'))
  const { rows } = await sql`select 1 from payments.payments where refunded > received`.execute(house.db)
  expect(rows).toEqual([])
  const twice = await sql`select subject, type from platform.events where type like 'payment.%' or type like 'refund.%' group by 1, 2 having count(*) > 1`.execute(house.db)
  expect(twice.rows).toEqual([])
  clock.reset()
  expect(await brokenInvariants(house.db)).toEqual([])
})
