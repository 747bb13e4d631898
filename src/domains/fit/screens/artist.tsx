import { Target } from 'lucide-react'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Sparkline } from '#ui/chart'
import { Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { EmptyState, Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { changesIn } from './artist/changes.ts'
import { Path } from './artist/path.tsx'
import { Reasons } from './artist/reasons.tsx'
import { WhatIf } from './artist/what-if.tsx'
import { useFresh } from './fresh.ts'
import { FitPart } from './parts/fit.tsx'
import './fit.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const room = callerOf<typeof operations>(context, 'fit')
  const { searchParams } = new URL(request.url)
  const old = searchParams.get('analysis')
  const [fit, then] = await Promise.all([room.getFit({ id: params.id ?? '' }), old ? room.getFitAnalysis({ id: old }) : null])
  const { actor } = pageOf(context)
  const agency = actor.kind === 'person' ? actor.memberships.filter((one) => one.kind === 'agency').map((one) => one.workspaceId) : []
  return { fit, old: then?.artistId === fit.artist.id ? then : null, changes: changesIn(searchParams), agency }
}

export async function action({ context, params }: ActionFunctionArgs): Promise<Submitted> {
  return pageOf(context).submit('fit.analyzeFit', new FormData(), { artistId: params.id })
}

export type Data = Awaited<ReturnType<typeof loader>>
export type Analysis = NonNullable<Data['fit']['analysis']>

/** One artist's score taken apart, and what would move it. */
export default function ArtistFit({ loaderData: { fit, old, changes, agency }, actionData }: { loaderData: Data; actionData?: Submitted }) {
  const { t } = useText()
  const { artist } = fit
  useFresh(artist.id)
  const shown = old ?? fit.analysis
  return (
    <Page>
      <Breadcrumbs items={[{ href: '/mona/fit', label: t('fit.title') }, { href: `/mona/artists/${artist.id}`, label: artist.name }, { label: t('fit.score') }]} />
      <PageHead
        title={t('fit.artistTitle', { name: artist.name })}
        actions={
          <>
            {fit.mayEdit && <Analyse again={fit.analysis !== null} result={actionData} />}
            <LinkButton href={`/mona/artists/${artist.id}`}>{t('fit.back')}</LinkButton>
          </>
        }
      />
      <Island name="live" topics={agency.map((id) => `fit:${id}`).join(',')} />
      {old && old.id !== fit.analysis?.id && (
        <Notice kind="warn">
          {t('fit.old')} <a href={`/mona/fit/${artist.id}`}>{t('fit.current')}</a>
        </Notice>
      )}
      {shown ? (
        <Whole fit={fit} analysis={shown} changes={changes} />
      ) : (
        <EmptyState title={t('fit.notAnalysedYet')} picture={<Icon of={Target} size="large" />}>
          {t('fit.emptyText')}
        </EmptyState>
      )}
    </Page>
  )
}

function Whole({ fit, analysis, changes }: Pick<Data, 'fit' | 'changes'> & { analysis: Analysis }) {
  const { t, date } = useText()
  return (
    <>
      <Section>
        <FitPart fit={{ ...fit, analysis }} />
        <p className="text-soft text-sm">{t('fit.madeOn', { date: date(analysis.madeAt, 'long'), version: analysis.weightsVersion })}</p>
      </Section>
      <Reasons analysis={analysis} />
      <WhatIf key={`${analysis.id} ${JSON.stringify(changes)}`} analysis={analysis} gains={fit.gains} changes={changes} />
      <Path path={fit.path} />
      {fit.history.length > 1 && <History fit={fit} />}
    </>
  )
}

function Analyse({ again, result }: { again: boolean; result?: Submitted | undefined }) {
  const { t } = useText()
  return (
    <Form result={result ?? null}>
      <Button type="submit" kind={again ? 'secondary' : 'primary'}>
        {t(again ? 'fit.analyseAgain' : 'fit.analyse')}
      </Button>
    </Form>
  )
}

function History({ fit: { history, artist } }: Pick<Data, 'fit'>) {
  const { t, dateTime, number } = useText()
  const scores = history.map(({ score }) => score ?? 0)
  return (
    <Section title={t('fit.history')}>
      <Sparkline values={scores} label={t('fit.historyOf', { name: artist.name, first: scores[0] ?? 0, last: scores.at(-1) ?? 0 })} />
      <Disclosure title={t('fit.detail')}>
        <Table
          caption={t('fit.history')}
          hideCaption
          rows={history.toReversed()}
          rowKey={({ id }) => id}
          columns={[
            { key: 'date', label: t('fit.date'), cell: ({ id, madeAt }) => <a href={`/mona/fit/${artist.id}?analysis=${id}`}>{dateTime(madeAt)}</a> },
            { key: 'score', label: t('fit.score'), align: 'end', cell: ({ score }) => (score === null ? '–' : number(Math.round(score * 10) / 10)) },
          ]}
        />
      </Disclosure>
    </Section>
  )
}
