import { shareOf } from '#platform/money'
import type { ContributionState, ProjectState, RefundWhy, TakenFrom } from '../types.ts'

/** Out of what a contribution is taken when its bank takes it back; null = nothing of it is left here. Money that came and was not heard of yet lies in the pot. */
export function takenFrom(state: ContributionState, settled: boolean): TakenFrom | null {
  switch (state) {
    case 'refunded':
    case 'disputed':
      return null
    case 'refund-due':
    case 'refunding':
    case 'refund-stuck':
      return 'refunds'
    case 'confirmed':
      return settled ? 'producer' : 'pot'
    default:
      return 'pot'
  }
}

export interface Returning {
  from: TakenFrom
  projectState: ProjectState
  settled: boolean
}

/** Where it goes when the bank returns it. `back`: nothing is raised any more, so it goes to whoever gave. */
export function returnsTo({ from, projectState, settled }: Returning): TakenFrom | 'back' {
  if (from !== 'pot' || !settled) return from
  return projectState === 'failed' || projectState === 'cancelled' ? 'back' : 'producer'
}

export const whyBack = (state: ProjectState): RefundWhy => (state === 'cancelled' ? 'cancelled' : 'failed')

/** After the settlement the platform gives its share back, and the producer owes the rest: together exactly the amount. The same when it returns. */
export function shareOfDispute(amount: number, feeBasisPoints: number): { fee: number; producer: number } {
  const fee = shareOf(amount, feeBasisPoints)
  return { fee, producer: amount - fee }
}

/** What returns first makes a debt good; the rest was withheld from a payout, and is paid out. */
export function offsetDebt(amount: number, debt: number): { debt: number; paid: number } {
  const part = Math.min(amount, Math.max(debt, 0))
  return { debt: part, paid: amount - part }
}

/** What leaves for a step of the film: what was promised less what was withheld before, less what its producer owes now. */
export function payoutOfStep({ amount, withheld }: { amount: number; withheld: number }, debt: number): { withhold: number; pay: number } {
  const left = amount - withheld
  const withhold = Math.min(left, Math.max(debt, 0))
  return { withhold, pay: left - withhold }
}
