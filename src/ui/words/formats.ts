import { localeOf, type Lang } from '#platform/text'

type When = Date | string | number

export interface Formats {
  /** « 21 novembre 2026 ». Instants are shown in UTC (Lomé's hour) unless a time zone is given, so that server and browser agree. */
  date: (when: When, style?: 'full' | 'long' | 'medium' | 'short', timeZone?: string) => string
  /** « 21 nov. 2026, 18:30 » */
  dateTime: (when: When, timeZone?: string) => string
  time: (when: When, timeZone?: string) => string
  /** « il y a 3 heures », counted from `from`. */
  relative: (when: When, from: When) => string
  number: (value: number | bigint, options?: Intl.NumberFormatOptions) => string
  /** 0.42 → « 42 % » */
  percent: (ratio: number) => string
  /** 1 536 000 → « 1,5 Mo » */
  bytes: (count: number) => string
  /** Minor units: (140000n, 'EUR') → « 1 400,00 € »; (5000n, 'XOF') → « 5 000 F CFA ». */
  money: (minor: bigint | number | string, currency: string) => string
  /** Seconds: 5400 → « 1 h 30 ». */
  duration: (seconds: number) => string
  list: (items: readonly string[], kind?: 'and' | 'or') => string
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** Figures, dates and money in the reader's language. */
export function formats(lang: Lang): Formats {
  const locale = localeOf(lang)
  const number = (value: number | bigint, options?: Intl.NumberFormatOptions): string => numberFormat(locale, options).format(value)
  const clock =
    (options: Intl.DateTimeFormatOptions) =>
    (when: When, timeZone = 'UTC') =>
      dateFormat(locale, { ...options, timeZone }).format(new Date(when))
  return {
    date: (when, style = 'long', timeZone = 'UTC') => dateFormat(locale, { dateStyle: style, timeZone }).format(new Date(when)),
    dateTime: clock({ dateStyle: 'medium', timeStyle: 'short' }),
    time: clock({ timeStyle: 'short' }),
    relative: (when, from) => relative(locale, when, from),
    number,
    percent: (ratio) => number(ratio, { style: 'percent', maximumFractionDigits: 1 }),
    bytes: (count) => bytes(lang, count, number),
    money: (minor, currency) => money(locale, minor, currency),
    duration: (seconds) => duration(lang, seconds),
    list: (items, kind = 'and') => new Intl.ListFormat(locale, { type: kind === 'and' ? 'conjunction' : 'disjunction' }).format(items),
  }
}

function money(locale: string, minor: bigint | number | string, currency: string): string {
  const format = numberFormat(locale, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  const units = BigInt(minor)
  const size = units < 0n ? -units : units
  const padded = size.toString().padStart(digits + 1, '0')
  const decimal = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
  return format.format(`${units < 0n ? '-' : ''}${decimal}` as Intl.StringNumericLiteral)
}

function duration(lang: Lang, seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)}\u00a0s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes}\u00a0min`
  const rest = minutes % 60
  const hours = `${Math.floor(minutes / 60)}\u00a0h`
  if (rest === 0) return hours
  return lang === 'fr' ? `${hours}\u00a0${String(rest).padStart(2, '0')}` : `${hours} ${rest}\u00a0min`
}

function bytes(lang: Lang, count: number, number: Formats['number']): string {
  const units = lang === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To'] : ['B', 'kB', 'MB', 'GB', 'TB']
  const power = count < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
  return `${number(count / 1000 ** power, { maximumFractionDigits: power === 0 ? 0 : 1 })}\u00a0${units[power]}`
}

function relative(locale: string, when: When, from: When): string {
  const seconds = (new Date(when).getTime() - new Date(from).getTime()) / 1000
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function numberFormat(locale: string, options?: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(`n${locale}${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options))
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`d${locale}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options))
}

/** Making an Intl format costs a hundred times more than using it. */
function kept<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => Format): Format {
  const format = made.get(key) ?? make()
  made.set(key, format)
  return format as Format
}
