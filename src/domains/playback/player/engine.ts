import { videoRungs } from '../playlist.ts'
import type { Started, WeighedRung } from './api.ts'
import { firstEstimate, firstRung, saverCeiling, type Connection, type Weather } from './choose.ts'
import { warmUp, type Warm } from './warm.ts'

/** The film in the `<video>`: by hls.js where there is Media Source, by the browser itself elsewhere (iPhone). */
export interface Engine {
  /** `auto`, `sound` or the name of a rung. */
  choose: (quality: string) => void
  saver: (on: boolean) => void
  speak: (language: string) => void
  /** The rung being played, null when the browser does not say. */
  rung: () => WeighedRung | null
  weather: () => Pick<Weather, 'estimate' | 'lowest' | 'atLowest'>
  soundOnly: () => boolean
  again: () => void
  close: () => void
}

export interface Signals {
  bytes: (count: number) => void
  rung: (rung: WeighedRung | null) => void
  /** `network`: not reached. `gone`: the session or the addresses are over. `media`: this browser cannot play it. */
  broken: (why: 'network' | 'gone' | 'media', detail: string) => void
}

export interface Setting {
  quality: string
  saver: boolean
  language: string | null
  positionMs: number
}

export function connection(): Connection {
  const said = (navigator as { connection?: { downlink?: number; effectiveType?: string; saveData?: boolean } }).connection
  return { downlinkMbps: said?.downlink ?? null, effectiveType: said?.effectiveType ?? null, saveData: said?.saveData ?? false }
}

/** Which picture to begin with; null for the sound alone. */
export function opening(session: Started, setting: Pick<Setting, 'quality' | 'saver'>): { rung: string | null; level: number; estimate: number } {
  const pictures = videoRungs(session.stage)
  const estimate = firstEstimate(connection())
  const insisted = pictures.findIndex((r) => r.name === setting.quality)
  const level = insisted >= 0 ? insisted : firstRung(pictures, session.stage.rungs, estimate, setting.saver ? saverCeiling(pictures) : Infinity)
  return { rung: setting.quality === 'sound' ? null : (pictures[level]?.name ?? null), level, estimate }
}

export const warmFor = (session: Started, setting: Setting): Warm => warmUp(session, opening(session, setting).rung, setting.positionMs)

/** The browser reads the playlists itself and chooses alone; we may only say whether the picture is wanted. */
export function nativeEngine(video: HTMLVideoElement, session: Started, setting: Setting): Engine {
  let soundOnly = setting.quality === 'sound'
  const load = (at: number): void => {
    video.src = soundOnly ? `/api/playback/${session.token}/sound.m3u8` : session.manifest
    video.addEventListener('loadedmetadata', () => (video.currentTime = at), { once: true })
  }
  load(setting.positionMs / 1000)
  return {
    choose: (quality) => {
      if ((quality === 'sound') === soundOnly) return
      soundOnly = !soundOnly
      load(video.currentTime)
      void video.play()
    },
    saver: () => undefined,
    speak: (language) => {
      const tracks = (video as { audioTracks?: ArrayLike<{ language: string; enabled: boolean }> }).audioTracks
      for (const track of Array.from(tracks ?? [])) track.enabled = track.language === language
    },
    rung: () => null,
    weather: () => ({ estimate: Infinity, lowest: 0, atLowest: false }),
    soundOnly: () => soundOnly,
    again: () => load(video.currentTime),
    close: () => {
      video.removeAttribute('src')
      video.load()
    },
  }
}
