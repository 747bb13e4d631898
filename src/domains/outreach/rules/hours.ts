import type { SendingHours, SendingPace } from '../types.ts'

const minute = 60_000
const day = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

interface Local {
  /** ISO date there. */
  day: string
  /** 1 = Monday … 7 = Sunday. */
  weekday: number
  minutes: number
}

export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== null
  } catch {
    return false
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
    formats.set(zone, (format = new Intl.DateTimeFormat('en-CA', { ...parts, hourCycle: 'h23', timeZone: zone })))
  }
  return format
}

/** The day, weekday and minute of an instant in a time zone. */
export function localOf(at: Date, zone: string): Local {
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const iso = `${part.year}-${part.month}-${part.day}`
  return { day: iso, weekday: weekdayOf(iso), minutes: Number(part.hour) * 60 + Number(part.minute) }
}

const weekdayOf = (iso: string): number => new Date(`${iso}T00:00:00Z`).getUTCDay() || 7
const plusDays = (iso: string, days: number): string => new Date(Date.parse(`${iso}T00:00:00Z`) + days * day).toISOString().slice(0, 10)

/** The instant at which clocks there show this day and minute; in a gap of summer time, the next there is. */
export function instantOf(iso: string, minutes: number, zone: string): Date {
  const wanted = Date.parse(`${iso}T00:00:00Z`) + minutes * minute
  let guess = wanted
  for (let turn = 0; turn < 3; turn += 1) {
    const seen = localOf(new Date(guess), zone)
    const shown = Date.parse(`${seen.day}T00:00:00Z`) + seen.minutes * minute
    if (shown === wanted) break
    guess += wanted - shown
  }
  return new Date(guess)
}

/** The first instant, now or later, at which this mailbox may send. */
export function nextOpening({ timeZone, weekdays, fromMinute, toMinute }: SendingHours, now: Date): Date {
  const here = localOf(now, timeZone)
  if (weekdays.includes(here.weekday) && here.minutes >= fromMinute && here.minutes < toMinute) return now
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const iso = plusDays(here.day, ahead)
    if (!weekdays.includes(weekdayOf(iso))) continue
    const opens = instantOf(iso, fromMinute, timeZone)
    if (opens > now) return opens
  }
  return new Date(now.getTime() + 7 * day)
}

/** So many days, or working days (Monday to Friday), after an instant, at the same time of day there. A step of zero days is due at once. */
export function afterWait(from: Date, { wait, working }: { wait: number; working: boolean }, zone: string): Date {
  if (wait === 0) return from
  const here = localOf(from, zone)
  let iso = here.day
  for (let left = wait; left > 0;) {
    iso = plusDays(iso, 1)
    if (!working || weekdayOf(iso) <= 5) left -= 1
  }
  return instantOf(iso, here.minutes, zone)
}

/** The instants at which messages may leave before `until`, one `pace` after the other: none outside the hours, none over the day's limit. */
export function slots(box: SendingPace, { sentToday, lastAt, now, until }: { sentToday: number; lastAt: Date | null; now: Date; until: Date }): Date[] {
  const found: Date[] = []
  let at = new Date(Math.max(now.getTime(), lastAt ? lastAt.getTime() + box.pace * 1000 : 0))
  while (at < until && sentToday + found.length < box.dailyLimit && nextOpening(box, at).getTime() === at.getTime()) {
    found.push(at)
    at = new Date(at.getTime() + box.pace * 1000)
  }
  return found
}

/** The instant at which the day of `now` began there. */
export const dayBegan = (now: Date, zone: string): Date => instantOf(localOf(now, zone).day, 0, zone)
