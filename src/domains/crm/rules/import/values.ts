import { isDay } from '../fields.ts'
import { plainName } from '../names.ts'

/** What cells of lists made by hand say. Each reader answers `undefined` for what it cannot read, null for nothing known. */

const nothing = new Set([
  '',
  '-',
  '--',
  '—',
  '–',
  '?',
  '??',
  'n/a',
  'na',
  'n.a.',
  'nc',
  'n.c.',
  'nr',
  'neant',
  'néant',
  'inconnu',
  'inconnue',
  'unknown',
  'none',
  'null',
  'undefined',
  'nan',
  '#n/a',
  '#ref!',
  '#value!',
  '#name?',
  '#div/0!',
])

/** A cell that says that nothing is known. */
export const isNothing = (cell: string): boolean => nothing.has(cell.trim().toLowerCase())

/** As it was before a spreadsheet was kept from running it. */
export const unquoted = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

/** No figure and no day is longer; a long cell of blanks would keep the patterns below busy for minutes. */
const longest = 60
const isTooLong = (cell: string): boolean => cell.trim().length > longest

const spaces = /[\s\u00a0\u202f\u2009']/g
const thousands: Readonly<Record<string, number>> = { k: 1e3, mille: 1e3, m: 1e6, million: 1e6, millions: 1e6, mio: 1e6, md: 1e9, b: 1e9 }

/** A count as people write it: `12 400`, `12.400`, `12,4k`, `1.2M`, `~3 k abonnés`, `10 000+`. Not negative; rounded. */
export function countIn(cell: string): number | null | undefined {
  if (isNothing(cell)) return null
  if (isTooLong(cell)) return undefined
  const text = cell
    .trim()
    .toLowerCase()
    .replace(/^[~≈<>+±]+\s*|^(environ|env\.?|about|approx\.?|plus de|over)\s+/g, '')
    .replace(/\s*(abonn[ée]{1,2}s?|followers?|fans?|vues|views|auditeurs|listeners|subscribers?|likes?)\.?$/, '')
  const parts = /^([\d.,\s\u00a0\u202f\u2009']+)\s*(k|mille|m|mio|millions?|md|b)?\s*\+?$/.exec(text)
  if (!parts) return undefined
  const factor = thousands[parts[2] ?? ''] ?? 1
  const number = decimalIn(parts[1]!.trim(), factor === 1)
  const count = number === undefined ? Number.NaN : Math.round(number * factor)
  return Number.isFinite(count) && count >= 0 && count <= 1e10 ? count : undefined
}

/** `whole`: a point or comma before three digits parts thousands, as in a count; else it is the decimal mark. */
function decimalIn(text: string, whole: boolean): number | undefined {
  const packed = text.replaceAll(spaces, '')
  if (whole && /^\d{1,3}([.,]\d{3})+$/.test(packed)) return Number(packed.replaceAll(/[.,]/g, ''))
  // 1.234,5 and 1,234.5: the last mark is the decimal one.
  const last = Math.max(packed.lastIndexOf(','), packed.lastIndexOf('.'))
  const plain = last < 0 ? packed : `${packed.slice(0, last).replaceAll(/[.,]/g, '')}.${packed.slice(last + 1)}`
  return /^-?\d*\.?\d+$|^-?\d+\.$/.test(plain) ? Number(plain) : undefined
}

/** Any number, with a decimal comma or point. */
export function numberIn(cell: string): number | null | undefined {
  if (isNothing(cell)) return null
  if (isTooLong(cell)) return undefined
  return decimalIn(cell.trim().replace(/\s*(€|eur|f ?cfa|xof|\$|%)$/i, ''), /^\d{1,3}(\s\d{3})+$|^\d{1,3}(\.\d{3}){2,}$/.test(cell.trim()))
}

/** A rate in hundredths of a per cent: `3,2 %` → 320. */
export function rateIn(cell: string): number | null | undefined {
  if (isNothing(cell)) return null
  if (isTooLong(cell)) return undefined
  const rate = decimalIn(cell.trim().replace(/\s*%$/, ''), false)
  return rate !== undefined && rate >= 0 && rate <= 1_000 ? Math.round(rate * 100) : undefined
}

const yes = new Set(['oui', 'o', 'yes', 'y', 'vrai', 'true', '1', 'x', 'ok', '✓', '✔', '☑', 'on'])
const no = new Set(['non', 'n', 'no', 'faux', 'false', '0', '✗', '✘', '☐', 'off'])

export function yesNoIn(cell: string): boolean | null | undefined {
  const text = cell.trim().toLowerCase()
  if (isNothing(text)) return null
  return yes.has(text) ? true : no.has(text) ? false : undefined
}

const months = [
  'janvier january janv jan',
  'fevrier february fevr fev feb',
  'mars march mar',
  'avril april avr apr',
  'mai may',
  'juin june jun',
  'juillet july juil jul',
  'aout august aug aou',
  'septembre september sept sep',
  'octobre october oct',
  'novembre november nov',
  'decembre december dec',
]
const monthOf = (word: string): number => months.findIndex((names) => names.split(' ').includes(plainName(word))) + 1

/** A day: `2024-03-05`, `05/03/2024`, `5.3.24`, `5 mars 2024`, `March 5, 2024`. `monthFirst` reads 03/05/2024 as the 5th of March, as Americans write. */
export function dayIn(cell: string, monthFirst = false): string | null | undefined {
  if (isNothing(cell)) return null
  if (isTooLong(cell)) return undefined
  const text = cell.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  if (iso) return dayFrom(iso[1]!, iso[2]!, iso[3]!)
  const figures = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$/.exec(text)
  if (figures) {
    const [, a = '', b = '', year = ''] = figures
    const isMonthFirst = Number(b) > 12 || (monthFirst && Number(a) <= 12)
    return isMonthFirst ? dayFrom(year, a, b) : dayFrom(year, b, a)
  }
  const words = /^(\d{1,2})(?:er|st|nd|rd|th)?[\s-]+([\p{L}.]+)[\s,-]+(\d{2}|\d{4})$/u.exec(text) ?? /^([\p{L}.]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text)
  if (!words) return undefined
  const [, a = '', b = '', year = ''] = words
  return /^\d/.test(a) ? dayFrom(year, String(monthOf(b)), a) : dayFrom(year, String(monthOf(a)), b)
}

function dayFrom(year: string, month: string, day: string): string | undefined {
  const full = year.length === 2 ? `${Number(year) > 68 ? 19 : 20}${year}` : year
  const iso = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(iso) ? iso : undefined
}

/** True when days of a column can only be read with the month first: 03/25/2024 stands among them and no 25/03/2024. */
export function isMonthFirst(cells: readonly string[]): boolean {
  const pairs = cells.flatMap((cell) => {
    const [, a, b] = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(cell.trim()) ?? []
    return a && b ? [[Number(a), Number(b)] as const] : []
  })
  return pairs.some(([, b]) => b > 12) && !pairs.some(([a]) => a > 12)
}

/** Parts of a cell that holds several: `afro, hip-hop / rap`. */
export function listIn(cell: string, marks = /[,;|/\n]+/): string[] {
  const seen = new Map<string, string>()
  for (const part of cell.split(marks).map((one) => one.replaceAll(/\s+/g, ' ').trim()))
    if (part && !isNothing(part) && !seen.has(part.toLowerCase())) seen.set(part.toLowerCase(), part)
  return [...seen.values()]
}

const spoken = [
  'fr',
  'en',
  'es',
  'pt',
  'de',
  'it',
  'nl',
  'ar',
  'wo',
  'bm',
  'ff',
  'yo',
  'ig',
  'ha',
  'ee',
  'ln',
  'sw',
  'zu',
  'xh',
  'am',
  'rw',
  'mg',
  'sg',
  'ak',
  'tw',
  'ru',
  'pl',
  'ja',
  'ko',
  'zh',
  'hi',
  'tr',
  'el',
  'he',
  'sv',
  'no',
  'da',
  'fi',
  'ro',
  'hu',
  'cs',
  'uk',
  'ca',
  'br',
  'eu',
  'co',
  'ht',
  'fon',
  'dyu',
  'mos',
  'kab',
  'bci',
  'gej',
] as const
let languages: Map<string, string> | undefined

/** ISO 639 code of a language named in French, English, itself, or by its code. */
export function languageIn(name: string): string | undefined {
  if (!languages) {
    languages = new Map(spoken.map((code) => [code, code]))
    for (const code of spoken) for (const lang of ['fr', 'en', code]) languages.set(plainName(new Intl.DisplayNames([lang, 'en'], { type: 'language' }).of(code) ?? code), code)
    for (const [name, code] of [
      ['mina', 'gej'],
      ['dioula', 'dyu'],
      ['more', 'mos'],
      ['baoule', 'bci'],
      ['peul', 'ff'],
      ['kabyle', 'kab'],
    ] as const)
      languages.set(name, code)
  }
  return languages.get(plainName(name))
}
