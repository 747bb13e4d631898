import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { clock, minute, second } from './clock.ts'
import { spend } from './limits.ts'

afterEach(() => clock.reset())

test('a caller has its number a minute, and the next minute again', () => {
  const key = randomUUID()
  const verdicts = Array.from({ length: 12 }, () => spend(key, 10))
  expect(verdicts.filter((v) => v.allowed)).toHaveLength(10)
  expect(verdicts.at(-1)).toMatchObject({ allowed: false, remaining: 0, limit: 10 })
  expect(verdicts.at(-1)?.resetSeconds).toBeGreaterThan(0)
  expect(verdicts.at(-1)?.resetSeconds).toBeLessThanOrEqual(60)
  clock.travel(2 * minute)
  expect(spend(key, 10).allowed).toBe(true)
})

test('callers do not spend for each other', () => {
  const [one, other] = [randomUUID(), randomUUID()]
  for (let i = 0; i < 5; i += 1) spend(one, 3)
  expect(spend(other, 3).allowed).toBe(true)
})

test('the turn of a minute is no way around the limit', () => {
  const key = randomUUID()
  clock.travel(59 * second - (clock.now().getTime() % minute))
  for (let i = 0; i < 10; i += 1) expect(spend(key, 10).allowed).toBe(true)
  clock.travel(2 * second)
  expect(spend(key, 10).allowed).toBe(false)
})

test('however the requests fall, no sixty seconds allow twice the limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }), (limit, pauses) => {
      const key = randomUUID()
      const allowed = pauses.flatMap((pause) => {
        const at = clock.now().getTime()
        const { allowed: yes } = spend(key, limit)
        clock.travel(pause * second)
        return yes ? [at] : []
      })
      for (const from of allowed) expect(allowed.filter((at) => at >= from && at < from + minute).length).toBeLessThan(2 * limit)
    }),
    { numRuns: 50 },
  )
})
