/** What a variable stands for: `artist.name`, `field.<key>`… → the words, or null when nobody knows. */
export type Values = Readonly<Record<string, string | null>>

/** The variables every agency has. Those of its own fields are called `field.<key>`. */
export const variables = [
  'artist.name',
  'artist.firstname',
  'artist.city',
  'artist.country',
  'artist.genre',
  'artist.followers',
  'artist.network',
  'sender.name',
  'sender.firstname',
  'agency.name',
] as const

const place = /\{\{([^{}]*)\}\}/g

export interface Place {
  name: string
  /** Written after a bar: said when nothing is known. Null = the message waits instead. */
  fallback: string | null
}

/** The places of a text, in order. */
export function placesIn(text: string): Place[] {
  return [...text.matchAll(place)].map(([, inside = '']) => read(inside))
}

function read(inside: string): Place {
  const bar = inside.indexOf('|')
  return bar < 0 ? { name: inside.trim(), fallback: null } : { name: inside.slice(0, bar).trim(), fallback: inside.slice(bar + 1).trim() }
}

/** What is wrong with a text, or null: names that stand for nothing, braces that never close. */
export function whatIsWrong(text: string, known: readonly string[]): { kind: 'unknown'; names: string[] } | { kind: 'brace' } | null {
  const names = [...new Set(placesIn(text).map(({ name }) => name))].filter((name) => !known.includes(name))
  if (names.length > 0) return { kind: 'unknown', names }
  return /\{\{|\}\}/.test(text.replaceAll(place, '')) ? { kind: 'brace' } : null
}

export interface Filled {
  text: string
  /** Variables without a value and without a fallback. */
  missing: string[]
}

/** Puts the values in their places, once: what a value contains is never read as a variable. */
export function fill(text: string, values: Values): Filled {
  const missing = new Set<string>()
  const filled = text.replaceAll(place, (whole, inside: string) => {
    const { name, fallback } = read(inside)
    const value = values[name]?.trim()
    if (value) return value
    if (fallback !== null) return fallback
    missing.add(name)
    return whole
  })
  return { text: filled, missing: [...missing] }
}

/** A subject is one line, whatever a name contains: no header can be smuggled in. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what makes a header end
  return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim()
}
