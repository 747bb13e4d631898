import { expect, test } from 'vitest'
import { afterDisputes, dispute } from './stripe-wire.ts'
import { stateOf } from './wire.ts'

const paid = stateOf('confirmed', { providerRef: 'pi_1', money: { amount: 5_000, currency: 'EUR' } })
const moved = (...amounts: number[]) => amounts.map((amount) => ({ amount, currency: 'eur', fee: amount < 0 ? 1_500 : 0 }))
const one = (status: string, amount: number, ...amounts: number[]) =>
  dispute.parse({ id: `dp_${status}`, object: 'dispute', status, amount, currency: 'eur', balance_transactions: moved(...amounts) })

test('a bank that only asks takes nothing', () => {
  expect(afterDisputes(paid, [])).toBe(paid)
  expect(afterDisputes(paid, [one('warning_needs_response', 5_000)])).toBe(paid)
})

test('what was withdrawn and not returned is taken, whole or in part, and what came back is won', () => {
  expect(afterDisputes(paid, [one('needs_response', 5_000, -5_000)])).toMatchObject({ state: 'disputed', reason: 'disputed', taken: { amount: 5_000, fee: 1_500 } })
  expect(afterDisputes(paid, [one('needs_response', 2_000, -2_000)])).toMatchObject({ state: 'disputed', taken: { amount: 2_000 } })
  expect(afterDisputes(paid, [one('lost', 5_000, -5_000)])).toMatchObject({ state: 'disputed', reason: 'dispute-lost' })
  expect(afterDisputes(paid, [one('won', 5_000, -5_000, 5_000)])).toMatchObject({ state: 'won' })
  // The word of the end comes before the money: what counts is the money.
  expect(afterDisputes(paid, [one('won', 5_000, -5_000)])).toMatchObject({ state: 'disputed' })
  expect(afterDisputes(paid, [one('won', 2_000, -2_000, 2_000), one('lost', 3_000, -3_000)])).toMatchObject({ state: 'disputed', reason: 'dispute-lost', taken: { amount: 3_000 } })
})
