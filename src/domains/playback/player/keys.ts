import { durationOf, fullscreen, inset, seek, toggle, type Playing } from './playing.ts'

/** The keyboard, as people know it from other players. Works wherever the focus is, except in a field. */
export function keyboard(playing: Playing): void {
  const actions = actionsOf(playing)
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !isOurs(event, playing.host)) return
    const digit = /^[0-9]$/.test(event.key) ? Number(event.key) : null
    const action = digit === null ? actions[event.key.length === 1 ? event.key.toLowerCase() : event.key] : () => seek(playing, (durationOf(playing) * digit) / 10)
    if (!action) return
    event.preventDefault()
    action()
  }
  document.addEventListener('keydown', onKey)
  playing.onEnd(() => document.removeEventListener('keydown', onKey))
}

/** Space presses a focused button, arrows move a focused slider: those stay theirs. */
function isOurs(event: KeyboardEvent, host: HTMLElement): boolean {
  const target = event.target as HTMLElement
  if (target.closest('[role=dialog],dialog') || target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)) return false
  const inside = host.contains(target)
  if (target instanceof HTMLInputElement) return inside && target.type === 'range' && !event.key.startsWith('Arrow')
  if (event.key === ' ') return !(target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement || target.tagName === 'SUMMARY')
  if (event.key.startsWith('Arrow')) return inside || target === document.body
  return true
}

function actionsOf(playing: Playing): Record<string, () => void> {
  const { video, choices } = playing
  const jump = (by: number) => () => seek(playing, video.currentTime + by)
  const louder = (by: number) => () => playing.keep({ volume: Math.max(0, Math.min(1, Math.round((video.volume + by) * 20) / 20)), muted: false })
  const rates = [0.75, 1, 1.25, 1.5, 2]
  const faster = (by: number) => () => playing.keep({ speed: rates[Math.max(0, Math.min(rates.length - 1, rates.indexOf(playing.choices.speed) + by))] ?? 1 })
  let lastCaptions = choices.captions
  const captions = (): void => {
    if (playing.choices.captions) lastCaptions = playing.choices.captions
    const wanted = lastCaptions ?? playing.session.stage.captions.find((c) => c.language === playing.lang)?.language ?? playing.session.stage.captions[0]?.language ?? null
    playing.keep({ captions: playing.choices.captions ? null : wanted })
  }
  return {
    ' ': () => toggle(playing),
    k: () => toggle(playing),
    j: jump(-10),
    l: jump(10),
    ArrowLeft: jump(-5),
    ArrowRight: jump(5),
    ArrowUp: louder(0.1),
    ArrowDown: louder(-0.1),
    m: () => playing.keep({ muted: !playing.choices.muted }),
    c: captions,
    f: () => void fullscreen(playing),
    i: () => void inset(playing),
    '<': faster(-1),
    '>': faster(1),
  }
}
