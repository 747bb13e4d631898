import type { Started } from './api.ts'
import { controls } from './bar.ts'
import { h } from './dom.ts'
import { nativeEngine, type Engine, type Setting, type Signals } from './engine.ts'
import { keyboard } from './keys.ts'
import { mediaSession, stayAwake } from './system.ts'
import { choices, countBytes, keepChoices, type Choices } from './memory.ts'
import { action, clearMessage, message, offline, theEnd } from './messages.ts'
import { patience } from './patience.ts'
import { listen, seek, showCaptions, type Playing } from './playing.ts'
import { dress } from './style.ts'
import type { Warm } from './warm.ts'
import { hearEndings, report, type Reporter } from './watching.ts'
import type { Say } from './words.ts'

export { cannotStart } from './messages.ts'
export { dress } from './style.ts'

export interface Opening {
  host: HTMLElement
  video: HTMLVideoElement
  session: Started
  warm: Warm
  setting: Setting
  say: Say
  lang: string
  guest: boolean
  pressedAt: number
  again: (ending?: string) => void
}

/** Puts a film on: engine, controls, keyboard, duties. Answers how to take everything away again. */
export async function show(opening: Opening): Promise<() => void> {
  dress()
  const undo: (() => void)[] = []
  const ticks: (() => void)[] = []
  let reporter: Reporter | null = null
  let early = 0
  const signals = {
    bytes: (count: number) => {
      playing.received += count
      countBytes(count)
      if (reporter) reporter.bytes(count)
      else early += count
    },
    rung: () => {
      const rung = playing.engine.rung()
      if (rung) reporter?.note({ kind: 'rung', value: rung.averageBps, rung: rung.name })
      tick()
    },
    broken: (why: 'network' | 'gone' | 'media', detail: string) => broken(playing, reporter, why, detail),
  }
  const tick = (): void => ticks.forEach((run) => run())
  const playing: Playing = {
    ...opening,
    choices: choices(false),
    received: 0,
    onTick: (run) => void ticks.push(run),
    onEnd: (run) => void undo.push(run),
    keep: (patch) => keep(playing, patch, tick),
    engine: null as never,
  }
  prepare(playing)
  playing.engine = await openEngine(opening, signals)
  playing.onEnd(() => playing.engine.close())
  reporter = report(playing, opening.guest, (by) => ended(playing, by))
  reporter.bytes(early)
  if (!opening.guest) hearEndings(playing, (by) => ended(playing, by))
  handOver(playing)
  patience(playing, reporter)
  mediaSession(playing)
  stayAwake(playing)
  firstFrame(playing, reporter, opening.pressedAt)
  follow(playing, tick)
  keep(playing, {}, tick)
  await opening.video.play().catch(() => undefined)
  return () => undo.splice(0).forEach((run) => run())
}

async function openEngine({ video, session, setting, warm }: Opening, signals: Signals): Promise<Engine> {
  const { canUseHls, hlsEngine } = await import('./hls-engine.ts')
  return canUseHls() ? hlsEngine(video, session, setting, warm, signals) : nativeEngine(video, session, setting)
}

/** Captions, and the state of waiting, before the first byte. */
function prepare({ host, video, session, onEnd }: Playing): void {
  clearMessage(host)
  host.setAttribute('data-waiting', '')
  video.removeAttribute('controls')
  const tracks = session.stage.captions.map((c) => h('track', { kind: 'subtitles', srclang: c.language, label: c.label, src: c.src }))
  video.replaceChildren(...tracks)
  onEnd(() => video.replaceChildren())
}

/** The controls and the keyboard: from here the film is the viewer's to lead. */
function handOver(playing: Playing): void {
  const layer = controls(playing)
  const wait = h('div', { class: 'gp-wait', 'aria-hidden': 'true' })
  playing.host.append(wait, layer)
  playing.onEnd(() => (layer.remove(), wait.remove()))
  keyboard(playing)
}

/** What the film does by itself, shown as it happens, up to its end. */
function follow(playing: Playing, tick: () => void): void {
  const { host, say, session } = playing
  listen(playing, ['timeupdate', 'play', 'pause', 'volumechange', 'progress', 'seeking', 'durationchange', 'ended'], tick)
  listen(playing, ['ended'], () => theEnd(host, say, session, () => replay(playing)))
  playing.onTick(() => dimPoster(playing))
}

function keep(playing: Playing, patch: Partial<Choices>, tick: () => void): void {
  Object.assign(playing.choices, patch)
  const { video, engine, choices: chosen, host } = playing
  keepChoices(chosen)
  if (patch.quality !== undefined) engine.choose(patch.quality)
  if (patch.saver !== undefined) engine.saver(patch.saver)
  if (patch.language) engine.speak(patch.language)
  video.defaultPlaybackRate = video.playbackRate = chosen.speed
  video.volume = chosen.volume
  video.muted = chosen.muted
  host.dataset.cue = chosen.captionSize
  host.toggleAttribute('data-sound', engine.soundOnly())
  showCaptions(playing, chosen.captions)
  tick()
}

/** While only the sound is on, the film's poster stands in for it; fetched only then. */
function dimPoster({ host, engine, session, video, onEnd }: Playing): void {
  if (!engine.soundOnly() || !session.film.picture || host.querySelector('.gp-poster')) return
  const poster = h('img', { class: 'gp-poster', src: session.film.picture, alt: '' })
  video.after(poster)
  onEnd(() => poster.remove())
}

function firstFrame({ video }: Playing, reporter: Reporter, pressedAt: number): void {
  const seen = (): void => {
    performance.measure('griot:first-frame', { start: pressedAt, end: performance.now() })
    reporter.note({ kind: 'start', value: Math.round(performance.now() - pressedAt) })
  }
  if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(seen)
  else (video as HTMLVideoElement).addEventListener('playing', seen, { once: true })
}

function replay(playing: Playing): void {
  clearMessage(playing.host)
  seek(playing, 0)
  void playing.video.play()
}

/** The session is over. Silence and reloads heal by themselves; a choice made elsewhere is told, with the way back. */
function ended(playing: Playing, by: string | null): void {
  const { host, video, say } = playing
  if (by === 'lapse' || by === 'viewer') return playing.again()
  video.pause()
  playing.engine.close()
  message(
    host,
    { title: say('endedTitle'), text: say('endedText') },
    action(say('watchHere'), () => playing.again()),
  )
}

function broken(playing: Playing, reporter: Reporter | null, why: 'network' | 'gone' | 'media', detail: string): void {
  const { host, say, engine } = playing
  reporter?.note({ kind: 'error', value: 0, detail: `${why}: ${detail}`.slice(0, 200) })
  if (why === 'gone') return playing.again()
  if (why === 'network') {
    return offline(host, say, () => {
      clearMessage(host)
      engine.again()
      void playing.video.play()
    })
  }
  message(
    host,
    { title: say('brokenTitle'), text: say('brokenText') },
    action(say('retry'), () => playing.again()),
  )
}
