import type { SheetFormat } from '#ui/table'
import { directions, recordSorts, type RecordKind, type RecordSort } from '../../types.ts'

/** The state of a list lives in its address: filters, order, columns, shape. Pure. */

/** Conditions, in the order of their chips. `custom.<key>` come after. */
export const conditionNames = [
  'q',
  'target',
  'stage',
  'tags',
  'genres',
  'country',
  'role',
  'owner',
  'followersFrom',
  'followersTo',
  'scoreFrom',
  'scoreTo',
  'silentDays',
  'hasEmail',
  'source',
] as const

export const columnNames = ['city', 'role', 'genres', 'followers', 'target', 'score', 'stage', 'owner', 'tags', 'lastContact', 'nextStep', 'email', 'source', 'updated'] as const
export type ColumnName = (typeof columnNames)[number]
export const usualColumns: Readonly<Record<'artist' | 'person' | 'organisation', readonly ColumnName[]>> = {
  artist: ['city', 'followers', 'target', 'score', 'stage', 'owner', 'lastContact'],
  person: ['role', 'city', 'email', 'tags', 'owner', 'lastContact'],
  organisation: ['role', 'city', 'email', 'tags', 'owner', 'lastContact'],
}
/** What a column is sorted by, when it can be. */
export const sortOf: Readonly<Partial<Record<ColumnName | 'name', RecordSort>>> = {
  name: 'name',
  followers: 'followers',
  score: 'score',
  stage: 'stage',
  lastContact: 'lastContact',
  updated: 'updated',
}

export interface Chip {
  name: string
  value: string
  /** The same list without it. */
  without: string
}

const isCondition = (name: string): boolean => conditionNames.some((one) => one === name) || name.startsWith('custom.')

/** The conditions that hold, each with the address that drops it. */
export function chipsOf(path: string, params: URLSearchParams): Chip[] {
  return [...params.entries()].flatMap(([name, value]) => {
    if (!isCondition(name) || value === '') return []
    const rest = [...params.entries()].filter(([n, v]) => !(n === name && v === value) && n !== 'after')
    return [{ name, value, without: addressOf(path, rest) }]
  })
}

export function addressOf(path: string, entries: Iterable<readonly [string, string]>): string {
  const query = new URLSearchParams([...entries].filter(([, value]) => value !== '').map(([name, value]) => [name, value])).toString()
  return query ? `${path}?${query}` : path
}

/** The same list with some parameters replaced; null takes one away. A page always begins anew. */
export function withParams(path: string, params: URLSearchParams, change: Readonly<Record<string, string | null>>): string {
  const kept = [...params.entries()].filter(([name]) => !(name in change) && !transient.has(name))
  const added = Object.entries(change).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
  return addressOf(path, [...kept, ...added])
}
const transient = new Set(['after', 'done', 'n', 'change', 'refused', 'removed'])

/** The conditions as a saved view keeps them. */
export function filterIn(params: URLSearchParams): Record<string, string | string[] | Record<string, string>> {
  const filter: Record<string, string | string[] | Record<string, string>> = {}
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name).filter(Boolean)
    if (values.length === 0 || !isCondition(name)) continue
    if (name.startsWith('custom.')) filter.custom = { ...(filter.custom as Record<string, string> | undefined), [name.slice(7)]: values[0]! }
    else filter[name] = name === 'tags' || name === 'genres' || name === 'country' ? values.flatMap((one) => one.split(',')) : values[0]!
  }
  return filter
}

export interface SavedView {
  id: string
  filter: Readonly<Record<string, unknown>>
  sort: string | null
  columns: readonly string[]
  shape: string
}

/** The address of a saved view. */
export function viewAddress(path: string, { id, filter, sort, columns, shape }: SavedView): string {
  const entries: [string, string][] = [['view', id]]
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value)) for (const one of value) entries.push([name, String(one)])
    else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) entries.push([`${name}.${key}`, String(one)])
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') entries.push([name, String(value)])
  }
  const [by, direction] = (sort ?? '').split(':')
  if (by) entries.push(['sort', by])
  if (direction) entries.push(['direction', direction])
  for (const column of columns) entries.push(['cols', column])
  if (shape === 'list') entries.push(['shape', shape])
  return addressOf(path, entries)
}

interface Exported {
  kind: RecordKind
  params: URLSearchParams
  columns: readonly string[]
  /** Only these records, whatever the conditions. */
  ids?: readonly string[]
}

/** Where the list as it is shown can be had as a file. What a cell says beside its column (the country, the day) gets a column of its own. */
export function exportAddress(format: SheetFormat, { kind, params, columns, ids = [] }: Exported): string {
  const conditions = ids.length > 0 ? [] : [...params].filter(([name]) => isCondition(name))
  const order = [
    ['sort', recordSorts.find((one) => one === params.get('sort')) ?? ''],
    ['direction', directions.find((one) => one === params.get('direction')) ?? ''],
  ] as const
  const shown = ['name', ...columns.flatMap((name) => [name, ...(beside[name] ?? [])])]
  return addressOf(`/api/v1/exports/records.${format}`, [
    ['kind', kind],
    ...conditions,
    ...order,
    ...ids.map((id) => ['ids', id] as const),
    ...shown.map((name) => ['columns', name] as const),
  ])
}
const beside: Readonly<Record<string, readonly string[]>> = { city: ['country'], nextStep: ['nextStepOn'] }

/* The columns somebody chose are kept in a cookie of their browser, one a kind of list. */

const cookieName = (kind: RecordKind): string => `columns-${kind}`
const aYear = 31_536_000

export const columnsCookie = (kind: RecordKind, columns: readonly string[], secure: boolean): string =>
  `${cookieName(kind)}=${columns.filter((name) => /^[\w.]+$/.test(name)).join('-')}; Path=/mona; Max-Age=${aYear}; SameSite=Lax; HttpOnly${secure ? '; Secure' : ''}`

/** The columns chosen last in this browser; empty = never. */
export function columnsIn(cookies: string | null, kind: RecordKind): string[] {
  const kept = (cookies ?? '').split('; ').find((one) => one.startsWith(`${cookieName(kind)}=`))
  return kept
    ? kept
        .slice(cookieName(kind).length + 1)
        .split('-')
        .filter(Boolean)
    : []
}
