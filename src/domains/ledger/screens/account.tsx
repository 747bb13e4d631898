import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Card, Facts } from '#ui/card'
import { Cluster, Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs, Pager } from '#ui/navigation'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { useOwner, useReason } from './parts.tsx'
import { TransferCard } from './transfer.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const ledger = callerOf<typeof operations>(context, 'ledger')
  const asked = new URL(request.url).searchParams
  const after = asked.get('after') ?? undefined
  const shown = asked.get('transfer')
  const [statement, transfer] = await Promise.all([
    ledger.accountStatement({ accountId: params.id ?? '', after, limit: 25 }),
    shown ? ledger.getTransfer({ transfer: shown }) : null,
  ])
  return { ...statement, after, transfer }
}

export type AccountData = Awaited<ReturnType<typeof loader>>

/** What went in and out of one account, and what was left after each. */
export default function AccountPage({ loaderData: { account, items, next, after, transfer } }: { loaderData: AccountData }) {
  const { t, money } = useText()
  const title = `${t(`ledger.purpose.${account.purpose}`)} · ${account.currency}`
  const owner = useOwner()(account.owner)
  const here = `/office/ledger/accounts/${account.id}`
  const figure = (amount: number) => <span className="tabular">{money(amount, account.currency)}</span>
  return (
    <Page width="wide">
      <Breadcrumbs items={[{ href: '/office/ledger', label: t('ledger.title') }, { label: owner }]} />
      <PageHead title={owner} tab={`${title} · ${owner}`} lead={title} />
      <div className="mb-6">
        <Cluster>
          <Badge>{t(`ledger.kind.${account.kind}`)}</Badge>
          {account.floored && <Badge tone="accent">{t('ledger.floored')}</Badge>}
        </Cluster>
      </div>
      <Card>
        <Facts
          items={[
            { label: t('ledger.posted'), value: <strong className="text-xl">{figure(account.posted)}</strong> },
            { label: t('ledger.available'), value: figure(account.available) },
            ...(account.pendingOut > 0 ? [{ label: t('ledger.state.pending'), value: `− ${money(account.pendingOut, account.currency)}` }] : []),
            ...(account.pendingIn > 0 ? [{ label: t('ledger.state.pending'), value: `+ ${money(account.pendingIn, account.currency)}` }] : []),
          ]}
        />
      </Card>
      {transfer && <TransferCard transfer={transfer} back={after ? `${here}?after=${after}` : here} />}
      <Section title={t('ledger.statement')}>
        <Lines items={items} currency={account.currency} here={here} after={after} />
        <Pager previous={after ? here : null} next={next ? `${here}?after=${next}` : null} />
      </Section>
    </Page>
  )
}

function Lines({ items, currency, here, after }: { items: AccountData['items']; currency: string; here: string; after: string | undefined }) {
  const { t, dateTime, money } = useText()
  const reasonName = useReason()
  const open = (key: string): string => `${here}?${new URLSearchParams({ ...(after ? { after } : {}), transfer: key })}`
  return (
    <Table
      caption={t('ledger.statement')}
      hideCaption
      stack
      rows={items}
      rowKey={(row) => `${row.id} ${row.balance}`}
      empty={<p className="text-soft">{t('ledger.statementNone')}</p>}
      columns={[
        { key: 'at', label: t('ledger.at'), cell: (row) => <span className="whitespace-nowrap">{dateTime(row.at)}</span> },
        {
          key: 'what',
          label: t('ledger.what'),
          cell: (row) => (
            <span className="min-w-0">
              <a href={open(row.key)}>
                {reasonName(row.reason)}
                <span className="visually-hidden">{` ${row.key}`}</span>
              </a>
              <br />
              <span className="text-sm text-soft wrap-anywhere">{row.reference ?? row.key}</span>
            </span>
          ),
        },
        {
          key: 'amount',
          label: t('ledger.amount'),
          align: 'end',
          cell: (row) => <span className={`tabular ${row.amount > 0 ? 'text-good' : ''}`}>{`${row.amount > 0 ? '+' : ''}${money(row.amount, currency)}`}</span>,
        },
        { key: 'balance', label: t('ledger.after'), align: 'end', cell: (row) => <span className="tabular">{money(row.balance, currency)}</span> },
      ]}
    />
  )
}
