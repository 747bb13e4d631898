import { Refusal } from '#platform/refusal'
import type { EnrolmentState, SequenceState, Turn } from '../types.ts'

const table: Readonly<Record<Turn, Partial<Record<EnrolmentState, EnrolmentState>>>> = {
  pause: { active: 'paused' },
  resume: { paused: 'active', failed: 'active', stopped: 'active' },
  answer: { active: 'answered', paused: 'answered' },
  bounce: { active: 'bounced', paused: 'bounced' },
  unsubscribe: { active: 'unsubscribed', paused: 'unsubscribed' },
  finish: { active: 'finished' },
  fail: { active: 'failed' },
  stop: { active: 'stopped', paused: 'stopped', failed: 'stopped' },
}

/** Where a turn leads from here; null = it changes nothing. */
export const turned = (state: EnrolmentState, turn: Turn): EnrolmentState | null => table[turn][state] ?? null

/** Nothing more is sent. */
export const isOver = (state: EnrolmentState): boolean => state !== 'active' && state !== 'paused'

export function whyCannotTurn(state: EnrolmentState, turn: Turn): Refusal | null {
  return turned(state, turn) ? null : new Refusal('conflict', 'outreach.cannotTurn', { state })
}

/** A sequence that starts has something to do. */
export function whyCannotBecome(from: SequenceState, to: SequenceState, steps: number): Refusal | null {
  if (to === 'draft' && from !== 'draft') return new Refusal('conflict', 'outreach.noWayBack')
  if (to === 'active' && steps === 0) return new Refusal('refused', 'outreach.noSteps')
  return null
}
