import { Form as Ask, Link } from 'react-router'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { CheckField, Field } from '#ui/form'
import { Section } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { ExportMenu, Table } from '#ui/table'
import { useText } from '#ui/text'
import { countryName } from '#ui/words/names.ts'
import { tiers } from '../../types.ts'
import type { Data } from '../agency.tsx'
import { addressOf } from './asked.ts'

type Props = Pick<Data, 'best' | 'asked' | 'exported'>

/** Artists, best fit first, with the filters that find those nobody has spoken with yet. */
export function BestFits({ best, asked, exported }: Props) {
  const { t } = useText()
  const { after: _after, mine, unsure, ...filters } = asked
  return (
    <Section
      title={t('fit.bestFits')}
      lead={t('fit.bestFitsLead')}
      id="best"
      action={best.items.length > 0 && <ExportMenu size="small" href={(format) => `/api/v1/exports/fits.${format}?${exported}`} />}
    >
      <Filters asked={asked} />
      {best.items.length === 0 ? (
        <EmptyState
          title={t('fit.none')}
          action={(Object.keys(filters).length > 0 || mine || !unsure) && <LinkButton href="/mona/fit?unsure=1#best">{t('fit.clear')}</LinkButton>}
        />
      ) : (
        <Rows best={best} />
      )}
      <Pager
        next={best.next === null ? undefined : addressOf(asked, { after: best.next })}
        previous={asked.after === undefined ? undefined : addressOf(asked, { after: undefined })}
      />
    </Section>
  )
}

function Filters({ asked }: Pick<Props, 'asked'>) {
  const { t } = useText()
  return (
    <Ask method="get" className="fit-filters" preventScrollReset key={JSON.stringify(asked)}>
      {asked.mine && <input type="hidden" name="mine" value="1" />}
      <Field name="q" type="search" label={t('fit.search')} defaultValue={asked.q} maxLength={200} />
      <Field name="scoreFrom" type="number" label={t('fit.scoreFrom')} min={0} max={100} defaultValue={asked.scoreFrom} />
      <Field
        name="silentDays"
        type="select"
        label={t('fit.silent')}
        defaultValue={String(asked.silentDays ?? '')}
        options={[
          { value: '', label: t('fit.anyContact') },
          { value: '30', label: t('fit.silentFor', { days: 30 }) },
          { value: '365', label: t('fit.never') },
        ]}
      />
      <Field
        name="tier"
        type="select"
        label={t('fit.tierField')}
        defaultValue={asked.tier ?? ''}
        options={[{ value: '', label: t('fit.any') }, ...tiers.map((tier) => ({ value: tier, label: t(`fit.tier.${tier}`) }))]}
      />
      <CheckField name="unsure" value="1" label={t('fit.unsure')} defaultChecked={asked.unsure} />
      <Button type="submit">{t('fit.apply')}</Button>
    </Ask>
  )
}

function Rows({ best }: Pick<Props, 'best'>) {
  const { t, lang, number, percent } = useText()
  // Where all are, the page says it once.
  const mixed = best.items.some((one) => !one.invented)
  const short = (score: number | null) => (score === null ? '–' : number(Math.round(score)))
  return (
    <Table
      caption={t('fit.bestFits')}
      hideCaption
      stack="tight"
      rows={best.items}
      rowKey={({ artistId }) => artistId}
      columns={[
        {
          key: 'name',
          label: t('fit.artist'),
          cell: ({ artistId, name, country, invented }) => (
            <>
              <Link to={`/mona/fit/${artistId}`}>{name}</Link> <span className="text-soft">{country && countryName(lang, country)}</span>{' '}
              {invented && mixed && <Badge>{t('fit.invented')}</Badge>}
            </>
          ),
        },
        {
          key: 'score',
          label: t('fit.score'),
          align: 'end',
          cell: ({ score }) => <strong className="tabular">{score === null ? '–' : number(Math.round(score * 10) / 10)}</strong>,
        },
        { key: 'confidence', label: t('fit.confidence'), align: 'end', cell: ({ confidence }) => percent(confidence) },
        { key: 'audience', label: t('fit.part.audience'), align: 'end', cell: ({ audience }) => short(audience) },
        { key: 'market', label: t('fit.part.market'), align: 'end', cell: ({ market }) => short(market) },
        { key: 'readiness', label: t('fit.part.readiness'), align: 'end', cell: ({ readiness }) => short(readiness) },
        { key: 'position', label: t('fit.part.position'), align: 'end', cell: ({ position }) => short(position) },
      ]}
    />
  )
}
