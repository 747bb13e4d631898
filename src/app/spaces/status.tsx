import { useLoaderData, type LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Facts } from '#ui/card'
import { Page, PageHead, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../house/operations.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

const tones = { good: 'good', slow: 'warn', down: 'bad' } as const

export function loader({ context }: LoaderFunctionArgs) {
  return callerOf<typeof operations>(context, 'house').getStatus({})
}

/** What works now, for anybody who wonders whether it is them or us. */
export default function StatusPage() {
  const { t, dateTime } = useText()
  const { state, parts, jobsWaiting, workers, at } = useLoaderData<typeof loader>()
  const isDown = (part: string): boolean => parts.some((one) => one.part === part && one.state === 'down')
  return (
    <Page width="text">
      <PageHead title={t('house.statusTitle')} lead={t('house.statusLead')} />
      <Notice kind={tones[state]} title={t(`house.all_${state}`)}>
        {isDown('video') && <p>{t('house.downVideo')}</p>}
        {isDown('jobs') && <p>{t('house.downJobs')}</p>}
        <p>{t('house.measured', { when: dateTime(at) })}</p>
      </Notice>
      <div className="mt-6">
        <Table
          hideCaption
          caption={t('house.statusTitle')}
          columns={[
            { key: 'part', label: t('house.part'), cell: (row) => t(`house.${row.part}`) },
            { key: 'state', label: t('house.state'), cell: (row) => <Badge tone={tones[row.state]}>{t(`house.${row.state}`)}</Badge> },
          ]}
          rows={parts}
          rowKey={(row) => row.part}
        />
      </div>
      <Section title={t('house.forMachines')}>
        <Facts
          items={[
            { label: t('house.jobs'), value: `${t('house.jobsWaiting', { n: jobsWaiting })} · ${t('house.workers', { n: workers })}` },
            { label: 'GET /api/v1/status', value: <a href="/api/v1/status">{t('house.readJson')}</a> },
            { label: 'GET /healthz', value: <a href="/healthz">{t('house.readJson')}</a> },
          ]}
        />
      </Section>
    </Page>
  )
}
