/** Over the last seconds of a film, at most a quarter of it. */
const lastSeconds = 15

/** `<griot-end-card>`: lays its card over the player near the end, and into what the player says when the film is over. It listens to the video only. */
class EndCard extends HTMLElement {
  #card: HTMLElement | null = null
  #player: Element | null = null
  #closed = false
  #watching: MutationObserver | null = null

  readonly #follow = (): void => {
    const video = this.#player?.querySelector('video')
    if (!video || !this.#card || video.ended) return
    const left = video.duration - video.currentTime
    const near = video.currentTime > 0 && left <= Math.min(lastSeconds, video.duration / 4)
    if (!near) this.#closed = false
    this.#lay(this.#player!, near && !this.#closed)
  }

  connectedCallback(): void {
    this.#card = this.querySelector('.fund-end')
    this.#player = document.querySelector('griot-player')
    if (!this.#card || !this.#player) return
    // Media events do not bubble, but they are caught on the way down.
    this.#player.addEventListener('timeupdate', this.#follow, true)
    this.#player.addEventListener('seeked', this.#follow, true)
    this.#card.querySelector('[data-close]')?.addEventListener('click', () => {
      this.#closed = true
      this.#lay(this.#player!, false)
    })
    this.#watching = new MutationObserver(() => this.#join())
    this.#watching.observe(this.#player, { childList: true })
    // This script may come after the film's last seconds, or its end.
    this.#follow()
    this.#join()
  }

  disconnectedCallback(): void {
    this.#player?.removeEventListener('timeupdate', this.#follow, true)
    this.#player?.removeEventListener('seeked', this.#follow, true)
    this.#watching?.disconnect()
    this.#card?.remove()
  }

  /** The film is over: the card stands in the player's last words. */
  #join(): void {
    const words = this.#player?.querySelector('.gp-message > div')
    if (words && this.#player?.querySelector('video')?.ended && this.#card?.parentElement !== words) this.#lay(words, true)
  }

  #lay(place: Element, shown: boolean): void {
    const card = this.#card!
    if (shown && card.parentElement !== place) place.append(card)
    if (card.hidden === shown) card.hidden = !shown
  }
}

customElements.define('griot-end-card', EndCard)
