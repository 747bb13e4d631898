/** Days are ISO dates without an hour (`2026-11-21`): they are counted in UTC, so no clock change can move one. */
export type Day = string

const msPerDay = 86_400_000
const stamp = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const dayAt = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

/** A date that exists, between 1900 and 2999. */
export function isDay(text: string): boolean {
  if (!/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const ms = stamp(text)
  return Number.isFinite(ms) && dayAt(ms) === text
}

export const addDays = (day: Day, count: number): Day => dayAt(stamp(day) + count * msPerDay)
/** How many days from one to the other; negative when `to` comes before. */
export const daysBetween = (from: Day, to: Day): number => Math.round((stamp(to) - stamp(from)) / msPerDay)
/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => new Date(stamp(day)).getUTCDay() || 7
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))
export const dayOfMonth = (day: Day): number => Number(day.slice(8))
export const firstOfMonth = (day: Day): Day => `${day.slice(0, 8)}01`

/** The month so many months later, as its first day. */
export function addMonths(month: Day, count: number): Day {
  const all = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}-01`
}

export const lastOfMonth = (day: Day): Day => addDays(addMonths(firstOfMonth(day), 1), -1)

/** A day of the month of `month`, or the last one there is. */
export function dayIn(month: Day, date: number): Day {
  const first = firstOfMonth(month)
  return addDays(first, Math.min(date, dayOfMonth(lastOfMonth(first))) - 1)
}

/** Which day it is at an instant in a time zone (IANA), and how many minutes have passed since midnight there. */
export function localDay(now: Date, timeZone: string): { day: Day; minute: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '0'
  return { day: `${part('year')}-${part('month')}-${part('day')}`, minute: Number(part('hour')) * 60 + Number(part('minute')) }
}
