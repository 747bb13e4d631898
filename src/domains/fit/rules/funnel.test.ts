import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceFrom, expertChance, type FunnelStage, funnelOf, pathOf } from './funnel.ts'

const stages: FunnelStage[] = [
  { key: 'prospecting', name: 'Prospection', outcome: 'open', probability: 0.1 },
  { key: 'checkup', name: 'Check-up', outcome: 'open', probability: 0.25 },
  { key: 'prescription', name: 'Ordonnance', outcome: 'open', probability: 0.5 },
  { key: 'loyalty', name: 'Fidélisation', outcome: 'won', probability: 1 },
  { key: 'lost', name: 'Perdu', outcome: 'lost', probability: 0 },
]
const { slope } = expertChance
const score = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null })

test('twenty points above the middle double the odds; the middle changes nothing', () => {
  expect(chanceFrom(0.25, 50, slope)).toBeCloseTo(0.25, 12)
  const better = chanceFrom(0.25, 70, slope)
  expect(better / (1 - better)).toBeCloseTo((2 * 0.25) / 0.75, 12)
  expect([chanceFrom(0, 90, slope), chanceFrom(1, 10, slope), chanceFrom(0.3, null, slope)]).toEqual([0, 1, 0.3])
})

test('of average artists the agency’s own chances come out', () => {
  const artists = Array.from({ length: 100 }, () => ({ stage: 0, score: 50 }))
  expect(funnelOf(stages, artists, slope).map((one) => [one.key, one.now, Math.round(one.expected)])).toEqual([
    ['prospecting', 100, 100],
    ['checkup', 0, 40],
    ['prescription', 0, 20],
    ['loyalty', 0, 10],
  ])
})

test('expected numbers never grow along the way, never exceed the artists there are, and grow with the scores', () => {
  const artist = fc.record({ stage: fc.integer({ min: 0, max: 4 }), score })
  fc.assert(
    fc.property(fc.array(artist, { maxLength: 30 }), (artists) => {
      const expected = funnelOf(stages, artists, slope).map((one) => one.expected)
      expected.forEach((one, place) => place > 0 && expect(one).toBeLessThanOrEqual(expected[place - 1]! + 1e-9))
      expect(expected[0] ?? 0).toBeCloseTo(artists.filter((one) => one.stage < 4).length, 9)
      const better = funnelOf(
        stages,
        artists.map((one) => ({ ...one, score: one.score === null ? null : Math.min(100, one.score + 10) })),
        slope,
      )
      expect(better.at(-1)!.expected).toBeGreaterThanOrEqual(expected.at(-1)! - 1e-9)
    }),
  )
})

test('one artist’s path: what is behind is certain, what is ahead is the product of its steps', () => {
  const path = pathOf(stages, { stage: 1, score: 50 }, slope)
  expect(path.map((one) => [one.key, Number(one.chance.toFixed(3)), one.here])).toEqual([
    ['prospecting', 1, false],
    ['checkup', 1, true],
    ['prescription', 0.5, false],
    ['loyalty', 0.25, false],
  ])
})
