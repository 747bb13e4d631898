/** `<griot-fresh-notices>`: shows its link when something new was told while the page stood open. */
class FreshNotices extends HTMLElement {
  private readonly heard = (event: Event): void => {
    const { topic, data } = (event as CustomEvent<{ topic: string; data: { id?: string } }>).detail
    const link = this.querySelector('a')
    if (link && topic.startsWith('notices:') && data.id) link.hidden = false
  }

  connectedCallback(): void {
    document.addEventListener('griot:stream', this.heard)
  }

  disconnectedCallback(): void {
    document.removeEventListener('griot:stream', this.heard)
  }
}

customElements.define('griot-fresh-notices', FreshNotices)
