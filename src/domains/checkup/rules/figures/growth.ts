/** One measure of a course: ISO day and value. */
export interface Measure {
  day: string
  value: number
}

/** A figure older than this says nothing of today. */
export const staleAfter = 180
/** Two measures further apart than this say nothing of the days between. */
const widestGap = 45
/** A course that covers this much of a span stands for it. */
const enough = 0.75

/** Days from one ISO day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** The ISO day so many days before. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10)
}

/**
 * Growth over `span` days up to the last measure, as a fraction (0.12 = +12 %). The value at the beginning is the measured one, else lies between its neighbours as steady growth
 * would put it; a course a little too short is prolonged as it went. Null when too little is known. `course` in order of day.
 */
export function growthOver(course: readonly Measure[], span: number): number | null {
  const last = course.at(-1)
  if (!last || course.length < 2 || last.value <= 0) return null
  const begins = daysBefore(last.day, span)
  const after = course.find((one) => one.day >= begins)!
  if (after.value <= 0) return null
  if (after.day === begins) return last.value / after.value - 1
  const before = course.filter((one) => one.day < begins).at(-1)
  if (before && before.value > 0 && daysBetween(before.day, after.day) <= widestGap) {
    const share = daysBetween(before.day, begins) / daysBetween(before.day, after.day)
    return last.value / (before.value * (after.value / before.value) ** share) - 1
  }
  const covered = daysBetween(after.day, last.day)
  return covered >= span * enough ? (last.value / after.value) ** (span / covered) - 1 : null
}
