import type { RecordKind } from '../types.ts'

/** Where a record is read. */
export const hrefOf = ({ kind, id }: { kind: RecordKind; id: string }): string => `/mona/${kind === 'artist' ? 'artists' : 'contacts'}/${id}`

/** Names of the values that differ: `city`, `custom.fee`. Lists are compared in order; an own field that is absent is null. */
export function differences(before: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (name !== 'custom') return same(own(before, name), value) ? [] : [name]
    const held = before.custom as Readonly<Record<string, unknown>>
    return Object.entries(value as object).flatMap(([key, one]) => (same(own(held, key), one) ? [] : [`custom.${key}`]))
  })
}

/** An own field may be called `constructor`. */
const own = (held: Readonly<Record<string, unknown>>, name: string): unknown => (Object.hasOwn(held, name) ? held[name] : null)
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** What both wanted to change: two people on one sheet lose nothing as long as they change different things. */
export function clashes(mine: readonly string[], since: readonly { fields: readonly string[]; actorId: string | null }[]): { fields: string[]; actorId: string | null } | null {
  const theirs = since.filter(({ fields }) => fields.some((field) => mine.includes(field)))
  const fields = mine.filter((field) => theirs.some((one) => one.fields.includes(field)))
  return fields.length === 0 ? null : { fields, actorId: theirs[0]!.actorId }
}

/** The own fields after a change: null takes a value away. */
export function mergedCustom(before: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...before, ...values }).filter(([, value]) => value !== null))
}

/** A list without doubles, in the order given; case and accents do not make two. */
export function distinct(list: readonly string[]): string[] {
  const seen = new Set<string>()
  return list.filter((one) => {
    const plain = one.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
    return !seen.has(plain) && Boolean(seen.add(plain))
  })
}
