import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clock } from '#platform/clock'
import { transaction } from '#platform/database/pool'
import type { Currency } from '#platform/money'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { balanceOf, balancesOf, postTransfer, reverseTransfer, settleTransfer, statementOf } from './index.ts'
import { monthOf, nextMonth } from './rules.ts'
import { type AccountRef, type Leg, type Purpose, purposes } from './types.ts'

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

describe('what the database forbids', () => {
  const one = (text: string) => sql.raw(text).execute(house.db)
  const state = async (text: string): Promise<string> => {
    try {
      await one(text)
      return 'done'
    } catch (error) {
      return (error as { constraint?: string }).constraint ?? String(error)
    }
  }

  test('nothing that was written is changed or removed', async () => {
    await give('fixed', account('project:fixed', 'pot'), 10)
    await give('fixed:pending', account('project:fixed', 'pot'), 10, { pending: true })
    const tries = [
      'update ledger.legs set amount = amount + 1',
      'delete from ledger.legs',
      'truncate ledger.legs',
      `update ledger.accounts set owner = 'me'`,
      'delete from ledger.accounts',
      `update ledger.transfers set reason = 'other'`,
      `update ledger.transfers set state = 'pending', settled_at = null`,
      `update ledger.transfers set state = 'posted', settled_at = now(), key = 'mine' where key = 'fixed:pending'`,
      'delete from ledger.transfers',
      'update ledger.pending_legs set amount = 1',
      'delete from ledger.pending_legs',
      'truncate ledger.closings cascade',
      'truncate ledger.periods cascade',
    ]
    for (const text of tries) expect(await state(text), text).toBe('ledger_append_only')
  })

  test('a leg needs a posted transfer and two different accounts of its currency; a floor holds', async () => {
    await give('sound', account('project:sound', 'pot'), 10)
    await give('sound:pending', account('project:sound', 'pot'), 10, { pending: true })
    await postTransfer(house.db, { key: 'sound:eur', reason: 'contribution', legs: [leg(account('provider:test', 'float', 'EUR'), account('project:sound', 'pot', 'EUR'), 10)] })
    const insert = (key: string, debit: string, credit: string, currency: string) =>
      state(`insert into ledger.legs (transfer_id, leg, at, debit_account, credit_account, currency, amount) values ((select id from ledger.transfers where key = '${key}'), 9, now(),
        (select id from ledger.accounts where owner = 'provider:test' and purpose = 'float' and currency = '${debit}'),
        (select id from ledger.accounts where owner = 'project:sound' and purpose = 'pot' and currency = '${credit}'), '${currency}', 5)`)
    expect(await insert('sound', 'EUR', 'XOF', 'XOF')).toBe('legs_sound')
    expect(await insert('sound', 'XOF', 'EUR', 'XOF')).toBe('legs_sound')
    expect(await insert('sound:pending', 'XOF', 'XOF', 'XOF')).toBe('legs_sound')
    expect(await insert('sound', 'XOF', 'XOF', 'XOF')).toBe('done')
    expect(await state('update ledger.floors set available = -1')).toBe('floors_hold')
  })

  test('the purposes it knows are those of the code', async () => {
    const { rows } = await sql<{ name: string; side: string; kind: string; floor: boolean }>`select name, side, kind, floored as floor from ledger.purposes`.execute(house.db)
    expect(Object.fromEntries(rows.map(({ name, ...rest }) => [name, rest]))).toEqual(purposes)
  })
})

test('what cannot be a transfer is refused before the database is asked', async () => {
  const pot = account('project:i', 'pot')
  const post = (more: object) => postTransfer(house.db, { key: 'i', reason: 'contribution', legs: [leg(float, pot, 1)], ...more })
  for (const [more, code] of [
    [{ key: '' }, 'ledger.unnamed'],
    [{ reason: '' }, 'ledger.unnamed'],
    [{ legs: [] }, 'ledger.noLegs'],
    [{ legs: [leg(float, pot, 0)] }, 'ledger.wrongAmount'],
    [{ legs: [leg(float, pot, 1.5)] }, 'ledger.wrongAmount'],
    [{ legs: [leg(float, pot, 2 ** 53)] }, 'ledger.wrongAmount'],
    [{ legs: [leg(float, account('project:i', 'pot', 'EUR'), 1)] }, 'ledger.unbalanced'],
    [{ legs: [leg(pot, pot, 1)] }, 'ledger.unbalanced'],
    [{ legs: [leg(float, { owner: 'x', purpose: 'gifts', currency: 'XOF' } as never, 1)] }, 'ledger.noSuchAccount'],
    [{ late: true }, 'ledger.notLate'],
  ] as const)
    await expect(post(more), code).rejects.toMatchObject({ code, kind: 'invalid' })
})

test('a refused transfer leaves nothing behind, and the transaction around it goes on', async () => {
  const pot = account('project:j', 'pot')
  await give('j1', pot, 10)
  await transaction(house.ctx(), async (inside) => {
    await expect(postTransfer(inside.db, { key: 'j2', reason: 'refund', legs: [leg(pot, float, 11)] })).rejects.toMatchObject({ code: 'ledger.notEnough' })
    await postTransfer(inside.db, { key: 'j2', reason: 'refund', legs: [leg(pot, float, 10)] })
  })
  expect((await balanceOf(house.db, pot)).available).toBe(0)
})

describe('those who keep the books', () => {
  test('see a balance in each currency, accounts page by page, a transfer by its key', async () => {
    const yao = await house.person({ staff: ['finance'] })
    await postTransfer(house.db, { key: 'k2', reason: 'contribution', legs: [leg(account('provider:test', 'float', 'EUR'), account('project:k', 'pot', 'EUR'), 10)] })
    await give('k1', account('project:k', 'pot'), 1_000, { reference: 'contribution:k', metadata: { channel: 'mixx' } })
    const { sheets } = await house.call<{ sheets: { currency: string; debit: number; credit: number }[] }>(yao, 'ledger.trialBalance')
    expect(sheets.map((one) => one.currency)).toEqual(['XOF', 'EUR'])
    for (const { debit, credit } of sheets) expect(debit).toBe(credit)
    for (const name of ['m', 'n', 'o']) await give(`${name}1`, account(`project:${name}`, 'pot'), 1)
    const first = await house.call<{ items: { owner: string }[]; next: string }>(yao, 'ledger.listAccounts', { limit: 2, purpose: 'pot' })
    const second = await house.call<{ items: { owner: string }[] }>(yao, 'ledger.listAccounts', { limit: 2, purpose: 'pot', after: first.next })
    expect(first.items[1]!.owner < second.items[0]!.owner).toBe(true)
    expect(await house.call(yao, 'ledger.getTransfer', { transfer: 'k1' })).toMatchObject({
      key: 'k1',
      state: 'posted',
      metadata: { channel: 'mixx' },
      reversedBy: null,
      legs: [{ debit: { owner: 'provider:test', purpose: 'float' }, credit: { owner: 'project:k', purpose: 'pot' }, amount: 1_000, currency: 'XOF' }],
    })
    await expect(house.call(yao, 'ledger.getTransfer', { transfer: 'none' })).rejects.toMatchObject({ code: 'ledger.unknownTransfer', kind: 'missing' })
  })

  test('close the months that are over, in their order, and read the balance of each', async () => {
    const yao = await house.person({ staff: ['finance'] })
    const call = <T>(name: string, input = {}) => house.call<T>(yao, `ledger.${name}`, input)
    const now = clock.now()
    const [here, next] = [monthOf(now).slice(0, 7), nextMonth(monthOf(now)).slice(0, 7)]
    await expect(call('closePeriod', { month: here })).rejects.toMatchObject({ code: 'ledger.periodNotOver' })
    const before = await call<{ sheets: unknown }>('trialBalance')
    clock.travel(new Date(nextMonth(`${next}-01`)).getTime() + 1_000 - now.getTime())
    await give('l1', account('project:l', 'pot'), 1, { at: new Date(`${next}-10`) })
    await expect(call('closePeriod', { month: next })).rejects.toMatchObject({ code: 'ledger.earlierPeriodOpen' })
    const periods = await call<{ items: { month: string; closable: boolean }[] }>('listPeriods')
    expect(periods.items.filter((one) => one.closable).map((one) => one.month)).toEqual([here])
    await call('closePeriod', { month: here })
    await expect(call('closePeriod', { month: here })).rejects.toMatchObject({ code: 'ledger.periodClosed' })
    await call('closePeriod', { month: next })
    expect((await call<{ sheets: unknown }>('trialBalance', { month: here })).sheets).toEqual(before.sheets)
    const after = await call<{ sheets: unknown }>('trialBalance')
    expect((await call<{ sheets: unknown }>('trialBalance', { month: next })).sheets).toEqual(after.sheets)
    expect(after.sheets).not.toEqual(before.sheets)
  })
})
