import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { decodeCursor, encodeCursor, toPage } from './operation.ts'

test('a cursor comes back as it left, and a tampered one is nothing', () => {
  const shape = z.tuple([z.string(), z.number()])
  fc.assert(
    fc.property(fc.string(), fc.integer(), (text, n) => {
      expect(decodeCursor(encodeCursor([text, n]), shape)).toEqual([text, n])
    }),
  )
  for (const cursor of ['', 'x', encodeCursor({ other: 'shape' }), encodeCursor(['a', 'b']), undefined]) expect(decodeCursor(cursor, shape)).toBeNull()
})

test('a list is cut into pages that together are the list', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 7 }), (rows, limit) => {
      const seen: number[] = []
      let from = 0
      for (;;) {
        const page = toPage(rows.slice(from, from + limit + 1), limit, (row) => row)
        seen.push(...page.items)
        from += limit
        if (page.next === null) break
        expect(page.items).toHaveLength(limit)
      }
      expect(seen).toEqual(rows)
    }),
  )
})
