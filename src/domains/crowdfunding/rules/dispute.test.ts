import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contributionStates } from '../types.ts'
import { offsetDebt, payoutOfStep, returnsTo, shareOfDispute, takenFrom } from './dispute.ts'
import { fromProducer } from './trail.ts'

test('a bank takes it out of where it lies: the pot, the producer’s part, or what was going back', () => {
  const from = (settled: boolean) => Object.fromEntries(contributionStates.map((state) => [state, takenFrom(state, settled)]))
  const always = { 'refund-due': 'refunds', refunding: 'refunds', 'refund-stuck': 'refunds', refunded: null, disputed: null }
  const unheard = { pending: 'pot', pledged: 'pot', failed: 'pot', expired: 'pot' }
  expect(from(false)).toEqual({ ...always, ...unheard, confirmed: 'pot' })
  expect(from(true)).toEqual({ ...always, ...unheard, confirmed: 'producer' })
})

test('what returns goes where it was taken, and to whoever gave when nothing is raised any more', () => {
  expect(returnsTo({ from: 'pot', projectState: 'live', settled: false })).toBe('pot')
  expect(returnsTo({ from: 'pot', projectState: 'succeeded', settled: false })).toBe('pot')
  expect(returnsTo({ from: 'pot', projectState: 'completed', settled: true })).toBe('producer')
  for (const projectState of ['failed', 'cancelled'] as const) expect(returnsTo({ from: 'pot', projectState, settled: true })).toBe('back')
  expect(returnsTo({ from: 'refunds', projectState: 'failed', settled: true })).toBe('refunds')
})

const amount = fc.integer({ min: 1, max: 10_000_000 })
type Act = { do: 'take' | 'win'; pick: number } | { do: 'pay'; step: number }
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constantFrom('take' as const, 'win' as const), pick: fc.nat(7) }),
  fc.record({ do: fc.constant('pay' as const), step: fc.nat(3) }),
)

test('whatever is taken back, returned and paid out in whatever order: nobody gets more than their part, and each account says what is true', () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 10_000 }), fc.array(act, { maxLength: 30 }), (gifts, points, acts) => {
      const shares = gifts.map((gift) => shareOfDispute(gift, points))
      const owed = shares.reduce((sum, one) => sum + one.producer, 0)
      const steps = [Math.floor(owed / 3), owed - Math.floor(owed / 3)].map((one) => ({ amount: one, withheld: 0, done: false }))
      const books = { payable: owed, receivable: 0, fees: shares.reduce((sum, one) => sum + one.fee, 0), paid: 0 }
      const away = new Set<number>()
      for (const one of acts) {
        if (one.do === 'pay') {
          const step = steps[one.step % steps.length]!
          if (step.done) continue
          const { withhold, pay } = payoutOfStep(step, books.receivable)
          step.withheld += withhold
          step.done = true
          books.payable -= withhold + pay
          books.receivable -= withhold
          books.paid += pay
          continue
        }
        const pick = one.pick % gifts.length
        const { fee, producer } = shares[pick]!
        if (one.do === 'take' && !away.has(pick)) {
          away.add(pick)
          books.fees -= fee
          books.receivable += producer
        }
        if (one.do === 'win' && away.delete(pick)) {
          const { debt, paid } = offsetDebt(producer, books.receivable)
          books.fees += fee
          books.receivable -= debt
          // Credited to what is owed, and paid out at once.
          books.paid += paid
        }
        expect(Math.min(books.receivable, books.fees, books.payable)).toBeGreaterThanOrEqual(0)
      }
      const here = gifts.filter((_, i) => !away.has(i)).reduce((sum, gift) => sum + gift, 0)
      expect(books.payable - books.receivable + books.fees + books.paid).toBe(here)
      expect(books.payable).toBeGreaterThanOrEqual(steps.filter((step) => !step.done).reduce((sum, step) => sum + step.amount - step.withheld, 0))
    }),
    { seed: 20_261_121 },
  )
})

test('what moved between a producer and the house is told once, with what was left after it', () => {
  const line = (id: string, day: number, reason: string, amount: number) => ({ id, at: new Date(Date.UTC(2026, 10, day)), reason, reference: null, amount, balance: 0 })
  const owed = [line('e', 5, 'payout', -70), line('d', 4, 'withheld', -20), line('a', 1, 'settlement', 100)]
  const debts = [line('d', 4, 'withheld', -20), line('c', 3, 'reinstatement', -10), line('b', 2, 'charge-back', 30)]
  const told = fromProducer(owed, debts, 10).map(({ reason, amount: moved, balance }) => [reason, moved, balance])
  expect(told).toEqual([
    ['payout', -70, 10],
    ['reinstatement', 10, 80],
    ['charge-back', -30, 70],
  ])
})
