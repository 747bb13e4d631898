import { ClipboardList } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { Badge, Tag } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Cluster, Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { ExportMenu, Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { planStates } from '../../rules/prescription/plan.ts'
import type { PrescriptionCard } from '../../schema/prescription.ts'
import { useFresh } from './fresh.ts'
import { planTones } from './tones.ts'
import './plan.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const state = planStates.find((one) => one === asked.get('state'))
  const after = asked.get('after') ?? undefined
  const page = await callerOf<typeof operations>(context, 'checkup').listPrescriptions({ state, after, limit: 50 })
  return { ...page, state: state ?? null, isFirst: after === undefined }
}

/** Every prescription of the agency, by state. */
export default function Plans({ loaderData: { items, counts, next, state, isFirst } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const workspaceId = items[0]?.workspaceId
  useFresh(`plans:${workspaceId ?? ''}`, false)
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <Page width="wide">
      {workspaceId && <Island name="live" when="now" topics={`plans:${workspaceId}`} />}
      <PageHead
        title={t('checkup.plan.nav')}
        lead={t('checkup.plan.navLead')}
        actions={items.length > 0 && <ExportMenu href={(format) => `/api/v1/exports/prescriptions.${format}${state ? `?state=${state}` : ''}`} />}
      />
      {all > 0 && (
        <Cluster>
          <Tag href="/mona/plans" current={state === null}>
            {t('checkup.plan.allStates', { n: all })}
          </Tag>
          {counts.map((one) => (
            <Tag key={one.state} href={`/mona/plans?state=${one.state}`} current={state === one.state}>
              {t(`checkup.plan.state.${one.state}`)} <span className="count">{one.count}</span>
            </Tag>
          ))}
        </Cluster>
      )}
      {items.length > 0 ? <PlanTable items={items} /> : <NoPlans isFiltered={all > 0} />}
      <Pager previous={isFirst ? null : '/mona/plans'} next={next && `/mona/plans?${new URLSearchParams({ ...(state ? { state } : {}), after: next })}`} />
    </Page>
  )
}

function NoPlans({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useText()
  return (
    <EmptyState
      title={t(isFiltered ? 'checkup.plan.noneSuch' : 'checkup.plan.none')}
      picture={<Icon of={ClipboardList} size="large" />}
      action={!isFiltered && <LinkButton href="/mona/artists">{t('checkup.plan.chooseArtist')}</LinkButton>}
    >
      {!isFiltered && t('checkup.plan.noneText')}
    </EmptyState>
  )
}

function PlanTable({ items }: { items: readonly PrescriptionCard[] }) {
  const { t, date } = useText()
  return (
    <Table
      caption={t('checkup.plan.nav')}
      hideCaption
      stack="tight"
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { key: 'artist', label: t('checkup.artist'), cell: ({ id, artist }) => <a href={`/mona/plans/${id}`}>{artist.name}</a> },
        { key: 'state', label: t('checkup.plan.stateLabel'), bare: true, cell: ({ state }) => <Badge tone={planTones[state]}>{t(`checkup.plan.state.${state}`)}</Badge> },
        { key: 'offer', label: t('checkup.plan.offer'), bare: true, cell: ({ offer }) => t(`checkup.plan.offer.${offer}`) },
        {
          key: 'progress',
          label: t('checkup.plan.progress'),
          align: 'end',
          cell: ({ progress, lines }) => (progress.all > 0 ? `${progress.done} / ${progress.all}` : t('checkup.plan.linesN', { n: lines })),
        },
        { key: 'days', label: t('checkup.plan.days'), bare: true, cell: ({ startsOn, endsOn }) => `${date(startsOn, 'medium')}${endsOn ? ` → ${date(endsOn, 'medium')}` : ''}` },
        { key: 'coach', label: t('checkup.plan.coach'), cell: ({ coach }) => coach ?? '—' },
      ]}
    />
  )
}
