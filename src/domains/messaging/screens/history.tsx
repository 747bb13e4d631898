import { Badge } from '#ui/badge'
import { Section } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { Data } from './notifications.tsx'

type Line = Data['history']['items'][number]

const tones: Record<Line['state'], 'neutral' | 'accent' | 'good' | 'warn' | 'bad'> = {
  queued: 'accent',
  quiet: 'neutral',
  gathered: 'neutral',
  sent: 'good',
  digested: 'good',
  muted: 'neutral',
  failed: 'bad',
  bounced: 'bad',
}

/** What left, or did not, and why. */
export function History({ history: { items, next }, after }: { history: Data['history']; after: string | null }) {
  const { t, dateTime } = useText()
  const page = (cursor: string): string => `/account/notifications?${new URLSearchParams({ after: cursor })}#history`
  return (
    <Section title={t('messaging.historyTitle')} lead={t('messaging.historyLead')} id="history">
      <Table<Line>
        caption={t('messaging.historyTitle')}
        hideCaption
        stack
        rows={items}
        rowKey={({ id }) => id}
        empty={<p className="text-soft">{t('messaging.historyNone')}</p>}
        columns={[
          { key: 'title', label: t('messaging.historyWhat'), cell: ({ title }) => <span className="wrap-anywhere">{title ?? t('messaging.historyDigest')}</span> },
          { key: 'channel', label: t('messaging.historyBy'), cell: ({ channel }) => t(`messaging.channel.${channel}`) },
          { key: 'state', label: t('messaging.historyState'), cell: (line) => <State line={line} /> },
          { key: 'at', label: t('messaging.historyWhen'), cell: ({ at }) => <span className="tabular">{dateTime(at)}</span> },
        ]}
      />
      <Pager previous={after ? '/account/notifications#history' : null} next={next ? page(next) : null} />
    </Section>
  )
}

function State({ line: { state, problem } }: { line: Line }) {
  const { t } = useText()
  return (
    <span className="told-topic">
      <Badge tone={tones[state]}>{t(`messaging.state.${state}`)}</Badge>
      {problem && <small>{problem}</small>}
    </span>
  )
}
