import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Field, Form } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { periodOf, SandboxBadge } from './parts.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

/** Those with a list of their own. The voucher is ours: there is nothing to compare. */
const comparable = ['fedapay', 'mtn', 'pawapay', 'stripe', 'paypal'] as const

export async function loader({ context, request }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get('after') ?? undefined
  const room = callerOf<typeof operations>(context, 'payments')
  const [page, balances] = await Promise.all([room.reconciliations({ after, limit: 30 }), room.providerBalances()])
  return { ...page, balances: balances.items, further: after !== undefined, today: new Date().toISOString().slice(0, 10) }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const result = await pageOf(context).submit('payments.runReconciliation', await request.formData())
  return result.ok ? redirect(`/office/reconciliation/${(result.output as { id: string }).id}`, 303) : result
}

type Data = Awaited<ReturnType<typeof loader>>

/** Our rows beside those of the providers: what they hold, the reports, and one more now. */
export default function ReconciliationsPage({ loaderData: { items, next, balances, further, today }, actionData }: { loaderData: Data; actionData?: Submitted }) {
  const { t } = useText()
  const link = (after?: string): string => `/office/reconciliation${after ? `?after=${encodeURIComponent(after)}` : ''}`
  return (
    <Page width="wide">
      <PageHead title={t('payments.reconciliationTitle')} lead={t('payments.reconciliationLead')} />
      <Balances balances={balances} />
      <Section title={t('payments.runTitle')}>
        <Form result={actionData ?? null} submit={t('payments.run')}>
          <div className="money-filter">
            <Field
              name="provider"
              type="select"
              label={t('payments.providerFilter')}
              options={comparable.map((value) => ({ value, label: t(`payments.provider.${value}`) }))}
              required
            />
            <Field name="from" type="date" label={t('payments.from')} defaultValue={today} required />
            <Field name="to" type="date" label={t('payments.until')} defaultValue={today} required />
          </div>
        </Form>
      </Section>
      <Section title={t('payments.reports')}>
        <Reports items={items} />
      </Section>
      <Pager previous={further ? link() : null} next={next ? link(next) : null} />
    </Page>
  )
}

function Balances({ balances }: Pick<Data, 'balances'>) {
  const { t, money } = useText()
  return (
    <Section title={t('payments.balancesTitle')}>
      <Table
        caption={t('payments.balancesTitle')}
        hideCaption
        stack
        rows={balances}
        rowKey={(row) => `${row.provider} ${row.currency}`}
        empty={<p className="text-soft">{t('payments.noBalances')}</p>}
        columns={[
          {
            key: 'provider',
            label: t('payments.providerFilter'),
            cell: (row) => (
              <>
                {t(`payments.provider.${row.provider}`)} <SandboxBadge sandbox={row.sandbox} />
              </>
            ),
          },
          { key: 'ledger', label: t('payments.ourLedger'), align: 'end', cell: (row) => <strong className="tabular">{money(row.ledger, row.currency)}</strong> },
          { key: 'pendingIn', label: t('payments.announcedIn'), align: 'end', cell: (row) => <span className="tabular">{money(row.pendingIn, row.currency)}</span> },
          {
            key: 'theirs',
            label: t('payments.theirWord'),
            align: 'end',
            cell: (row) => <span className="tabular">{row.theirs === null ? t('payments.notTold') : money(row.theirs, row.currency)}</span>,
          },
        ]}
      />
      {balances.some(({ sandbox }) => sandbox) && <p className="text-soft text-sm">{t('payments.sandboxBalances')}</p>}
    </Section>
  )
}

function Reports({ items }: Pick<Data, 'items'>) {
  const { t, date, number } = useText()
  return (
    <Table
      caption={t('payments.reconciliationTitle')}
      hideCaption
      stack
      rows={items}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('payments.noReports')}>{t('payments.noReportsText')}</EmptyState>}
      columns={[
        {
          key: 'period',
          label: t('payments.period'),
          cell: (row) => <a href={`/office/reconciliation/${row.id}`}>{periodOf(date, row)}</a>,
        },
        { key: 'provider', label: t('payments.providerFilter'), cell: (row) => t(`payments.provider.${row.provider}`) },
        {
          key: 'state',
          label: t('payments.state'),
          cell: (row) => <Badge tone={row.state === 'failed' ? 'bad' : row.state === 'done' ? 'good' : 'accent'}>{t(`payments.report.${row.state}`)}</Badge>,
        },
        { key: 'matched', label: t('payments.matched'), align: 'end', cell: (row) => number(row.matched) },
        { key: 'open', label: t('payments.openLines'), align: 'end', cell: (row) => (row.open > 0 ? <Badge tone="warn">{number(row.open)}</Badge> : number(0)) },
      ]}
    />
  )
}
