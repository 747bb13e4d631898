import type { Tone } from '#ui/badge'
import type { PlanState } from '../../rules/prescription/plan.ts'

export const planTones: Readonly<Record<PlanState, Tone>> = {
  draft: 'neutral',
  sent: 'accent',
  accepted: 'good',
  done: 'good',
  withdrawn: 'neutral',
  replaced: 'neutral',
  expired: 'warn',
}
export const lineTones = { open: 'neutral', done: 'good', dropped: 'warn' } as const satisfies Record<string, Tone>
