/** How like two names are, 0 to 1: the trigrams they share among all they have, as pg_trgm counts (words padded by two spaces before and one after). */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const [ours, theirs] = [trigrams(a), trigrams(b)]
  let common = 0
  for (const one of ours) if (theirs.has(one)) common += 1
  const all = ours.size + theirs.size - common
  return all === 0 ? 0 : common / all
}

function trigrams(text: string): Set<string> {
  const found = new Set<string>()
  for (const word of text.split(' ')) {
    const padded = `  ${word} `
    for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3))
  }
  return found
}

/** Below this two names have nothing to do with each other: whoever shares a mail or a telephone under such names may share a manager. */
export const unlike = 0.2
