import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longest, placeBetween, spread } from './place.ts'

describe('a place', () => {
  test('is always strictly between its neighbours, and short', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 120 }), (spots) => {
        const places: string[] = []
        for (const spot of spots) {
          const at = spot % (places.length + 1)
          const [low, high] = [places[at - 1] ?? null, places[at] ?? null]
          const made = placeBetween(low, high)
          if (made === null) return
          if (low !== null) expect(made > low).toBe(true)
          if (high !== null) expect(made < high).toBe(true)
          expect(made.length).toBeLessThanOrEqual(longest)
          places.splice(at, 0, made)
        }
      }),
    )
  })

  test.each([
    ['first', () => 0],
    ['last', (count: number) => count],
    ['after the first', () => 1],
    ['in the middle', (count: number) => count >> 1],
  ])('is found 10,000 times %s, spreading the stage now and then', (_, spotIn) => {
    let places: string[] = []
    let spreads = 0
    for (let n = 0; n < 10_000; n++) {
      const at = Math.min(spotIn(places.length), places.length)
      let made = placeBetween(places[at - 1] ?? null, places[at] ?? null)
      if (made === null) {
        spreads++
        places = spread(places.length)
        made = placeBetween(places[at - 1] ?? null, places[at] ?? null)
      }
      expect(made).not.toBeNull()
      places.splice(at, 0, made!)
    }
    expect(places.every((place, at) => at === 0 || places[at - 1]! < place)).toBe(true)
    expect(spreads).toBeLessThan(100)
  })

  test('spread keeps the order and leaves room on all sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (count) => {
        const places = spread(count)
        expect(places.every((place, at) => at === 0 || places[at - 1]! < place)).toBe(true)
        expect(placeBetween(null, places[0]!)).not.toBeNull()
        expect(placeBetween(places.at(-1)!, null)).not.toBeNull()
      }),
      { numRuns: 20 },
    )
  })

  test('does not exist between neighbours in the wrong order', () => {
    expect(placeBetween('V00001', 'V00000')).toBeNull()
    expect(placeBetween('V00000', 'V00000')).toBeNull()
  })
})
