/*
 * A board as a screen holds it: the columns read so far, and what was heard of cards that are not among them. Every placement carries the card's version and
 * the newest wins: in whatever order own moves, answers and stream messages arrive, two boards end alike.
 */
export interface Placed {
  id: string
  stageId: string
  place: string
  version: number
}

/** A card's place, as the stream tells it. `removed`: it left the board. */
export interface Placement extends Placed {
  removed?: boolean
}

export interface Column<Card extends Placed> {
  stageId: string
  cards: readonly Card[]
  /** Cursor of what was not read yet; null = all is here. */
  next: string | null
}

export interface Board<Card extends Placed> {
  columns: readonly Column<Card>[]
  heard: Readonly<Record<string, Placement>>
}

export const before = (a: Placed, b: Placed): number => (a.place < b.place ? -1 : a.place > b.place ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

export function cardOn<Card extends Placed>(board: Board<Card>, id: string): Card | undefined {
  for (const { cards } of board.columns) {
    const found = cards.find((one) => one.id === id)
    if (found) return found
  }
  return undefined
}

/** A version between the card's and the next one the server will give: what is shown before the answer. */
export const guess = (card: Placed): number => card.version + 0.001

/** Cards that belong among what is shown and were only heard of: read them, then `show` them. */
export function wanted<Card extends Placed>(board: Board<Card>): string[] {
  return Object.values(board.heard)
    .filter((one) => !one.removed && board.columns.some((column) => column.stageId === one.stageId && reaches(column, one.place)))
    .map(({ id }) => id)
}

/** Puts a card where its newest placement says; an older word changes nothing. */
export function place<Card extends Placed>(board: Board<Card>, said: Placement): Board<Card> {
  const card = cardOn(board, said.id)
  if ((card ?? board.heard[said.id] ?? { version: -1 }).version >= said.version) return board
  if (!card || said.removed) return { columns: without(board.columns, said.id), heard: { ...board.heard, [said.id]: said } }
  return put(board, { ...card, stageId: said.stageId, place: said.place, version: said.version })
}

/** Shows a card just read, unless something newer was heard of it. */
export function show<Card extends Placed>(board: Board<Card>, card: Card): Board<Card> {
  return newerThan(board, card) ? board : put(board, card)
}

/** Adds the next page of a column. */
export function more<Card extends Placed>(board: Board<Card>, stageId: string, page: { items: readonly Card[]; next: string | null }): Board<Card> {
  const fresh = page.items.filter((card) => !newerThan(board, card))
  const ids = new Set(fresh.map(({ id }) => id))
  return {
    columns: board.columns.map((column) => {
      const kept = column.cards.filter(({ id }) => !ids.has(id))
      if (column.stageId === stageId) return { ...column, next: page.next, cards: [...kept, ...fresh].toSorted(before) }
      return kept.length === column.cards.length ? column : { ...column, cards: kept }
    }),
    heard: Object.fromEntries(Object.entries(board.heard).filter(([id]) => !ids.has(id))),
  }
}

/** Beyond the last card read, a card is only counted. */
const reaches = <Card extends Placed>({ cards, next }: Column<Card>, at: string): boolean => next === null || (cards.length > 0 && at <= cards.at(-1)!.place)

const newerThan = <Card extends Placed>(board: Board<Card>, { id, version }: Card): boolean => (cardOn(board, id) ?? board.heard[id] ?? { version: -1 }).version > version

function put<Card extends Placed>(board: Board<Card>, card: Card): Board<Card> {
  const columns = without(board.columns, card.id)
  const column = columns.find((one) => one.stageId === card.stageId)
  const { [card.id]: _, ...heard } = board.heard
  if (!column || !reaches(column, card.place)) return { columns, heard: { ...heard, [card.id]: { id: card.id, stageId: card.stageId, place: card.place, version: card.version } } }
  return { columns: columns.map((one) => (one === column ? { ...one, cards: [...one.cards, card].toSorted(before) } : one)), heard }
}

function without<Card extends Placed>(columns: readonly Column<Card>[], id: string): readonly Column<Card>[] {
  return columns.map((one) => (one.cards.some((card) => card.id === id) ? { ...one, cards: one.cards.filter((card) => card.id !== id) } : one))
}
