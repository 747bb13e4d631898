import { Lock } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Dialog, DialogButton } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { LedgerData } from './ledger.tsx'
import { useMonth } from './parts.tsx'

/** Months, latest first. The earliest open one can be closed once it is over. */
export function Months({ periods }: { periods: LedgerData['periods'] }) {
  const { t, date } = useText()
  const monthName = useMonth()
  const closable = periods.find((one) => one.closable)
  return (
    <div id="months">
      <Section title={t('ledger.months')}>
        <Table
          caption={t('ledger.months')}
          hideCaption
          stack
          rows={periods}
          rowKey={(row) => row.month}
          empty={<p className="text-soft">{t('ledger.monthsNone')}</p>}
          columns={[
            { key: 'month', label: t('ledger.month'), cell: (row) => <strong>{monthName(row.month)}</strong> },
            {
              key: 'state',
              label: t('ledger.state'),
              cell: (row) =>
                row.closedAt ? (
                  <Badge tone="good" icon={<Icon of={Lock} size="small" />}>
                    {t('ledger.monthClosed', { date: date(row.closedAt) })}
                  </Badge>
                ) : (
                  <Badge>{t('ledger.monthOpen')}</Badge>
                ),
            },
            { key: 'balance', label: t('ledger.balance'), cell: (row) => <a href={`/office/ledger?month=${row.month}`}>{t('ledger.monthBalance')}</a> },
            {
              key: 'close',
              label: '',
              align: 'end',
              cell: (row) => row.closable && <DialogButton dialog="close-month">{t('ledger.close', { month: monthName(row.month) })}</DialogButton>,
            },
          ]}
        />
        {closable && <Closing month={closable.month} />}
      </Section>
    </div>
  )
}

/** Asks first: a month is not opened again. */
function Closing({ month }: { month: string }) {
  const { t } = useText()
  const name = useMonth()(month)
  return (
    <Dialog id="close-month" title={t('ledger.closeTitle', { month: name })}>
      <p>{t('ledger.closeText')}</p>
      <Form>
        <Hidden values={{ month }} />
        <div className="btn-row">
          <Button type="submit" kind="danger">
            {t('ledger.close', { month: name })}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
