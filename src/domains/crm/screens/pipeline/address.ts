import { type Currency, minorDigits } from '#platform/money'
import { BoardQuery, CardFilter, cardSorts } from '../../schema/pipeline.ts'
import type { viewShapes } from '../../types.ts'

/** What the address of the pipeline says: which one, drawn how, which cards. What makes no sense there is left out. */
export interface Address {
  pipeline: string | null
  shape: (typeof viewShapes)[number]
  filter: CardFilter
  sort: (typeof cardSorts)[number]
  after: string | null
  /** The card being changed. */
  card: string | null
  /** The card just taken off, which can be put back. */
  removed: string | null
}

const of = <const T extends string>(list: readonly T[], text: string | null): T => list.find((one) => one === text) ?? list[0]!
const shapes = ['board', 'list', 'table'] as const
const numbers = new Set(['valueFrom', 'valueTo'])

const idIn = (params: URLSearchParams, name: string): string | null => BoardQuery.shape.id.safeParse(params.get(name)).data ?? null

/** Amounts are in whole units in the address: what a person types. */
export function readAddress(params: URLSearchParams): Address {
  const filter = Object.fromEntries(
    Object.entries(CardFilter.shape).flatMap(([name, shape]) => {
      const given = params.getAll(name).filter(Boolean)
      if (given.length === 0) return []
      const value = numbers.has(name) ? Number(given[0]) : name === 'stalled' ? given[0] === 'true' : name === 'tags' ? given : given[0]
      const read = shape.safeParse(value)
      return read.success ? [[name, read.data]] : []
    }),
  )
  return {
    pipeline: params.get('pipeline'),
    shape: of(shapes, params.get('view')),
    filter,
    sort: of(cardSorts, params.get('sort')),
    after: params.get('after'),
    card: idIn(params, 'card'),
    removed: idIn(params, 'removed'),
  }
}

/** The same page with something changed; null takes it out. Another page of the list begins anew; what is said of one card stays behind. */
export function withParams(params: URLSearchParams, changes: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(params)
  for (const name of ['after', 'card', 'removed']) next.delete(name)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  const query = next.toString()
  return query ? `?${query}` : '?'
}

const own = ['q', 'owner', 'tags', 'stage', 'stalled', 'valueFrom', 'valueTo', 'expected', 'target']
export const isFiltered = (params: URLSearchParams): boolean => own.some((name) => params.getAll(name).some(Boolean))

/** The conditions as the API takes them. */
export function filterQuery(filter: CardFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) for (const one of [value].flat()) if (one !== undefined) query.append(name, String(one))
  return query.toString()
}

/** The amounts of a filter, typed in whole units, in the smallest unit of a currency. */
export function inSmallest({ valueFrom, valueTo }: CardFilter, currency: Currency): Pick<CardFilter, 'valueFrom' | 'valueTo'> {
  const unit = 10 ** minorDigits(currency)
  return { ...(valueFrom === undefined ? {} : { valueFrom: valueFrom * unit }), ...(valueTo === undefined ? {} : { valueTo: valueTo * unit }) }
}
