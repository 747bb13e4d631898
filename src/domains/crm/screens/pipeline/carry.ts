import { useCallback, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '#ui/text'
import type { Card, Stage } from '../../schema/pipeline.ts'
import type { BoardStore } from './board-store.ts'

export interface Carried {
  card: Card
  stageId: string
  at: number
}

/** Moving cards by keyboard: space takes one up, arrows carry it, space or enter puts it down, escape, or going elsewhere, leaves it. Without a card in hand arrows go from card to card. */
export function useCarry(store: BoardStore, stages: readonly Stage[], onDrop: (card: Card, stageId: string, at: number) => void) {
  const { t } = useText()
  const [carried, setCarried] = useState<Carried | null>(null)
  const [said, setSaid] = useState('')
  const now = useRef<Carried | null>(null)
  const carry = useCallback((next: Carried | null): void => {
    now.current = next
    setCarried(next)
  }, [])
  const columnOf = useCallback((stageId: string): readonly Card[] => store.get().board.columns.find((one) => one.stageId === stageId)?.cards ?? [], [store])
  const onKey = useCallback(
    (event: KeyboardEvent, card: Card, at: number): void => {
      const name = card.title ?? card.name
      const stageName = (id: string): string => stages.find((one) => one.id === id)?.name ?? ''
      const held = now.current
      if (event.key === ' ' || (event.key === 'Enter' && held)) {
        event.preventDefault()
        if (held) {
          carry(null)
          setSaid(t('crm.pipeline.put', { name, stage: stageName(held.stageId), at: held.at + 1 }))
          return onDrop(held.card, held.stageId, held.at)
        }
        carry({ card, stageId: card.stageId, at })
        return setSaid(t('crm.pipeline.taken', { name }))
      }
      if (event.key === 'Escape' && held) {
        event.preventDefault()
        // Its own place may be out of sight by now, where nothing is drawn.
        event.currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        carry(null)
        focusCard(card.id)
        return setSaid(t('crm.pipeline.left', { name }))
      }
      const step = steps[event.key]
      if (!step) return
      event.preventDefault()
      const from = held ?? { card, stageId: card.stageId, at }
      const next = stepped(from, step, stages, columnOf)
      if (!held) return focusCard(columnOf(next.stageId)[next.at]?.id)
      carry(next)
      setSaid(t('crm.pipeline.over', { stage: stageName(next.stageId), at: next.at + 1 }))
    },
    [carry, columnOf, onDrop, stages, t],
  )
  const onLeave = useCallback(
    (card: Card): void => {
      if (now.current?.card.id !== card.id || document.activeElement?.getAttribute('data-handle') === card.id) return
      carry(null)
      setSaid(t('crm.pipeline.left', { name: card.title ?? card.name }))
    },
    [carry, t],
  )
  return { carried, said, onKey, onLeave }
}

const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

function stepped({ card, stageId, at }: Carried, [across, down]: readonly [number, number], stages: readonly Stage[], columnOf: (id: string) => readonly Card[]): Carried {
  const place = stages.findIndex(({ id }) => id === stageId)
  const to = stages[Math.min(Math.max(place + across, 0), stages.length - 1)]!.id
  const count = columnOf(to).filter(({ id }) => id !== card.id).length
  return { card, stageId: to, at: Math.min(Math.max(at + down, 0), count) }
}

/** Once it is drawn. */
export function focusCard(id: string | undefined): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-handle="${id}"]`)?.focus())
}
