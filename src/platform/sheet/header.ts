import type { SheetRow } from './types.ts'

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell !== '').length
/** Labels are words: a mail, an address, a number or a day stands in a row of data. */
const looksLikeData = (cell: string): boolean => /^\S+@\S+\.\S+$|^https?:\/\/|^[+\d][\d\s.,/:()-]*[kKmM%€]?$/.test(cell)

/**
 * The row of the labels: the first, among the first rows, that is about as full as the fullest ones and holds only words. 0 = the file begins with its data.
 * Rows above it (a title, a date of export) are no data.
 */
export function headerRowOf(rows: readonly SheetRow[]): number {
  const counts = rows.map(({ cells }) => filled(cells)).toSorted((a, b) => b - a)
  const usual = counts[Math.floor(counts.length / 3)] ?? 0
  const first = rows.find(({ cells }) => filled(cells) > 0 && filled(cells) >= 0.6 * usual)
  if (!first) return 0
  return first.cells.some(looksLikeData) ? 0 : first.number
}

/** Labels of columns, one each: blank ones are called by their place, equal ones numbered. */
export function labelsOf(cells: readonly string[], width: number): string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, place) => {
    const label = (cells[place] ?? '').replaceAll(/\s+/g, ' ').slice(0, 120) || `#${place + 1}`
    let name = label
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${label} (${number})`
    taken.add(name.toLowerCase())
    return name
  })
}
