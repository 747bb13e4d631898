import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { criteria, type Criterion, type FitFacts, parts, type Weights } from '../types.ts'
import { judges } from './criteria.ts'
import { groundOf, noGround } from './ground.ts'
import { shareOut } from './scales.ts'
import { analyse, explained, means, type Scores } from './score.ts'
import { expert } from './weights.ts'
import { gains, moved, nextStep, scoreIf } from './what-if.ts'

const score = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null })
const factsArbitrary: fc.Arbitrary<FitFacts> = fc.record({
  country: fc.constantFrom(null, 'FR', 'CI', 'SN', 'JP'),
  genres: fc.array(fc.constantFrom('rap', 'afrobeat', 'Folk', '__proto__', 'constructor'), { maxLength: 3 }),
  selfProduced: fc.constantFrom(null, true, false),
  hasTeam: fc.constantFrom(null, true, false),
  followers: fc.option(fc.integer({ min: 0, max: 2_000_000 }), { nil: null }),
  network: fc.constantFrom(null, 'instagram' as const, 'tiktok' as const),
  growth90: fc.option(fc.double({ min: -1, max: 5, noNaN: true }), { nil: null }),
  engagement: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null }),
  engagementNetwork: fc.constantFrom(null, 'instagram' as const, 'youtube' as const),
  listeners: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null }),
  checkup: fc.record({ score, live: score, monetisation: score, catalogue: score, rights: score, pressKit: score }),
  invented: fc.constant(false),
})
const groundArbitrary = fc.tuple(fc.array(factsArbitrary, { maxLength: 40 }), fc.array(fc.tuple(factsArbitrary, fc.boolean()), { maxLength: 30 })).map(([artists, ended]) =>
  groundOf(
    artists,
    ended.map(([facts, won]) => ({ facts, won })),
  ),
)
const weightsArbitrary: fc.Arbitrary<Weights> = fc.array(fc.constantFrom<number[]>(0, 0.1, 1, 7), { minLength: criteria.length, maxLength: criteria.length }).map((drawn) => {
  const sum = drawn.reduce((all, one) => all + one, 0)
  return sum === 0 ? expert : (Object.fromEntries(criteria.map((one, place) => [one, drawn[place]! / sum])) as Weights)
})
const scoresArbitrary = fc.record(Object.fromEntries(criteria.map((one) => [one, score])) as Record<Criterion, typeof score>) as fc.Arbitrary<Scores>
const hundredths = (values: readonly number[]): number => values.reduce((sum, one) => sum + Math.round(one * 100), 0)
const because = () => ({ code: 'area', params: {} })

describe('the explanation', () => {
  test('of any artist sums exactly, to each part and to the whole, whatever is unknown and whatever the weights', () => {
    fc.assert(
      fc.property(factsArbitrary, groundArbitrary, weightsArbitrary, (facts, ground, weights) => {
        const { score: whole, parts: drawn, reasons, confidence } = analyse(facts, ground, weights)
        expect(hundredths(reasons.map((one) => one.points))).toBe(Math.round((whole ?? 0) * 100))
        expect(hundredths(drawn.map((one) => one.points))).toBe(Math.round((whole ?? 0) * 100))
        for (const part of drawn) {
          const own = reasons.filter((one) => one.part === part.part)
          expect(hundredths(own.map((one) => one.points))).toBe(Math.round(part.points * 100))
          expect(hundredths(own.map((one) => one.pointsOfPart))).toBe(Math.round((part.score ?? 0) * 100))
        }
        expect(reasons.map((one) => one.criterion).toSorted()).toEqual([...criteria].toSorted())
        for (const value of [whole ?? 0, ...drawn.map((one) => one.score ?? 0)]) expect(value >= 0 && value <= 100).toBe(true)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }),
      { numRuns: 300 },
    )
  })

  test('shares are whole hundredths and never lose one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }), (total, amounts) => {
        const shares = shareOut(total / 100, amounts)
        if (amounts.some((one) => one > 0)) expect(hundredths(shares)).toBe(total)
        expect(shares.every((one) => one >= 0)).toBe(true)
      }),
    )
  })
})

describe('the score', () => {
  test('never falls when one criterion is better and the rest is equal', () => {
    fc.assert(
      fc.property(scoresArbitrary, weightsArbitrary, fc.constantFrom(...criteria), fc.double({ min: 0, max: 100, noNaN: true }), (scores, weights, criterion, other) => {
        const [low, high] = [Math.min(scores[criterion] ?? other, other), Math.max(scores[criterion] ?? other, other)]
        const worse = means({ ...scores, [criterion]: low }, weights)
        const better = means({ ...scores, [criterion]: high }, weights)
        expect(better.whole!).toBeGreaterThanOrEqual(worse.whole!)
        for (const part of parts) expect(better.ofPart[part] ?? 0).toBeGreaterThanOrEqual(worse.ofPart[part] ?? 0)
      }),
      { numRuns: 500 },
    )
  })

  const rising: readonly (readonly [string, (facts: FitFacts, value: number) => FitFacts, number])[] = [
    ['growth', (facts, value) => ({ ...facts, growth90: value - 1 }), 3],
    ['engagement', (facts, value) => ({ ...facts, engagement: Math.round(value * 1000) }), 5],
    ['listeners', (facts, value) => ({ ...facts, listeners: Math.round(value * 1000) }), 500],
    ...(['live', 'monetisation', 'catalogue', 'rights', 'pressKit', 'score'] as const).map(
      (area) => [area, (facts: FitFacts, value: number) => ({ ...facts, checkup: { ...facts.checkup, [area]: value * 100 } }), 1] as const,
    ),
  ]
  test.each(rising)('never falls when %s rises', (_name, put, top) => {
    const value = fc.double({ min: 0, max: top, noNaN: true })
    fc.assert(
      fc.property(factsArbitrary, groundArbitrary, weightsArbitrary, value, value, (facts, ground, weights, a, b) => {
        const [worse, better] = [Math.min(a, b), Math.max(a, b)].map((one) => analyse(put(facts, one), ground, weights).score!) as [number, number]
        expect(better).toBeGreaterThanOrEqual(worse)
      }),
      { numRuns: 100 },
    )
  })

  test('never falls when followers come nearer to the target, from either side', () => {
    const judged = (followers: number) => judges.target({ ...known, followers }, noGround)!.score
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 1_000 }), (a, b) => {
        expect(judged(Math.max(a, b))).toBeGreaterThanOrEqual(judged(Math.min(a, b)))
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 15_000, max: 1e7 }), fc.integer({ min: 15_000, max: 1e7 }), (a, b) => {
        expect(judged(Math.min(a, b))).toBeGreaterThanOrEqual(judged(Math.max(a, b)))
      }),
    )
    expect([judged(1_000), judged(15_000), judged(100), judged(150_000)].map(Math.round)).toEqual([100, 100, 0, 0])
  })

  test('a fact that is missing lowers confidence, and leaves what is known of the rest as it was', () => {
    fc.assert(
      fc.property(scoresArbitrary, weightsArbitrary, fc.constantFrom(...criteria), (scores, weights, gone) => {
        const before = explained(scores, weights, because)
        const after = explained({ ...scores, [gone]: null }, weights, because)
        expect(after.confidence).toBeLessThanOrEqual(before.confidence)
        for (const one of after.reasons) expect(one.score).toBe(one.criterion === gone ? null : scores[one.criterion])
      }),
    )
    const level = Object.fromEntries(criteria.map((one) => [one, 60])) as Scores
    for (const gone of criteria) expect(means({ ...level, [gone]: null }, expert).whole).toBe(60)
  })

  test('of somebody of whom nothing is known is none, with no confidence', () => {
    expect(analyse(unknown, noGround, expert)).toMatchObject({ score: null, confidence: 0 })
  })

  test('never falls when an artist’s genre or country wins one card more', () => {
    const ended = (won: number) => Array.from({ length: 20 }, (_one, place) => ({ facts: { country: 'CI', genres: ['rap'] }, won: place < won }))
    const others = Array.from({ length: 40 }, (_one, place) => ({ facts: { country: 'FR', genres: ['folk'] }, won: place % 2 === 0 }))
    const seen = Array.from({ length: 21 }, (_one, won) => judges.genreDemand(known, groundOf([], [...others, ...ended(won)]))!.score)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen[0]).toBeLessThan(seen[20]!)
  })
})

describe('what if', () => {
  test('is exactly what the score becomes', () => {
    fc.assert(
      fc.property(scoresArbitrary, weightsArbitrary, fc.constantFrom(...criteria), fc.integer({ min: 0, max: 100 }), (scores, weights, criterion, to) => {
        const analysis = explained(scores, weights, because)
        expect(scoreIf(analysis, weights, { [criterion]: to })).toBe(explained({ ...scores, [criterion]: to }, weights, because).score)
        for (const one of gains(analysis, weights)) {
          const reached = explained({ ...scores, [one.criterion]: one.to }, weights, because).score!
          expect(one.gain).toBeCloseTo(reached - (analysis.score ?? 0), 8)
        }
      }),
    )
  })

  test('the next step: figures first, then a check-up, then what moves the score most, then an offer', () => {
    const step = (facts: FitFacts) => nextStep(analyse(facts, noGround, expert), expert)
    expect(step({ ...known, growth90: null, engagement: null })).toEqual({ kind: 'figures' })
    expect(step({ ...known, checkup: unknown.checkup })).toEqual({ kind: 'checkup' })
    expect(step(known)).toMatchObject({ kind: 'work', criterion: 'monetisation' })
    expect(step({ ...known, growth90: 1, engagement: 5_000, checkup: { score: 90, live: 90, monetisation: 90, catalogue: 90, rights: 90, pressKit: 90 } })).toEqual({
      kind: 'offer',
    })
  })

  test('a change is told by what moved it most', () => {
    const before = analyse(known, noGround, expert)
    const after = analyse({ ...known, checkup: { ...known.checkup, monetisation: 90, rights: 81 } }, noGround, expert)
    expect(moved(before, after).map((one) => one.criterion)).toEqual(['monetisation', 'rights'])
    expect(moved(before, before)).toEqual([])
  })
})

const known: FitFacts = {
  country: 'CI',
  genres: ['rap'],
  selfProduced: true,
  hasTeam: false,
  followers: 5_000,
  network: 'instagram',
  growth90: 0.4,
  engagement: 600,
  engagementNetwork: 'instagram',
  listeners: 900,
  checkup: { score: 60, live: 80, monetisation: 20, catalogue: 80, rights: 80, pressKit: 80 },
  invented: false,
}
const unknown: FitFacts = {
  country: null,
  genres: [],
  selfProduced: null,
  hasTeam: null,
  followers: null,
  network: null,
  growth90: null,
  engagement: null,
  engagementNetwork: null,
  listeners: null,
  checkup: { score: null, live: null, monetisation: null, catalogue: null, rights: null, pressKit: null },
  invented: false,
}
