import { MouseSensor, TouchSensor, useSensor, useSensors, type DragStartEvent } from '@dnd-kit/core'
import { useRef, useState } from 'react'
import type { Card } from '../../schema/pipeline.ts'
import type { BoardStore } from './board-store.ts'
import { rowHeight } from './column.tsx'

interface Over {
  stageId: string
  at: number
}

/** A card in hand: where in it the pointer took hold, and where the pointer is now. */
interface Hold {
  grip: number
  x: number
  y: number
}

/**
 * Dragging by mouse or finger: the card's middle says between which cards it would stand. Where that is, is read off the screen from the pointer itself: the library's own answer
 * is that of the last frame drawn, and one lets go before a slow machine, or a tab in the background, has drawn where the hand is.
 */
export function useDrag(store: BoardStore, onDrop: (card: Card, stageId: string, at: number) => void) {
  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 6 } }), useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }))
  const [dragged, setDragged] = useState<Card | null>(null)
  const [over, setOver] = useState<Over | null>(null)
  const held = useRef<{ hold: Hold; stop: () => void } | null>(null)
  const spot = (card: Card | null): Over | null => {
    const column = held.current && columnAt(held.current.hold)
    if (!held.current || !card || !column) return null
    const { stageId, top } = column
    const others =
      store
        .get()
        .board.columns.find((one) => one.stageId === stageId)
        ?.cards.filter(({ id }) => id !== card.id).length ?? 0
    const middle = held.current.hold.y - held.current.hold.grip + rowHeight / 2 - top
    return { stageId, at: Math.min(Math.max(Math.round(middle / rowHeight), 0), others) }
  }
  const end = (): void => {
    held.current?.stop()
    held.current = null
    setDragged(null)
    setOver(null)
  }
  return {
    sensors,
    dragged,
    over,
    onDragStart: ({ active, activatorEvent }: Pick<DragStartEvent, 'active' | 'activatorEvent'>) => {
      held.current = follow(activatorEvent, active.rect.current.initial?.top)
      setDragged((active.data.current as { card: Card }).card)
    },
    onDragMove: () => setOver((was) => same(was, spot(dragged))),
    onDragEnd: () => {
      const to = spot(dragged)
      if (to && dragged) onDrop(dragged, to.stageId, to.at)
      end()
    },
    onDragCancel: end,
  }
}

const pointOf = (event: Event): Touch | MouseEvent | null =>
  event instanceof MouseEvent ? event : 'changedTouches' in event ? ((event as TouchEvent).changedTouches[0] ?? null) : null

/** Keeps where the pointer is, before anybody else hears of it. */
function follow(started: Event, top: number | undefined): { hold: Hold; stop: () => void } {
  const first = pointOf(started)
  const hold: Hold = { grip: top === undefined || !first ? rowHeight / 2 : first.clientY - top, x: first?.clientX ?? 0, y: first?.clientY ?? 0 }
  const stop = new AbortController()
  const keep = (event: Event): void => {
    const point = pointOf(event)
    if (point) Object.assign(hold, { x: point.clientX, y: point.clientY })
  }
  for (const name of ['mousemove', 'mouseup', 'touchmove', 'touchend']) window.addEventListener(name, keep, { capture: true, passive: true, signal: stop.signal })
  return { hold, stop: () => stop.abort() }
}

/** The column under a point, and where its list begins, scrolled out of sight or not. */
function columnAt({ x, y }: Hold): { stageId: string; top: number } | null {
  for (const list of document.querySelectorAll<HTMLElement>('[data-stage]')) {
    const box = list.closest('.pipe-column')?.getBoundingClientRect()
    if (!box || x < box.left || x > box.right || y < box.top || y > box.bottom) continue
    return { stageId: list.dataset.stage!, top: list.getBoundingClientRect().top - list.scrollTop }
  }
  return null
}

const same = (was: Over | null, next: Over | null): Over | null => (was?.stageId === next?.stageId && was?.at === next?.at ? was : next)
