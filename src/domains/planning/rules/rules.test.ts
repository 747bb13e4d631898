import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Recurrence } from '../types.ts'
import { addDays, addMonths, dayIn, daysBetween, firstOfMonth, isDay, lastOfMonth, localDay, mondayOf, weekdayOf } from './days.ts'
import { daysOf, nextDay, whyNoSeries } from './recurrence.ts'
import { datedSteps, monthOf, monthToMake, weeksOf } from './rhythm.ts'

const day = fc.integer({ min: 0, max: 80_000 }).map((n) => addDays('1990-01-01', n))
const rule: fc.Arbitrary<Recurrence> = fc.record(
  {
    every: fc.integer({ min: 1, max: 12 }),
    unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
    monthDay: fc.integer({ min: 1, max: 31 }),
    times: fc.integer({ min: 1, max: 50 }),
  },
  { requiredKeys: ['every', 'unit'] },
)

test('days exist or do not, and are counted without a clock', () => {
  expect(['2026-02-29', '2028-02-29', '2026-13-01', '2026-1-1', '0000-00-00', 'x'].map(isDay)).toEqual([false, true, false, false, false, false])
  fc.assert(
    fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (from, count) => {
      expect(daysBetween(from, addDays(from, count))).toBe(count)
      expect((weekdayOf(addDays(from, count)) - weekdayOf(from) - count) % 7).toBeCloseTo(0)
      expect(dayIn(from, 31)).toBe(lastOfMonth(from))
    }),
  )
})

test('the day depends on where one is', () => {
  const instant = new Date('2026-11-21T23:30:00Z')
  expect(localDay(instant, 'Africa/Lome')).toEqual({ day: '2026-11-21', minute: 1410 })
  expect(localDay(instant, 'Europe/Paris')).toEqual({ day: '2026-11-22', minute: 30 })
  expect(localDay(instant, 'Asia/Kolkata')).toEqual({ day: '2026-11-22', minute: 300 })
  // The night in which Paris has 25 hours, and the one with 23.
  expect(localDay(new Date('2026-10-25T00:30:00Z'), 'Europe/Paris').day).toBe('2026-10-25')
  expect(localDay(new Date('2026-03-29T22:30:00Z'), 'Europe/Paris').day).toBe('2026-03-30')
})

test('series as people say them', () => {
  const days = (r: Recurrence, start: string, to: string) => daysOf(r, start, null, to)
  expect(days({ every: 1, unit: 'month', monthDay: 31 }, '2027-01-15', '2027-05-01')).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'])
  expect(days({ every: 2, unit: 'week', weekdays: [1, 4] }, '2026-11-24', '2026-12-20')).toEqual(['2026-11-26', '2026-12-07', '2026-12-10'])
  expect(days({ every: 1, unit: 'year' }, '2028-02-29', '2033-01-01')).toEqual(['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'])
  expect(days({ every: 10, unit: 'day', times: 3 }, '2026-11-21', '2027-11-21')).toEqual(['2026-11-21', '2026-12-01', '2026-12-11'])
  expect(days({ every: 1, unit: 'week', until: '2026-12-05' }, '2026-11-21', '2027-01-01')).toEqual(['2026-11-21', '2026-11-28', '2026-12-05'])
  expect(nextDay({ every: 1, unit: 'day', until: '2026-11-22' }, '2026-11-21', '2026-11-22')).toBeNull()
  expect(whyNoSeries({ every: 1, unit: 'day', until: '2026-11-20' }, '2026-11-21')).toBe('planning.untilBeforeStart')
  expect(whyNoSeries({ every: 1, unit: 'month', monthDay: 1, until: '2026-11-30' }, '2026-11-21')).toBe('planning.neverComes')
  expect(daysOf({ every: 1, unit: 'year' }, '2990-01-01', null, '2999-12-31')).toHaveLength(10)
})

test('a series goes forward, keeps its rule, its count and its end, wherever one begins to read it', () => {
  fc.assert(
    fc.property(rule, day, fc.integer({ min: 0, max: 1_500 }), (r, start, span) => {
      const to = addDays(start, span)
      const all = daysOf(r, start, null, to, 5_000)
      expect(all).toEqual([...new Set(all)].toSorted())
      expect(all.length).toBeLessThanOrEqual(r.times ?? all.length)
      for (const one of all) {
        expect(one >= start && one <= to && isDay(one)).toBe(true)
        if (r.unit === 'day') expect(daysBetween(start, one) % r.every).toBe(0)
        if (r.unit === 'week') expect((daysBetween(mondayOf(start), mondayOf(one)) / 7) % r.every).toBe(0)
        if (r.unit === 'week' && r.weekdays?.length) expect(r.weekdays).toContain(weekdayOf(one))
        if (r.unit === 'month' && r.monthDay) expect(one).toBe(dayIn(one, r.monthDay))
      }
      const middle = all[Math.floor(all.length / 2)]
      if (middle) expect(daysOf(r, start, middle, to, 5_000)).toEqual(all.slice(Math.floor(all.length / 2) + 1))
    }),
  )
})

test('the weeks of the months are all the weeks there are, once', () => {
  fc.assert(
    fc.property(day, (one) => {
      const month = firstOfMonth(one)
      const weeks = weeksOf(month)
      expect([4, 5]).toContain(weeks.length)
      expect(weeks.every((week) => weekdayOf(week) === 1 && firstOfMonth(week) === month)).toBe(true)
      expect(addDays(weeks.at(-1)!, 7)).toBe(weeksOf(addMonths(month, 1))[0])
      expect(weeksOf(monthOf(one))).toContain(mondayOf(one))
      const next = monthToMake(one)
      if (next) expect(daysBetween(one, weeksOf(next)[0]!)).toBeLessThanOrEqual(7)
    }),
  )
})

test('a month of the agency: two weeks of prospecting, one of execution, SPARK, and the sponsors fifteen days later', () => {
  const steps = [
    { title: 'Prospection', week: 1, weekday: 1 },
    { title: 'Exécution', week: 3, weekday: 2 },
    { title: 'SPARK', week: 4, weekday: 5 },
    { title: 'Retours aux sponsors', week: 4, weekday: 5, afterDays: 15 },
    { title: 'Bilan', week: 5, weekday: 1 },
  ]
  expect(datedSteps(steps, '2026-12-01').map(({ title, day: on }) => [title, on])).toEqual([
    ['Prospection', '2026-12-07'],
    ['Exécution', '2026-12-22'],
    ['SPARK', '2027-01-01'],
    ['Retours aux sponsors', '2027-01-16'],
  ])
  expect(datedSteps(steps, '2026-11-01').at(-1)).toMatchObject({ title: 'Retours aux sponsors', day: '2026-12-12' })
  expect(datedSteps(steps, '2026-11-01').map(({ title }) => title)).toContain('Bilan')
})
