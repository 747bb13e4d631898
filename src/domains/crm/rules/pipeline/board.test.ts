import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { before, type Board, cardOn, guess, more, type Placed, type Placement, place, show, wanted } from './board.ts'
import { placeBetween, spread } from './place.ts'

const stages = ['a', 'b', 'c']
const page = 3

/** The server: one order of moves, a version for each. */
function server(count: number) {
  const cards = new Map<string, Placed>()
  spread(count).forEach((at, n) => cards.set(`card${n}`, { id: `card${n}`, stageId: stages[n % 2]!, place: at, version: 1 }))
  const inStage = (stageId: string): Placed[] => [...cards.values()].filter((one) => one.stageId === stageId).toSorted(before)
  return {
    cards,
    inStage,
    move(id: string, stageId: string, spot: number): Placement {
      const others = inStage(stageId).filter((one) => one.id !== id)
      const at = spot % (others.length + 1)
      const moved = { ...cards.get(id)!, stageId, place: placeBetween(others[at - 1]?.place ?? null, others[at]?.place ?? null)!, version: cards.get(id)!.version + 1 }
      cards.set(id, moved)
      return moved
    },
    read: (stageId: string, after: string | null) => {
      const left = inStage(stageId).filter((one) => after === null || one.place > after)
      return { items: left.slice(0, page), next: left.length > page ? left[page - 1]!.place : null }
    },
  }
}

function opened(house: ReturnType<typeof server>): Board<Placed> {
  const empty: Board<Placed> = { columns: stages.map((stageId) => ({ stageId, cards: [], next: null })), heard: {} }
  return stages.reduce((board, stageId) => more(board, stageId, house.read(stageId, null)), empty)
}

/** What the screen does when words have arrived: reads what it only heard of. */
function settled(board: Board<Placed>, house: ReturnType<typeof server>): Board<Placed> {
  return wanted(board).reduce((all, id) => show(all, house.cards.get(id)!), board)
}

const moves = fc.array(fc.record({ by: fc.nat(1), card: fc.nat(19), stage: fc.constantFrom(...stages), spot: fc.nat(30), reads: fc.option(fc.constantFrom(...stages)) }), {
  maxLength: 40,
})

describe('two boards', () => {
  test('dragged at random, with messages late and out of order, end as the database', () => {
    fc.assert(
      fc.property(moves, fc.array(fc.nat(), { minLength: 80, maxLength: 80 }), (made, shuffle) => {
        const house = server(20)
        let boards = [opened(house), opened(house)]
        const waiting: { board: number; said: Placement }[] = []
        const hear = (at: number): void => {
          const [one] = waiting.splice(at % waiting.length, 1)
          boards = boards.map((board, n) => (n === one!.board ? settled(place(board, one!.said), house) : board))
        }
        made.forEach(({ by, card, stage, spot, reads }, n) => {
          const id = `card${card}`
          const shown = cardOn(boards[by]!, id)
          // Shown before the answer, wherever the person let it go.
          if (shown) boards[by] = place(boards[by]!, { ...shown, stageId: stage, place: placeBetween(null, null)!, version: guess(shown) })
          const said = house.move(id, stage, spot)
          waiting.push({ board: 0, said }, { board: 1, said })
          const column = reads === null ? undefined : boards[by]!.columns.find(({ stageId }) => stageId === reads)
          if (column?.next) boards[by] = settled(more(boards[by]!, column.stageId, house.read(column.stageId, column.next)), house)
          if (shuffle[n]! % 3 === 0) hear(shuffle[n]!)
        })
        while (waiting.length > 0) hear(shuffle[waiting.length % shuffle.length]!)
        for (let board of boards) {
          for (const { stageId } of board.columns) {
            for (let column = board.columns.find((one) => one.stageId === stageId)!; column.next !== null; column = board.columns.find((one) => one.stageId === stageId)!) {
              board = settled(more(board, stageId, house.read(stageId, column.next)), house)
            }
          }
          for (const { stageId, cards } of board.columns) expect(cards.map(({ id }) => id)).toEqual(house.inStage(stageId).map(({ id }) => id))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a card taken off the board does not come back by an older word', () => {
    const house = server(4)
    const board = opened(house)
    const card = house.cards.get('card0')!
    const without = place(board, { ...card, version: 3, removed: true })
    expect(cardOn(without, card.id)).toBeUndefined()
    expect(wanted(place(without, { ...card, version: 2 }))).toEqual([])
    expect(cardOn(show(without, { ...card, version: 2 }), card.id)).toBeUndefined()
    expect(wanted(place(without, { ...card, version: 4 }))).toEqual([card.id])
  })

  test('a guess gives way to the answer, and to nothing older', () => {
    const house = server(4)
    const card = house.cards.get('card0')!
    const guessed = place(opened(house), { ...card, stageId: 'c', version: guess(card) })
    expect(cardOn(guessed, card.id)?.stageId).toBe('c')
    expect(cardOn(place(guessed, card), card.id)?.stageId).toBe('c')
    expect(cardOn(place(guessed, { ...card, version: 2, stageId: 'b' }), card.id)?.stageId).toBe('b')
  })
})
