import type { Band, Tier } from '../../types.ts'

/** Red below `low`, green from `high`, in the unit of the measure. */
export interface Bands {
  low: number
  high: number
}
export type TierBands = Readonly<Record<Tier, Bands>>

/** Scores at which colours change. */
export const amberFrom = 40
export const greenFrom = 70

/** 0–100, never falling as the value rises: 40 at `low`, 70 at `high`, 100 at twice `high`. */
export function scoreIn({ low, high }: Bands, value: number): number {
  if (value < 0) return 0
  if (value < low) return (amberFrom * value) / low
  if (value < high) return amberFrom + ((greenFrom - amberFrom) * (value - low)) / (high - low)
  return high > 0 ? Math.min(100, greenFrom + ((100 - greenFrom) * (value - high)) / high) : 100
}

export function bandOf(score: number | null): Band | null {
  if (score === null) return null
  return score < amberFrom ? 'red' : score < greenFrom ? 'amber' : 'green'
}

/** The tier of so many followers (law-and-tax §7: nano 1–10 thousand, micro to 100 thousand). */
export function tierOf(followers: number | null): Tier | null {
  if (followers === null) return null
  return followers < 1_000 ? 'starting' : followers < 10_000 ? 'nano' : followers < 100_000 ? 'micro' : 'large'
}

/** The same bands for every tier. */
export const everyTier = (low: number, high: number): TierBands => ({ starting: { low, high }, nano: { low, high }, micro: { low, high }, large: { low, high } })

/** Bands that ease as audiences grow: a share of a large audience is harder to move. */
export const byTier = (small: readonly [number, number], micro: readonly [number, number], large: readonly [number, number]): TierBands => ({
  ...everyTier(small[0], small[1]),
  micro: { low: micro[0], high: micro[1] },
  large: { low: large[0], high: large[1] },
})
