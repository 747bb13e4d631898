import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Button } from '#ui/button'
import { Field } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { paymentStates, providerNames } from '../types.ts'
import { SandboxBadge, StateBadge } from './parts.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const filter = {
    search: asked.get('search')?.slice(0, 100) || undefined,
    state: paymentStates.find((one) => one === asked.get('state')),
    provider: providerNames.find((one) => one === asked.get('provider')),
  }
  const after = asked.get('after') ?? undefined
  const page = await callerOf<typeof operations>(context, 'payments').listPayments({ ...filter, after, limit: 50 })
  return { ...page, filter, further: after !== undefined }
}

type Data = Awaited<ReturnType<typeof loader>>

/** Every payment that was asked for, newest first. */
export default function PaymentsPage({ loaderData: { items, next, filter, further } }: { loaderData: Data }) {
  const { t } = useText()
  const kept = Object.entries(filter).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []))
  const page = (after?: string): string => `/office/payments?${new URLSearchParams([...kept, ...(after ? [['after', after]] : [])])}`
  return (
    <Page width="wide">
      <PageHead title={t('payments.paymentsTitle')} lead={t('payments.paymentsLead')} />
      <Filter filter={filter} />
      <List items={items} />
      <Pager previous={further ? page() : null} next={next ? page(next) : null} />
    </Page>
  )
}

function Filter({ filter }: Pick<Data, 'filter'>) {
  const { t } = useText()
  const any = { value: '', label: t('payments.any') }
  return (
    <form action="/office/payments" role="search" className="money-filter">
      <Field name="search" type="search" label={t('payments.paymentsSearch')} defaultValue={filter.search} required={false} />
      <Field
        name="state"
        type="select"
        label={t('payments.stateFilter')}
        defaultValue={filter.state ?? ''}
        options={[any, ...paymentStates.map((value) => ({ value, label: t(`payments.state.${value}`) }))]}
        required
      />
      <Field
        name="provider"
        type="select"
        label={t('payments.providerFilter')}
        defaultValue={filter.provider ?? ''}
        options={[any, ...providerNames.map((value) => ({ value, label: t(`payments.provider.${value}`) }))]}
        required
      />
      <Button type="submit" kind="primary">
        {t('payments.find')}
      </Button>
    </form>
  )
}

function List({ items }: Pick<Data, 'items'>) {
  const { t, money, dateTime } = useText()
  return (
    <Table
      caption={t('payments.paymentsTitle')}
      hideCaption
      stack
      rows={items}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('payments.noPayments')}>{t('payments.noPaymentsText')}</EmptyState>}
      columns={[
        {
          key: 'who',
          label: t('payments.who'),
          cell: (row) => (
            <span className="min-w-0">
              <a href={`/office/payments/${row.id}`}>{row.payerName}</a>
              <br />
              <span className="text-soft text-sm wrap-anywhere">{row.phone ?? row.payerEmail}</span>
            </span>
          ),
        },
        { key: 'amount', label: t('payments.amount'), align: 'end', cell: (row) => <strong className="tabular">{money(row.amount, row.currency)}</strong> },
        {
          key: 'way',
          label: t('payments.way'),
          cell: (row) => (
            <>
              {t(`payments.channel.${row.channel}`)} <SandboxBadge sandbox={row.sandbox} />
            </>
          ),
        },
        { key: 'state', label: t('payments.state'), cell: (row) => <StateBadge state={row.state} /> },
        { key: 'createdAt', label: t('payments.when'), cell: (row) => dateTime(row.createdAt) },
      ]}
    />
  )
}
