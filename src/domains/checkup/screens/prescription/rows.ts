/** One line of the plan as it stands in the form: every answer as text. */
export type LineRow = Record<'key' | 'title' | 'text' | 'dueOn' | 'hours' | 'owner', string>

const blank: LineRow = { key: '', title: '', text: '', dueOn: '', hours: '', owner: 'coach' }

/** The lines `lines.0.title`, `lines.0.text`… of a form, in their order. */
export function linesOf(fields: Iterable<readonly [string, unknown]>): LineRow[] {
  const rows = new Map<number, LineRow>()
  for (const [name, value] of fields) {
    const [start, place, field = ''] = name.split('.')
    if (start !== 'lines' || !(field in blank) || typeof value !== 'string') continue
    rows.set(Number(place), { ...(rows.get(Number(place)) ?? blank), [field]: value })
  }
  return [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row)
}

/** What the small buttons of a line ask: `up 2`, `down 0`, `remove 1`. Other acts change nothing. */
export function movedLines(rows: readonly LineRow[], act: string): LineRow[] {
  const [verb, at] = act.split(' ')
  const place = Number(at)
  if (at === undefined || !Number.isInteger(place) || place < 0 || place >= rows.length) return [...rows]
  if (verb === 'remove') return rows.filter((_, index) => index !== place)
  const to = verb === 'up' ? place - 1 : verb === 'down' ? place + 1 : place
  if (to < 0 || to >= rows.length) return [...rows]
  const next = [...rows]
  ;[next[place], next[to]] = [next[to]!, next[place]!]
  return next
}
