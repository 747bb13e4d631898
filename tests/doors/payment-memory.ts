import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DoorEntry } from './payment-door.ts'

/** One order as a stand-in keeps it. `facts` is what its protocol needs besides; everything must survive JSON. */
export interface DoorOrder<Facts> {
  id: string
  about: DoorEntry['about']
  reference: string | null
  state: string
  /** Minor units. */
  amount: number
  currency: string
  at: string
  moved: number
  /** Where news of this order go, when the protocol carries an address. */
  callbackUrl: string | null
  /** What will happen by itself, and when. */
  due: { at: string; to: string } | null
  facts: Facts
}

export interface DoorMemory<Facts> {
  orders: () => DoorOrder<Facts>[]
  /** Those that carry our reference, oldest first. */
  under: (reference: string) => readonly DoorOrder<Facts>[]
  /** By the provider's id, else the last one with our reference. */
  find: (idOrReference: string) => DoorOrder<Facts> | null
  keep: (order: DoorOrder<Facts>) => DoorOrder<Facts>
  /** Anything else worth keeping: answers by idempotency key, customers, tokens. */
  remember: (key: string, value: unknown) => void
  recall: <T>(key: string) => T | null
  /** A number never given before, also across restarts. */
  next: () => number
  entries: () => DoorEntry[]
}

/** Orders by id in order of arrival, each change appended to a file as a line of JSON when one is given; the last line of an order wins. */
export function openMemory<Facts>(file?: string): DoorMemory<Facts> {
  const orders = new Map<string, DoorOrder<Facts>>()
  const byReference = new Map<string, Map<string, DoorOrder<Facts>>>()
  const notes = new Map<string, unknown>()
  let last = 0
  const write = (line: object): void => {
    if (file) appendFileSync(file, JSON.stringify(line) + '\n')
  }
  const put = (order: DoorOrder<Facts>): void => {
    orders.set(order.id, order)
    if (order.reference === null) return
    const same = byReference.get(order.reference)
    if (same) same.set(order.id, order)
    else byReference.set(order.reference, new Map([[order.id, order]]))
  }
  const under = (reference: string): DoorOrder<Facts>[] => [...(byReference.get(reference)?.values() ?? [])]
  if (file) mkdirSync(dirname(file), { recursive: true })
  for (const line of file && existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []) {
    const one = readLine<Facts>(line)
    if (one?.order) put(one.order)
    if (one?.note) notes.set(one.note, one.value)
    if (one?.last) last = one.last
  }
  const all = (): DoorOrder<Facts>[] => [...orders.values()]
  return {
    orders: all,
    under,
    find: (key) => orders.get(key) ?? under(key).at(-1) ?? null,
    keep: (order) => {
      put(order)
      write({ order })
      return order
    },
    remember: (note, value) => {
      notes.set(note, value)
      write({ note, value })
    },
    recall: <T>(note: string) => (notes.get(note) as T | undefined) ?? null,
    next: () => {
      last += 1
      write({ last })
      return last
    },
    entries: () => all().map((one) => entryOf(one, one.reference === null ? [one] : under(one.reference))),
  }
}

/** A line that a killed process left half written counts for nothing. */
function readLine<Facts>(line: string): { order?: DoorOrder<Facts>; note?: string; value?: unknown; last?: number } | null {
  try {
    return JSON.parse(line) as { order?: DoorOrder<Facts> }
  } catch {
    return null
  }
}

/** `moved` counts over every order that carries the same reference: two orders made for one payment are the disaster tests look for. */
function entryOf(one: DoorOrder<unknown>, namesakes: readonly DoorOrder<unknown>[]): DoorEntry {
  const moved = namesakes.filter(({ about }) => about === one.about).reduce((sum, other) => sum + other.moved, 0)
  return { about: one.about, reference: one.reference, providerRef: one.id, state: one.state, amount: one.amount, currency: one.currency, at: one.at, moved }
}
