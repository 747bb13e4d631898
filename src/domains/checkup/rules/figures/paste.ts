import { type MeasuredNetwork, measuredNetworks, type Metric } from '../../types.ts'

/** Reads figures pasted from a spreadsheet: tabs, semicolons or commas; French or English headings; one figure a line, one network a line, or one column a network. */

export interface Pasted {
  network: MeasuredNetwork
  metric: Metric
  day: string
  value: number
}
export interface PasteMistake {
  /** From 1, as spreadsheets count. */
  line: number
  code: 'checkup.noHeadings' | 'checkup.badNumber' | 'checkup.badDay' | 'checkup.noNetwork' | 'checkup.noDay' | 'checkup.badMetric'
  word: string
}

const metricWords: readonly (readonly [RegExp, Metric])[] = [
  [/abonn|follower|fan|subscriber/, 'followers'],
  [/engag/, 'engagement'],
  [/publi|post/, 'posts'],
  [/auditeur|listener/, 'listeners'],
  [/ecoute|stream/, 'streams'],
  [/vue|view/, 'views'],
  [/enregistr|save/, 'saves'],
  [/aime|like/, 'likes'],
  [/sortie|album|video|release/, 'releases'],
]

interface Column {
  kind: 'day' | 'network' | 'metric' | 'value' | 'figure' | 'other'
  network?: MeasuredNetwork
  metric?: Metric
}

/** `day` is used where lines carry none. Nothing is guessed: a line that cannot be read is told, with its number. */
export function readPaste(text: string, day: string | null): { figures: Pasted[]; mistakes: PasteMistake[] } {
  const lines = text.split(/\r\n|\r|\n/).map((line, place) => ({ line: place + 1, cells: cellsOf(line, text) }))
  const [head, ...rest] = lines.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const columns = head?.cells.map(columnOf) ?? []
  const has = (kind: Column['kind']): boolean => columns.some((one) => one.kind === kind)
  if (!head || !(has('figure') || (has('metric') && has('value')))) return { figures: [], mistakes: [{ line: head?.line ?? 1, code: 'checkup.noHeadings', word: '' }] }
  const figures: Pasted[] = []
  const mistakes: PasteMistake[] = []
  for (const one of rest) {
    const read = lineOf(one.cells, columns, day)
    figures.push(...read.figures)
    mistakes.push(...read.mistakes.map((mistake) => ({ ...mistake, line: one.line })))
  }
  return { figures, mistakes }
}

function lineOf(cells: readonly string[], columns: readonly Column[], given: string | null): { figures: Pasted[]; mistakes: Omit<PasteMistake, 'line'>[] } {
  const cellOf = (kind: Column['kind']): string => cells[columns.findIndex((one) => one.kind === kind)] ?? ''
  const [dayCell, networkCell, metricCell] = [cellOf('day'), cellOf('network'), cellOf('metric')]
  const day = dayCell === '' ? given : readDay(dayCell)
  if (!day) return { figures: [], mistakes: [{ code: dayCell === '' ? 'checkup.noDay' : 'checkup.badDay', word: dayCell }] }
  const own = readNetwork(networkCell)
  const metric = metricCell === '' ? null : readMetric(metricCell)
  if (metricCell !== '' && !metric) return { figures: [], mistakes: [{ code: 'checkup.badMetric', word: metricCell }] }
  const figures: Pasted[] = []
  const mistakes: Omit<PasteMistake, 'line'>[] = []
  columns.forEach((column, place) => {
    const cell = cells[place] ?? ''
    if ((column.kind !== 'figure' && column.kind !== 'value') || isEmpty(cell)) return
    const network = column.network ?? own
    const what = column.kind === 'value' ? metric : column.metric!
    const value = what && readNumber(cell, what)
    if (!network) mistakes.push({ code: 'checkup.noNetwork', word: networkCell })
    else if (!what) mistakes.push({ code: 'checkup.badMetric', word: metricCell })
    else if (value === null) mistakes.push({ code: 'checkup.badNumber', word: cell })
    else figures.push({ network, metric: what, day, value: value! })
  })
  return { figures, mistakes }
}

const isEmpty = (cell: string): boolean => /^[-–—\s]*$|^n\/?[ad]$/i.test(cell)

/** The separator that the whole text uses most, tabs first; quotes as CSV has them. */
function cellsOf(line: string, text: string): string[] {
  const separator = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ','
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const [place, letter] of [...line].entries()) {
    if (letter === '"' && (quoted || cell.trim() === '')) {
      if (quoted && [...line][place + 1] === '"') cell += '"'
      else if (!(quoted && cell.endsWith('"') && [...line][place - 1] === '"')) quoted = !quoted
      continue
    }
    if (letter === separator && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += letter
  }
  return [...cells, cell.trim()]
}

const plain = (word: string): string => word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

function columnOf(heading: string): Column {
  const word = plain(heading)
  if (/^(jour|date|day)\b/.test(word)) return { kind: 'day' }
  if (/^(reseau|network|plateforme|platform)/.test(word)) return { kind: 'network' }
  if (/^(mesure|metric|indicateur|chiffre)/.test(word)) return { kind: 'metric' }
  if (/^(valeur|value|nombre)/.test(word)) return { kind: 'value' }
  const network = measuredNetworks.find((one) => word.includes(one) || word.includes(one.replace('-', ' ')))
  const rest = network ? word.replace(network, '').replace(network.replace('-', ' '), '') : word
  const metric = readMetric(rest)
  if (metric) return { kind: 'figure', metric, ...(network ? { network } : {}) }
  return network ? { kind: 'figure', network, metric: 'followers' } : { kind: 'other' }
}

function readMetric(word: string): Metric | null {
  return metricWords.find(([shape]) => shape.test(plain(word)))?.[1] ?? null
}

function readNetwork(word: string): MeasuredNetwork | null {
  const name = plain(word).replaceAll(/[\s_]+/g, '-')
  const known: Readonly<Record<string, MeasuredNetwork>> = {
    ig: 'instagram',
    insta: 'instagram',
    yt: 'youtube',
    fb: 'facebook',
    twitter: 'x',
    apple: 'apple-music',
    'tik-tok': 'tiktok',
  }
  return measuredNetworks.find((one) => one === name) ?? known[name] ?? null
}

/** 2026-11-21, 21/11/2026, 21.11.2026 or 21-11-2026. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text)
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const [year, month, date] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : []
  if (!year) return null
  const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`
  return !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day) ? day : null
}

/** 12 345 · 12,345 · 12.5k · 1,2 M · 3,4 % (engagement: in hundredths of a per cent). */
export function readNumber(text: string, metric: Metric): number | null {
  const bare = text.replaceAll(/[\s\u00a0\u202f'’]/g, '').toLowerCase()
  const [, digits = '', unit = ''] = /^([\d.,]+)(k|m|%)?$/.exec(bare) ?? []
  if (digits === '' || (unit === '%') !== (unit === '%' && metric === 'engagement')) return null
  const isGrouped = metric !== 'engagement' && unit === '' && /^\d{1,3}([.,]\d{3})+$/.test(digits)
  const number = Number(isGrouped ? digits.replaceAll(/[.,]/g, '') : digits.replace(',', '.'))
  if (!Number.isFinite(number)) return null
  const value = Math.round(number * (unit === 'k' ? 1_000 : unit === 'm' ? 1_000_000 : metric === 'engagement' ? 100 : 1))
  return value <= 100_000_000_000 ? value : null
}
