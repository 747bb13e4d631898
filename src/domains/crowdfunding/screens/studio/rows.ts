/** One line of a list as it stands in a form: every answer as text. */
export type Row = Readonly<Record<string, string>>

/** The lines `budget.0.label`, `budget.0.amount`, `budget.1.label`… of a form, in their order; lines left wholly empty are dropped. */
export function rowsOf(fields: Iterable<readonly [string, FormDataEntryValue]>, prefix: string, silent: readonly string[] = ['id', 'shipped']): Row[] {
  const rows = new Map<number, Record<string, string>>()
  for (const [name, value] of fields) {
    const [start, place, field] = name.split('.')
    if (start !== prefix || !field || typeof value !== 'string') continue
    rows.set(Number(place), { ...rows.get(Number(place)), [field]: value })
  }
  const written = (row: Row): boolean => Object.entries(row).some(([field, value]) => !silent.includes(field) && value.trim() !== '')
  return [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([, row]) => row)
    .filter(written)
}

/** What the small buttons of a line ask: `up.2`, `down.0`, `remove.1`. Unknown asks change nothing. */
export function moved<One>(rows: readonly One[], act: string | null): One[] {
  const [verb, at] = (act ?? '').split('.')
  const place = Number(at)
  if (!Number.isInteger(place) || place < 0 || place >= rows.length) return [...rows]
  if (verb === 'remove') return rows.filter((_, index) => index !== place)
  const to = verb === 'up' ? place - 1 : verb === 'down' ? place + 1 : place
  if (to < 0 || to >= rows.length) return [...rows]
  const next = [...rows]
  ;[next[place], next[to]] = [next[to]!, next[place]!]
  return next
}
