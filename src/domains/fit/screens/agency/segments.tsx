import { Section } from '#ui/layout'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import type { Data } from '../agency.tsx'

type Stats = Data['stats']

/** Mean score by stage, and by country, genre and size of audience. */
export function Segments({ stats }: { stats: Stats }) {
  const { t, lang } = useText()
  const named = ({ by, key }: Stats['segments'][number]): string => (by === 'country' ? countryName(lang, key) : by === 'tier' ? t(`fit.tier.${key}`) : key)
  const lines = (by: Stats['segments'][number]['by']) =>
    stats.segments.filter((one) => one.by === by).map((one) => ({ key: one.key, name: named(one), artists: one.artists, mean: one.mean }))
  return (
    <>
      {stats.stages.length > 0 && (
        <Section title={t('fit.byStage')}>
          <Means caption={t('fit.byStage')} rows={stats.stages.map((one) => ({ ...one, artists: one.scored }))} />
        </Section>
      )}
      <Section title={t('fit.bySegment')}>
        <div className="fit-two">
          {(['country', 'genre', 'tier'] as const).map((by) => (
            <Means key={by} caption={t(`fit.segment.${by}`)} rows={lines(by)} />
          ))}
        </div>
      </Section>
    </>
  )
}

function Means({ caption, rows }: { caption: string; rows: readonly { key: string; name: string; artists: number; mean: number | null }[] }) {
  const { t, number } = useText()
  if (rows.length === 0) return null
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'name', label: caption },
        { key: 'artists', label: t('fit.artists'), align: 'end', cell: ({ artists }) => number(artists) },
        { key: 'mean', label: t('fit.meanScore'), align: 'end', cell: ({ mean }) => (mean === null ? '–' : number(Math.round(mean * 10) / 10)) },
      ]}
    />
  )
}
