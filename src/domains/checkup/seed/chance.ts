/** Chance that is the same at every start: numbers from a word (mulberry32). */
export function chanceOf(word: string): { next: () => number; between: (least: number, most: number) => number; pick: <T>(from: readonly T[]) => T } {
  let state = [...word].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0)!, 2_654_435_761) >>> 0, 2_166_136_261)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, between: (least, most) => least + next() * (most - least), pick: (from) => from[Math.floor(next() * from.length)]! }
}
