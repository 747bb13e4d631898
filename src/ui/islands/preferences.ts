/** Changes the appearance at once, and tells the server behind. Without script the same buttons post the form. */
class Preferences extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('button[name=theme]')
      if (!button) return
      event.preventDefault()
      document.documentElement.dataset['theme'] = button.value
      for (const one of this.querySelectorAll('button')) one.setAttribute('aria-pressed', String(one === button))
      void fetch('/preferences', { method: 'POST', body: new URLSearchParams({ theme: button.value }), redirect: 'manual' })
    })
  }
}

customElements.define('griot-preferences', Preferences)
