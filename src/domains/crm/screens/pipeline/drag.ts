import { MouseSensor, TouchSensor, useSensor, useSensors, type DragMoveEvent } from '@dnd-kit/core'
import { useState } from 'react'
import type { Card } from '../../schema/pipeline.ts'
import type { BoardStore } from './board-store.ts'
import { rowHeight } from './column.tsx'

interface Over {
  stageId: string
  at: number
}

/** Dragging by mouse or finger: the card's middle says between which cards it would stand. */
export function useDrag(store: BoardStore, onDrop: (card: Card, stageId: string, at: number) => void) {
  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 6 } }), useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }))
  const [dragged, setDragged] = useState<Card | null>(null)
  const [over, setOver] = useState<Over | null>(null)
  const spot = ({ active, over: under }: Pick<DragMoveEvent, 'active' | 'over'>): Over | null => {
    const box = active.rect.current.translated
    const list = under && document.querySelector(`[data-stage="${under.id}"]`)
    if (!box || !under || !list) return null
    const others =
      store
        .get()
        .board.columns.find(({ stageId }) => stageId === under.id)
        ?.cards.filter(({ id }) => id !== active.id).length ?? 0
    const middle = box.top + box.height / 2 - list.getBoundingClientRect().top + list.scrollTop
    return { stageId: String(under.id), at: Math.min(Math.max(Math.round(middle / rowHeight), 0), others) }
  }
  const end = (): void => {
    setDragged(null)
    setOver(null)
  }
  return {
    sensors,
    dragged,
    over,
    onDragStart: ({ active }: Pick<DragMoveEvent, 'active'>) => setDragged((active.data.current as { card: Card }).card),
    onDragMove: (event: DragMoveEvent) => setOver((was) => same(was, spot(event))),
    onDragEnd: (event: Pick<DragMoveEvent, 'active' | 'over'>) => {
      const to = spot(event)
      if (to && dragged) onDrop(dragged, to.stageId, to.at)
      end()
    },
    onDragCancel: end,
  }
}

const same = (was: Over | null, next: Over | null): Over | null => (was?.stageId === next?.stageId && was?.at === next?.at ? was : next)
