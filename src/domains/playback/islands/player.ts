import { isProblem, start } from '../player/api.ts'
import { connection, warmFor } from '../player/engine.ts'
import { choices, lefts } from '../player/memory.ts'
import { speaker, type Say } from '../player/words.ts'

/**
 * The player's door: shows a button, fetches the rest when the page is idle, begins when pressed. Everything heavy (controls, hls.js) comes
 * after; what decides how fast the film begins (the session, the first bytes) starts here at once.
 */
class GriotPlayer extends HTMLElement {
  #undo: (() => void) | null = null
  #say: Say = speaker({})
  #busy = false
  /** Where the film is, also after its player was taken away. */
  #at = 0

  connectedCallback(): void {
    const sentences = this.querySelector('script[type="application/json"]')?.textContent
    if (!sentences) return
    this.#say = speaker(JSON.parse(sentences) as Record<string, string>)
    this.addEventListener('click', (event) => {
      const pressed = (event.target as Element).closest<HTMLElement>('[data-play]')
      if (!pressed) return
      event.preventDefault()
      void this.#begin(pressed.dataset.play === 'start' ? 0 : null)
    })
    this.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault())
    this.#remind()
    this.querySelector('video')?.addEventListener('timeupdate', (event) => {
      const { currentTime } = event.target as HTMLVideoElement
      if (currentTime > 0) this.#at = currentTime * 1000
    })
    const soon = connection().saveData ? null : (window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_500)))
    const fetchRest = (): void => void Promise.all([import('../player/show.ts'), import('../player/hls-engine.ts')]).catch(() => undefined)
    if (document.readyState === 'complete') soon?.(fetchRest)
    else window.addEventListener('load', () => soon?.(fetchRest), { once: true })
    this.addEventListener('pointerenter', fetchRest, { once: true })
    this.addEventListener('focusin', fetchRest, { once: true })
    // Pressed before this script had come: the plain form was sent, and led here.
    if (this.hasAttribute('data-begins')) void this.#begin(null)
  }

  disconnectedCallback(): void {
    this.#undo?.()
  }

  /** A guest's own browser remembers where the film was left; an account's place comes from the server, in the page. */
  #remind(): void {
    const slug = this.getAttribute('film') ?? ''
    const left = this.hasAttribute('data-guest') ? lefts()[slug] : undefined
    const button = this.querySelector<HTMLElement>('[data-play=resume]')
    if (!left || !button || left.positionMs < 10_000 || left.durationMs - left.positionMs < Math.min(left.durationMs * 0.05, 90_000)) return
    this.dataset.resume = String(Math.max(0, left.positionMs - 3_000))
    const label = this.#say('resume', { at: clock(left.positionMs / 1000) })
    for (const text of button.querySelectorAll('[data-label]')) text.textContent = label
    const again = this.querySelector<HTMLElement>('[data-play=start]')
    if (again) again.hidden = false
  }

  async #begin(from: number | null, ending?: string): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    const pressedAt = performance.now()
    const film = this.getAttribute('film') ?? ''
    const lang = document.documentElement.lang || 'fr'
    const video = this.querySelector('video')!
    const player = import('../player/show.ts')
    this.toggleAttribute('data-opening', true)
    // Inside the press itself: later is too late for some phones.
    video.load()
    try {
      const session = await start(film, ending)
      const { show, cannotStart, dress } = await player
      dress()
      const again = (other?: string): void => {
        const at = this.#at || from
        this.#undo?.()
        this.#undo = null
        void this.#begin(at, other)
      }
      if (isProblem(session)) return await cannotStart(this, this.#say, lang, session, again)
      const kept = choices(connection().saveData)
      const guest = this.hasAttribute('data-guest')
      const positionMs = Math.min(from ?? Math.max(session.resumeAtMs, guest ? Number(this.dataset.resume ?? 0) : 0), session.durationMs)
      const setting = { quality: kept.quality, saver: kept.saver, language: kept.language, positionMs }
      const warm = warmFor(session, setting)
      this.querySelector('[data-before]')?.remove()
      this.#undo = await show({ host: this, video, session, warm, setting, say: this.#say, lang, guest, pressedAt, again })
    } finally {
      this.#busy = false
      this.removeAttribute('data-opening')
    }
  }
}

function clock(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)]
  return minutes >= 60 ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${String(rest).padStart(2, '0')}` : `${minutes}:${String(rest).padStart(2, '0')}`
}

customElements.define('griot-player', GriotPlayer)
