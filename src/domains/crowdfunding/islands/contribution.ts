/** The page is asked again soon, then less and less often (ms): what happens while one arrives is not heard, and the stream may be closed on the way. */
const [soon, seldom] = [1_200, 8_000]

/** `<griot-contribution>`: the waiting room changes by itself when the stream, or a look now and then, says that something happened. The server writes every state; this only fetches it. */
class Waiting extends HTMLElement {
  #timer = 0
  #busy = false

  readonly #heard = (event: Event): void => {
    if ((event as CustomEvent<{ topic: string }>).detail.topic.startsWith('contribution:')) void this.#look()
  }

  connectedCallback(): void {
    document.addEventListener('griot:stream', this.#heard)
    this.#openOnce()
    if (this.#moves()) this.#lookAgain(soon)
  }

  disconnectedCallback(): void {
    document.removeEventListener('griot:stream', this.#heard)
    clearTimeout(this.#timer)
  }

  #lookAgain(after: number): void {
    this.#timer = window.setTimeout(() => {
      if (!document.hidden) void this.#look()
      this.#lookAgain(Math.min(seldom, after * 1.5))
    }, after)
  }

  #moves(): boolean {
    return /^(pending|refund-due|refunding) /.test(this.getAttribute('state') ?? '')
  }

  async #look(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      if (answer.ok) this.#take(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    } catch {
      // The network is away: the next look will tell.
    } finally {
      this.#busy = false
    }
  }

  #take(page: Document): void {
    const fresh = page.querySelector('griot-contribution')
    if (!fresh || fresh.getAttribute('state') === this.getAttribute('state')) return
    // What follows the room (taking the money back) belongs to the state too: the whole page moves on.
    const main = page.querySelector('main')
    if (!main) return
    const here = document.querySelector('main')!
    document.title = page.title
    here.replaceChildren(...document.importNode(main, true).childNodes)
    // So that those who listen hear the new title.
    const title = here.querySelector('h1')
    title?.setAttribute('tabindex', '-1')
    title?.focus({ preventScroll: true })
  }

  /** The provider's page opens by itself, the first time only: who comes back with the arrow decides alone. */
  #openOnce(): void {
    const page = this.dataset['open']
    const key = `griot-opened ${location.pathname}`
    if (!page || sessionStorage.getItem(key)) return
    sessionStorage.setItem(key, '1')
    location.assign(page)
  }
}

customElements.define('griot-contribution', Waiting)
