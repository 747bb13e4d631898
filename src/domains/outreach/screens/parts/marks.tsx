import { Badge, type Tone } from '#ui/badge'
import { useText } from '#ui/text'
import type { EnrolmentState, MessageState, SequenceState } from '../../types.ts'

const enrolments: Record<EnrolmentState, Tone> = {
  active: 'accent',
  paused: 'warn',
  answered: 'good',
  bounced: 'bad',
  unsubscribed: 'neutral',
  finished: 'neutral',
  failed: 'bad',
  stopped: 'neutral',
}
const messages: Record<MessageState, Tone> = { queued: 'neutral', sending: 'accent', sent: 'good', failed: 'bad', planned: 'warn', dropped: 'neutral' }
const sequences: Record<SequenceState, Tone> = { draft: 'neutral', active: 'good', paused: 'warn', archived: 'neutral' }

export function EnrolmentMark({ state }: { state: EnrolmentState }) {
  const { t } = useText()
  return <Badge tone={enrolments[state]}>{t(`outreach.enrolment.${state}`)}</Badge>
}

export function MessageMark({ state }: { state: MessageState }) {
  const { t } = useText()
  return <Badge tone={messages[state]}>{t(`outreach.message.${state}`)}</Badge>
}

export function SequenceMark({ state }: { state: SequenceState }) {
  const { t } = useText()
  return <Badge tone={sequences[state]}>{t(`outreach.state.${state}`)}</Badge>
}

export const recordHref = (kind: string, id: string): string => `/mona/${kind === 'artist' ? 'artists' : 'contacts'}/${id}`
