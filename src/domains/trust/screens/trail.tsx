import type { z } from 'zod'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { AuditLine } from '../schema.ts'

type Line = z.output<typeof AuditLine>

/** Lines of the audit trail as one reads one's own. */
export function Trail({ items }: { items: readonly Line[] }) {
  const { t, dateTime } = useText()
  return (
    <Table
      caption={t('trust.activityTitle')}
      hideCaption
      stack
      rows={[...items]}
      rowKey={(line) => line.id}
      empty={<p className="text-soft">{t('trust.activityNone')}</p>}
      columns={[
        { key: 'at', label: t('trust.activityWhen'), cell: (line) => dateTime(line.at) },
        { key: 'operation', label: t('trust.activityWhat'), cell: (line) => <code className="wrap-anywhere">{line.operation}</code> },
        { key: 'via', label: t('trust.activityHow'), cell: (line) => (line.via ? t(`trust.via.${line.via}`) : '') },
        { key: 'outcome', label: t('trust.activityOutcome'), cell: (line) => line.outcome },
      ]}
    />
  )
}
