import { useDraggable, useDroppable } from '@dnd-kit/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useCallback, useEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import { useText } from '#ui/text'
import type { Card, Stage, Total } from '../../schema/pipeline.ts'
import { CardFace, Sums } from './card.tsx'
import { CardMenu } from './card-menu.tsx'

/** A card and the space below it. */
export const rowHeight = 118

interface ColumnProps {
  stage: Stage
  total: Total | undefined
  cards: readonly Card[]
  hasMore: boolean
  stages: readonly Stage[]
  mayEdit: boolean
  /** Where a carried card would come to stand; null elsewhere. */
  gap: number | null
  carried: string | null
  onMore: (stageId: string) => void
  onKey: (event: KeyboardEvent, card: Card, at: number) => void
  onMove: (card: Card, toStage: string) => void
  onRemove: (card: Card) => void
  filterHref: string
}

/** One stage: its sums, and its cards, of which only those in sight are drawn. */
export const BoardColumn = memo(function BoardColumn(props: ColumnProps) {
  const { stage, total, cards, hasMore, gap, onMore, filterHref } = props
  const { t, number } = useText()
  const scroller = useRef<HTMLDivElement>(null)
  const { setNodeRef, isOver } = useDroppable({ id: stage.id })
  const hold = useCallback(
    (node: HTMLDivElement | null) => {
      scroller.current = node
      setNodeRef(node)
    },
    [setNodeRef],
  )
  const virtual = useColumn(scroller, cards, hasMore)
  const items = virtual.getVirtualItems()
  const seesEnd = hasMore && (items.at(-1)?.index ?? 0) >= cards.length - 3
  useEffect(() => {
    if (seesEnd) onMore(stage.id)
    // Seen again after each page: the end may still be in sight.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- see above
  }, [seesEnd, onMore, stage.id, cards.length])
  return (
    <section
      className="pipe-column"
      data-over={isOver ? '' : undefined}
      data-outcome={stage.outcome}
      aria-label={t('crm.pipeline.columnOf', { stage: stage.name, n: total?.count ?? cards.length })}
    >
      <header className="pipe-head">
        <h2>{stage.name}</h2>
        <span className="count">{number(total?.count ?? cards.length)}</span>
        <ColumnSums stage={stage} total={total} />
      </header>
      <div className="pipe-cards" data-stage={stage.id} tabIndex={-1} ref={hold}>
        {cards.length === 0 && <p className="pipe-empty">{t('crm.pipeline.emptyColumn')}</p>}
        <ul style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) =>
            cards[index] ? (
              <CardRow key={key} {...props} card={cards[index]} at={index} start={start} />
            ) : (
              <li key={key} className="pipe-ghost" style={{ transform: `translateY(${start}px)` }} />
            ),
          )}
        </ul>
        {gap !== null && <div className="pipe-gap" style={{ transform: `translateY(${gap * rowHeight - 6}px)` }} />}
      </div>
      <noscript>
        <a href={filterHref}>{t('crm.pipeline.allOf', { stage: stage.name })}</a>
      </noscript>
    </section>
  )
})

function useColumn(scroller: RefObject<HTMLDivElement | null>, cards: readonly Card[], hasMore: boolean) {
  // oxlint-disable-next-line react/incompatible-library -- it answers anew at each drawing, and nothing here keeps what it answered
  return useVirtualizer({
    count: cards.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 5,
    getItemKey: (index) => cards[index]?.id ?? 'more',
    initialRect: { width: 280, height: 720 },
  })
}

function ColumnSums({ stage, total }: { stage: Stage; total: Total | undefined }) {
  const { t } = useText()
  if (!total || total.sums.length === 0) return null
  return (
    <p className="pipe-sums" title={t('crm.pipeline.weightedHint')}>
      <Sums sums={total.sums} />
      {stage.outcome === 'open' && (
        <span className="pipe-soft">
          {t('crm.pipeline.weighted')} <Sums sums={total.sums} weighted />
        </span>
      )}
    </p>
  )
}

type RowProps = ColumnProps & { card: Card; at: number; start: number }

const CardRow = memo(
  function CardRow({ card, at, start, mayEdit, carried, onKey, stages, onMove, onRemove }: RowProps) {
    const { t } = useText()
    const { setNodeRef, listeners, isDragging } = useDraggable({ id: card.id, data: { card }, disabled: !mayEdit })
    return (
      <li style={{ transform: `translateY(${start}px)` }}>
        <article
          className="pipe-card"
          data-card={card.id}
          data-stalled={card.stalled ? '' : undefined}
          data-carried={isDragging || carried === card.id ? '' : undefined}
          ref={setNodeRef}
          {...listeners}
        >
          <CardFace
            card={card}
            handle={
              <a
                href={`/mona/artists/${card.recordId}`}
                draggable={false}
                data-handle={card.id}
                aria-describedby={mayEdit ? 'pipe-how' : undefined}
                aria-roledescription={mayEdit ? t('crm.pipeline.cardRole') : undefined}
                onKeyDown={(event) => onKey(event, card, at)}
              >
                {card.title ?? card.name}
              </a>
            }
          />
        </article>
        {mayEdit && <CardMenu card={card} stages={stages} onMove={onMove} onRemove={onRemove} />}
      </li>
    )
  },
  (a, b) =>
    a.card === b.card &&
    a.at === b.at &&
    a.start === b.start &&
    a.mayEdit === b.mayEdit &&
    (a.carried === a.card.id) === (b.carried === b.card.id) &&
    a.onKey === b.onKey &&
    a.onMove === b.onMove &&
    a.onRemove === b.onRemove &&
    a.stages === b.stages,
)
