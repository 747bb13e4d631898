interface InstallPrompt extends Event {
  prompt: () => Promise<unknown>
}

/** Offers to install Griot, when the browser says it can be. */
class Install extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button')
    if (!button) return
    let offer: InstallPrompt | undefined
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault()
      offer = event as InstallPrompt
      button.hidden = false
    })
    addEventListener('appinstalled', () => (button.hidden = true))
    button.addEventListener('click', () => void offer?.prompt().then(() => (button.hidden = true)))
  }
}

customElements.define('griot-install', Install)
