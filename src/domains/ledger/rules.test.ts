import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencies } from '#platform/money'
import { changeOf, closableMonth, fingerprintOf, monthOf, nextMonth, openMonths, trialSheets, whyCannotPost } from './rules.ts'
import { type AccountRef, type Leg, type Purpose, purposes } from './types.ts'

const purpose = fc.constantFrom(...(Object.keys(purposes) as Purpose[]))
const account = fc.record({ owner: fc.constantFrom('platform', 'project:1', 'project:2', 'provider:x'), purpose, currency: fc.constantFrom(...currencies) })
const leg: fc.Arbitrary<Leg> = fc
  .record({ debit: account, credit: account, amount: fc.integer({ min: 1, max: 1_000_000 }) })
  .map(({ debit, credit, amount }) => ({ debit, credit: { ...credit, currency: debit.currency }, amount }))
  .filter(({ debit, credit }) => debit.owner !== credit.owner || debit.purpose !== credit.purpose)
const legs = fc.array(leg, { minLength: 1, maxLength: 6 })

describe('a transfer', () => {
  test('of sound legs can be asked', () => {
    fc.assert(
      fc.property(legs, fc.boolean(), (list, pending) => {
        expect(whyCannotPost({ key: 'k', reason: 'fee', legs: list, pending })).toBeNull()
      }),
    )
  })

  test('is known again by its legs in their order, and by whether they were only announced', () => {
    fc.assert(
      fc.property(legs, legs, fc.boolean(), fc.boolean(), (one, other, pending, too) => {
        const same = JSON.stringify([one, pending]) === JSON.stringify([other, too])
        expect(fingerprintOf({ legs: one, pending }) === fingerprintOf({ legs: other, pending: too })).toBe(same)
      }),
    )
  })

  test('takes from all accounts together what it gives them, in each currency', () => {
    fc.assert(
      fc.property(legs, (list) => {
        const touched = new Map(
          list.flatMap(({ debit, credit }) => [debit, credit]).map((one): [string, AccountRef] => [JSON.stringify([one.owner, one.purpose, one.currency]), one]),
        )
        for (const currency of currencies) {
          const debits = [...touched.values()]
            .filter((one) => one.currency === currency)
            .map((one) => (purposes[one.purpose].side === 'debit' ? 1 : -1) * list.reduce((all, each) => all + changeOf(one, each), 0))
          expect(debits.reduce((all, one) => all + one, 0)).toBe(0)
        }
      }),
    )
  })
})

test('a trial balance writes each purpose on one side, and both sides sum to the same', () => {
  fc.assert(
    fc.property(legs, (list) => {
      const sums = currencies.flatMap((currency) =>
        (Object.keys(purposes) as Purpose[]).map((name) => {
          const sum = (side: 'debit' | 'credit') => list.filter((one) => one[side].purpose === name && one[side].currency === currency).reduce((all, one) => all + one.amount, 0)
          return { purpose: name, currency, accounts: 1, debits: sum('debit'), credits: sum('credit') }
        }),
      )
      for (const sheet of trialSheets(sums)) {
        expect(sheet.debit).toBe(sheet.credit)
        for (const row of sheet.rows) expect(Math.min(row.debit, row.credit)).toBe(0)
      }
    }),
  )
})

describe('months', () => {
  test('follow each other, also over a year', () => {
    expect([monthOf(new Date('2026-11-30T23:59:59.999Z')), nextMonth('2026-11-01'), nextMonth('2026-12-01')]).toEqual(['2026-11-01', '2026-12-01', '2027-01-01'])
  })

  test('are open from the first posting, and the earliest can be closed once it is over', () => {
    const open = openMonths(new Date('2026-09-15T12:00:00Z'), new Date('2026-11-01T00:00:00Z'))
    expect(open).toEqual(['2026-09-01', '2026-10-01', '2026-11-01'])
    expect(closableMonth(open, new Date('2026-11-01T00:00:00Z'))).toBe('2026-09-01')
    expect(closableMonth(['2026-11-01'], new Date('2026-11-30T23:59:59Z'))).toBeNull()
    expect(closableMonth(['2026-11-01'], new Date('2026-12-01T00:00:00Z'))).toBe('2026-11-01')
    expect([openMonths(null, new Date()), closableMonth([], new Date())]).toEqual([[], null])
  })
})
