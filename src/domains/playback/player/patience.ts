import { shouldDropPicture, shouldTakePictureBack } from './choose.ts'
import { h } from './dom.ts'
import { action } from './messages.ts'
import { listen, type Playing } from './playing.ts'
import type { Reporter } from './watching.ts'

/** Watches the network: tells of stalls, lets the picture go when only sound can pass, takes it back when it can. */
export function patience(playing: Playing, reporter: Reporter): void {
  const { video, engine, host } = playing
  const toast = h('div', { class: 'gp-toast', role: 'status', hidden: true })
  host.append(toast)
  playing.onEnd(() => toast.remove())
  const stalls: number[] = []
  const state = { waitingSince: 0, seeking: false, heardSince: 0, failures: 0, begun: false }
  listen(playing, ['seeking'], () => (state.seeking = true))
  listen(playing, ['waiting'], () => {
    if (state.begun && !state.seeking && !video.paused && state.waitingSince === 0) state.waitingSince = performance.now()
    host.setAttribute('data-waiting', '')
  })
  listen(playing, ['playing', 'pause', 'ended'], () => {
    if (state.waitingSince > 0) {
      const lasted = performance.now() - state.waitingSince
      stalls.push(performance.now())
      reporter.note({ kind: 'stall', value: Math.round(lasted), ...(engine.rung() ? { rung: engine.rung()!.name } : {}) })
    }
    Object.assign(state, { waitingSince: 0, seeking: false, begun: true })
    host.removeAttribute('data-waiting')
  })
  const toSound = (): void => {
    Object.assign(state, { heardSince: performance.now(), waitingSince: 0 })
    stalls.length = 0
    engine.choose('sound')
    announceSound(playing, toast, () => toPicture())
  }
  const toPicture = (): void => {
    toast.hidden = true
    state.failures += 1
    state.heardSince = 0
    engine.choose('auto')
  }
  const tick = window.setInterval(() => {
    host.toggleAttribute('data-sound', engine.soundOnly())
    if (playing.choices.quality !== 'auto') return void (toast.hidden = true)
    const now = performance.now()
    const weather = {
      ...engine.weather(),
      stalls: stalls.filter((at) => now - at < 60_000).length + (state.waitingSince > 0 ? 1 : 0),
      stalledFor: state.waitingSince > 0 ? (now - state.waitingSince) / 1000 : 0,
      bufferSeconds: bufferAhead(video),
    }
    if (!engine.soundOnly() && shouldDropPicture(weather)) toSound()
    else if (engine.soundOnly() && state.heardSince > 0 && shouldTakePictureBack(weather, (now - state.heardSince) / 1000, state.failures)) toPicture()
  }, 1_000)
  playing.onEnd(() => clearInterval(tick))
}

function announceSound({ say }: Playing, toast: HTMLElement, back: () => void): void {
  toast.replaceChildren(h('strong', {}, say('soundOnlyTitle')), h('span', {}, say('soundOnlyText')), action(say('takePictureBack'), back, true))
  toast.hidden = false
}

export function bufferAhead(video: HTMLVideoElement): number {
  for (let i = 0; i < video.buffered.length; i++)
    if (video.buffered.start(i) <= video.currentTime + 0.3 && video.buffered.end(i) > video.currentTime) return video.buffered.end(i) - video.currentTime
  return 0
}
