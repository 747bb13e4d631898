import { type Board, cardOn, guess, more, place, type Placement, show, wanted } from '../../rules/pipeline/board.ts'
import { placeBetween } from '../../rules/pipeline/place.ts'
import type { Card, Total } from '../../schema/pipeline.ts'

export interface Refused {
  code: string
  title: string
  params: Record<string, string | number>
  fields: { field: string; code: string; params?: Record<string, string | number> }[]
}

/** A move that was refused, to show why and to offer passing over. */
export interface Blocked {
  card: Card
  toStage: string
  at: number
  refused: Refused
}

/** What a stream message of the pipeline holds. */
export interface Said {
  card?: string
  stageId?: string
  place?: string
  version?: number
  removed?: boolean
  edited?: boolean
}

export interface Shown {
  board: Board<Card>
  totals: readonly Total[]
  blocked: Blocked | null
}

type Fetch = (method: string, path: string, body?: unknown) => Promise<{ ok: boolean; body: unknown }>

interface Outside {
  fetch: Fetch
  /** A move went through; `back` takes it back. */
  moved: (card: Card, toStage: string, back: () => Promise<void>) => void
  /** A card was taken off; `back` puts it back. */
  removed: (card: Card, back: () => Promise<void>) => void
  /** A move did not; the card is where it was. */
  failed: (refused: Refused | null) => void
  /** The pipeline itself is no longer the same. */
  changed: () => void
}

interface Start {
  id: string
  /** The filter of the board, for what is read later. */
  query: string
  columns: Board<Card>['columns']
  totals: readonly Total[]
}

/** The life of one board: moves are shown at once and reconciled with what the house says. */
export function boardStore({ id, query, columns, totals }: Start, { fetch, moved, removed, failed, changed }: Outside) {
  let shown: Shown = { board: { columns, heard: {} }, totals, blocked: null }
  const watchers = new Set<() => void>()
  const set = (next: Partial<Shown>): void => {
    if (next.board === shown.board && Object.keys(next).length === 1) return
    shown = { ...shown, ...next }
    watchers.forEach((tell) => tell())
  }
  const path = (what: string, more = ''): string => `/pipelines/${id}/${what}?${[query, more].filter(Boolean).join('&')}`

  let due: ReturnType<typeof setTimeout> | undefined
  const recount = (): void => {
    clearTimeout(due)
    due = setTimeout(() => {
      void fetch('GET', path('totals')).then(({ ok, body }) => ok && set({ totals: (body as { items: Total[] }).items }))
    }, 250)
  }
  const count = (from: string, to: string): void =>
    set({ totals: shown.totals.map((one) => (from === to ? one : { ...one, count: one.count + (one.stageId === to ? 1 : 0) - (one.stageId === from ? 1 : 0) })) })

  /** Reads cards that were only heard of. One that no longer fits the filter does not come, and is not asked for again. */
  const read = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return
    const asked = ids.slice(0, 100)
    const { ok, body } = await fetch('GET', path('cards', `limit=100&${asked.map((one) => `ids=${one}`).join('&')}`))
    if (!ok) return
    const { items } = body as { items: Card[] }
    const found = items.reduce((all, card) => show(all, card), shown.board)
    const missing = asked.filter((one) => !items.some((card) => card.id === one))
    set({ board: missing.reduce((all, one) => forgotten(all, one), found) })
  }
  const settle = (): Promise<void> => read(wanted(shown.board))

  const move = async (card: Card, toStage: string, at: number, reason?: string): Promise<void> => {
    const now = cardOn(shown.board, card.id)
    if (!now) return
    const others = (shown.board.columns.find(({ stageId }) => stageId === toStage)?.cards ?? []).filter((one) => one.id !== card.id)
    const [above, below] = [others[at - 1], others[at]]
    if (now.stageId === toStage && neighbourAbove(shown.board, now) === (above?.id ?? null)) return
    const was = { stageId: now.stageId, above: neighbourAbove(shown.board, now), version: Math.floor(now.version) }
    const guessed = { ...now, stageId: toStage, place: placeBetween(above?.place ?? null, below?.place ?? null) ?? above?.place ?? now.place, version: guess(now) }
    set({ board: place(shown.board, guessed), blocked: null })
    count(was.stageId, toStage)
    const answer = await fetch('POST', `/cards/${card.id}/moves`, { toStage, after: above?.id ?? null, version: was.version, ...(reason ? { reason } : {}) }).catch(() => null)
    if (!answer?.ok) return giveBack({ now, guessed, toStage, at }, (answer?.body as Refused | undefined) ?? null)
    const placed = answer.body as Placement
    set({ board: place(shown.board, placed) })
    await settle()
    recount()
    if (was.stageId !== toStage) moved(now, toStage, () => takeBack(placed, was.stageId, was.above))
  }

  const giveBack = ({ now, guessed, toStage, at }: { now: Card; guessed: Card; toStage: string; at: number }, refused: Refused | null): void => {
    const board = place(shown.board, { ...now, version: guess(guessed) })
    set({ board, blocked: refused?.code === 'crm.cannotEnter' ? { card: now, toStage, at, refused } : null })
    count(toStage, now.stageId)
    if (refused?.code !== 'crm.cannotEnter') failed(refused)
  }

  /** Takes one's own move back, unless somebody moved the card since. */
  const takeBack = async ({ id: cardId, version }: Placement, stageId: string, above: string | null): Promise<void> => {
    const card = cardOn(shown.board, cardId)
    if (!card || card.version !== version) return failed({ code: 'crm.pipeline.movedSince', title: '', params: {}, fields: [] })
    const others = shown.board.columns.find((one) => one.stageId === stageId)?.cards ?? []
    await move(card, stageId, above === null ? 0 : others.findIndex((one) => one.id === above) + 1)
  }

  /** Takes a card off the board; the stream, or the answer, takes it out of sight. */
  const remove = async (card: Card): Promise<void> => {
    const answer = await fetch('DELETE', `/cards/${card.id}`).catch(() => null)
    if (!answer?.ok) return failed((answer?.body as Refused | undefined) ?? null)
    set({ board: place(shown.board, { ...card, version: Math.floor(card.version) + 1, removed: true }) })
    recount()
    removed(card, () => restore(card.id))
  }

  const restore = async (cardId: string): Promise<void> => {
    const answer = await fetch('POST', `/cards/${cardId}/restoration`).catch(() => null)
    if (!answer?.ok) return failed((answer?.body as Refused | undefined) ?? null)
    set({ board: show(shown.board, answer.body as Card) })
    recount()
  }

  return {
    get: (): Shown => shown,
    watch: (tell: () => void): (() => void) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
    move,
    remove: (card: Card): void => void remove(card),
    unblock: (): void => set({ blocked: null }),
    /** What the stream said. */
    hear: async (said: Said): Promise<void> => {
      if (said.card === undefined) return changed()
      set({ board: place(shown.board, { id: said.card, stageId: said.stageId!, place: said.place!, version: said.version!, removed: said.removed ?? false }) })
      await (said.edited && cardOn(shown.board, said.card) ? read([said.card]) : settle())
      recount()
    },
    /** The next cards of a column. */
    readMore: async (stageId: string): Promise<void> => {
      const next = shown.board.columns.find((one) => one.stageId === stageId)?.next
      if (!next) return
      const { ok, body } = await fetch('GET', path('cards', `stage=${stageId}&limit=100&after=${next}`))
      if (ok && shown.board.columns.find((one) => one.stageId === stageId)?.next === next)
        set({ board: more(shown.board, stageId, body as { items: Card[]; next: string | null }) })
      await settle()
    },
    /** The page was read again: what was heard since stays newer. */
    renew: (fresh: Pick<Start, 'columns' | 'totals'>): void => {
      const known = Object.fromEntries(
        shown.board.columns.flatMap(({ cards }) => cards.map(({ id: one, stageId, place: at, version }) => [one, { id: one, stageId, place: at, version }])),
      )
      const empty: Board<Card> = { columns: fresh.columns.map((one) => ({ ...one, cards: [] })), heard: { ...known, ...shown.board.heard } }
      set({ board: fresh.columns.reduce((all, { stageId, cards, next }) => more(all, stageId, { items: cards, next }), empty), totals: fresh.totals })
      void settle()
    },
  }
}

export type BoardStore = ReturnType<typeof boardStore>

const forgotten = (board: Board<Card>, id: string): Board<Card> => {
  const said = board.heard[id]
  return said ? { ...board, heard: { ...board.heard, [id]: { ...said, removed: true } } } : board
}

function neighbourAbove(board: Board<Card>, { id, stageId }: Card): string | null {
  const cards = board.columns.find((one) => one.stageId === stageId)?.cards ?? []
  return cards[cards.findIndex((one) => one.id === id) - 1]?.id ?? null
}
