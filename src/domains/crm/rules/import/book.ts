import { plainName } from '../names.ts'
import type { Known } from './decide.ts'
import type { RowValues } from './row.ts'

/** Records found by what identifies them, while a batch is read: those of the agency and those that earlier rows make. */
export interface Book {
  /** Puts a record in, or again under what it has now. */
  put: (known: Known) => void
  find: (row: RowValues) => Known[]
  at: (ref: string) => Known | undefined
}

export function openBook(records: readonly Known[]): Book {
  const byRef = new Map<string, Known>()
  const byKey = new Map<string, Set<string>>()
  const put = (known: Known): void => {
    byRef.set(known.ref, known)
    for (const key of keysOf(known, known.plainName)) byKey.set(key, (byKey.get(key) ?? new Set()).add(known.ref))
  }
  for (const one of records) put(one)
  return {
    put,
    at: (ref) => byRef.get(ref),
    find: (row) => [...new Set(keysOf(row, plainName(row.name)).flatMap((key) => [...(byKey.get(key) ?? [])]))].map((ref) => byRef.get(ref)!),
  }
}

/** What identifies these rows, to look for among the records of the agency. */
export function keysToFind(rows: readonly RowValues[]) {
  return {
    emails: rows.flatMap(({ email }) => (email ? [email] : [])),
    phones: rows.flatMap(({ phone }) => (phone ? [phone] : [])),
    names: rows.map(({ name }) => plainName(name)),
    links: rows.flatMap(({ links }) => links.filter(({ network }) => network !== 'website').map(({ network, identifier }) => ({ network, identifier }))),
  }
}

function keysOf(one: { email?: string | null; phone?: string | null; links: readonly { network: string; identifier: string }[] }, plain: string): string[] {
  return [
    `name:${plain}`,
    ...(one.email ? [`mail:${one.email.toLowerCase()}`] : []),
    ...(one.phone ? [`phone:${one.phone}`] : []),
    ...one.links.filter(({ network }) => network !== 'website').map(({ network, identifier }) => `${network}:${identifier}`),
  ]
}
