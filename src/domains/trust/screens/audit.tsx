import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Button } from '#ui/button'
import { Field } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const trust = callerOf<typeof operations>(context, 'trust')
  const asked = new URL(request.url).searchParams
  const filter = { operation: asked.get('operation')?.trim().slice(0, 100) || undefined, subject: asked.get('subject')?.trim().slice(0, 200) || undefined }
  const [page, verdict] = await Promise.all([trust.listAudit({ ...filter, after: asked.get('after') ?? undefined, limit: 50 }), trust.auditVerdict({})])
  return { ...page, filter, verdict, further: asked.has('after') }
}

type Data = Awaited<ReturnType<typeof loader>>

/** The chain's verdict, then the lines, newest first. */
export default function AuditPage({ loaderData: { items, next, filter, verdict, further } }: { loaderData: Data }) {
  const { t } = useText()
  const page = (after?: string): string =>
    `/office/audit?${new URLSearchParams({ ...(filter.operation ? { operation: filter.operation } : {}), ...(filter.subject ? { subject: filter.subject } : {}), ...(after ? { after } : {}) })}`
  return (
    <Page width="wide">
      <PageHead title={t('trust.auditTitle')} lead={t('trust.auditLead')} />
      <Verdict verdict={verdict} />
      <form action="/office/audit" role="search" className="mb-6 flex flex-wrap items-end gap-4">
        <Field name="operation" type="search" label={t('trust.activityWhat')} defaultValue={filter.operation} required={false} />
        <Field name="subject" type="search" label={t('trust.auditSubject')} defaultValue={filter.subject} required={false} />
        <Button type="submit" kind="primary">
          {t('trust.auditFind')}
        </Button>
      </form>
      <Lines items={items} />
      <Pager previous={further ? page() : null} next={next ? page(next) : null} />
    </Page>
  )
}

function Verdict({ verdict }: { verdict: Data['verdict'] }) {
  const { t } = useText()
  const good = verdict.faults.length === 0
  return (
    <Notice
      kind={good ? 'good' : 'bad'}
      title={good ? t('trust.verdictGood', { sealed: verdict.sealed, waiting: verdict.waiting }) : t('trust.verdictBad', { n: verdict.faults.length })}
    >
      {verdict.faults.length > 0 && (
        <ul>
          {verdict.faults.map(({ seq, what, id }) => (
            <li key={id}>{t(`trust.fault.${what}`, { seq })}</li>
          ))}
        </ul>
      )}
      <p className="wrap-anywhere">{t('trust.verdictHead', { head: verdict.head })}</p>
    </Notice>
  )
}

function Lines({ items }: { items: Data['items'] }) {
  const { t, dateTime } = useText()
  return (
    <Table
      caption={t('trust.auditTitle')}
      hideCaption
      stack
      rows={items}
      rowKey={(line) => line.id}
      empty={<p className="text-soft">{t('trust.auditNone')}</p>}
      columns={[
        { key: 'at', label: t('trust.activityWhen'), cell: (line) => dateTime(line.at) },
        { key: 'actor', label: t('trust.auditWho'), cell: (line) => line.actor ?? t(line.actorId ? 'trust.auditErased' : 'trust.auditNobody') },
        { key: 'operation', label: t('trust.activityWhat'), cell: (line) => <code className="wrap-anywhere">{line.operation}</code> },
        { key: 'subject', label: t('trust.auditSubject'), cell: (line) => <span className="wrap-anywhere text-soft">{line.subject}</span> },
        { key: 'outcome', label: t('trust.activityOutcome'), cell: (line) => line.outcome },
        { key: 'seq', label: t('trust.auditSeq'), align: 'end', cell: (line) => line.seq ?? t('trust.auditUnsealed') },
      ]}
    />
  )
}
