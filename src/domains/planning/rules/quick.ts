import type { Priority, Recurrence } from '../types.ts'
import { type Day } from './days.ts'
import { type Clue, clues, type Found } from './quick-clues.ts'

/** What a sentence says: « appeler Awa demain 17h !haute @julien ». */
export interface QuickReading {
  title: string
  dueOn: Day | null
  dueMinute: number | null
  priority: Priority
  ownerId: string | null
  repeat: Recurrence | null
  /** The words that were understood, as they were typed, in the order of the sentence. */
  read: readonly { kind: Clue['kind']; text: string }[]
}

/**
 * Reads French and English alike. One expression of each kind is understood, the first of the sentence; what stands between quotation marks is never read; all else is the title.
 * A weekday is the next one to come, never today; « prochain » is that of next week; a date without a year is the next one; an hour without a day is today.
 */
export function readQuick(text: string, today: Day, whoIs: (name: string) => string | null): QuickReading {
  const found: Partial<Found> = {}
  const taken: { kind: Clue['kind']; from: number; to: number }[] = []
  let open = text.replaceAll(/"[^"]*"|“[^”]*”|«[^»]*»/g, (quoted) => '\0'.repeat(quoted.length))
  for (const kind of ['priority', 'person', 'repeat', 'day', 'time'] as const) {
    const hit = firstHit(kind, open, { today, whoIs })
    if (!hit) continue
    Object.assign(found, hit.found)
    taken.push({ kind, from: hit.from, to: hit.to })
    open = open.slice(0, hit.from) + '\0'.repeat(hit.to - hit.from) + open.slice(hit.to)
  }
  taken.sort((a, b) => a.from - b.from)
  const dueOn = found.dueOn ?? (found.dueMinute !== undefined && !found.repeat ? today : null)
  return {
    title: without(text, taken),
    dueOn,
    dueMinute: found.dueMinute ?? null,
    priority: found.priority ?? 'normal',
    ownerId: found.ownerId ?? null,
    repeat: found.repeat ?? null,
    read: taken.map(({ kind, from, to }) => ({ kind, text: text.slice(from, to).trim() })),
  }
}

/** Finds whom an @name means: a first name, or a name as it begins, when only one person has it. */
export function personMeant(people: readonly { id: string; name: string }[]): (name: string) => string | null {
  return (typed) => {
    const wanted = plain(typed)
    const fits = [(name: string) => plain(name.split(/\s/)[0] ?? '') === wanted, (name: string) => plain(name).startsWith(wanted)]
    const found = fits.map((fit) => people.filter(({ name }) => fit(name))).find((some) => some.length > 0)
    return found?.length === 1 ? found[0]!.id : null
  }
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

interface Hit {
  found: Partial<Found>
  from: number
  to: number
}

function firstHit(kind: Clue['kind'], open: string, known: { today: Day; whoIs: (name: string) => string | null }): Hit | null {
  let best: Hit | null = null
  for (const clue of clues) {
    if (clue.kind !== kind) continue
    for (const match of open.matchAll(clue.pattern)) {
      if (best && match.index >= best.from) break
      const found = clue.read(match, known)
      if (found) best = { found, from: match.index, to: match.index + match[0].length }
    }
  }
  return best
}

/** The sentence without what was understood; nothing else of it changes but spaces. */
function without(text: string, taken: readonly { from: number; to: number }[]): string {
  const parts = [...taken, { from: text.length, to: text.length }].map(({ from }, n) => text.slice(n === 0 ? 0 : taken[n - 1]!.to, from))
  const joined = parts.reduce((left, right) => `${left.trimEnd()}${/^\s*[,.;]/.test(right) ? '' : ' '}${right.trimStart()}`)
  const title = joined.replaceAll(/\s+/g, ' ').trim()
  return taken.at(-1)?.to === text.trimEnd().length ? title.replace(/[\s,;:–-]+$/, '') : title
}
