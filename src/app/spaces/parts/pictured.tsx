import { Card, Facts, MediaCard } from '#ui/card'
import { BarChart, Sparkline } from '#ui/chart'
import { Grid, Section, Shelf } from '#ui/layout'
import { Rating } from '#ui/rating'
import { ExportMenu, Table } from '#ui/table'
import { useText } from '#ui/text'
import { countries, of, titles } from './samples.ts'

export function Pictures() {
  return (
    <>
      <Section title={of('MediaCard, Poster')}>
        <Grid min="poster">
          {titles.map((title, place) => (
            <MediaCard key={title} href="#film" title={title} detail={countries[6]?.label} badge={place === 0 ? '1 h 42' : undefined} progress={place === 1 ? 0.4 : undefined} />
          ))}
        </Grid>
      </Section>
      <Section title={of('Shelf')}>
        <Shelf label={of('Shelf')} min="card">
          {titles.slice(0, 6).map((title) => (
            <MediaCard key={title} href="#film" title={title} ratio="wide" />
          ))}
        </Shelf>
        <Grid min="tile">
          {titles.slice(6, 10).map((title) => (
            <MediaCard key={title} href="#film" title={title} ratio="square" />
          ))}
        </Grid>
      </Section>
    </>
  )
}

export function Figures() {
  const { t, money, duration, bytes, date } = useText()
  return (
    <Section title={of('Table, BarChart, Sparkline, Facts, Rating, ExportMenu')} action={<ExportMenu size="small" href={(format) => `/api/v1/exports/records.${format}`} />}>
      <Grid>
        <Table
          caption={of('Table')}
          stack
          rows={countries.slice(0, 4)}
          rowKey={({ id }) => id}
          columns={[
            { key: 'label', label: t('app.sampleCountry') },
            { key: 'sum', label: t('app.sampleSum'), align: 'end', cell: () => money(500000n, 'XOF') },
          ]}
        />
        <Card>
          <BarChart caption={of('BarChart')} rows={countries.slice(0, 5).map(({ label }, place) => ({ label, value: 90 - place * 17 }))} />
        </Card>
        <Card title={of('Facts')}>
          <Facts
            items={[
              { label: t('app.sampleLength'), value: duration(5460) },
              { label: t('app.sampleWeight'), value: bytes(48_500_000) },
              { label: t('app.sampleDate'), value: date('2026-11-21') },
              { label: t('app.sampleFee'), value: money(140000n, 'EUR') },
              { label: t('app.sampleRating'), value: <Rating value={4.2} count={31} /> },
            ]}
          />
          <br />
          <Sparkline label="12, 18, 9, 30" values={[12, 18, 9, 24, 30, 28, 41]} />
        </Card>
      </Grid>
    </Section>
  )
}
