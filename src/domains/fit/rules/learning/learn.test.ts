import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { criteria, type Criterion, type Lesson } from '../../types.ts'
import { expert, partWeights } from '../weights.ts'
import { means, type Scores } from '../score.ts'
import { aucOf, calibrationOf } from './calibration.ts'
import { chanceOf, fit, learn, least } from './learn.ts'
import { type Row, sigmoid, solve } from './solver.ts'

/** mulberry32: the same results every time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Results of an agency in which a few criteria decide, and some are unknown. */
function results(count: number, decides: Partial<Record<Criterion, number>>, seed = 7): Lesson[] {
  const roll = dice(seed)
  const centre = Object.values(decides).reduce((sum, one) => sum + one / 2, 0)
  return Array.from({ length: count }, () => {
    const features = Object.fromEntries(criteria.map((one) => [one, roll()])) as Record<Criterion, number | null>
    const z = Object.entries(decides).reduce((sum, [one, weight]) => sum + weight * features[one as Criterion]!, -centre)
    const won = roll() < sigmoid(z)
    for (const one of criteria) if (!(one in decides) && roll() < 0.2) features[one] = null
    return { features, won }
  })
}

describe('learning', () => {
  test('waits for enough results of each kind, and says so', () => {
    for (const lessons of [[], results(least.results - 1, {}), results(300, {}).filter((one, place) => one.won || place < 12)].map((all) => all.slice(0, 400))) {
      const few = lessons.length < least.results || lessons.filter((one) => !one.won).length < least.ofEach
      if (few) expect(learn(lessons)).toMatchObject({ basis: 'expert', weights: expert, chance: null, calibration: null })
    }
    expect(learn(results(39, { rights: 8 }))).toMatchObject({ basis: 'expert', chance: null })
  })

  test('finds what decides when results say so, better than the house’s weights on results it has not seen', () => {
    const decides = { engagement: 6, live: 5 }
    const model = learn(results(600, decides))
    expect(model.basis).toBe('adaptive')
    expect(model.weights.engagement + model.weights.live).toBeGreaterThan(3 * (expert.engagement + expert.live))
    const unseen = results(2_000, decides, 99)
    const auc = (weights: typeof expert) => aucOf(unseen.map((one) => ({ chance: wholeOf(one, weights) / 100, won: one.won })))!
    expect(auc(model.weights)).toBeGreaterThan(auc(expert) + 0.1)
    const { ece } = calibrationOf(unseen.map((one) => ({ chance: chanceOf(wholeOf(one, model.weights), model.chance!), won: one.won })))
    expect(ece).toBeLessThan(0.08)
  })

  test('leaves the house’s weights where results teach nothing', () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(learn(results(120, {}, seed)).weights, `seed ${seed}`).toEqual(expert)
  })

  test('is the same answer for the same results', () => {
    const lessons = results(150, { monetisation: 6 })
    expect(learn(lessons)).toEqual(learn(structuredClone(lessons)))
  })

  test('weights are never negative, sum to one, and go back to the house’s own as the pull grows', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...criteria), (seed, criterion) => {
        // The criterion speaks against: the more of it, the rarer a success.
        const lessons = results(80, { [criterion]: -8, engagement: 3 }, seed)
        const distance = [0.3, 30, 3_000, 1e6].map((lambda) => {
          const { weights } = fit(lessons, lambda)
          const all = Object.values(weights)
          expect(all.every((one) => one >= 0)).toBe(true)
          expect(all.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9)
          return criteria.reduce((sum, one) => sum + Math.abs(weights[one] - expert[one]), 0)
        })
        expect(distance.at(-1)).toBeLessThan(1e-3)
        expect(distance.at(-1)).toBeLessThan(distance[0]! + 1e-9)
      }),
      { numRuns: 20 },
    )
  })

  test('no chance is said of a result by a model that had seen it', () => {
    const lessons = results(100, { rights: 8 })
    const { calibration } = learn(lessons)
    expect(calibration!.count).toBe(60)
    // What comes last cannot change what was said of the ones before it.
    const turned = lessons.map((one, place) => (place < 85 ? one : { ...one, won: !one.won }))
    expect(learn(turned).calibration!.count).toBe(60)
  })
})

describe('the solver', () => {
  test('ends where no allowed step is lower: the conditions of Karush, Kuhn and Tucker hold', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0.1, 1, 10), (seed, lambda) => {
        const roll = dice(seed)
        const rows = Array.from({ length: 60 }, (): Row => ({ x: [roll(), roll(), roll()], y: roll() < 0.4 ? 1 : 0 }))
        const prior = [1, 0.2, 0]
        const at = solve({ rows, prior, lambda })
        for (let place = 1; place < at.length; place++) {
          const slope = rows.reduce(
            (sum, { x, y }) => sum + (sigmoid(at[0]! + x.reduce((z, one, k) => z + one * at[k + 1]!, 0)) - y) * x[place - 1]!,
            lambda * (at[place]! - prior[place - 1]!),
          )
          if (at[place]! > 1e-9) expect(Math.abs(slope)).toBeLessThan(1e-4)
          else expect(slope).toBeGreaterThan(-1e-4)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('all alike, far apart or perfectly told rows have a finite answer', () => {
    for (const rows of [
      [{ x: [1], y: 1 as const }],
      Array.from({ length: 50 }, (_row, place): Row => ({ x: [place / 50], y: place > 25 ? 1 : 0 })),
      [
        { x: [0], y: 0 as const },
        { x: [1e6], y: 1 as const },
      ],
    ])
      expect(solve({ rows, prior: [1], lambda: 0.1 }).every(Number.isFinite)).toBe(true)
  })
})

describe('calibration', () => {
  test('known cases: a perfect teller, one who says the average, one who is always wrong', () => {
    const said = (chances: readonly number[]) => chances.map((chance, place) => ({ chance, won: place % 2 === 0 }))
    expect(calibrationOf(said([1, 0, 1, 0]))).toMatchObject({ brier: 0, auc: 1, ece: 0, count: 4, won: 2 })
    expect(calibrationOf(said([0.5, 0.5, 0.5, 0.5]))).toMatchObject({ brier: 0.25, brierOfAverage: 0.25, auc: 0.5, ece: 0 })
    expect(calibrationOf(said([0, 1, 0, 1]))).toMatchObject({ brier: 1, auc: 0, ece: 1 })
    expect(calibrationOf([])).toMatchObject({ count: 0, auc: null, ece: 0 })
    expect(calibrationOf(said([1, 1])).auc).toBe(0.5)
    expect(calibrationOf([{ chance: 0.3, won: true }]).auc).toBeNull()
  })

  test('each chance is in one line, and the lines hold them all', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ chance: fc.double({ min: 0, max: 1, noNaN: true }), won: fc.boolean() })), (said) => {
        const { lines, count, won } = calibrationOf(said)
        expect(lines.reduce((sum, one) => sum + one.count, 0)).toBe(count)
        expect(Math.round(lines.reduce((sum, one) => sum + one.count * (one.seen ?? 0), 0))).toBe(won)
      }),
    )
  })
})

test('the house’s weights sum to one', () => {
  expect(Object.values(expert).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12)
  expect(Object.values(partWeights(expert)).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12)
})

function wholeOf({ features }: Lesson, weights: typeof expert): number {
  return means(Object.fromEntries(criteria.map((one) => [one, features[one] === null ? null : features[one] * 100])) as Scores, weights).whole ?? 50
}
