import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Currency } from '#platform/money'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { balanceOf, balancesOf, postTransfer, reverseTransfer, settleTransfer, statementOf } from './index.ts'
import type { AccountRef, Leg, Purpose } from './types.ts'

let house: TestHouse
beforeAll(async () => (house = await openHouse()))
afterAll(() => house.close())

const account = (owner: string, purpose: Purpose, currency: Currency = 'XOF'): AccountRef => ({ owner, purpose, currency })
const leg = (debit: AccountRef, credit: AccountRef, amount: number): Leg => ({ debit, credit, amount })
const float = account('provider:test', 'float')
const fees = account('platform', 'fees')
const give = (key: string, pot: AccountRef, amount: number, more: object = {}) => postTransfer(house.db, { key, reason: 'contribution', legs: [leg(float, pot, amount)], ...more })

describe('posting', () => {
  test('opens the accounts, moves the money, tells both balances on their own side', async () => {
    const pot = account('project:a', 'pot')
    const { id, replayed } = await give('a1', pot, 5_000)
    expect({ id: id.length, replayed }).toEqual({ id: 36, replayed: false })
    expect(await balanceOf(house.db, pot)).toEqual({ posted: 5_000, pendingIn: 0, pendingOut: 0, available: 5_000 })
    expect(await balancesOf(house.db, 'project:a')).toEqual([{ purpose: 'pot', currency: 'XOF', posted: 5_000, pendingIn: 0, pendingOut: 0, available: 5_000 }])
    expect((await balanceOf(house.db, float)).posted).toBeGreaterThanOrEqual(5_000)
  })

  test('the same key answers the first transfer; other legs are refused', async () => {
    const pot = account('project:b', 'pot')
    const first = await give('b1', pot, 100)
    expect(await give('b1', pot, 100)).toEqual({ id: first.id, replayed: true })
    await expect(give('b1', pot, 101)).rejects.toMatchObject({ code: 'ledger.keyReused', kind: 'conflict' })
    await expect(give('b1', pot, 100, { pending: true })).rejects.toMatchObject({ code: 'ledger.keyReused' })
    expect((await balanceOf(house.db, pot)).posted).toBe(100)
  })

  test('an account with a floor never goes below zero; within one transfer only the whole counts', async () => {
    const pot = account('project:c', 'pot')
    const refunds = account('project:c', 'refunds')
    await give('c1', pot, 100)
    await expect(postTransfer(house.db, { key: 'c2', reason: 'refund', legs: [leg(pot, float, 101)] })).rejects.toMatchObject({ code: 'ledger.notEnough', kind: 'refused' })
    await postTransfer(house.db, { key: 'c2', reason: 'refund', legs: [leg(pot, refunds, 60), leg(refunds, float, 60)] })
    expect((await balanceOf(house.db, pot)).available).toBe(40)
    expect((await balanceOf(house.db, refunds)).available).toBe(0)
  })

  test('a replay is answered even when the money has gone since', async () => {
    const pot = account('project:d', 'pot')
    await give('d1', pot, 100)
    const out = { key: 'd2', reason: 'refund', legs: [leg(pot, float, 100)] }
    const first = await postTransfer(house.db, out)
    expect(await postTransfer(house.db, out)).toEqual({ id: first.id, replayed: true })
  })
})

describe('announcing', () => {
  test('pending money is seen apart, holds what it takes, and counts when it is posted', async () => {
    const pot = account('project:e', 'pot')
    await give('e1', pot, 100, { pending: true })
    expect(await balanceOf(house.db, pot)).toEqual({ posted: 0, pendingIn: 100, pendingOut: 0, available: 0 })
    await settleTransfer(house.db, 'e1', true)
    await postTransfer(house.db, { key: 'e2', reason: 'refund', legs: [leg(pot, float, 70)], pending: true })
    expect(await balanceOf(house.db, pot)).toEqual({ posted: 100, pendingIn: 0, pendingOut: 70, available: 30 })
    await expect(postTransfer(house.db, { key: 'e3', reason: 'refund', legs: [leg(pot, float, 31)] })).rejects.toMatchObject({ code: 'ledger.notEnough' })
    await settleTransfer(house.db, 'e2', false)
    expect(await balanceOf(house.db, pot)).toEqual({ posted: 100, pendingIn: 0, pendingOut: 0, available: 100 })
  })

  test('settling again is harmless, contradicting is refused, and less may come than was announced', async () => {
    const pot = account('project:f', 'pot')
    await give('f1', pot, 100, { pending: true })
    const first = await settleTransfer(house.db, 'f1', true, 80)
    expect(await settleTransfer(house.db, 'f1', true)).toEqual({ id: first.id, replayed: true })
    await expect(settleTransfer(house.db, 'f1', false)).rejects.toMatchObject({ code: 'ledger.alreadyPosted' })
    await expect(settleTransfer(house.db, 'f1', true, 100)).rejects.toMatchObject({ code: 'ledger.alreadyPosted' })
    await expect(settleTransfer(house.db, 'never', true)).rejects.toMatchObject({ code: 'ledger.unknownTransfer', kind: 'missing' })
    expect(await balanceOf(house.db, pot)).toEqual({ posted: 80, pendingIn: 0, pendingOut: 0, available: 80 })
  })
})

test('a posted transfer is reversed once', async () => {
  const pot = account('project:g', 'pot')
  await postTransfer(house.db, { key: 'g1', reason: 'contribution', legs: [leg(float, pot, 95), leg(float, fees, 5)] })
  const first = await reverseTransfer(house.db, { key: 'g1:back', of: 'g1', reason: 'correction' })
  expect(await reverseTransfer(house.db, { key: 'g1:back', of: 'g1', reason: 'correction' })).toEqual({ id: first.id, replayed: true })
  await expect(reverseTransfer(house.db, { key: 'g1:again', of: 'g1', reason: 'correction' })).rejects.toMatchObject({ code: 'ledger.alreadyReversed' })
  await expect(reverseTransfer(house.db, { key: 'g1:back:back', of: 'g1:back', reason: 'correction' })).rejects.toMatchObject({ code: 'ledger.isReversal' })
  expect((await balanceOf(house.db, pot)).posted).toBe(0)
})

test('a statement runs backwards, page by page, each line with the balance after it', async () => {
  const pot = account('project:h', 'pot')
  for (const [place, amount] of [10, 20, 30, 40].entries()) await give(`h${place}`, pot, amount, { reference: `contribution:${place}` })
  await postTransfer(house.db, { key: 'h9', reason: 'refund', legs: [leg(pot, float, 15)] })
  const first = await statementOf(house.db, pot, { limit: 2 })
  expect(first.lines.map(({ amount, balance }) => [amount, balance])).toEqual([
    [-15, 85],
    [40, 100],
  ])
  const second = await statementOf(house.db, pot, { after: first.next!, limit: 9 })
  expect(second.lines.map(({ amount, balance, reference }) => [amount, balance, reference])).toEqual([
    [30, 60, 'contribution:2'],
    [20, 30, 'contribution:1'],
    [10, 10, 'contribution:0'],
  ])
  expect(second.next).toBeNull()
})
