import { Scale } from 'lucide-react'
import { minorDigits } from '#platform/money'
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
      {!month && pending.count > 0 && pending.oldest && <p className="mt-4 text-soft">{t('ledger.pending', { count: pending.count, oldest: dateTime(pending.oldest) })}</p>}
    </Section>
  )
}

function SheetTable({ sheet: { currency, rows, debit, credit } }: { sheet: Sheet }) {
  const { t, number, money } = useText()
  const digits = minorDigits(currency)
  // The caption names the currency: a column of bare figures is read faster, and fits a phone.
  const figure = (amount: number) => amount !== 0 && number(amount / 10 ** digits, { minimumFractionDigits: digits })
  const lines = [...rows.map((row) => ({ ...row, key: row.purpose as string })), { key: 'total', kind: null, purpose: null, accounts: 0, debit, credit }]
  const cell = (row: (typeof lines)[number], amount: number) => <span className={`tabular text-sm sm:text-base ${row.purpose ? '' : 'font-bold'}`}>{figure(amount)}</span>
  return (
    <div className="mt-6">
      <Table
        caption={t('ledger.balanceOf', { currency })}
        rows={lines}
        rowKey={(row) => row.key}
        columns={[
          { key: 'purpose', label: t('ledger.purpose'), cell: (row) => (row.purpose ? <PurposeCell row={row} currency={currency} /> : <strong>{t('ledger.total')}</strong>) },
          { key: 'debit', label: t('ledger.debit'), align: 'end', cell: (row) => cell(row, row.debit) },
          { key: 'credit', label: t('ledger.credit'), align: 'end', cell: (row) => cell(row, row.credit) },
        ]}
      />
      {debit === credit ? (
        <p className="mt-2 flex items-center gap-2 text-good">
          <Icon of={Scale} size="small" />
          {t('ledger.balanced', { debit: money(debit, currency) })}
        </p>
      ) : (
        <Notice kind="bad">{t('ledger.notBalanced', { difference: money(Math.abs(debit - credit), currency) })}</Notice>
      )}
    </div>
  )
}

function PurposeCell({ row, currency }: { row: { purpose: string | null; kind: string | null; accounts: number }; currency: string }) {
  const { t } = useText()
  return (
    <>
      <a href={`/office/ledger?purpose=${row.purpose}&currency=${currency}#accounts`}>{t(`ledger.purpose.${row.purpose}`)}</a>
      <br />
      <span className="text-sm text-soft">{t('ledger.kindCount', { kind: t(`ledger.kind.${row.kind}`), n: row.accounts })}</span>
    </>
  )
}
