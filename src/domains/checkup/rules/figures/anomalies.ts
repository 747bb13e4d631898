import type { Anomaly, MeasuredNetwork } from '../../types.ts'
import { daysBetween, type Measure } from './growth.ts'

/** Intervals needed before one can say what is usual. */
const fewest = 6
/** Robust z (Iglewicz and Hoaglin take 3.5; weekly hand-typed figures are noisier). */
const farAway = 6
/** Daily log growth below which nothing is called unusual, and the least total change: 10 %. */
const floor = 0.002
const leastChange = 0.1
/** Red flags of law-and-tax §7, as we read "many followers" and "playlist-driven". */
export const manyFollowers = 5_000
export const quietBelow = 50
export const playlistBelow = 0.05

/** Days on which followers moved as they never do here: modified z-score of the daily log growth, median and MAD of the course itself. */
export function jumpsIn(network: MeasuredNetwork, course: readonly Measure[]): Anomaly[] {
  const steps = course.slice(1).flatMap((to, place) => {
    const from = course[place]!
    return from.value > 0 && to.value > 0 ? [{ from, to, growth: Math.log(to.value / from.value) / daysBetween(from.day, to.day) }] : []
  })
  if (steps.length < fewest) return []
  const middle = median(steps.map(({ growth }) => growth))
  const spread = Math.max(1.4826 * median(steps.map(({ growth }) => Math.abs(growth - middle))), floor)
  return steps
    .filter(({ from, to, growth }) => Math.abs(growth - middle) / spread > farAway && Math.abs(to.value / from.value - 1) >= leastChange)
    .map(({ from, to, growth }) => ({ kind: growth > middle ? 'jump' : 'drop', network, day: to.day, from: from.value, to: to.value }))
}

/** What the last figures alone give away. `engagement` in hundredths of a per cent. */
export function flagsOf(
  network: MeasuredNetwork,
  day: string | null,
  { followers, engagement, listeners }: Readonly<Record<'followers' | 'engagement' | 'listeners', number | null>>,
): Anomaly[] {
  if (followers === null || day === null) return []
  const flags: Anomaly[] = []
  if (engagement !== null && followers >= manyFollowers && engagement < quietBelow) flags.push({ kind: 'quiet', network, day, from: followers, to: engagement })
  if (listeners !== null && listeners >= 1_000 && followers / listeners < playlistBelow) flags.push({ kind: 'playlist', network, day, from: followers, to: listeners })
  return flags
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
