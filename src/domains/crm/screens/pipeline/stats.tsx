import './pipeline.css'
import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, type PageHandle } from '#platform/page'
import { LinkButton } from '#ui/button'
import { BarChart } from '#ui/chart'
import { Facts } from '#ui/card'
import { Page, PageHead, Section } from '#ui/layout'
import { TabLinks } from '#ui/navigation'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { PipelineStats } from '../../schema/pipeline-stats.ts'
import { Sums } from './card.tsx'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

const periods = [3, 6, 12, 24] as const

export async function loader({ context, request }: LoaderFunctionArgs) {
  const params = new URL(request.url).searchParams
  const crm = callerOf<typeof operations>(context, 'crm')
  const { items } = await crm.listPipelines()
  const pipeline = items.find(({ id }) => id === params.get('pipeline')) ?? items[0]!
  const months = periods.find((one) => String(one) === params.get('months')) ?? 6
  return { pipelines: items.filter(({ archived }) => !archived), months, stats: await crm.pipelineStats({ pipelineId: pipeline.id, months }) }
}
type Data = Awaited<ReturnType<typeof loader>>

/** What the pipeline tells: how far artists come, how long it takes, what it may bring. Each figure says what it counts. */
export default function StatsPage({ loaderData: { pipelines, months, stats } }: { loaderData: Data }) {
  const { t } = useText()
  const href = (pipeline: string, over: number): string => `/mona/pipeline/stats?pipeline=${pipeline}&months=${over}`
  return (
    <Page>
      <PageHead
        title={t('crm.pipeline.statsTitle')}
        tab={`${t('crm.pipeline.statsTitle')} · MONA`}
        lead={t('crm.pipeline.statsLead', { name: stats.name })}
        actions={<LinkButton href={`/mona/pipeline?pipeline=${stats.pipelineId}`}>{t('crm.pipeline.back')}</LinkButton>}
      />
      <TabLinks label={t('crm.pipeline.pipelines')} items={pipelines.map(({ id, name }) => ({ href: href(id, months), label: name, current: id === stats.pipelineId }))} />
      <TabLinks
        label={t('crm.pipeline.period')}
        items={periods.map((one) => ({ href: href(stats.pipelineId, one), label: t('crm.pipeline.months', { n: one }), current: one === months }))}
      />
      <Headline stats={stats} />
      <Funnel stats={stats} />
      <TimeByStage stats={stats} />
      <Forecast stats={stats} />
      <Cohorts stats={stats} />
      <Shares stats={stats} />
    </Page>
  )
}

interface Part {
  stats: PipelineStats
}

function Headline({ stats: { open, stalled, won, lost, winRate } }: Part) {
  const { t, number, percent } = useText()
  return (
    <Section>
      <Facts
        items={[
          { label: t('crm.pipeline.open'), value: number(open) },
          { label: t('crm.pipeline.stalled'), value: number(stalled) },
          { label: t('crm.pipeline.wonInPeriod'), value: number(won) },
          { label: t('crm.pipeline.lostInPeriod'), value: number(lost) },
          { label: t('crm.pipeline.winRate'), value: winRate === null ? t('crm.pipeline.notYetKnown') : percent(winRate / 100) },
        ]}
      />
    </Section>
  )
}

/** How far the cards of the period came. */
function Funnel({ stats: { stages } }: Part) {
  const { t, number, percent } = useText()
  const steps = stages.flatMap((stage) => (stage.reached === null ? [] : [{ ...stage, reached: stage.reached }]))
  return (
    <Section title={t('crm.pipeline.conversion')} lead={t('crm.pipeline.conversionHint')}>
      <BarChart
        caption={t('crm.pipeline.conversion')}
        labels={{ name: t('crm.pipeline.stage'), value: t('crm.pipeline.reached') }}
        rows={steps.map(({ name, reached, conversion }) => ({
          label: name,
          value: reached,
          text: conversion === null ? number(reached) : `${number(reached)} · ${percent(conversion / 100)}`,
        }))}
      />
    </Section>
  )
}

function TimeByStage({ stats: { stages } }: Part) {
  const { t, number } = useText()
  const timed = stages.flatMap(({ name, medianDays, stays }) =>
    medianDays === null ? [] : [{ label: name, value: medianDays, text: t('crm.pipeline.medianOf', { days: number(medianDays), n: stays }) }],
  )
  return (
    <Section title={t('crm.pipeline.time')} lead={t('crm.pipeline.timeHint')}>
      {timed.length > 0 ? (
        <BarChart caption={t('crm.pipeline.time')} labels={{ name: t('crm.pipeline.stage'), value: t('crm.pipeline.medianDays') }} rows={timed} />
      ) : (
        <p>{t('crm.pipeline.noStay')}</p>
      )}
      <Table
        caption={t('crm.pipeline.byStage')}
        stack
        rows={stages}
        rowKey={({ stageId }) => stageId}
        columns={[
          { key: 'name', label: t('crm.pipeline.stage') },
          { key: 'count', label: t('crm.pipeline.cards'), align: 'end', cell: ({ count }) => number(count) },
          { key: 'stalled', label: t('crm.pipeline.stalled'), align: 'end', cell: ({ stalled }) => number(stalled) },
          { key: 'value', label: t('crm.pipeline.value'), align: 'end', cell: ({ sums }) => <Sums sums={sums} /> },
          { key: 'weighted', label: t('crm.pipeline.weighted'), align: 'end', cell: ({ sums }) => <Sums sums={sums} weighted /> },
        ]}
      />
    </Section>
  )
}

/** What open cards may bring, by month; one chart a currency. */
function Forecast({ stats: { forecast } }: Part) {
  const { t, money } = useText()
  const month = useMonth()
  const currencies = [...new Set(forecast.flatMap(({ sums }) => sums.map(({ currency }) => currency)))]
  return (
    <Section title={t('crm.pipeline.forecast')} lead={t('crm.pipeline.forecastHint')}>
      {currencies.length === 0 && <p>{t('crm.pipeline.noForecast')}</p>}
      {currencies.map((currency) => (
        <BarChart
          key={currency}
          caption={t('crm.pipeline.forecastIn', { currency })}
          labels={{ name: t('crm.pipeline.expectedMonth'), value: t('crm.pipeline.weighted') }}
          rows={forecast.flatMap((one) => {
            const sum = one.sums.find((some) => some.currency === currency)
            return sum
              ? [
                  {
                    label: one.month ? month(one.month) : t('crm.pipeline.noDate'),
                    value: sum.weighted,
                    text: t('crm.pipeline.weightedOf', { weighted: money(sum.weighted, currency), value: money(sum.value, currency) }),
                  },
                ]
              : []
          })}
        />
      ))}
    </Section>
  )
}

/** Month by month: who began, and how far they came. */
function Cohorts({ stats: { cohorts, stages } }: Part) {
  const { t, number, percent } = useText()
  const month = useMonth()
  const steps = stages.filter(({ reached }) => reached !== null).slice(1)
  return (
    <Section title={t('crm.pipeline.cohorts')} lead={t('crm.pipeline.cohortsHint')}>
      <Table
        caption={t('crm.pipeline.cohorts')}
        hideCaption
        stack
        rows={cohorts.toReversed()}
        rowKey={(row) => row.month}
        columns={[
          { key: 'month', label: t('crm.pipeline.month'), cell: (row) => month(row.month) },
          { key: 'began', label: t('crm.pipeline.began'), align: 'end', cell: ({ began }) => number(began) },
          ...steps.map(({ stageId, name }) => ({
            key: stageId,
            label: name,
            align: 'end' as const,
            cell: ({ began, reached }: PipelineStats['cohorts'][number]) => {
              const count = reached.find((one) => one.stageId === stageId)?.count ?? 0
              return began === 0 ? '' : `${number(count)} · ${percent(count / began)}`
            },
          })),
        ]}
      />
    </Section>
  )
}

function Shares({ stats: { owners, sources } }: Part) {
  const { t } = useText()
  return (
    <>
      <Section title={t('crm.pipeline.byOwner')} lead={t('crm.pipeline.shareHint')}>
        <ShareTable caption={t('crm.pipeline.byOwner')} rows={owners.map(({ owner, ...share }) => ({ name: owner?.name ?? t('crm.pipeline.noOwner'), ...share }))} />
      </Section>
      <Section title={t('crm.pipeline.bySource')}>
        <ShareTable caption={t('crm.pipeline.bySource')} rows={sources.map(({ source, ...share }) => ({ name: source ?? t('crm.pipeline.noSource'), ...share }))} />
      </Section>
    </>
  )
}

function ShareTable({ caption, rows }: { caption: string; rows: readonly (Omit<PipelineStats['sources'][number], 'source'> & { name: string })[] }) {
  const { t, number, percent } = useText()
  return (
    <Table
      caption={caption}
      hideCaption
      stack
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', label: t('crm.pipeline.who') },
        { key: 'open', label: t('crm.pipeline.open'), align: 'end', cell: ({ open }) => number(open) },
        { key: 'weighted', label: t('crm.pipeline.weighted'), align: 'end', cell: ({ sums }) => <Sums sums={sums} weighted /> },
        { key: 'won', label: t('crm.pipeline.wonInPeriod'), align: 'end', cell: ({ won }) => number(won) },
        { key: 'lost', label: t('crm.pipeline.lostInPeriod'), align: 'end', cell: ({ lost }) => number(lost) },
        { key: 'rate', label: t('crm.pipeline.winRate'), align: 'end', cell: ({ won, lost }) => (won + lost === 0 ? '' : percent(won / (won + lost))) },
      ]}
    />
  )
}

function useMonth(): (month: string) => string {
  const { locale } = useText()
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (month) => format.format(new Date(`${month}-15T12:00:00Z`))
}
