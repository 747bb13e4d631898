import type { Tone } from '#ui/badge'
import type { MilestoneState, ProjectState } from '../../types.ts'

/** How each state of a project looks to those who make it. */
export const tones: Readonly<Record<ProjectState, Tone>> = {
  draft: 'neutral',
  submitted: 'accent',
  'changes-asked': 'warn',
  approved: 'good',
  refused: 'bad',
  live: 'accent',
  closing: 'accent',
  succeeded: 'good',
  failed: 'warn',
  cancelled: 'neutral',
  completed: 'good',
}

export const milestoneTones: Readonly<Record<MilestoneState, Tone>> = {
  waiting: 'neutral',
  asked: 'accent',
  'sent-back': 'warn',
  approved: 'good',
  paying: 'accent',
  paid: 'good',
  stuck: 'bad',
}
