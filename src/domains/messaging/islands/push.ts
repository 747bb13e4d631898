/** `<griot-push server="…" marks="…">`: offers to subscribe this browser. Asks for permission only when the button is pressed. */
class Push extends HTMLElement {
  connectedCallback(): void {
    void this.look()
    this.querySelector<HTMLElement>('[data-offer] button')?.addEventListener('click', () => void this.subscribe())
    for (const form of this.querySelectorAll<HTMLFormElement>('[data-mark] form')) form.addEventListener('submit', () => void this.leave(form))
  }

  private async look(): Promise<void> {
    if (!('PushManager' in window) || !('serviceWorker' in navigator) || !window.isSecureContext) return this.say('unable')
    if (Notification.permission === 'denied') return this.say('denied')
    const registration = await navigator.serviceWorker.getRegistration()
    const subscription = await registration?.pushManager.getSubscription()
    const mark = subscription ? await markOf(subscription.endpoint) : ''
    const known = mark !== '' && (this.getAttribute('marks') ?? '').split(' ').includes(mark)
    if (known) this.querySelector<HTMLElement>(`[data-mark="${mark}"] [data-this]`)!.hidden = false
    this.querySelector<HTMLElement>('[data-offer]')!.hidden = known
  }

  private async subscribe(): Promise<void> {
    const button = this.querySelector<HTMLButtonElement>('[data-offer] button')!
    button.disabled = true
    try {
      if ((await Notification.requestPermission()) !== 'granted') return this.say('denied')
      const registration = (await navigator.serviceWorker.getRegistration()) ?? (await navigator.serviceWorker.register('/sw.js'))
      await navigator.serviceWorker.ready
      const former = await registration.pushManager.getSubscription()
      const key = this.getAttribute('server') ?? ''
      if (former && keyOf(former) !== key) await former.unsubscribe()
      const { endpoint, keys } = (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON()
      const answer = await fetch('/api/v1/me/push-devices', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ endpoint, ...keys }) })
      if (!answer.ok) throw new Error(String(answer.status))
      location.reload()
    } catch {
      this.say('failed')
    } finally {
      button.disabled = false
    }
  }

  /** The row goes by its form; if it is this browser's, its subscription goes too. */
  private async leave(form: HTMLFormElement): Promise<void> {
    const subscription = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription()
    if (subscription && form.closest<HTMLElement>('[data-mark]')?.dataset['mark'] === (await markOf(subscription.endpoint))) await subscription.unsubscribe()
  }

  private say(why: 'denied' | 'unable' | 'failed'): void {
    this.querySelector<HTMLElement>(`[data-why="${why}"]`)!.hidden = false
  }
}

/** The beginning of the SHA-256 of the address, as the house shows it. */
async function markOf(endpoint: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint)))
  return [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

customElements.define('griot-push', Push)
