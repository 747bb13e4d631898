import type { ErrorData } from 'hls.js'
import { videoRungs } from '../playlist.ts'
import type { Started, WeighedRung } from './api.ts'
import { firstEstimate, firstRung, needOf, saverCeiling, type Connection, type Weather } from './choose.ts'
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

export async function openEngine(video: HTMLVideoElement, session: Started, setting: Setting, warm: Warm, signals: Signals): Promise<Engine> {
  const { Hls, settings } = await import('./hls.ts')
  if (!Hls.isSupported()) return native(video, session, setting)
  const pictures = videoRungs(session.stage)
  const start = opening(session, setting)
  const sound = `${location.origin}/api/playback/${session.token}/sound.m3u8`
  const hls = new Hls(settings(warm, { level: start.level, estimate: start.estimate, positionMs: setting.positionMs }, signals.bytes))
  const state = { soundOnly: start.rung === null, language: setting.language, tries: 0 }
  const rungOf = (level: number): WeighedRung | null => {
    const name = hls.levels[level]?.url[0]?.match(/([\w-]+)\.m3u8/)?.[1]
    return (session.stage.rungs as readonly WeighedRung[]).find((r) => r.name === name) ?? null
  }
  hls.on(Hls.Events.LEVEL_SWITCHED, (_event, data) => signals.rung(rungOf(data.level)))
  hls.on(Hls.Events.AUDIO_TRACKS_UPDATED, () => pickLanguage())
  hls.on(Hls.Events.FRAG_BUFFERED, () => (state.tries = 0))
  hls.on(Hls.Events.ERROR, (_event, data) => onError(data))
  const pickLanguage = (): void => {
    const wanted = hls.audioTracks.findIndex((t) => t.lang === state.language)
    if (wanted >= 0 && hls.audioTrack !== wanted) hls.audioTrack = wanted
  }
  const onError = (data: ErrorData): void => {
    const status = data.response?.code ?? 0
    if (status === 403 || status === 410) return signals.broken('gone', data.details)
    if (!data.fatal) return
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && state.tries++ < 2) return hls.recoverMediaError()
    signals.broken(data.type === Hls.ErrorTypes.NETWORK_ERROR ? 'network' : 'media', data.details)
  }
  const load = (soundOnly: boolean): void => {
    const at = video.currentTime || setting.positionMs / 1000
    state.soundOnly = soundOnly
    hls.config.startPosition = at
    hls.loadSource(soundOnly ? sound : location.origin + session.manifest)
  }
  const cap = (on: boolean): void => void (hls.autoLevelCapping = on ? saverCeiling(pictures) : -1)
  const insist = (quality: string): void => {
    const wanted = pictures.findIndex((r) => r.name === quality)
    const level = hls.levels.findIndex((l) => l.height === pictures[wanted]?.height && l.bitrate === hls.levels[wanted]?.bitrate)
    hls.nextLevel = level
  }
  load(state.soundOnly)
  hls.attachMedia(video)
  hls.once(Hls.Events.MANIFEST_PARSED, () => {
    cap(setting.saver)
    pickLanguage()
    if (pictures.some((r) => r.name === setting.quality)) hls.loadLevel = start.level
  })
  return {
    choose: (quality) => {
      if ((quality === 'sound') !== state.soundOnly) {
        load(quality === 'sound')
        if (quality !== 'auto' && quality !== 'sound') hls.once(Hls.Events.MANIFEST_PARSED, () => insist(quality))
      } else if (!state.soundOnly) insist(quality)
    },
    saver: (on) => {
      cap(on)
      hls.config.maxBufferLength = on ? 15 : 30
    },
    speak: (language) => {
      state.language = language
      pickLanguage()
    },
    rung: () => rungOf(hls.currentLevel),
    weather: () => ({
      estimate: hls.bandwidthEstimate || start.estimate,
      lowest: pictures[0] ? needOf(pictures[0], session.stage.rungs) : 0,
      atLowest: !state.soundOnly && pictures.length > 0 && (hls.currentLevel <= 0 || hls.loadLevel === 0),
    }),
    soundOnly: () => state.soundOnly,
    again: () => hls.startLoad(video.currentTime),
    close: () => hls.destroy(),
  }
}

/** The browser reads the playlists itself and chooses alone; we may only say whether the picture is wanted. */
function native(video: HTMLVideoElement, session: Started, setting: Setting): Engine {
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
