import type { Rung } from '../types.ts'

/** Decisions of the player, pure: which quality to begin with, when to let the picture go, when to take it back. Rates in bits a second. */

export interface Connection {
  /** `navigator.connection`, where the browser has one. */
  downlinkMbps: number | null
  effectiveType: string | null
  saveData: boolean
}

/** What a picture asks of the network: itself and the sound that goes with it. */
export function needOf(rung: Rung, rungs: readonly Rung[]): number {
  if (rung.kind === 'audio') return rung.averageBps
  const sound = rungs.filter((r) => r.kind === 'audio' && r.weight === rung.weight).map((r) => r.averageBps)
  return rung.averageBps + (sound.length > 0 ? Math.min(...sound) : 0)
}

/** What to believe of a network before the first segment: a third of what the browser says, never more than it takes to begin in 360p. */
export function firstEstimate(connection: Connection): number {
  const slow: Record<string, number> = { 'slow-2g': 40_000, '2g': 60_000, '3g': 150_000 }
  const said = connection.downlinkMbps === null ? 150_000 : (connection.downlinkMbps * 1_000_000) / 3
  return Math.max(30_000, Math.min(said, slow[connection.effectiveType ?? ''] ?? 800_000, 800_000))
}

/** The picture to begin with: the best that half the estimate carries, else the lowest. `pictures` go up. */
export function firstRung(pictures: readonly Rung[], rungs: readonly Rung[], estimate: number, ceiling: number): number {
  let index = 0
  for (const [i, rung] of pictures.entries()) if (needOf(rung, rungs) <= estimate / 2 && i <= ceiling) index = i
  return index
}

/** The best picture data saver allows: 240 lines at most, whatever the network carries. */
export function saverCeiling(pictures: readonly Rung[]): number {
  return Math.max(
    0,
    pictures.findLastIndex((r) => Math.min(r.height ?? 0, r.width ?? 0) <= 240),
  )
}

export interface Weather {
  /** Rate seen lately. */
  estimate: number
  /** What the lowest picture asks. */
  lowest: number
  /** Stalls of the last minute, the present one included. */
  stalls: number
  /** Seconds the present stall has lasted. */
  stalledFor: number
  bufferSeconds: number
  /** The lowest picture is on. */
  atLowest: boolean
}

/** The picture is let go when even the lowest one keeps stopping. A single short stop is forgiven. */
export function shouldDropPicture(weather: Weather): boolean {
  if (!weather.atLowest || (weather.stalls === 0 && weather.stalledFor === 0)) return false
  const tooSlow = weather.estimate < weather.lowest * 1.1
  return weather.stalledFor >= 8 || (tooSlow && (weather.stalls >= 2 || weather.stalledFor >= 3))
}

/** The picture comes back when the network carries it with room to spare, and what is heard is safe for a while. Each failure asks for more patience. */
export function shouldTakePictureBack(weather: Weather, heardForSeconds: number, failures: number): boolean {
  return weather.estimate > weather.lowest * 1.6 && weather.bufferSeconds >= 12 && heardForSeconds >= 20 * 2 ** Math.min(failures, 4)
}
