import type { z } from 'zod'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Sparkline } from '#ui/chart'
import { Section } from '#ui/layout'
import { EmptyState, Notice } from '#ui/notice'
import { Table } from '#ui/table'
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
  const { t, number, percent, date } = useText()
  if (figures.networks.length === 0) return <EmptyState title={t('checkup.figuresEmpty')}>{t('checkup.figuresEmptyLead')}</EmptyState>
  const growth = (value: number | null): string => (value === null ? '–' : `${value > 0 ? '+' : ''}${percent(Math.round(value * 1_000) / 1_000)}`)
  const figure = (value: number | null): string => (value === null ? '–' : number(value))
  const has = (key: 'listeners' | 'streams30' | 'posts30' | 'engagement'): boolean => figures.networks.some((one) => one[key] !== null)
  return (
    <>
      {figures.networks.some(({ invented }) => invented) && <Notice kind="info">{t('checkup.inventedLead')}</Notice>}
      <Table
        caption={t('checkup.figures')}
        hideCaption
        stack
        rows={figures.networks}
        rowKey={({ network }) => network}
        columns={[
          { key: 'network', label: t('checkup.network'), cell: ({ network }) => <strong>{t(`crm.network.${network}`)}</strong> },
          {
            key: 'followers',
            label: t('checkup.metric.followers'),
            align: 'end',
            cell: ({ followers, at }) => (
              <span className="tabular">
                {figure(followers)} {at && <span className="text-soft text-sm">{t('checkup.asOf', { day: date(at, 'medium') })}</span>}
              </span>
            ),
          },
          { key: 'growth30', label: t('checkup.growth30'), align: 'end', cell: ({ growth30 }) => <span className="tabular">{growth(growth30)}</span> },
          { key: 'growth90', label: t('checkup.growth90'), align: 'end', cell: ({ growth90 }) => <span className="tabular">{growth(growth90)}</span> },
          { key: 'course', label: t('checkup.course'), cell: (row) => <Course row={row} figures={figures} /> },
          ...(has('engagement')
            ? [
                {
                  key: 'engagement',
                  label: t('checkup.metric.engagement'),
                  align: 'end' as const,
                  cell: ({ engagement }: Row) => (engagement === null ? '–' : percent(engagement / 10_000)),
                },
              ]
            : []),
          ...(has('posts30') ? [{ key: 'posts', label: t('checkup.metric.posts'), align: 'end' as const, cell: ({ posts30 }: Row) => figure(posts30) }] : []),
          ...(has('listeners') ? [{ key: 'listeners', label: t('checkup.metric.listeners'), align: 'end' as const, cell: ({ listeners }: Row) => figure(listeners) }] : []),
          ...(has('streams30') ? [{ key: 'streams', label: t('checkup.metric.streams'), align: 'end' as const, cell: ({ streams30 }: Row) => figure(streams30) }] : []),
        ]}
      />
      {figures.countryMatch !== null && <p>{t('checkup.match', { share: percent(Math.round(figures.countryMatch * 100) / 100) })}</p>}
      <Flags figures={figures} />
    </>
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
