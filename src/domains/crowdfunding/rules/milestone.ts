import { shareOf, split } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { MilestoneState, ProjectState } from '../types.ts'

/** What the platform keeps of what was raised, and what is owed for each milestone: together exactly what was raised. */
export function settlementOf(raised: number, feeBasisPoints: number, milestones: readonly number[]): { fee: number; payable: number; amounts: number[] } {
  const fee = shareOf(raised, feeBasisPoints)
  const payable = raised - fee
  return { fee, payable, amounts: split(payable, milestones) }
}

export function whyCannotAsk({ state, projectState, settled }: { state: MilestoneState; projectState: ProjectState; settled: boolean }): Refusal | null {
  if (projectState !== 'succeeded' || !settled) return new Refusal('conflict', 'crowdfunding.notAskable', { state: 'early' })
  if (state === 'waiting' || state === 'sent-back') return null
  return new Refusal('conflict', 'crowdfunding.notAskable', { state: state === 'paid' ? 'paid' : state === 'asked' ? 'asked' : 'other' })
}

export interface MilestoneJudgement {
  state: MilestoneState
  ownWorkspace: boolean
  verdict: 'approved' | 'sent-back'
  note: string | undefined
}

export function whyCannotDecideMilestone({ state, ownWorkspace, verdict, note }: MilestoneJudgement): Refusal | null {
  if (ownWorkspace) return new Refusal('forbidden', 'crowdfunding.ownWorkspace')
  // A payout that got stuck is approved again, with the destination the makers gave since.
  if (state !== 'asked' && !(state === 'stuck' && verdict === 'approved')) return new Refusal('conflict', 'crowdfunding.notAsked')
  if (verdict === 'sent-back' && !note) return new Refusal('invalid', 'crowdfunding.needsReasons', {}, [{ field: 'note', code: 'crowdfunding.needsReasons' }])
  return null
}
