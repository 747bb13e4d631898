import { boardOf } from './board.ts'
import { become, button, clockTime, h, weight } from './dom.ts'
import { countBytes } from './memory.ts'
import { settingsPanel } from './panel.ts'
import { durationOf, fullscreen, inset, listen, seek, toggle, type Playing } from './playing.ts'

/** The controls over the picture: the surface in the middle, the time line and the row of buttons below. */
export function controls(playing: Playing): HTMLElement {
  const panel = settingsPanel(playing)
  const layer = h('div', { class: 'gp-layer' }, surface(playing), h('div', { class: 'gp-bar' }, timeLine(playing), row(playing, panel)), panel.element)
  hideWhenIdle(playing, layer)
  return layer
}

function surface(playing: Playing): HTMLElement {
  const { say, video } = playing
  const middle = button('play', say('play'), 'gp-big')
  const back = button('back', say('back10'), 'gp-side gp-narrowonly')
  const ahead = button('ahead', say('ahead10'), 'gp-side gp-narrowonly')
  const root = h('div', { class: 'gp-surface' }, h('div', { class: 'gp-centre' }, back, middle, ahead))
  back.addEventListener('click', () => seek(playing, video.currentTime - 10))
  ahead.addEventListener('click', () => seek(playing, video.currentTime + 10))
  middle.addEventListener('click', () => toggle(playing))
  root.addEventListener('click', (event) => {
    if (event.target !== root && event.target !== root.firstChild) return
    const byMouse = (event as PointerEvent).pointerType !== 'touch'
    if (byMouse) toggle(playing)
  })
  root.addEventListener('dblclick', () => void fullscreen(playing))
  playing.onTick(() => {
    become(middle, video.paused ? 'play' : 'pause', say(video.paused ? 'play' : 'pause'))
    middle.classList.toggle('gp-wideonly', false)
    middle.hidden = !video.paused && matchMedia('(hover:hover)').matches
  })
  return root
}

function timeLine(playing: Playing): HTMLElement {
  const { say, video, session } = playing
  const input = h('input', { type: 'range', min: '0', max: '1000', step: '1', 'aria-label': say('seek') })
  const [had, done, tile] = [h('i', { class: 'gp-had' }), h('i', { class: 'gp-done' }), h('div', { class: 'gp-tile', hidden: true })]
  const root = h('div', { class: 'gp-track' }, h('i'), had, done, input, tile)
  let [held, last] = [false, 0]
  const at = boardOf(session.storyboard, () => {
    if (!tile.hidden) preview(last)
  })
  const spot = (event: PointerEvent): number => {
    const box = input.getBoundingClientRect()
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width))
  }
  const preview = (share: number): void => {
    last = share
    showTile(tile, root, share, at(share * durationOf(playing), playing.choices.saver), share * durationOf(playing))
  }
  input.addEventListener('pointermove', (event) => preview(spot(event)))
  for (const name of ['pointerleave', 'pointerup', 'pointercancel'] as const) input.addEventListener(name, () => (tile.hidden = true))
  input.addEventListener('input', () => {
    held = true
    preview(Number(input.value) / 1000)
  })
  input.addEventListener('change', () => {
    held = false
    seek(playing, (Number(input.value) / 1000) * durationOf(playing))
  })
  playing.onTick(() => {
    const total = durationOf(playing)
    const end = video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0
    had.style.setProperty('--had', String(Math.min(1, end / total)))
    done.style.setProperty('--done', String(held ? Number(input.value) / 1000 : Math.min(1, video.currentTime / total)))
    if (!held) input.value = String(Math.round((video.currentTime / total) * 1000))
    input.setAttribute('aria-valuetext', say('seekValue', { at: clockTime(video.currentTime), of: clockTime(total) }))
  })
  return root
}

interface Tile {
  src: string
  x: number
  y: number
  width: number
  height: number
}

function showTile(box: HTMLElement, root: HTMLElement, share: number, tile: Tile | null, at: number): void {
  box.hidden = false
  box.replaceChildren(h('b', {}, clockTime(at)))
  const width = tile?.width ?? 64
  Object.assign(box.style, {
    inlineSize: `${width}px`,
    blockSize: `${tile?.height ?? 28}px`,
    backgroundImage: tile ? `url("${tile.src}")` : 'none',
    backgroundPosition: tile ? `-${tile.x}px -${tile.y}px` : '0 0',
    translate: `${Math.max(0, Math.min(root.clientWidth - width, share * root.clientWidth - width / 2))}px 0`,
  })
}

function row(playing: Playing, panel: { open: (from: HTMLElement, at?: string) => void }): HTMLElement {
  const { say, video, session } = playing
  const play = button('play', say('play'))
  const mute = button('sound', say('mute'))
  const volume = h('input', { type: 'range', min: '0', max: '1', step: '0.05', class: 'gp-volume gp-wideonly', 'aria-label': say('volume') })
  const time = h('span', { class: 'gp-time' })
  const captions = button('captions', say('captions'))
  const small = button('inset', say('inset'), 'gp-wideonly')
  const full = button('wide', say('fullscreen'))
  const settings = button('settings', say('settings'))
  settings.setAttribute('aria-expanded', 'false')
  play.addEventListener('click', () => toggle(playing))
  mute.addEventListener('click', () => playing.keep({ muted: !playing.choices.muted }))
  volume.addEventListener('input', () => playing.keep({ volume: Number(volume.value), muted: false }))
  captions.addEventListener('click', () => panel.open(captions, 'captions'))
  settings.addEventListener('click', () => panel.open(settings))
  small.addEventListener('click', () => void inset(playing))
  full.addEventListener('click', () => void fullscreen(playing))
  if (!document.pictureInPictureEnabled) small.hidden = true
  captions.hidden = session.stage.captions.length === 0
  playing.onTick(() => {
    become(play, video.paused ? 'play' : 'pause', say(video.paused ? 'play' : 'pause'))
    become(mute, video.muted ? 'mute' : 'sound', say(video.muted ? 'unmute' : 'mute'))
    volume.value = String(video.muted ? 0 : video.volume)
    time.replaceChildren(clockTime(video.currentTime), h('span', {}, ` / ${clockTime(durationOf(playing))}`))
    captions.setAttribute('aria-pressed', String(playing.choices.captions !== null))
    const whole = document.fullscreenElement === playing.host
    become(full, whole ? 'narrow' : 'wide', say(whole ? 'fullscreenOff' : 'fullscreen'))
  })
  return h('div', { class: 'gp-row' }, play, mute, volume, time, h('span', { class: 'gp-grow' }), counter(playing, panel), captions, settings, small, full)
}

/** What the film has cost so far: always in sight, since it is somebody's money. */
function counter(playing: Playing, panel: { open: (from: HTMLElement, at?: string) => void }): HTMLElement {
  const root = h('button', { type: 'button', class: 'gp-weight' })
  root.addEventListener('click', () => panel.open(root, 'saver'))
  playing.onTick(() => {
    const text = weight(playing.received, playing.lang)
    if (root.textContent !== text) root.textContent = text
    root.title = playing.say('receivedToday', { amount: weight(countBytes(0).today, playing.lang) })
    root.setAttribute('aria-label', playing.say('received', { amount: text }))
    root.toggleAttribute('data-saver', playing.choices.saver)
  })
  return root
}

/** The controls leave when the film plays and nothing moves; a tap or a key brings them back. */
function hideWhenIdle(playing: Playing, layer: HTMLElement): void {
  const { host, video } = playing
  let timer = 0
  const wake = (): void => {
    host.removeAttribute('data-idle')
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      if (!video.paused && !layer.querySelector('.gp-panel:not([hidden])') && !layer.contains(document.activeElement?.matches(':focus-visible') ? document.activeElement : null))
        host.setAttribute('data-idle', '')
    }, 2_600)
  }
  const tap = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' && !host.hasAttribute('data-idle') && (event.target as Element).classList.contains('gp-surface') && !video.paused)
      host.setAttribute('data-idle', '')
    else wake()
  }
  host.addEventListener('pointermove', wake)
  host.addEventListener('pointerdown', tap)
  host.addEventListener('keydown', wake)
  host.addEventListener('focusin', wake)
  listen(playing, ['play', 'pause'], wake)
  playing.onEnd(() => {
    clearTimeout(timer)
    for (const name of ['pointermove', 'keydown', 'focusin'] as const) host.removeEventListener(name, wake)
    host.removeEventListener('pointerdown', tap)
  })
  wake()
}
