import type { z } from 'zod'
import { Trash2 } from 'lucide-react'
import { Badge } from '#ui/badge'
import { IconButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Pager } from '#ui/navigation'
import { Disclosure } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { Figure } from '../../schema/figures.ts'
import { figureText } from '../parts/figures.tsx'

type Row = z.output<typeof Figure>

/** Every figure noted, newest first, with its source; one noted by mistake can be removed. */
export function AllFigures({ page, recordId, mayEdit }: { page: { items: readonly Row[]; next: string | null }; recordId: string; mayEdit: boolean }) {
  const { t, date, number } = useText()
  if (page.items.length === 0) return null
  const name = ({ network, metric }: Row): string => `${t(`crm.network.${network}`)}, ${t(`checkup.metric.${metric}`)}`
  return (
    <Disclosure title={t('checkup.allFigures')}>
      <Table
        caption={t('checkup.allFigures')}
        hideCaption
        stack
        rows={page.items}
        rowKey={({ network, metric, day }) => `${network} ${metric} ${day}`}
        columns={[
          { key: 'day', label: t('checkup.noteDay'), cell: ({ day }) => date(day, 'medium') },
          { key: 'what', label: t('checkup.network'), cell: name },
          { key: 'value', label: t('checkup.figures'), align: 'end', cell: ({ metric, value }) => <span className="tabular">{figureText(metric, value, number)}</span> },
          {
            key: 'source',
            label: t('checkup.source'),
            cell: ({ source, notedBy, invented }) => (
              <>
                {t(`checkup.from.${source}`)}
                {notedBy && ` · ${notedBy}`} {invented && <Badge tone="warn">{t('checkup.invented')}</Badge>}
              </>
            ),
          },
          ...(mayEdit ? [{ key: 'act', label: '', cell: (row: Row) => <Remove row={row} name={name(row)} /> }] : []),
        ]}
      />
      <Pager previous={null} next={page.next ? `/mona/artists/${recordId}/figures?after=${page.next}` : null} />
    </Disclosure>
  )
}

function Remove({ row: { network, metric, day }, name }: { row: Row; name: string }) {
  const { t } = useText()
  return (
    <form method="post">
      {Object.entries({ intent: 'remove', network, metric, day }).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <IconButton type="submit" label={t('checkup.removeFigure', { what: name })} icon={<Icon of={Trash2} size="small" />} />
    </form>
  )
}
