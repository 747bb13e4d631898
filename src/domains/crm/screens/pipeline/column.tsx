import { useDraggable, useDroppable } from '@dnd-kit/core'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
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
  /** The card in hand: it stays drawn, scrolled out of sight or not, so that its keys and its finger are heard. */
  carried: string | null
  /** By keyboard: where it would come to stand is brought into sight. */
  byKeyboard: boolean
  onMore: (stageId: string) => void
  onKey: (event: KeyboardEvent, card: Card, at: number) => void
  onLeave: (card: Card) => void
  onMove: (card: Card, toStage: string) => void
  onRemove: (card: Card) => void
  filterHref: string
}

/** One stage: its sums, and its cards, of which only those in sight are drawn. */
export const BoardColumn = memo(function BoardColumn(props: ColumnProps) {
  const { stage, total, cards, hasMore, gap, carried, byKeyboard, onMore, filterHref } = props
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
  const virtual = useColumn(scroller, cards, hasMore, carried)
  const items = virtual.getVirtualItems()
  const seesEnd = hasMore && (items.findLast(({ key }) => key !== carried)?.index ?? 0) >= cards.length - 3
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
        {gap !== null && <Gap key={gap} at={lineOf(cards, carried, gap)} isShown={byKeyboard} />}
      </div>
      <noscript>
        <a href={filterHref}>{t('crm.pipeline.allOf', { stage: stage.name })}</a>
      </noscript>
    </section>
  )
})

/** A place counts the other cards only: below its own, the card in hand leaves room for one more. */
function lineOf(cards: readonly Card[], carried: string | null, at: number): number {
  const own = cards.findIndex(({ id }) => id === carried)
  return own >= 0 && at > own ? at + 1 : at
}

/** Where the card in hand would come to stand; each place anew. */
function Gap({ at, isShown }: { at: number; isShown: boolean }) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isShown) line.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isShown])
  return <div className="pipe-gap" ref={line} style={{ transform: `translateY(${at * rowHeight - 6}px)` }} />
}

function useColumn(scroller: RefObject<HTMLDivElement | null>, cards: readonly Card[], hasMore: boolean, carried: string | null) {
  const held = carried === null ? -1 : cards.findIndex(({ id }) => id === carried)
  // oxlint-disable-next-line react/incompatible-library -- it answers anew at each drawing, and nothing here keeps what it answered
  return useVirtualizer({
    count: cards.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 5,
    getItemKey: (index) => cards[index]?.id ?? 'more',
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range)
      return held < 0 || seen.includes(held) ? seen : [...seen, held].toSorted((a, b) => a - b)
    },
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
  function CardRow({ card, at, start, mayEdit, carried, onKey, onLeave, stages, onMove, onRemove }: RowProps) {
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
                onKeyDown={mayEdit ? (event) => onKey(event, card, at) : undefined}
                onBlur={() => onLeave(card)}
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
    a.onLeave === b.onLeave &&
    a.onMove === b.onMove &&
    a.onRemove === b.onRemove &&
    a.stages === b.stages,
)
