import type { Tone } from '#ui/badge'
import { useText } from '#ui/text'
import type { StudioProject } from '../../schema.ts'
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

/** Where money is paid, in words: the operator by its name, the number masked as the server tells it. */
export function usePayout(): (to: NonNullable<StudioProject['payoutTo']>) => string {
  const { t } = useText()
  return ({ kind, label, name }) => {
    const [, channel = '', rest = ''] = (kind === 'wallet' && /^([a-z][a-z-]*) (.+)$/.exec(label)) || []
    return `${channel ? `${t(`payments.channel.${channel}`)} ${rest}` : label} · ${name}`
  }
}
