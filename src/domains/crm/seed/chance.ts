import { createHash } from 'node:crypto'

/** Chance that always falls the same way: the demo is the same on every start. */
export interface Chance {
  /** 0 ≤ n < 1. */
  next: () => number
  below: (most: number) => number
  one: <T>(list: readonly T[]) => T
}

export function chanceOf(seed: string): Chance {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0) || 1
  const next = (): number => {
    // xorshift32
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const below = (most: number): number => Math.floor(next() * most)
  return { next, below, one: (list) => list[below(list.length)]! }
}
