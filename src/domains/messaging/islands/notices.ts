/** `<griot-notices>`: asks again how many notices wait when the stream says that there is a new one. */
class Notices extends HTMLElement {
  private readonly heard = (event: Event): void => {
    const { topic } = (event as CustomEvent<{ topic: string }>).detail
    if (topic.startsWith('notices:')) void this.count()
  }

  connectedCallback(): void {
    document.addEventListener('griot:stream', this.heard)
  }

  disconnectedCallback(): void {
    document.removeEventListener('griot:stream', this.heard)
  }

  private async count(): Promise<void> {
    const answer = await fetch('/api/v1/notices/unread')
    const figure = this.querySelector<HTMLElement>('[data-count]')
    if (!answer.ok || !figure) return
    const { count } = (await answer.json()) as { count: number }
    figure.textContent = String(count)
    figure.hidden = count === 0
  }
}

customElements.define('griot-notices', Notices)
