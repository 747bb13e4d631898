import { currencies } from '#platform/money'
import { Button } from '#ui/button'
import { Field } from '#ui/form'
import { Section } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import { purposes } from '../types.ts'
import type { LedgerData } from './ledger.tsx'
import { useOwner } from './parts.tsx'

type Row = LedgerData['accounts']['items'][number]

/** Every account, by owner, with what stands in it. */
export function Accounts({ data: { accounts, filter, further } }: { data: LedgerData }) {
  const { t } = useText()
  const ownerName = useOwner()
  const page = (after?: string): string =>
    `/office/ledger?${new URLSearchParams(Object.entries({ ...filter, after }).filter((pair): pair is [string, string] => pair[1] !== undefined))}#accounts`
  return (
    <div id="accounts">
      <Section title={t('ledger.accountsTitle')}>
        <Filter filter={filter} />
        <Table
          caption={t('ledger.accountsTitle')}
          hideCaption
          stack
          rows={accounts.items}
          rowKey={(row) => row.id}
          empty={<p className="text-soft">{t('ledger.accountsNone')}</p>}
          columns={[
            {
              key: 'owner',
              label: t('ledger.search'),
              cell: (row) => (
                <a href={`/office/ledger/accounts/${row.id}`} className="wrap-anywhere">
                  {ownerName(row.owner)}
                </a>
              ),
            },
            { key: 'purpose', label: t('ledger.purpose'), cell: (row) => t(`ledger.purpose.${row.purpose}`) },
            { key: 'currency', label: t('ledger.currency') },
            { key: 'posted', label: t('ledger.posted'), align: 'end', cell: (row) => <Standing row={row} /> },
          ]}
        />
        <Pager previous={further ? page() : null} next={accounts.next ? page(accounts.next) : null} />
      </Section>
    </div>
  )
}

function Filter({ filter }: { filter: LedgerData['filter'] }) {
  const { t } = useText()
  return (
    <form action="/office/ledger#accounts" role="search" className="mb-6 flex flex-wrap items-end gap-4">
      <Field name="search" type="search" label={t('ledger.search')} hint={t('ledger.searchHint')} defaultValue={filter.search} autoComplete="off" />
      <Field
        name="purpose"
        type="select"
        label={t('ledger.purpose')}
        defaultValue={filter.purpose ?? ''}
        options={[{ value: '', label: t('ledger.anyPurpose') }, ...Object.keys(purposes).map((value) => ({ value, label: t(`ledger.purpose.${value}`) }))]}
      />
      <Field
        name="currency"
        type="select"
        label={t('ledger.currency')}
        defaultValue={filter.currency ?? ''}
        options={[{ value: '', label: t('ledger.anyCurrency') }, ...currencies.map((value) => ({ value, label: value }))]}
      />
      <Button type="submit">{t('ledger.find')}</Button>
    </form>
  )
}

function Standing({ row }: { row: Row }) {
  const { t, money } = useText()
  return (
    <span className="tabular">
      {money(row.posted, row.currency)}
      {row.pendingOut > 0 && (
        <>
          <br />
          <span className="text-sm text-soft">{t('ledger.held', { amount: money(row.pendingOut, row.currency) })}</span>
        </>
      )}
      {row.pendingIn > 0 && (
        <>
          <br />
          <span className="text-sm text-soft">{t('ledger.coming', { amount: money(row.pendingIn, row.currency) })}</span>
        </>
      )}
    </span>
  )
}
