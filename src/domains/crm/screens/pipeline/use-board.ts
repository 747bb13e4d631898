import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useRevalidator } from 'react-router'
import { useText } from '#ui/text'
import { notify } from '#ui/work/toast'
import type { Board as BoardShape, Card, Pipeline } from '../../schema/pipeline.ts'
import type { z } from 'zod'
import { boardStore, type BoardStore, type Refused, type Said, type Shown } from './board-store.ts'

export type BoardData = z.output<typeof BoardShape>

/** The API as a browser reaches it. */
export async function send(method: string, path: string, body?: unknown): Promise<{ ok: boolean; body: unknown }> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { ok: answer.ok, body: await answer.json().catch(() => null) }
}

/** A board that lives: own moves at once, those of others as they happen. */
export function useBoard(data: BoardData, query: string): { store: BoardStore; shown: Shown } {
  const { revalidate } = useRevalidator()
  const tell = useTold(data.pipeline)
  const id = data.pipeline.id
  // One store a pipeline and filter; the page read again renews it.
  const store = useMemo(
    () => boardStore({ id, query, columns: data.columns, totals: data.totals }, { fetch: send, ...tell, changed: () => void revalidate() }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the data only begins it
    [id, query],
  )
  useEffect(() => store.renew(data), [store, data])
  useEffect(() => {
    const hear = (event: Event): void => {
      const { topic, data: said } = (event as CustomEvent<{ topic: string; data: Said }>).detail
      if (topic === `pipeline:${id}`) glide(said.card, () => store.hear(said))
    }
    document.addEventListener('griot:stream', hear)
    return () => document.removeEventListener('griot:stream', hear)
  }, [id, store])
  return { store, shown: useSyncExternalStore(store.watch, store.get, store.get) }
}

/** What a move tells its maker. */
function useTold({ stages }: Pipeline) {
  const { t } = useText()
  return {
    moved: (card: Card, toStage: string, back: () => Promise<void>): void =>
      notify({ text: t('crm.pipeline.moved', { name: card.title ?? card.name, stage: stages.find(({ id }) => id === toStage)?.name ?? '' }), undo: () => void back() }),
    removed: (card: Card, back: () => Promise<void>): void => notify({ text: t('crm.pipeline.removed', { name: card.title ?? card.name }), undo: () => void back() }),
    failed: (refused: Refused | null): void => notify({ text: refused === null ? t('crm.pipeline.offline') : t(refused.code, refused.params) }),
  }
}

/** Lets a card glide from where it was to where a change puts it, when somebody else moved it. Without such means, or for who wants no motion, it just stands there. */
function glide(cardId: string | undefined, change: () => Promise<void>): void {
  const find = (): HTMLElement | null => (cardId === undefined ? null : document.querySelector<HTMLElement>(`[data-card="${cardId}"]`))
  const element = find()
  if (!element || !('startViewTransition' in document) || matchMedia('(prefers-reduced-motion: reduce)').matches) return void change()
  element.style.viewTransitionName = 'moved-card'
  const move = document.startViewTransition(async () => {
    void change()
    // The next turn: by then the board is drawn anew.
    await new Promise((drawn) => setTimeout(drawn))
    find()?.style.setProperty('view-transition-name', 'moved-card')
  })
  void move.finished.finally(() => find()?.style.removeProperty('view-transition-name'))
}
