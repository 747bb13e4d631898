import { Refusal } from '#platform/refusal'
import { type Purpose, purposes } from './types.ts'

/** What holds: the last answer given, or the basis's own beginning. */
export function allowed(purpose: Purpose, last: { granted: boolean } | null): boolean {
  return last?.granted ?? purposes[purpose].basis === 'interest'
}

/** An erasure is confirmed by writing one's own address (or name, for those who gave no address). */
export function whyNotConfirmed(written: string, person: { email: string | null; name: string }): Refusal | null {
  const expected = (person.email ?? person.name).trim().toLowerCase()
  return written.trim().toLowerCase() === expected ? null : new Refusal('invalid', 'trust.confirmWrong', {}, [{ field: 'confirm', code: 'trust.confirmWrong' }])
}

/** One field of a CSV file (RFC 4180). A leading `= + - @` is made harmless: spreadsheets would run it. Numbers stay numbers. */
export function csvField(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A whole CSV file, header first, CRLF, with the mark that makes spreadsheets read UTF-8. */
export function csvOf(columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  const lines = [columns.map(csvField), ...rows.map((row) => columns.map((column) => csvField(row[column])))]
  return `\ufeff${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

export function whyNotDays(days: number, rule: { least: number; most: number }): Refusal | null {
  if (days >= rule.least && days <= rule.most) return null
  return new Refusal('invalid', 'trust.daysOutside', { least: rule.least, most: rule.most }, [
    { field: 'days', code: 'trust.daysOutside', params: { least: rule.least, most: rule.most } },
  ])
}
