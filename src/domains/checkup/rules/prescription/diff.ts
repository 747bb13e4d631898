import type { PlanLine } from './plan.ts'

/** What of a line a person can change. */
export const comparedFields = ['title', 'text', 'dueOn', 'hours', 'owner'] as const
type Field = (typeof comparedFields)[number]

export interface LineChange {
  line: string
  title: string
  kind: 'added' | 'removed' | 'changed' | 'moved'
  fields: { field: Field; before: string; after: string }[]
}

type Compared = Pick<PlanLine, 'key' | Field>

/** What differs between two versions of a plan, in the order of the newer one, what was taken out last. Lines whose turn alone changed are `moved`. */
export function planChanges(before: readonly Compared[], after: readonly Compared[]): LineChange[] {
  const old = new Map(before.map((line) => [line.key, line]))
  const kept = new Set(after.map(({ key }) => key))
  const stayed = longestCommon(
    before.map(({ key }) => key).filter((key) => kept.has(key)),
    after.map(({ key }) => key).filter((key) => old.has(key)),
  )
  const changes = after.flatMap((line): LineChange[] => {
    const was = old.get(line.key)
    if (!was) return [{ line: line.key, title: line.title, kind: 'added', fields: [] }]
    const fields = comparedFields.flatMap((field) => (was[field] === line[field] ? [] : [{ field, before: String(was[field]), after: String(line[field]) }]))
    if (fields.length === 0 && stayed.has(line.key)) return []
    return [{ line: line.key, title: line.title, kind: fields.length > 0 ? 'changed' : 'moved', fields }]
  })
  const removed = before.filter(({ key }) => !kept.has(key)).map(({ key, title }): LineChange => ({ line: key, title, kind: 'removed', fields: [] }))
  return [...changes, ...removed]
}

/** The keys that kept their turn: the longest common subsequence, so that one moved line is one change. */
function longestCommon(a: readonly string[], b: readonly string[]): Set<string> {
  const length = Array.from({ length: a.length + 1 }, () => Array.from<number>({ length: b.length + 1 }).fill(0))
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!)
  const kept = new Set<string>()
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      kept.add(a[i]!)
      i += 1
      j += 1
    } else if (length[i + 1]![j]! >= length[i]![j + 1]!) i += 1
    else j += 1
  }
  return kept
}
