import { CheckCheck } from 'lucide-react'
import { type LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, type PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState, Notice } from '#ui/notice'
import { type Column, Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import '../studio/studio.css'

export const handle = { page: 'work', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get('after') ?? undefined
  const { items, next } = await callerOf<typeof operations>(context, 'crowdfunding').stuckRefunds({ after, limit: 50 })
  return { items, next, further: after !== undefined, now: clock.now() }
}

type One = Awaited<ReturnType<typeof loader>>['items'][number]

/** Refunds no wallet took: who waits, why, and how to reach them. */
export default function OfficeRefunds({ loaderData: { items, next, further, now } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t, money, relative } = useText()
  const columns: Column<One>[] = [
    {
      key: 'name',
      label: t('crowdfunding.studio.who'),
      cell: (one) => (
        <div className="studio-who">
          <strong>{one.name}</strong>
          <span className="studio-soft">{one.project}</span>
        </div>
      ),
    },
    { key: 'amount', label: t('crowdfunding.studio.amount'), align: 'end', cell: (one) => money(one.amount, one.currency) },
    { key: 'since', label: t('crowdfunding.studio.since'), cell: (one) => relative(one.since, now) },
    { key: 'reason', label: t('crowdfunding.studio.why'), cell: (one) => t(one.reason ? `payments.reason.${one.reason}` : 'crowdfunding.studio.whyUnknown') },
    { key: 'reach', label: t('crowdfunding.studio.reach'), cell: (one) => <Reach one={one} /> },
  ]
  return (
    <Page>
      <PageHead title={t('crowdfunding.studio.refundsTitle')} lead={t('crowdfunding.studio.refundsLead')} />
      {items.length === 0 ? (
        <EmptyState title={t('crowdfunding.studio.refundsEmpty')} picture={<Icon of={CheckCheck} size="large" />}>
          {t('crowdfunding.studio.refundsEmptyText')}
        </EmptyState>
      ) : (
        <>
          <Notice title={t('crowdfunding.studio.refundsDo')}>{t('crowdfunding.studio.refundsDoText')}</Notice>
          <div className="studio-table">
            <Table caption={t('crowdfunding.studio.refundsTitle')} hideCaption stack rows={items} rowKey={(one) => one.contributionId} columns={columns} />
          </div>
        </>
      )}
      <Pager previous={further ? '/office/refunds' : null} next={next && `/office/refunds?after=${encodeURIComponent(next)}`} />
    </Page>
  )
}

function Reach({ one: { name, email, phone, amount, currency, project } }: { one: One }) {
  const { t, money } = useText()
  const subject = encodeURIComponent(t('crowdfunding.studio.letterSubject', { project }))
  const body = encodeURIComponent(t('crowdfunding.studio.letter', { name, project, amount: money(amount, currency) }))
  return (
    <div className="btn-row">
      {email && (
        <LinkButton size="small" href={`mailto:${email}?subject=${subject}&body=${body}`}>
          {t('crowdfunding.studio.writeTo')}
        </LinkButton>
      )}
      {phone && (
        <LinkButton size="small" href={`tel:${phone}`}>
          {phone}
        </LinkButton>
      )}
    </div>
  )
}
