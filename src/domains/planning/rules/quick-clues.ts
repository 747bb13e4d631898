import type { Priority, Recurrence, Unit } from '../types.ts'
import { addDays, addMonths, type Day, dayIn, firstOfMonth, isDay, lastOfMonth, mondayOf, weekdayOf } from './days.ts'

export interface Found {
  priority: Priority
  ownerId: string
  repeat: Recurrence
  dueOn: Day
  dueMinute: number
}

/** One way of saying something. `read` answers null when the words mean nothing here (31 February, a name that nobody has). */
export interface Clue {
  kind: 'priority' | 'person' | 'repeat' | 'day' | 'time'
  pattern: RegExp
  read: (match: RegExpMatchArray, known: { today: Day; whoIs: (name: string) => string | null }) => Partial<Found> | null
}

/** A whole word or several: nothing of a word may touch them. */
const words = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}@!/'’.-])(?:${source})(?![\\p{L}\\p{N}]|[/'’-]\\p{L})`, 'giu')

const weekdays = ['lundi|monday', 'mardi|tuesday', 'mercredi|wednesday', 'jeudi|thursday', 'vendredi|friday', 'samedi|saturday', 'dimanche|sunday']
const months = [
  'janvier|january|jan',
  'f[ée]vrier|february|feb',
  'mars|march',
  'avril|april|apr',
  'mai|may',
  'juin|june|jun',
  'juillet|july|jul',
  'ao[ûu]t|august|aug',
  'septembre|september|sept?',
  'octobre|october|oct',
  'novembre|november|nov',
  'd[ée]cembre|december|dec',
]
const anyWeekday = weekdays.join('|')
const anyMonth = months.join('|')
const placeIn = (list: readonly string[], word: string): number => list.findIndex((one) => new RegExp(`^(?:${one})s?$`, 'iu').test(word)) + 1

const unitWords: Readonly<Record<Unit, string>> = { day: 'jours?|days?', week: 'semaines?|weeks?', month: 'mois|months?', year: 'ans?|ann[ée]es?|years?' }
const anyUnit = Object.values(unitWords).join('|')
const unitOf = (word: string): Unit => (Object.keys(unitWords) as Unit[]).find((unit) => new RegExp(`^(?:${unitWords[unit]})$`, 'iu').test(word))!

export const clues: readonly Clue[] = [
  { kind: 'priority', pattern: /(?<!\S)!(haute|high|urgente?|1)(?!\S)/giu, read: () => ({ priority: 'high' }) },
  { kind: 'priority', pattern: /(?<!\S)!(basse|low|3)(?!\S)/giu, read: () => ({ priority: 'low' }) },
  { kind: 'priority', pattern: /(?<!\S)!(normale?|2)(?!\S)/giu, read: () => ({ priority: 'normal' }) },

  { kind: 'person', pattern: /(?<!\S)@([\p{L}][\p{L}\p{N}'’.-]*)/giu, read: ([, name], { whoIs }) => named(whoIs(name!)) },

  {
    kind: 'repeat',
    pattern: words(`(?:chaque|tous les|every) (${anyWeekday})s?`),
    read: ([, day]) => ({ repeat: { every: 1, unit: 'week', weekdays: [placeIn(weekdays, day!)] } }),
  },
  { kind: 'repeat', pattern: words(`(?:chaque|tous les|toutes les|every) (?:(\\d{1,2}) )?(${anyUnit})`), read: ([, n, unit]) => often(Number(n ?? 1), unitOf(unit!)) },

  { kind: 'day', pattern: words("aujourd[’']hui|today"), read: (_match, { today }) => ({ dueOn: today }) },
  { kind: 'day', pattern: words('apr[èe]s-demain|(?:the )?day after tomorrow'), read: (_match, { today }) => ({ dueOn: addDays(today, 2) }) },
  { kind: 'day', pattern: words("(?:d[’']ici |pour |by )?(?:demain|tomorrow)"), read: (_match, { today }) => ({ dueOn: addDays(today, 1) }) },
  { kind: 'day', pattern: words('(?:la )?semaine prochaine|next week'), read: (_match, { today }) => ({ dueOn: addDays(mondayOf(today), 7) }) },
  { kind: 'day', pattern: words('(?:le )?mois prochain|next month'), read: (_match, { today }) => ({ dueOn: addMonths(firstOfMonth(today), 1) }) },
  { kind: 'day', pattern: words('(?:à la )?fin (?:du|de) mois|(?:at the |by the )?end of (?:the )?month'), read: (_match, { today }) => ({ dueOn: lastOfMonth(today) }) },
  {
    kind: 'day',
    pattern: words(`(?:dans|in) (\\d{1,3}|une?|an?) (${anyUnit})`),
    read: ([, n, unit], { today }) => ({ dueOn: laterBy(today, /^\d/.test(n!) ? Number(n) : 1, unitOf(unit!)) }),
  },
  { kind: 'day', pattern: words(`(?:next) (${anyWeekday})`), read: ([, day], { today }) => ({ dueOn: nextWeeks(today, placeIn(weekdays, day!)) }) },
  { kind: 'day', pattern: words(`(?:le )?(${anyWeekday}) prochain`), read: ([, day], { today }) => ({ dueOn: nextWeeks(today, placeIn(weekdays, day!)) }) },
  { kind: 'day', pattern: words(`(?:le |pour |ce |on |by |this )?(${anyWeekday})`), read: ([, day], { today }) => ({ dueOn: nextOne(today, placeIn(weekdays, day!)) }) },
  { kind: 'day', pattern: words('(?:le |pour le |on |by )?(\\d{4}-\\d{2}-\\d{2})'), read: ([, day]) => (isDay(day!) ? { dueOn: day! } : null) },
  { kind: 'day', pattern: words('(?:le |pour le |on |by )?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?'), read: ([, d, m, y], { today }) => dated(today, Number(d), Number(m), y) },
  {
    kind: 'day',
    pattern: words(`(?:le |pour le |on |on the |by )?(\\d{1,2})(?:er|st|nd|rd|th)? (?:of )?(${anyMonth})\\.?(?: (\\d{4}))?`),
    read: ([, d, month, y], { today }) => dated(today, Number(d), placeIn(months, month!), y),
  },
  {
    kind: 'day',
    pattern: words(`(?:on |by )?(${anyMonth}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?`),
    read: ([, month, d, y], { today }) => dated(today, Number(d), placeIn(months, month!), y),
  },

  { kind: 'time', pattern: words('(à |at |vers |around )?(\\d{1,2}) ?h(?: ?([0-5]\\d))?'), read: ([, said, h, m]) => at(Number(h), Number(m ?? 0), said !== undefined) },
  { kind: 'time', pattern: words('(?:à |at |vers |around )?(\\d{1,2})(?::([0-5]\\d))? ?(am|pm)'), read: ([, h, m, half]) => at12(Number(h), Number(m ?? 0), half!) },
  { kind: 'time', pattern: words('(?:à |at |vers |around )?(\\d{1,2}):([0-5]\\d)'), read: ([, h, m]) => at(Number(h), Number(m), true) },
  { kind: 'time', pattern: words('à midi|at noon'), read: () => ({ dueMinute: 720 }) },
]

const named = (ownerId: string | null): Partial<Found> | null => (ownerId ? { ownerId } : null)
const often = (every: number, unit: Unit): Partial<Found> | null => (every > 0 ? { repeat: { every, unit } } : null)
/** Without « à », a small figure is a length of time: « 2h de montage ». */
const at = (hours: number, minutes: number, said: boolean): Partial<Found> | null => (hours < 24 && (said || hours >= 7) ? { dueMinute: hours * 60 + minutes } : null)
const at12 = (hours: number, minutes: number, half: string): Partial<Found> | null =>
  hours >= 1 && hours <= 12 ? { dueMinute: ((hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 60 + minutes } : null

const nextOne = (today: Day, weekday: number): Day => addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1)
const nextWeeks = (today: Day, weekday: number): Day => addDays(mondayOf(today), 6 + weekday)

function laterBy(today: Day, count: number, unit: Unit): Day {
  if (unit === 'day' || unit === 'week') return addDays(today, count * (unit === 'week' ? 7 : 1))
  return dayIn(addMonths(firstOfMonth(today), unit === 'year' ? count * 12 : count), Number(today.slice(8)))
}

/** A date; without a year the next one there is. Null when it does not exist. */
function dated(today: Day, date: number, month: number, year: string | undefined): Partial<Found> | null {
  const given = year === undefined ? null : Number(year.length === 2 ? `20${year}` : year)
  const from = Number(today.slice(0, 4))
  // 29 February may be years away.
  for (const y of given === null ? Array.from({ length: 9 }, (_, n) => from + n) : [given]) {
    const dueOn = `${y}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
    if (isDay(dueOn) && (given !== null || dueOn >= today)) return { dueOn }
  }
  return null
}
