import type { RhythmStep } from '../types.ts'
import { addDays, addMonths, type Day, daysBetween, firstOfMonth, mondayOf } from './days.ts'

/**
 * The weeks of a month are those whose Monday is in it: 4 or 5 whole weeks, and every week of a year belongs to exactly one month.
 * The month of December 2026 begins on the 7th and ends on 3 January.
 */
export function weeksOf(month: Day): Day[] {
  const first = firstMonday(month)
  const count = daysBetween(first, firstMonday(addMonths(firstOfMonth(month), 1))) / 7
  return Array.from({ length: count }, (_, week) => addDays(first, week * 7))
}

const firstMonday = (month: Day): Day => mondayOf(addDays(firstOfMonth(month), 6))

/** The month a day works in: that of its Monday. */
export const monthOf = (day: Day): Day => firstOfMonth(mondayOf(day))

export interface DatedStep extends RhythmStep {
  /** Its place in the template. */
  place: number
  day: Day
}

/** The steps of a rhythm with their days in a month, by day. A fifth week that the month has not is left out. */
export function datedSteps(steps: readonly RhythmStep[], month: Day): DatedStep[] {
  const weeks = weeksOf(month)
  return steps
    .flatMap((step, place) => {
      const monday = weeks[step.week - 1]
      return monday ? [{ ...step, place, day: addDays(monday, step.weekday - 1 + (step.afterDays ?? 0)) }] : []
    })
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.place - b.place))
}

/** The month that should be made by itself on a day: the next one, once its first week is seven days away or less. */
export function monthToMake(today: Day): Day | null {
  const next = addMonths(monthOf(today), 1)
  return daysBetween(today, weeksOf(next)[0]!) <= 7 ? next : null
}
