import type { z } from 'zod'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Sparkline } from '#ui/chart'
import { Section } from '#ui/layout'
import { EmptyState, Notice } from '#ui/notice'
import { type Column, Table } from '#ui/table'
import { useText } from '#ui/text'
import type { ArtistFigures } from '../../schema/figures.ts'
import { Sources } from '../figures/sources.tsx'
import '../checkup.css'

export type FiguresData = z.output<typeof ArtistFigures>
type Row = FiguresData['networks'][number]

/** Engagement is kept in hundredths of a per cent. */
export const figureText = (metric: string, value: number, number: (value: number) => string): string => (metric === 'engagement' ? `${number(value / 100)} %` : number(value))

/** An artist's figures on their sheet. `figures`: `checkup.artistFigures`. */
export function Figures({ figures }: { figures: FiguresData }) {
  const { t } = useText()
  return (
    <div id="figures">
      <Section
        title={t('checkup.figures')}
        action={
          figures.mayEdit && (
            <LinkButton size="small" href={`/mona/artists/${figures.recordId}/figures`}>
              {t('checkup.note')}
            </LinkButton>
          )
        }
      >
        <FiguresTable figures={figures} />
        <Sources figures={figures} back="sheet" />
      </Section>
    </div>
  )
}

/** Network by network: last figures, growth, course; then what to look at closely. */
export function FiguresTable({ figures }: { figures: FiguresData }) {
  const { t, percent } = useText()
  const columns = useColumns(figures)
  if (figures.networks.length === 0) return <EmptyState title={t('checkup.figuresEmpty')}>{t('checkup.figuresEmptyLead')}</EmptyState>
  return (
    <>
      {figures.networks.some(({ invented }) => invented) && <Notice kind="info">{t('checkup.inventedLead')}</Notice>}
      <Table caption={t('checkup.figures')} hideCaption stack rows={figures.networks} rowKey={({ network }) => network} columns={columns} />
      {figures.countryMatch !== null && <p>{t('checkup.match', { share: percent(Math.round(figures.countryMatch * 100) / 100) })}</p>}
      <Flags figures={figures} />
    </>
  )
}

/** Figures that no network has are left out. */
function useColumns(figures: FiguresData): Column<Row>[] {
  const { t, number, percent } = useText()
  const amount = (key: string, label: string, of: (row: Row) => number | null, written: (value: number) => string, always = false): Column<Row>[] =>
    always || figures.networks.some((row) => of(row) !== null)
      ? [{ key, label, align: 'end', cell: (row) => <span className="tabular">{of(row) === null ? '–' : written(of(row)!)}</span> }]
      : []
  const growth = (value: number): string => `${value > 0 ? '+' : ''}${percent(Math.round(value * 1_000) / 1_000)}`
  return [
    { key: 'network', label: t('checkup.network'), cell: ({ network }) => <strong>{t(`crm.network.${network}`)}</strong> },
    { key: 'followers', label: t('checkup.metric.followers'), align: 'end', cell: (row) => <Followers row={row} /> },
    ...amount('growth30', t('checkup.growth30'), ({ growth30 }) => growth30, growth, true),
    ...amount('growth90', t('checkup.growth90'), ({ growth90 }) => growth90, growth, true),
    { key: 'course', label: t('checkup.course'), cell: (row) => <Course row={row} figures={figures} /> },
    ...amount(
      'engagement',
      t('checkup.metric.engagement'),
      ({ engagement }) => engagement,
      (value) => percent(value / 10_000),
    ),
    ...amount('posts', t('checkup.metric.posts'), ({ posts30 }) => posts30, number),
    ...amount('listeners', t('checkup.metric.listeners'), ({ listeners }) => listeners, number),
    ...amount('streams', t('checkup.metric.streams'), ({ streams30 }) => streams30, number),
  ]
}

function Followers({ row: { followers, at } }: { row: Row }) {
  const { t, number, date } = useText()
  return (
    <span className="tabular">
      {followers === null ? '–' : number(followers)} {at && <span className="text-soft text-sm">{t('checkup.asOf', { day: date(at, 'medium') })}</span>}
    </span>
  )
}

function Course({ row: { network }, figures }: { row: Row; figures: FiguresData }) {
  const { t, number } = useText()
  const course = figures.courses.find((one) => one.network === network && one.metric === 'followers') ?? figures.courses.find((one) => one.network === network)
  if (!course || course.values.length < 2) return '–'
  const [from, to] = [course.values[0]!, course.values.at(-1)!]
  const label = t('checkup.courseOf', {
    metric: t(`checkup.metric.${course.metric}`),
    network: t(`crm.network.${network}`),
    from: figureText(course.metric, from, number),
    to: figureText(course.metric, to, number),
  })
  return (
    <span className="figures-spark">
      {/* The course fills its place: a line drawn from zero would hide what moved. */}
      <Sparkline values={course.values.map((value) => value - Math.min(...course.values) * 0.98)} label={label} />
    </span>
  )
}

function Flags({ figures }: { figures: FiguresData }) {
  const { t, number, date } = useText()
  const flags = figures.networks.flatMap(({ anomalies }) => anomalies)
  if (flags.length === 0) return null
  return (
    <Notice kind="warn" title={t('checkup.flags')}>
      <ul>
        {flags.map(({ kind, network, day, from, to }) => (
          <li key={`${kind} ${network} ${day}`}>
            <Badge>{t(`crm.network.${network}`)}</Badge> {t(`checkup.anomaly.${kind}`, { day: date(day), from: number(from ?? 0), to: number(to) })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
