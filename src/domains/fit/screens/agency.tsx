import { RefreshCw, Target } from 'lucide-react'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Facts } from '#ui/card'
import { BarChart } from '#ui/chart'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Page, PageHead, Section } from '#ui/layout'
import { EmptyState, Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { BestFits } from './agency/best.tsx'
import { ExpectedFunnel } from './agency/funnel.tsx'
import { Calibration, WeightsNow } from './agency/model.tsx'
import { Segments } from './agency/segments.tsx'
import { askedIn, sureFrom } from './agency/asked.ts'
import { useFresh } from './fresh.ts'
import './fit.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const room = callerOf<typeof operations>(context, 'fit')
  const { actor } = pageOf(context)
  const asked = askedIn(new URL(request.url).searchParams)
  const owner = asked.mine && actor.kind === 'person' ? { ownerId: actor.id } : {}
  const { mine: _mine, unsure, ...filter } = asked
  const sure = unsure ? {} : { confidenceFrom: sureFrom }
  const conditions = { ...filter, ...sure, ...owner }
  const [stats, funnel, best] = await Promise.all([room.fitStats(), room.fitFunnel(owner), room.listFits({ ...conditions, limit: 25 })])
  const agency = actor.kind === 'person' ? actor.memberships.filter((one) => one.kind === 'agency').map((one) => one.workspaceId) : []
  const { after: _after, ...whole } = conditions
  const exported = new URLSearchParams(Object.entries(whole).map(([name, value]) => [name, String(value)])).toString()
  return { stats, funnel, best, asked, exported, agency }
}

export function action({ context, request }: ActionFunctionArgs): Promise<Submitted> {
  return request.formData().then((form) => pageOf(context).submit(form.get('intent') === 'learn' ? 'fit.learnFits' : 'fit.refreshFits', form))
}

export type Data = Awaited<ReturnType<typeof loader>>

/** How the agency's artists fit, and what that is worth. */
export default function AgencyFit({ loaderData, actionData }: { loaderData: Data; actionData?: Submitted }) {
  const { t } = useText()
  const { stats, agency } = loaderData
  useFresh(null)
  return (
    <Page width="wide">
      <PageHead title={t('fit.title')} lead={t('fit.lead')} actions={stats.mayEdit && stats.artists > 0 && <Refresh primary={stats.analysed === 0} />} />
      <Island name="live" topics={agency.map((id) => `fit:${id}`).join(',')} />
      {actionData?.ok && <Notice kind="good">{t('artists' in (actionData.output as object) ? 'fit.refreshing' : 'fit.learning')}</Notice>}
      {stats.analysed === 0 ? <NothingYet artists={stats.artists} /> : <Whole {...loaderData} />}
    </Page>
  )
}

function Whole({ stats, funnel, best, asked, exported }: Data) {
  const { t, number } = useText()
  return (
    <>
      <Numbers stats={stats} />
      <BestFits best={best} asked={asked} exported={exported} />
      <ExpectedFunnel funnel={funnel} mine={asked.mine} />
      <Section title={t('fit.distribution')}>
        <BarChart
          caption={t('fit.distribution')}
          labels={{ name: t('fit.score'), value: t('fit.artists') }}
          rows={stats.distribution.map(({ from, to, artists }) => ({ label: t('fit.band', { from, to }), value: artists, text: number(artists) }))}
        />
      </Section>
      <Segments stats={stats} />
      <WeightsNow model={stats.model} mayLearn={stats.mayManage} />
      <Calibration model={stats.model} />
    </>
  )
}

function Numbers({ stats }: { stats: Data['stats'] }) {
  const { t, number, percent } = useText()
  const missing = stats.artists - stats.analysed
  return (
    <Section>
      <Facts
        items={[
          { label: t('fit.mean'), value: stats.mean === null ? t('fit.unknown') : number(Math.round(stats.mean * 10) / 10) },
          { label: t('fit.analysed'), value: t('fit.analysedOf', { n: stats.analysed, of: stats.artists }) },
          { label: t('fit.confidence'), value: percent(stats.confidence ?? 0) },
        ]}
      />
      <p className="text-soft text-sm">{t('fit.confidenceHint')}</p>
      {missing > 0 && <Notice kind="info">{t('fit.notYet', { n: missing })}</Notice>}
      {stats.invented > 0 && <p className="text-soft text-sm">{t('fit.inventedNote', { n: stats.invented })}</p>}
    </Section>
  )
}

function Refresh({ primary }: { primary: boolean }) {
  const { t } = useText()
  return (
    <Form>
      <Hidden values={{ intent: 'refresh' }} />
      <Button type="submit" kind={primary ? 'primary' : 'secondary'} icon={<Icon of={RefreshCw} size="small" />}>
        {t('fit.refresh')}
      </Button>
    </Form>
  )
}

function NothingYet({ artists }: { artists: number }) {
  const { t } = useText()
  const none = artists === 0
  return (
    <EmptyState
      title={t(none ? 'fit.noArtists' : 'fit.empty')}
      picture={<Icon of={Target} size="large" />}
      action={
        none && (
          <LinkButton kind="primary" href="/mona/import">
            {t('fit.import')}
          </LinkButton>
        )
      }
    >
      {t(none ? 'fit.noArtistsText' : 'fit.emptyText')}
    </EmptyState>
  )
}
