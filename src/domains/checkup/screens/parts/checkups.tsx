import type { z } from 'zod'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Section } from '#ui/layout'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import { bandOf } from '../../rules/grid/bands.ts'
import type { CheckupLine } from '../../schema/checkup.ts'
import { tones } from '../checkup/result.tsx'

type Line = z.output<typeof CheckupLine>

export function CheckupTable({ items, withArtist = false }: { items: readonly Line[]; withArtist?: boolean }) {
  const { t, date, number, percent } = useText()
  return (
    <Table
      caption={t('checkup.many')}
      hideCaption
      stack="tight"
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        ...(withArtist ? [{ key: 'name', label: t('checkup.artist'), cell: (row: Line) => <a href={`/mona/artists/${row.recordId}`}>{row.name}</a> }] : []),
        { key: 'when', label: t('checkup.when'), bare: true, cell: (row) => <a href={`/mona/checkups/${row.id}`}>{date(row.finishedAt ?? row.startedAt, 'medium')}</a> },
        { key: 'state', label: t('checkup.state'), bare: true, cell: ({ state }) => <Badge tone={state === 'open' ? 'accent' : 'neutral'}>{t(`checkup.state.${state}`)}</Badge> },
        {
          key: 'score',
          label: t('checkup.scoreShort'),
          align: 'end',
          cell: ({ score }) => (score === null ? '–' : <Badge tone={tones[bandOf(score)!]}>{number(Math.round(score))}</Badge>),
        },
        {
          key: 'confidence',
          label: t('checkup.confidenceShort'),
          align: 'end',
          cell: ({ confidence }) => (confidence === null ? '–' : percent(Math.round(confidence * 100) / 100)),
        },
        { key: 'grid', label: t('checkup.gridUsedShort'), align: 'end', cell: ({ gridVersion }) => <a href={`/mona/grid?version=${gridVersion}`}>{number(gridVersion)}</a> },
      ]}
    />
  )
}

/** The check-ups of one artist, for their sheet. `items`: `checkup.listCheckups` with the record's id. */
export function ArtistCheckups({ recordId, items, mayEdit }: { recordId: string; items: readonly Line[]; mayEdit: boolean }) {
  const { t } = useText()
  const open = items.find(({ state }) => state === 'open')
  return (
    <Section
      title={t('checkup.many')}
      action={
        mayEdit && (
          <form method="post" action="/mona/checkups/start">
            <input type="hidden" name="recordId" value={recordId} />
            <Button type="submit" kind={items.length === 0 ? 'primary' : 'secondary'} size="small">
              {t(open ? 'checkup.goOn' : items.length === 0 ? 'checkup.start' : 'checkup.startAgain')}
            </Button>
          </form>
        )
      }
    >
      {items.length === 0 ? <p className="text-soft">{t('checkup.noneLead')}</p> : <CheckupTable items={items} />}
    </Section>
  )
}
