import { Refusal } from '#platform/refusal'
import type { Timeline } from './types.ts'

/** A player that says nothing for this long loses its session. It speaks every `beatSeconds`. */
export const leaseSeconds = 60
export const beatSeconds = 20

/** Segment addresses are the same for everyone during one window, so that caches can keep them. */
const windowMs = 6 * 3_600_000

/** When segment addresses made now stop being good: the end of the next window, so between 6 and 12 hours from now. In seconds since 1970. */
export function segmentExpiry(now: Date): number {
  return ((Math.floor(now.getTime() / windowMs) + 2) * windowMs) / 1000
}

/** Seconds a cache may keep a segment: to the end of what its address promises. */
export function segmentMaxAge(expiry: number, now: Date): number {
  return Math.max(0, expiry - Math.ceil(now.getTime() / 1000))
}

/** A player without script cannot speak: its lease covers the film, a pause included. Milliseconds. */
export function leaseMs(speaks: boolean, durationMs: number): number {
  return speaks ? leaseSeconds * 1000 : Math.round(durationMs * 1.5) + 600_000
}

export interface Watchable {
  /** Shown in the catalogue, with or without a video. */
  listed: boolean
  /** Published, and its video ready. */
  watchable: boolean
  /** There is a video that can be played. */
  ready: boolean
  /** The caller may see it before publication: a reviewer, or a member of the film's workspace. */
  insider: boolean
}

/** An unlisted film does not exist for outsiders; insiders watch as soon as there is something to watch. */
export function whyCannotWatch(film: Watchable | null): Refusal | null {
  if (!film || (!film.listed && !film.insider)) return new Refusal('missing', 'playback.noSuchFilm')
  if (!film.ready || (!film.watchable && !film.insider)) return new Refusal('refused', 'playback.notPlayable')
  return null
}

export interface Lease {
  leasedUntil: Date
  endedAt: Date | null
}

export const isLive = (session: Lease, now: Date): boolean => session.endedAt === null && session.leasedUntil > now

/**
 * Milliseconds of film really watched between two heartbeats: the way the position moved, never more than time allows at double speed.
 * A jump in the film or an invented position earns nothing more.
 */
export function watchedBetween(before: { positionMs: number; at: Date }, now: { positionMs: number; at: Date }): number {
  const moved = now.positionMs - before.positionMs
  const elapsed = Math.max(0, now.at.getTime() - before.at.getTime())
  return Math.round(Math.min(Math.max(0, moved), elapsed * 2))
}

/** A view counts after 30 seconds, or a quarter of a film shorter than two minutes. */
export function viewThresholdMs(durationMs: number): number {
  return Math.min(30_000, Math.max(1, durationMs / 4))
}

/** Watched to the end: within the last 5 % or the last minute and a half, whichever is less (the credits). */
export function isFinished(positionMs: number, durationMs: number): boolean {
  return durationMs > 0 && durationMs - positionMs <= Math.min(durationMs * 0.05, 90_000)
}

/** Where to take up a film again: three seconds before, or the beginning when hardly begun or finished. */
export function resumeAt(positionMs: number, durationMs: number): number {
  if (positionMs < Math.min(10_000, durationMs * 0.1) || isFinished(positionMs, durationMs)) return 0
  return Math.max(0, positionMs - 3_000)
}

/** Bytes of one minute at so many bits a second. */
export const bytesPerMinute = (bitsPerSecond: number): number => Math.round((bitsPerSecond * 60) / 8)

/** Writes segment lengths run by run. */
export function timelineOf(seconds: readonly number[]): Timeline {
  const runs: [number, number][] = []
  for (const length of seconds) {
    const rounded = Math.round(length * 1e6) / 1e6
    const last = runs.at(-1)
    if (last && last[0] === rounded) last[1]++
    else runs.push([rounded, 1])
  }
  return runs
}

/** Two-letter region of the first language that names one (`fr-TG` → `TG`), or null. */
export function regionOf(acceptLanguage: string | null): string | null {
  return /^[^,;]*?-([a-z]{2})\b/i.exec(acceptLanguage ?? '')?.[1]?.toUpperCase() ?? null
}

/** A short name for the browser behind a `User-Agent`: what the viewer recognises in the list of devices. */
export function deviceName(userAgent: string): string {
  const systems: readonly [RegExp, string][] = [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X|Macintosh/, 'Mac'],
    [/CrOS/, 'Chromebook'],
    [/Linux/, 'Linux'],
  ]
  const browsers: readonly [RegExp, string][] = [
    [/Edg\//, 'Edge'],
    [/OPR\/|Opera/, 'Opera'],
    [/SamsungBrowser/, 'Samsung Internet'],
    [/Firefox\//, 'Firefox'],
    [/Chrom(e|ium)\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]
  const named = (list: readonly [RegExp, string][]): string | undefined => list.find(([pattern]) => pattern.test(userAgent))?.[1]
  return [named(browsers), named(systems)].filter(Boolean).join(' · ')
}
