import type { Recurrence } from '../types.ts'
import { addDays, addMonths, type Day, dayIn, dayOfMonth, firstOfMonth, isDay, mondayOf, weekdayOf } from './days.ts'

/** No series looks further than this. */
const horizon = '2999-12-31'

/** The days of a series from `startsOn` on, in order; that day itself counts when the rule names it. */
export function* occurrences(rule: Recurrence, startsOn: Day): Generator<Day> {
  const last = rule.until ?? horizon
  let left = rule.times ?? Number.POSITIVE_INFINITY
  for (const day of candidates(rule, startsOn)) {
    if (day > last || left <= 0) return
    if (day < startsOn) continue
    left -= 1
    yield day
  }
}

/** Days of a series after `after` (null = from its beginning) and not after `to`, at most so many. */
export function daysOf(rule: Recurrence, startsOn: Day, after: Day | null, to: Day, most = 400): Day[] {
  const found: Day[] = []
  for (const day of occurrences(rule, startsOn)) {
    if (day > to || found.length >= most) break
    if (after === null || day > after) found.push(day)
  }
  return found
}

/** The next day of a series after `after`, or null when it is over. */
export function nextDay(rule: Recurrence, startsOn: Day, after: Day | null): Day | null {
  for (const day of occurrences(rule, startsOn)) if (after === null || day > after) return day
  return null
}

/** Why a rule makes no series, as the key of its sentence; null when it does. */
export function whyNoSeries(rule: Recurrence, startsOn: Day): 'planning.untilBeforeStart' | 'planning.neverComes' | null {
  if (rule.until !== undefined && rule.until < startsOn) return 'planning.untilBeforeStart'
  return nextDay(rule, startsOn, null) === null ? 'planning.neverComes' : null
}

/** Days that fit the rule, in order, beginning no later than the period of `startsOn`. Ends with the horizon. */
function* candidates({ every, unit, weekdays, monthDay }: Recurrence, startsOn: Day): Generator<Day> {
  const days = unit === 'week' ? [...new Set(weekdays?.length ? weekdays : [weekdayOf(startsOn)])].toSorted((a, b) => a - b) : []
  for (let n = 0; ; n += every) {
    const found = unit === 'week' ? days.map((weekday) => addDays(mondayOf(startsOn), n * 7 + weekday - 1)) : [oneOf(unit, n, startsOn, monthDay)]
    if (!isDay(found[0]!)) return
    yield* found
  }
}

function oneOf(unit: Recurrence['unit'], n: number, startsOn: Day, monthDay: number | undefined): Day {
  if (unit === 'day') return addDays(startsOn, n)
  const date = unit === 'month' ? (monthDay ?? dayOfMonth(startsOn)) : dayOfMonth(startsOn)
  return dayIn(addMonths(firstOfMonth(startsOn), unit === 'year' ? n * 12 : n), date)
}
