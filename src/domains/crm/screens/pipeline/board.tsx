import { DndContext, DragOverlay, MeasuringStrategy, pointerWithin } from '@dnd-kit/core'
import { ArrowRight } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Badge } from '#ui/badge'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { useText } from '#ui/text'
import type { Card, Stage } from '../../schema/pipeline.ts'
import { withParams } from './address.ts'
import { BlockedMove } from './blocked.tsx'
import { CardFace } from './card.tsx'
import { focusCard, useCarry } from './carry.ts'
import { BoardColumn } from './column.tsx'
import { useDrag } from './drag.ts'
import { useBoard, type BoardData } from './use-board.ts'

const measuring = { droppable: { strategy: MeasuringStrategy.WhileDragging } }

/** The board: one column a stage. Cards are moved by mouse, by a long press, by keyboard, or by their menu. */
export function BoardView({ data, query }: { data: BoardData; query: string }) {
  const { t } = useText()
  const [params] = useSearchParams()
  const { store, shown } = useBoard(data, query)
  const { stages, mayEdit, id } = data.pipeline
  const [opened, setOpened] = useState<readonly string[]>([])
  const drop = useCallback(
    (card: Card, stageId: string, at: number) => {
      const moved = store.move(card, stageId, at)
      focusCard(card.id)
      // A card that was sent back has lost it, unless somebody went elsewhere, or is being told why.
      void moved.then(() => store.get().blocked === null && document.activeElement === document.body && focusCard(card.id))
    },
    [store],
  )
  const sendTo = useCallback((card: Card, stageId: string) => drop(card, stageId, 0), [drop])
  const { carried, said, onKey, onLeave } = useCarry(store, stages, drop)
  const close = (): void => {
    focusCard(shown.blocked?.card.id)
    store.unblock()
  }
  const { dragged, over, ...drag } = useDrag(store)
  const inHand = dragged?.id ?? carried?.card.id ?? null
  const gap = over ?? (carried && { stageId: carried.stageId, at: carried.at })
  const current = stages.find((one) => one.id === params.get('column')) ?? stages[0]
  const unfold = useCallback((stageId: string) => setOpened((all) => [...all, stageId]), [])
  return (
    <DndContext
      {...drag}
      collisionDetection={pointerWithin}
      measuring={measuring}
      autoScroll={false}
      accessibility={{ container: undefined, screenReaderInstructions: { draggable: t('crm.pipeline.how') } }}
    >
      <Voice id={id} said={said} />
      <ColumnTabs stages={stages} current={current?.id} totals={shown.totals} over={dragged && over?.stageId !== current?.id ? over?.stageId : undefined} />
      <div className="pipe-board" data-dragging={dragged ? '' : undefined} role="region" aria-label={data.pipeline.name} tabIndex={0}>
        {stages.map((stage) => {
          const column = shown.board.columns.find(({ stageId }) => stageId === stage.id)
          const total = shown.totals.find(({ stageId }) => stageId === stage.id)
          const thin = stage.folded && !opened.includes(stage.id)
          return (
            <div key={stage.id} className="pipe-slot" data-current={stage.id === current?.id ? '' : undefined} data-folded={thin ? '' : undefined}>
              {thin && <Folded stage={stage} count={total?.count ?? 0} isOver={gap?.stageId === stage.id} onOpen={unfold} />}
              <BoardColumn
                stage={stage}
                total={total}
                cards={column?.cards ?? []}
                hasMore={column?.next !== null}
                stages={stages}
                mayEdit={mayEdit}
                gap={gap?.stageId === stage.id ? gap.at : null}
                carried={inHand}
                byKeyboard={carried !== null}
                onMore={store.readMore}
                onKey={onKey}
                onLeave={onLeave}
                onMove={sendTo}
                onRemove={store.remove}
                filterHref={withParams(params, { view: 'list', stage: stage.id })}
              />
            </div>
          )
        })}
      </div>
      <Lifted card={dragged} to={over?.isName ? stages.find((one) => one.id === over.stageId) : undefined} />
      <BlockedMove blocked={shown.blocked} stages={stages} onClose={close} onPass={({ card, toStage, at }, reason) => void store.move(card, toStage, at, reason)} />
    </DndContext>
  )
}

/** A folded stage: a strip that opens, and takes cards. Without script it leads to the list of what is in it. */
function Folded({ stage: { id, name }, count, isOver, onOpen }: { stage: Stage; count: number; isOver: boolean; onOpen: (id: string) => void }) {
  const { t } = useText()
  const [params] = useSearchParams()
  return (
    <Link
      className="pipe-unfold"
      to={withParams(params, { view: 'list', stage: id })}
      draggable={false}
      data-drop={id}
      data-over={isOver ? '' : undefined}
      onClick={(event) => {
        event.preventDefault()
        onOpen(id)
      }}
    >
      {t('crm.pipeline.unfold', { stage: name, n: count })}
    </Link>
  )
}

/** What the board hears and says aloud. */
function Voice({ id, said }: { id: string; said: string }) {
  const { t } = useText()
  return (
    <>
      <Island name="live" when="now" topics={`pipeline:${id}`} />
      <p id="pipe-how" className="visually-hidden">
        {t('crm.pipeline.how')}
      </p>
      <p className="visually-hidden" role="status" aria-live="assertive">
        {said}
      </p>
    </>
  )
}

/** The card in hand. It hides the name of a stage it is held over, and says it instead. */
function Lifted({ card, to }: { card: Card | null; to: Stage | undefined }) {
  return (
    <DragOverlay dropAnimation={null}>
      {card && (
        <article className="pipe-card" data-lifted="">
          <CardFace card={card}>
            {to && (
              <span className="pipe-to">
                <Badge tone="accent" icon={<Icon of={ArrowRight} size="small" />}>
                  {to.name}
                </Badge>
              </span>
            )}
          </CardFace>
        </article>
      )}
    </DragOverlay>
  )
}

interface TabsProps {
  stages: readonly Stage[]
  current: string | undefined
  totals: readonly { stageId: string; count: number }[]
  /** The stage a card is held over. */
  over: string | undefined
}

/** On a phone: one column at a time; a card that is let go over the name of another goes there. */
function ColumnTabs({ stages, current, totals, over }: TabsProps) {
  const { t, number } = useText()
  const [params] = useSearchParams()
  return (
    <nav className="pipe-tabs" aria-label={t('crm.pipeline.stages')}>
      {stages.map(({ id, name }) => (
        <Link
          key={id}
          to={withParams(params, { column: id })}
          preventScrollReset
          replace
          draggable={false}
          data-drop={id}
          data-over={id === over ? '' : undefined}
          aria-current={id === current ? 'page' : undefined}
        >
          {name} <span className="count">{number(totals.find(({ stageId }) => stageId === id)?.count ?? 0)}</span>
        </Link>
      ))}
    </nav>
  )
}
