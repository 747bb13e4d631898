import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Pager, TabLinks } from '#ui/navigation'
import { EmptyState, Notice, RefusalNote } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { SandboxBadge, StateBadge } from './parts.tsx'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const kind = asked.get('kind') === 'refund' ? ('refund' as const) : ('payout' as const)
  const after = asked.get('after') ?? undefined
  const room = callerOf<typeof operations>(context, 'payments')
  const page = await (kind === 'refund' ? room.listRefunds({ after, limit: 50 }) : room.listPayouts({ after, limit: 50 }))
  return { ...page, kind, further: after !== undefined, done: asked.has('done') }
}

export async function action({ context, request, url }: ActionFunctionArgs): Promise<Submitted | Response> {
  const result = await pageOf(context).submit('payments.renewMoneyOut', await request.formData())
  if (!result.ok) return result
  const back = new URL(url)
  back.searchParams.set('done', 'renewed')
  return redirect(back.pathname + back.search, 303)
}

type Data = Awaited<ReturnType<typeof loader>>
type Row = Data['items'][number]

/** The money that leaves: payouts and refunds. */
export default function PayoutsPage({ loaderData: { items, next, kind, further, done }, actionData }: { loaderData: Data; actionData?: Submitted }) {
  const { t } = useText()
  const page = (after?: string): string => `/office/payouts?${new URLSearchParams({ kind, ...(after ? { after } : {}) })}`
  return (
    <Page width="wide">
      <PageHead title={t('payments.payoutsTitle')} lead={t('payments.payoutsLead')} />
      {done && <Notice kind="good">{t('payments.renewed')}</Notice>}
      {actionData && !actionData.ok && <RefusalNote refusal={actionData.refusal} />}
      <TabLinks
        label={t('payments.payoutsTitle')}
        items={[
          { href: '/office/payouts', label: t('payments.payouts'), current: kind === 'payout' },
          { href: '/office/payouts?kind=refund', label: t('payments.refunds'), current: kind === 'refund' },
        ]}
      />
      <div className="mt-6">
        <List items={items} title={t(kind === 'refund' ? 'payments.refunds' : 'payments.payouts')} />
      </div>
      <Pager previous={further ? page() : null} next={next ? page(next) : null} />
    </Page>
  )
}

function List({ items, title }: Pick<Data, 'items'> & { title: string }) {
  const { t, money, dateTime } = useText()
  return (
    <Table
      caption={title}
      hideCaption
      stack
      rows={items}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('payments.noOuts')}>{t('payments.noOutsText')}</EmptyState>}
      columns={[
        { key: 'to', label: t('payments.to'), cell: (row) => <To row={row} /> },
        { key: 'amount', label: t('payments.amount'), align: 'end', cell: (row) => <strong className="tabular">{money(row.amount, row.currency)}</strong> },
        {
          key: 'way',
          label: t('payments.way'),
          cell: (row) => (
            <>
              {t(`payments.provider.${row.provider}`)} <SandboxBadge sandbox={row.sandbox} />
            </>
          ),
        },
        { key: 'state', label: t('payments.state'), cell: (row) => <State row={row} /> },
        { key: 'createdAt', label: t('payments.when'), cell: (row) => dateTime(row.createdAt) },
      ]}
    />
  )
}

function To({ row }: { row: Row }) {
  return (
    <span className="min-w-0">
      {row.paymentId ? <a href={`/office/payments/${row.paymentId}`}>{row.name}</a> : row.name}
      <br />
      <span className="text-soft text-sm wrap-anywhere">
        {row.to} · {row.description}
      </span>
    </span>
  )
}

function State({ row }: { row: Row }) {
  const { t, money } = useText()
  return (
    <div className="grid justify-items-start gap-2">
      <span className="flex flex-wrap gap-2">
        <StateBadge state={row.state} />
        {row.round > 1 && <Badge>{t('payments.round', { n: row.round })}</Badge>}
      </span>
      {row.reason && row.state !== 'completed' && <span className="text-soft text-sm">{t(`payments.reason.${row.reason}`)}</span>}
      {row.state === 'failed' && (
        <Form>
          <Hidden values={{ outId: row.id }} />
          <Button type="submit" size="small" aria-label={`${t('payments.renew')} : ${money(row.amount, row.currency)}, ${row.name}`}>
            {t('payments.renew')}
          </Button>
        </Form>
      )}
    </div>
  )
}
