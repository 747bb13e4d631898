import { Scale, TriangleAlert } from 'lucide-react'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { LedgerData } from './ledger.tsx'
import { useMonth } from './parts.tsx'

type Sheet = LedgerData['trial']['sheets'][number]

/** One sheet a currency, each ending in two equal sums. */
export function TrialBalance({ data: { trial, month } }: { data: LedgerData }) {
  const { t, dateTime } = useText()
  const monthName = useMonth()
  const { pending, sheets } = trial
  return (
    <Section title={t('ledger.balance')} action={month ? <a href="/office/ledger">{t('ledger.balanceToNow')}</a> : undefined}>
      <p className="text-soft">{month ? t('ledger.balanceAt', { month: monthName(month) }) : t('ledger.balanceNow')}</p>
      {sheets.map((sheet) => (
        <SheetTable key={sheet.currency} sheet={sheet} />
      ))}
      {pending.count > 0 && pending.oldest && <p className="mt-4 text-soft">{t('ledger.pending', { count: pending.count, oldest: dateTime(pending.oldest) })}</p>}
    </Section>
  )
}

function SheetTable({ sheet: { currency, rows, debit, credit } }: { sheet: Sheet }) {
  const { t, number, money } = useText()
  const figure = (amount: number) => <span className="tabular">{amount === 0 ? '' : money(amount, currency)}</span>
  const lines = [
    ...rows.map((row) => ({ ...row, key: row.purpose as string, isTotal: false })),
    { key: 'total', kind: null, purpose: null, accounts: rows.reduce((all, row) => all + row.accounts, 0), debit, credit, isTotal: true },
  ]
  const bold = (isTotal: boolean, cell: React.ReactNode) => (isTotal ? <strong>{cell}</strong> : cell)
  return (
    <div className="mt-6">
      <Table
        caption={t('ledger.balanceOf', { currency })}
        rows={lines}
        rowKey={(row) => row.key}
        columns={[
          {
            key: 'purpose',
            label: t('ledger.purpose'),
            cell: (row) =>
              row.purpose ? (
                <>
                  <a href={`/office/ledger?purpose=${row.purpose}&currency=${currency}#accounts`}>{t(`ledger.purpose.${row.purpose}`)}</a>{' '}
                  <span className="text-sm text-soft">{t(`ledger.kind.${row.kind}`)}</span>
                </>
              ) : (
                <strong>{t('ledger.total')}</strong>
              ),
          },
          { key: 'accounts', label: t('ledger.accounts'), align: 'end', cell: (row) => bold(row.isTotal, <span className="tabular">{number(row.accounts)}</span>) },
          { key: 'debit', label: t('ledger.debit'), align: 'end', cell: (row) => bold(row.isTotal, figure(row.debit)) },
          { key: 'credit', label: t('ledger.credit'), align: 'end', cell: (row) => bold(row.isTotal, figure(row.credit)) },
        ]}
      />
      {debit === credit ? (
        <p className="mt-2 flex items-center gap-2 text-good">
          <Icon of={Scale} size="small" />
          {t('ledger.balanced', { debit: money(debit, currency) })}
        </p>
      ) : (
        <Notice kind="bad">
          <Icon of={TriangleAlert} size="small" /> {t('ledger.notBalanced', { difference: money(Math.abs(debit - credit), currency) })}
        </Notice>
      )}
    </div>
  )
}
