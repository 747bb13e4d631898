import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, day, hour, minute } from '#platform/clock'
import { mostTries, nextWait, shouldPause, succeeded, waits, wants } from './rules.ts'
import type { Outcome } from './types.ts'

const outcome = (status: number | null, retryAfter: number | null = null): Outcome => ({ status, problem: null, answer: '', ms: 1, retryAfter })

test('only 2xx is success', () => {
  expect([200, 204, 299].map((status) => succeeded(outcome(status)))).toEqual([true, true, true])
  expect([null, 199, 302, 400, 500].some((status) => succeeded(outcome(status)))).toBe(false)
})

test('waits grow, are spread by a tenth, and end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: waits.length }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
      const wait = nextWait(tries, outcome(500), chance)!
      expect(Math.abs(wait / waits[tries - 1]! - 1)).toBeLessThanOrEqual(0.0501)
    }),
  )
  expect(nextWait(mostTries, outcome(500), 0)).toBeNull()
})

test('a receiver may ask for more time, up to a day, never for less', () => {
  expect(nextWait(1, outcome(503, 600), 0.5)).toBe(10 * minute)
  expect(nextWait(1, outcome(503, 10 ** 9), 0.5)).toBe(day)
  expect(nextWait(4, outcome(503, 1), 0.5)).toBe(2 * hour)
})

test('an address is given up when gone, or after a day of failures; a burst alone is no reason', () => {
  const since = new Date('2026-11-21T00:00:00Z')
  expect(shouldPause(outcome(410), 1, since, since)).toBe(true)
  expect(shouldPause(outcome(500), 500, since, after(since, day - 1))).toBe(false)
  expect(shouldPause(outcome(500), 5, since, after(since, day))).toBe(true)
  expect(shouldPause(outcome(500), 4, since, after(since, day))).toBe(false)
})

test('everything or what was named', () => {
  expect(wants(['*'], 'film.published')).toBe(true)
  expect(wants(['film.published'], 'film.published')).toBe(true)
  expect(wants(['film.published'], 'film.refused')).toBe(false)
})
