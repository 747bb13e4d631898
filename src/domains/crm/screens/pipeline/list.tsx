import { useSearchParams } from 'react-router'
import { Pager } from '#ui/navigation'
import { Table, type Column } from '#ui/table'
import { useText } from '#ui/text'
import type { Card } from '../../schema/pipeline.ts'
import { withParams } from './address.ts'
import { Age, CardFace, CardMoney } from './card.tsx'
import { CardMenu } from './card-menu.tsx'
import type { PipelineData } from './pipeline.tsx'

/** The same cards as lines or as a table; sorted by the heads of the columns. */
export function CardList({ data, page: { items, next } }: { data: PipelineData; page: NonNullable<PipelineData['page']> }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const columns = useColumns(data)
  return (
    <>
      {data.shape === 'table' ? (
        <Table caption={data.pipeline.name} hideCaption stack="tight" columns={columns} rows={items} rowKey={({ id }) => id} />
      ) : (
        <ul className="pipe-list" aria-label={data.pipeline.name}>
          {items.map((card) => (
            <li key={card.id} className="pipe-card">
              <CardFace card={card} handle={<CardLink card={card} />}>
                <span className="badge">{data.pipeline.stages.find(({ id }) => id === card.stageId)?.name}</span>
                {data.pipeline.mayEdit && <CardMenu card={card} stages={data.pipeline.stages} />}
              </CardFace>
            </li>
          ))}
        </ul>
      )}
      <Pager previous={params.has('after') ? withParams(params, { after: null }) : null} next={next ? withParams(params, { after: next }) : null}>
        {t('crm.pipeline.lead', { n: data.totals.reduce((all, one) => all + one.count, 0) })}
      </Pager>
    </>
  )
}

const CardLink = ({ card }: { card: Card }) => <a href={`/mona/artists/${card.recordId}`}>{card.title ?? card.name}</a>

function useColumns({ pipeline: { stages, mayEdit, of }, sort }: PipelineData): Column<Card>[] {
  const { t, date } = useText()
  const [params] = useSearchParams()
  const head = (name: PipelineData['sort'], label: string) => (
    <a href={`/mona/pipeline${withParams(params, { sort: name === 'place' ? null : name })}`} aria-current={sort === name ? 'true' : undefined}>
      {label}
    </a>
  )
  return [
    { key: 'name', label: head('name', t('crm.pipeline.artist')), cell: (card) => <CardLink card={card} /> },
    ...(of === 'opportunities' ? [{ key: 'artist', label: t('crm.pipeline.artist'), cell: (card: Card) => card.name }] : []),
    { key: 'stage', label: head('place', t('crm.pipeline.stage')), cell: (card) => stages.find(({ id }) => id === card.stageId)?.name },
    { key: 'value', label: head('value', t('crm.pipeline.value')), align: 'end', cell: (card) => <CardMoney card={card} /> },
    { key: 'expected', label: head('expected', t('crm.pipeline.expectedOn')), cell: (card) => card.expectedOn && date(new Date(card.expectedOn)) },
    { key: 'owner', label: t('crm.pipeline.owner'), cell: (card) => card.owner?.name },
    { key: 'age', label: head('age', t('crm.pipeline.age')), cell: (card) => <Age card={card} /> },
    ...(mayEdit ? [{ key: 'move', label: <span className="visually-hidden">{t('crm.pipeline.move')}</span>, cell: (card: Card) => <CardMenu card={card} stages={stages} /> }] : []),
  ]
}
