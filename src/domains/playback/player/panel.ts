import { audioRungs, videoRungs } from '../playlist.ts'
import type { WeighedRung } from './api.ts'
import { button, h, weight } from './dom.ts'
import { countBytes } from './memory.ts'
import type { Playing } from './playing.ts'

const narrow = 544

/** The settings: plain radio buttons, so that keyboards and screen readers already know them. */
export function settingsPanel(playing: Playing): { element: HTMLElement; open: (from: HTMLElement, at?: string) => void } {
  const { say } = playing
  const close = button('close', say('close'))
  const body = h('div')
  const element = h(
    'div',
    { class: 'gp-panel', role: 'dialog', 'aria-label': say('settings'), hidden: true },
    h('div', { class: 'gp-head' }, h('strong', {}, say('settings')), close),
    body,
  )
  let from: HTMLElement | null = null
  const shut = (): void => {
    if (element.hidden) return
    if (element.popover) element.hidePopover()
    element.popover = null
    element.hidden = true
    from?.setAttribute('aria-expanded', 'false')
    from?.focus()
  }
  close.addEventListener('click', shut)
  element.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Escape') shut()
  })
  const outside = (event: Event): void => {
    if (!element.contains(event.target as Node) && !from?.contains(event.target as Node)) shut()
  }
  document.addEventListener('pointerdown', outside)
  playing.onEnd(() => document.removeEventListener('pointerdown', outside))
  return {
    element,
    open: (opener, at) => {
      if (!element.hidden && from === opener) return shut()
      from = opener
      body.replaceChildren(...sections(playing))
      element.hidden = false
      if (playing.host.clientWidth < narrow) {
        // On a phone the picture is too low to hold the settings: they rise from the bottom of the screen.
        element.popover = 'manual'
        element.showPopover()
      }
      opener.setAttribute('aria-expanded', 'true')
      const target = (at && body.querySelector(`[data-section=${at}]`)) || body
      if (at) target.scrollIntoView({ block: 'nearest' })
      ;(target.querySelector<HTMLElement>('input:checked') ?? target.querySelector('input'))?.focus({ preventScroll: true })
    },
  }
}

function sections(playing: Playing): HTMLElement[] {
  return [quality(playing), saver(playing), captions(playing), languages(playing), speed(playing)].filter((part) => part !== null)
}

interface Option {
  value: string
  label: string
  detail?: string
}

function choice(playing: Playing, name: string, legend: string, options: readonly Option[], current: string, pick: (value: string) => void, inline = false): HTMLElement {
  const rows = options.map((option) => {
    const input = h('input', { type: 'radio', name: `gp-${name}-${playing.session.id}`, value: option.value, checked: option.value === current })
    input.addEventListener('change', () => pick(option.value))
    return h('label', { class: 'gp-choice' }, input, h('span', {}, option.label), option.detail ? h('small', {}, option.detail) : null)
  })
  return h('fieldset', { 'data-section': name }, h('legend', {}, legend), h('div', { class: inline ? 'gp-inline' : '' }, ...rows))
}

function quality(playing: Playing): HTMLElement {
  const { say, session, choices, engine } = playing
  const cost = (bytes: number): string => say('perMinute', { amount: weight(bytes, playing.lang) })
  const pictures = (videoRungs(session.stage) as WeighedRung[]).toReversed()
  const sounds = audioRungs(session.stage) as WeighedRung[]
  const now = engine.rung()
  const options: Option[] = [
    { value: 'auto', label: choices.quality === 'auto' && now ? say('qualityAutoNow', { now: lines(now) }) : say('qualityAuto') },
    ...pictures.map((r) => ({ value: r.name, label: lines(r), detail: cost(r.bytesPerMinute) })),
    ...(sounds[0] ? [{ value: 'sound', label: say('qualitySound'), detail: cost(sounds[0].bytesPerMinute) }] : []),
  ]
  const known = options.some((o) => o.value === choices.quality) ? choices.quality : 'auto'
  return choice(playing, 'quality', say('quality'), options, known, (value) => playing.keep({ quality: value }))
}

/** `720p`: what people call a quality, also when a wide or upright film has fewer lines. */
export function lines(rung: { width: number | null; height: number | null; name: string }): string {
  const named = /^v(\d+)$/.exec(rung.name)?.[1]
  return `${named ?? Math.min(rung.width ?? 0, rung.height ?? 0)}p`
}

function saver(playing: Playing): HTMLElement {
  const { say, choices, lang } = playing
  const input = h('input', { type: 'checkbox', checked: choices.saver })
  input.addEventListener('change', () => playing.keep({ saver: input.checked }))
  const figures = `${say('received', { amount: weight(playing.received, lang) })} · ${say('receivedToday', { amount: weight(countBytes(0).today, lang) })}`
  return h(
    'fieldset',
    { 'data-section': 'saver' },
    h('label', { class: 'gp-choice' }, input, h('span', {}, say('saver'))),
    h('p', { class: 'gp-note' }, say('saverHint')),
    h('p', { class: 'gp-note' }, figures),
  )
}

function captions(playing: Playing): HTMLElement | null {
  const { say, session, choices } = playing
  if (session.stage.captions.length === 0) return null
  const options = [{ value: '', label: say('captionsOff') }, ...session.stage.captions.map((c) => ({ value: c.language, label: c.label }))]
  const root = choice(playing, 'captions', say('captions'), options, choices.captions ?? '', (value) => playing.keep({ captions: value || null }))
  const sizes = [
    { value: 'small', label: say('sizeSmall') },
    { value: 'normal', label: say('sizeNormal') },
    { value: 'large', label: say('sizeLarge') },
  ]
  root.append(choice(playing, 'size', say('captionSize'), sizes, choices.captionSize, (value) => playing.keep({ captionSize: value as 'normal' }), true))
  return root
}

function languages(playing: Playing): HTMLElement | null {
  const { say, session, choices } = playing
  const sounds = [...new Map(audioRungs(session.stage).map((r) => [r.language ?? '', r])).values()]
  if (sounds.length < 2) return null
  const current = choices.language ?? sounds.find((r) => r.isDefault)?.language ?? ''
  return choice(
    playing,
    'language',
    say('audioTrack'),
    sounds.map((r) => ({ value: r.language ?? '', label: r.label ?? r.language ?? '?' })),
    current,
    (value) => playing.keep({ language: value }),
  )
}

function speed(playing: Playing): HTMLElement {
  const { say, choices, lang } = playing
  const options = [0.75, 1, 1.25, 1.5, 2].map((rate) => ({ value: String(rate), label: rate === 1 ? say('speedNormal') : `${rate.toLocaleString(lang)}×` }))
  return choice(playing, 'speed', say('speed'), options, String(choices.speed), (value) => playing.keep({ speed: Number(value) }), true)
}
