import { expect, test } from 'vitest'
import type { Card } from '../../schema/pipeline.ts'
import { boardStore } from './board-store.ts'

const nothing = (): void => undefined

test('a card let go where it stands asks nothing of the house; one place further is a move after the card above', async () => {
  const card = (id: string, place: string) => ({ id, stageId: 'begin', place, version: 1, name: id }) as Card
  const columns = [{ stageId: 'begin', cards: [card('a', 'b'), card('b', 'd'), card('c', 'f')], next: null }]
  const asked: unknown[] = []
  const fetch = async (_method: string, path: string, body?: unknown) => {
    if (body) asked.push([path, body])
    return { ok: true, body: { id: 'b', stageId: 'begin', place: 'h', version: 2 } }
  }
  const store = boardStore({ id: 'p', query: '', columns, totals: [] }, { fetch, moved: nothing, removed: nothing, failed: nothing, changed: nothing })
  await store.move(columns[0]!.cards[1]!, 'begin', 1)
  expect(asked).toEqual([])
  await store.move(columns[0]!.cards[1]!, 'begin', 2)
  expect(asked).toEqual([['/cards/b/moves', { toStage: 'begin', after: 'c', version: 1 }]])
  expect(store.get().board.columns[0]!.cards.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
})
