import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CheckupResult } from '../../types.ts'
import { bandOf } from '../grid/bands.ts'
import { criteria, criterionOf } from '../grid/criteria.ts'
import { resultOf } from '../grid/score.ts'
import { hoursFor, limitsOf, type Offer, offers, owners } from './offers.ts'
import { calledFor, prescribe } from './prescribe.ts'
import { actionOf, table, targetOf } from './table.ts'
import { loadOf, weekOf } from './weeks.ts'

/** A check-up with these scores by criterion; what is not named is not known. */
function resultWith(scores: Readonly<Record<string, number | null>>): CheckupResult {
  return resultOf(
    criteria.map(({ key, area, weight }) => {
      const score = scores[key] ?? null
      return { criterion: key, area, score, weight, band: bandOf(score), origin: score === null ? 'missing' : 'manual', because: { code: 'override', params: {} }, reason: null }
    }),
  )
}
const keys = criteria.map(({ key }) => key)
const anyScores = fc.record(Object.fromEntries(keys.map((key) => [key, fc.option(fc.integer({ min: 0, max: 100 }), { freq: 4 })])))
const anyOffer = fc.constantFrom<Offer>(...offers)
const anyHours = fc.integer({ min: 1, max: 20 })
const startsOn = '2026-11-23'

describe('the table', () => {
  test('about forty explicit actions, each of a criterion of the grid, within the smallest offer that holds it', () => {
    expect(table.length).toBeGreaterThanOrEqual(40)
    expect(new Set(table.map(({ key }) => key)).size).toBe(table.length)
    for (const action of table) {
      if ('criterion' in action.when) expect(criterionOf.has(action.when.criterion), action.key).toBe(true)
      for (const [criterion] of action.effects) expect(criterionOf.has(criterion), `${action.key}: ${criterion}`).toBe(true)
      expect(action.week).toBeLessThanOrEqual(limitsOf[action.offer].weeks)
      expect(action.hours).toBeGreaterThan(0)
    }
  })
  test('every criterion of the grid has an action', () => {
    const answered = new Set(table.map(targetOf))
    expect(keys.filter((key) => !answered.has(key))).toEqual([])
  })
  test('what comes first is of another criterion, is called for by the wider band, and never in a circle', () => {
    const depth = (key: string, way: readonly string[] = []): number => {
      expect(way).not.toContain(key)
      return 1 + Math.max(0, ...actionOf.get(key)!.requires.map((one) => depth(one, [...way, key])))
    }
    for (const action of table) {
      for (const key of action.requires) {
        const first = actionOf.get(key)!
        expect(targetOf(first)).not.toBe(targetOf(action))
        if ('below' in first.when) expect(first.when.below).toBe('green')
      }
      expect(depth(action.key)).toBeLessThan(5)
    }
  })
})

describe('prescribe', () => {
  test('the same check-up and conditions give the same plan', () => {
    fc.assert(
      fc.property(anyScores, anyOffer, anyHours, (scores, offer, hoursWeek) => {
        expect(prescribe(resultWith(scores), { offer, startsOn, hoursWeek })).toEqual(prescribe(resultWith(scores), { offer, startsOn, hoursWeek }))
      }),
      { numRuns: 60 },
    )
  })

  test('a better score never calls for more, and never adds a line for its criterion', () => {
    fc.assert(
      fc.property(anyScores, fc.constantFrom(...keys), fc.integer({ min: 1, max: 100 }), anyOffer, anyHours, (scores, key, more, offer, hoursWeek) => {
        const score = scores[key]
        fc.pre(typeof score === 'number' && score < 100)
        const better = { ...scores, [key]: Math.min(100, Number(score) + more) }
        const names = (given: typeof scores) => calledFor(resultWith(given)).map(({ action }) => action.key)
        expect(names(scores)).toEqual(expect.arrayContaining(names(better)))
        const lines = (given: typeof scores) => prescribe(resultWith(given), { offer, startsOn, hoursWeek }).filter(({ why }) => why.criterion === key).length
        expect(lines(better)).toBeLessThanOrEqual(lines(scores))
      }),
      { numRuns: 1_500 },
    )
  })

  test('a plan keeps to the offer, to everyone’s hours and to what comes first; each line says why', () => {
    fc.assert(
      fc.property(anyScores, anyOffer, anyHours, (scores, offer, hoursWeek) => {
        const result = resultWith(scores)
        const plan = prescribe(result, { offer, startsOn, hoursWeek })
        const { steps, weeks } = limitsOf[offer]
        expect(plan.length).toBeLessThanOrEqual(steps)
        expect(new Set(plan.map(({ action }) => targetOf(action))).size).toBe(plan.length)
        for (const { action, why, dueOn, effects } of plan) {
          expect(offers.indexOf(action.offer)).toBeLessThanOrEqual(offers.indexOf(offer))
          expect(weekOf(startsOn, dueOn)).toBeGreaterThanOrEqual(action.week)
          expect(weekOf(startsOn, dueOn)).toBeLessThanOrEqual(weeks)
          expect(why.rule).toBe(action.key)
          if (why.criterion) expect(why.score).toBe(scores[why.criterion])
          for (const { criterion, most } of effects) expect(Number(scores[criterion]) + most).toBeLessThanOrEqual(100)
          for (const key of action.requires) {
            const first = plan.find((one) => one.action.key === key)
            if (first) expect(first.dueOn < dueOn).toBe(true)
            else expect(calledFor(result).some((one) => one.action.key === key && offers.indexOf(one.action.offer) <= offers.indexOf(offer))).toBe(false)
          }
        }
        for (const owner of owners) {
          const own = plan.filter(({ action }) => action.owner === owner)
          for (let week = 1; week <= weeks; week += 1) {
            const due = own.filter(({ dueOn }) => weekOf(startsOn, dueOn) <= week).reduce((sum, { action }) => sum + action.hours, 0)
            expect(due).toBeLessThanOrEqual(week * hoursFor(owner, offer, hoursWeek) + 1e-9)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('the most useful hour comes first: weight × gap ÷ effort', () => {
    const called = calledFor(resultWith({ 'contact.booking': 0, 'identity.handles': 0, 'identity.look': 0 })).filter(({ why }) => why.criterion)
    expect(called.map(({ action, why }) => [action.key, why.rank])).toEqual([
      ['one-link', 3],
      ['same-name', 1.5],
      ['one-look', 0.75],
    ])
  })

  test('Quick Win holds three steps, and a perfect check-up none', () => {
    const weak = resultWith(Object.fromEntries(keys.map((key) => [key, 20])))
    expect(prescribe(weak, { offer: '290', startsOn, hoursWeek: 8 })).toHaveLength(3)
    expect(prescribe(weak, { offer: '490', startsOn, hoursWeek: 10 }).length).toBeGreaterThan(10)
    expect(calledFor(resultWith(Object.fromEntries(keys.map((key) => [key, 100]))))).toEqual([])
  })

  test('where little is known, it is measured first', () => {
    const called = calledFor(resultWith({})).map(({ action }) => action.key)
    expect(called).toContain('measure-engagement')
    expect(called.every((key) => key.startsWith('measure-'))).toBe(true)
  })
})

test('effort by week: every hour of every line is somewhere, and no week is over its capacity while there is room before', () => {
  const line = fc.record({
    owner: fc.constantFrom(...owners),
    hours: fc.integer({ min: 1, max: 12 }),
    dueOn: fc.integer({ min: 0, max: 80 }).map((n) => `2026-12-${String((n % 28) + 1).padStart(2, '0')}`),
  })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const load = loadOf(lines, startsOn, () => 4)
      for (const owner of owners) {
        const given = load.reduce((sum, { hours }) => sum + hours[owner], 0)
        expect(given).toBeCloseTo(
          lines.filter((one) => one.owner === owner).reduce((sum, { hours }) => sum + hours, 0),
          6,
        )
      }
    }),
  )
})
