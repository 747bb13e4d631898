import { shareOf } from '#platform/money'
import { BarChart } from '#ui/chart'
import { Facts } from '#ui/card'
import { Section, Split } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import type { StudioProject } from '../../schema.ts'
import { LiveFunding } from '../public/funding-bar.tsx'
import { courseOf, roughly } from './course.ts'
import { CourseChart } from './course-chart.tsx'
import type { CampaignOf } from './load.ts'

type Figures = CampaignOf<'dashboard'>['figures']
interface Props {
  project: StudioProject
  campaign: CampaignOf<'dashboard'>
}

/** How the campaign goes: the money, its course and its forecast, where it comes from. */
export function Dashboard({ project, campaign: { figures, now } }: Props) {
  const { t } = useText()
  return (
    <>
      <Section>
        <Split aside={<Numbers project={project} figures={figures} />}>
          <LiveFunding projectId={project.id} funding={figures.funding} now={now} />
        </Split>
      </Section>
      {figures.days.length === 0 ? (
        <EmptyState title={t('crowdfunding.studio.noMoneyYet')}>{t('crowdfunding.studio.noMoneyYetText')}</EmptyState>
      ) : (
        <>
          <Progress project={project} figures={figures} />
          <Origins figures={figures} />
        </>
      )}
    </>
  )
}

function Numbers({ project, figures }: { project: StudioProject; figures: Figures }) {
  const { t, money, number, percent } = useText()
  const { funding, average, median, started, abandoned, followers } = figures
  const fee = shareOf(funding.raised, project.feeBasisPoints)
  return (
    <Facts
      items={[
        { label: t('crowdfunding.studio.average'), value: average !== null && money(average, funding.currency) },
        { label: t('crowdfunding.studio.median'), value: median !== null && money(median, funding.currency) },
        { label: t('crowdfunding.studio.pending'), value: funding.pending > 0 && money(funding.pending, funding.currency) },
        {
          label: t('crowdfunding.studio.finished'),
          value: started > 0 && t('crowdfunding.studio.finishedOf', { share: percent((started - abandoned) / started), started: number(started) }),
        },
        { label: t('crowdfunding.studio.followers'), value: number(followers) },
        { label: t('crowdfunding.studio.feeNow', { share: percent(project.feeBasisPoints / 10_000) }), value: funding.raised > 0 && money(fee, funding.currency) },
      ].filter(({ value }) => value !== false)}
    />
  )
}

/** The course of the money as a drawing and as a table, and where it is heading, with how sure that is. */
function Progress({ project, figures }: { project: StudioProject; figures: Figures }) {
  const { t, money, date, number } = useText()
  const { days, funding, forecast } = figures
  const endsOn = funding.endsAt?.toISOString().slice(0, 10) ?? null
  const open = funding.state === 'live'
  const course = courseOf({ days, goal: funding.goal, endsOn: open ? endsOn : null, forecast: open ? forecast : null })
  const cash = (amount: number): string => money(amount, funding.currency)
  return (
    <Section title={t('crowdfunding.studio.course')}>
      {course && (
        <CourseChart
          course={course}
          currency={funding.currency}
          label={t('crowdfunding.studio.courseLabel', { raised: cash(funding.raised), percent: funding.percent, title: project.title })}
        />
      )}
      {open && <Ahead figures={figures} />}
      <Disclosure title={t('crowdfunding.studio.asTable')}>
        <Table
          caption={t('crowdfunding.studio.course')}
          hideCaption
          rows={days.toReversed()}
          rowKey={({ day }) => day}
          columns={[
            { key: 'day', label: t('crowdfunding.studio.day'), cell: ({ day }) => date(day, 'medium') },
            { key: 'contributors', label: t('crowdfunding.studio.gifts'), align: 'end', cell: ({ contributors }) => number(contributors) },
            { key: 'amount', label: t('crowdfunding.studio.thatDay'), align: 'end', cell: ({ amount }) => cash(amount) },
            { key: 'total', label: t('crowdfunding.studio.inAll'), align: 'end', cell: ({ total }) => cash(total) },
          ]}
        />
      </Disclosure>
    </Section>
  )
}

function Ahead({ figures: { forecast, funding } }: { figures: Figures }) {
  const { t, money, percent, number } = useText()
  if (!forecast) return <p className="studio-said">{t('crowdfunding.studio.tooEarly')}</p>
  const cash = (amount: number): string => money(amount, funding.currency)
  return (
    <div className="studio-said">
      <p>
        <strong>
          {t('crowdfunding.studio.forecast', { low: cash(roughly(forecast.low, 'down')), high: cash(roughly(forecast.high, 'up')), likely: cash(roughly(forecast.likely)) })}
        </strong>
      </p>
      <p className="studio-soft">
        {t(forecast.chance > 0.95 ? 'crowdfunding.studio.chanceHigh' : forecast.chance < 0.05 ? 'crowdfunding.studio.chanceLow' : 'crowdfunding.studio.chance', {
          chance: percent(Math.round(forecast.chance * 20) / 20),
        })}{' '}
        {t('crowdfunding.studio.basis', { n: Number(forecast.basis) || 0, count: number(Number(forecast.basis) || 0) })}
      </p>
    </div>
  )
}

/** Where it comes from, four ways. */
function Origins({ figures: { sources, countries, channels, rewards, funding } }: { figures: Figures }) {
  const { t, lang, money } = useText()
  type Line = { amount: number; contributors: number }
  const bars = <One extends Line>(caption: string, lines: readonly One[], label: (line: One) => string) =>
    lines.length > 0 && (
      <div>
        <BarChart
          caption={caption}
          labels={{ name: caption, value: t('crowdfunding.studio.inAll') }}
          rows={lines.slice(0, 8).map((line) => ({ label: label(line), value: line.amount, text: money(line.amount, funding.currency) }))}
        />
      </div>
    )
  return (
    <Section title={t('crowdfunding.studio.origins')}>
      <div className="studio-origins">
        {bars(t('crowdfunding.studio.sources'), sources, ({ source }) => t(`crowdfunding.studio.source.${source}`))}
        {bars(t('crowdfunding.studio.countries'), countries, ({ country }) => (country ? countryName(lang, country) : t('crowdfunding.studio.unknownCountry')))}
        {bars(t('crowdfunding.studio.channels'), channels, ({ channel }) => t(`payments.channel.${channel}`))}
        {bars(t('crowdfunding.studio.byReward'), rewards, ({ title }) => title ?? t('crowdfunding.studio.freeAmount'))}
      </div>
    </Section>
  )
}
