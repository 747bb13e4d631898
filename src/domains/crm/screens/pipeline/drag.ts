import { MouseSensor, TouchSensor, useSensor, useSensors, type DragStartEvent } from '@dnd-kit/core'
import { useRef, useState } from 'react'
import type { Card } from '../../schema/pipeline.ts'
import type { BoardStore } from './board-store.ts'
import { rowHeight } from './column.tsx'

interface Over {
  stageId: string
  at: number
  /** Over the name of a stage, not its cards. */
  isName: boolean
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
export function useDrag(store: BoardStore) {
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
    if (top === null) return { stageId, at: 0, isName: true }
    const middle = held.current.hold.y - held.current.hold.grip + rowHeight / 2 - top
    return { stageId, at: Math.min(Math.max(Math.round(middle / rowHeight), 0), others), isName: false }
  }
  const look = (card: Card | null): void => setOver((was) => same(was, spot(card)))
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
      const { card } = active.data.current as { card: Card }
      held.current = follow(activatorEvent, active.rect.current.initial?.top, () => look(card))
      setDragged(card)
    },
    onDragMove: () => look(dragged),
    onDragEnd: () => {
      const to = spot(dragged)
      if (to && dragged) void store.move(dragged, to.stageId, to.at)
      end()
    },
    onDragCancel: end,
  }
}

const pointOf = (event: Event): Touch | MouseEvent | null =>
  event instanceof MouseEvent ? event : 'changedTouches' in event ? ((event as TouchEvent).changedTouches[0] ?? null) : null

/** Keeps where the pointer is, before anybody else hears of it. `look` = what is under it may be something else now. */
function follow(started: Event, top: number | undefined, look: () => void): { hold: Hold; stop: () => void } {
  const first = pointOf(started)
  const hold: Hold = { grip: top === undefined || !first ? rowHeight / 2 : first.clientY - top, x: first?.clientX ?? 0, y: first?.clientY ?? 0 }
  const stop = new AbortController()
  const keep = (event: Event): void => {
    const point = pointOf(event)
    if (point) Object.assign(hold, { x: point.clientX, y: point.clientY })
  }
  // A finger is heard where it was put down, also when that has left the page since.
  const heard = { mousemove: window, mouseup: window, touchmove: started.target, touchend: started.target }
  for (const [name, from] of Object.entries(heard)) from?.addEventListener(name, keep, { capture: true, passive: true, signal: stop.signal })
  passStages(hold, stop.signal, look)
  return { hold, stop: () => stop.abort() }
}

/** On a phone the stages stand in a row wider than the screen: held at an end of it, a card brings the next ones into sight. */
function passStages(hold: Hold, signal: AbortSignal, look: () => void): void {
  const row = document.querySelector('.pipe-tabs')
  const step = (): void => {
    if (signal.aborted || !row) return
    const box = row.getBoundingClientRect()
    const was = row.scrollLeft
    if (isIn(box, hold)) row.scrollLeft += hold.x < box.left + edge ? -stride : hold.x > box.right - edge ? stride : 0
    if (row.scrollLeft !== was) look()
    requestAnimationFrame(step)
  }
  if (row && row.scrollWidth > row.clientWidth) requestAnimationFrame(step)
}
/** Pixels from the end of the row, and at each frame. */
const edge = 56
const stride = 7

const isIn = ({ left, right, top, bottom }: DOMRect, { x, y }: Hold): boolean => x >= left && x <= right && y >= top && y <= bottom

/** The column under a point, and where its list begins, scrolled out of sight or not. What only names a stage (a tab on a phone, a folded column) takes a card as its first. */
function columnAt(hold: Hold): { stageId: string; top: number | null } | null {
  for (const name of document.querySelectorAll<HTMLElement>('[data-drop]')) if (isIn(name.getBoundingClientRect(), hold)) return { stageId: name.dataset.drop!, top: null }
  for (const list of document.querySelectorAll<HTMLElement>('[data-stage]')) {
    const box = list.closest('.pipe-column')?.getBoundingClientRect()
    if (box && isIn(box, hold)) return { stageId: list.dataset.stage!, top: list.getBoundingClientRect().top - list.scrollTop }
  }
  return null
}

const same = (was: Over | null, next: Over | null): Over | null => (was?.stageId === next?.stageId && was?.at === next?.at && was?.isName === next?.isName ? was : next)
