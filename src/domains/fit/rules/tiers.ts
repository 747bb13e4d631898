import type { Tier } from '../types.ts'

/** Followers from which an audience is of the tier (law-and-tax §7: nano to 10,000, micro to 100,000). */
const from: readonly (readonly [Tier, number])[] = [
  ['large', 100_000],
  ['micro', 10_000],
  ['nano', 1_000],
  ['starting', 0],
]

/** The tier of an audience; artists whose followers are unknown stand with the largest group, nano. */
export const tierOf = (followers: number | null): Tier => (followers === null ? 'nano' : (from.find(([, least]) => followers >= least)?.[0] ?? 'starting'))
