import type { ErrorData } from 'hls.js'
import { videoRungs } from '../playlist.ts'
import type { Started, WeighedRung } from './api.ts'
import { needOf, saverCeiling } from './choose.ts'
import { opening, type Engine, type Setting, type Signals } from './engine.ts'
import { Hls, settings } from './hls.ts'
import type { Warm } from './warm.ts'

/** The film by hls.js. Its automatic choice never reaches the sound alone, so that is a source of its own. */
interface Deck {
  hls: Hls
  video: HTMLVideoElement
  session: Started
  signals: Signals
  startMs: number
  firstLevel: number
  soundOnly: boolean
  saver: boolean
  language: string | null
  recoveries: number
}

export const canUseHls = (): boolean => Hls.isSupported()

export function hlsEngine(video: HTMLVideoElement, session: Started, setting: Setting, warm: Warm, signals: Signals): Engine {
  const start = opening(session, setting)
  const hls = new Hls(settings(warm, { level: start.level, estimate: start.estimate, positionMs: setting.positionMs }, signals.bytes))
  const deck: Deck = {
    hls,
    video,
    session,
    signals,
    startMs: setting.positionMs,
    firstLevel: start.level,
    soundOnly: start.rung === null,
    saver: setting.saver,
    language: setting.language,
    recoveries: 0,
  }
  listen(deck)
  load(deck, start.rung === null)
  hls.attachMedia(video)
  hls.once(Hls.Events.MANIFEST_PARSED, () => {
    cap(deck)
    if (videoRungs(session.stage).some((r) => r.name === setting.quality)) insist(deck, setting.quality)
  })
  return engineOf(deck, start.estimate)
}

function listen(deck: Deck): void {
  const { hls, signals } = deck
  hls.on(Hls.Events.LEVEL_SWITCHED, (_event, data) => signals.rung(rungOf(deck, data.level)))
  hls.on(Hls.Events.AUDIO_TRACKS_UPDATED, () => pickLanguage(deck))
  hls.on(Hls.Events.FRAG_BUFFERED, () => (deck.recoveries = 0))
  hls.on(Hls.Events.ERROR, (_event, data) => onError(deck, data))
}

function engineOf(deck: Deck, firstEstimate: number): Engine {
  const { hls, session, video } = deck
  const pictures = videoRungs(session.stage)
  return {
    choose: (quality) => {
      if ((quality === 'sound') === deck.soundOnly) return deck.soundOnly ? undefined : insist(deck, quality)
      load(deck, quality === 'sound')
      if (quality !== 'sound') hls.once(Hls.Events.MANIFEST_PARSED, () => (cap(deck), insist(deck, quality)))
    },
    saver: (on) => {
      deck.saver = on
      cap(deck)
      hls.config.maxBufferLength = on ? 15 : 30
    },
    speak: (language) => {
      deck.language = language
      pickLanguage(deck)
    },
    rung: () => rungOf(deck, hls.currentLevel),
    weather: () => ({
      estimate: hls.bandwidthEstimate || firstEstimate,
      lowest: pictures[0] ? needOf(pictures[0], session.stage.rungs) : 0,
      atLowest: !deck.soundOnly && pictures.length > 0 && (hls.currentLevel <= 0 || hls.loadLevel === 0),
    }),
    soundOnly: () => deck.soundOnly,
    again: () => hls.startLoad(video.currentTime),
    close: () => hls.destroy(),
  }
}

function load(deck: Deck, soundOnly: boolean): void {
  const { hls, video, session, startMs, firstLevel } = deck
  deck.soundOnly = soundOnly
  // The sound alone has one level: a first level or a ceiling left over from the pictures would never come.
  hls.startLevel = soundOnly ? 0 : firstLevel
  hls.capLevelToPlayerSize = !soundOnly
  hls.autoLevelCapping = -1
  hls.config.startPosition = video.currentTime || startMs / 1000
  // A new source stops the element: what was playing goes on.
  if (hls.media && !video.paused) hls.once(Hls.Events.MEDIA_ATTACHED, () => void video.play().catch(() => undefined))
  hls.loadSource(location.origin + (soundOnly ? `/api/playback/${session.token}/sound.m3u8` : session.manifest))
}

/** Holds one picture, or with any other word lets hls.js choose again. */
function insist({ hls, session }: Deck, quality: string): void {
  hls.nextLevel = hls.levels.findIndex((level) => nameOf(level.url[0]) === quality && session.stage.rungs.some((r) => r.name === quality))
}

function cap({ hls, session, saver, soundOnly }: Deck): void {
  if (!soundOnly) hls.autoLevelCapping = saver ? saverCeiling(videoRungs(session.stage)) : -1
}

function pickLanguage({ hls, language }: Deck): void {
  const wanted = hls.audioTracks.findIndex((track) => track.lang === language)
  if (wanted >= 0 && hls.audioTrack !== wanted) hls.audioTrack = wanted
}

const nameOf = (address: string | undefined): string => /([\w-]+)\.m3u8/.exec(address ?? '')?.[1] ?? ''

function rungOf({ hls, session }: Deck, level: number): WeighedRung | null {
  const name = nameOf(hls.levels[level]?.url[0])
  return (session.stage.rungs as readonly WeighedRung[]).find((r) => r.name === name) ?? null
}

function onError(deck: Deck, data: ErrorData): void {
  const status = data.response?.code ?? 0
  if (status === 403 || status === 410) return deck.signals.broken('gone', data.details)
  if (!data.fatal) return
  if (data.type === Hls.ErrorTypes.MEDIA_ERROR && deck.recoveries++ < 2) return deck.hls.recoverMediaError()
  deck.signals.broken(data.type === Hls.ErrorTypes.NETWORK_ERROR ? 'network' : 'media', data.details)
}
