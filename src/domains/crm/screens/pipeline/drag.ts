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
  scrollAlong(hold, !(started instanceof MouseEvent), stop.signal, look)
  return { hold, stop: () => stop.abort() }
}

/**
 * Held near an end, a card brings into sight what is there: the next cards of a column, the next columns, on a phone the next names of stages. Where row and board reach beyond the screen a finger moves
 * the page too; a mouse has its wheel. Not before the hand has moved.
 */
function scrollAlong(hold: Hold, byFinger: boolean, signal: AbortSignal, look: () => void): void {
  const [row, board, page] = [document.querySelector('.pipe-tabs'), document.querySelector('.pipe-board'), document.documentElement]
  const from = { ...hold }
  let moved = false
  const step = (): void => {
    if (signal.aborted || !row || !board) return
    moved ||= Math.hypot(hold.x - from.x, hold.y - from.y) > 24
    const [names, columns] = [row.getBoundingClientRect(), board.getBoundingClientRect()]
    const list = moved ? listAt(hold) : null
    const was = [row, board, page, list].map((one) => one && one.scrollLeft + one.scrollTop)
    if (moved && isIn(names, hold)) row.scrollLeft += pull(hold.x, names.left, names.right)
    else if (moved) {
      if (byFinger) page.scrollTop += pull(hold.y, Math.min(names.top, columns.top) < 0 ? 0 : -Infinity, columns.bottom > innerHeight ? innerHeight : Infinity)
      if (isIn(columns, hold)) board.scrollLeft += pull(hold.x, columns.left, columns.right)
      if (list) list.scrollTop += pull(hold.y, list.getBoundingClientRect().top, Math.min(list.getBoundingClientRect().bottom, innerHeight))
    }
    if ([row, board, page, list].some((one, n) => one && was[n] !== one.scrollLeft + one.scrollTop)) look()
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

const zone = 56
/** Pixels a frame: nothing in the middle, more the nearer to an end. */
function pull(at: number, from: number, to: number): number {
  const deep = at < from + zone ? at - from - zone : at > to - zone ? at - to + zone : 0
  return Math.round((14 * Math.min(Math.max(deep, -zone), zone)) / zone)
}

const isIn = ({ left, right, top, bottom }: DOMRect, { x, y }: Hold): boolean => x >= left && x <= right && y >= top && y <= bottom

/** The cards of the column under a point. */
function listAt(hold: Hold): HTMLElement | null {
  const lists = [...document.querySelectorAll<HTMLElement>('[data-stage]')]
  return lists.find((list) => isIn(list.closest('.pipe-column')!.getBoundingClientRect(), hold)) ?? null
}

/** The stage under a point, and where its list begins, scrolled out of sight or not. What only names a stage (a tab on a phone, a folded column) takes a card as its first. */
function columnAt(hold: Hold): { stageId: string; top: number | null } | null {
  for (const name of document.querySelectorAll<HTMLElement>('[data-drop]')) if (isIn(name.getBoundingClientRect(), hold)) return { stageId: name.dataset.drop!, top: null }
  const list = listAt(hold)
  return list && { stageId: list.dataset.stage!, top: list.getBoundingClientRect().top - list.scrollTop }
}

const same = (was: Over | null, next: Over | null): Over | null => (was?.stageId === next?.stageId && was?.at === next?.at && was?.isName === next?.isName ? was : next)
