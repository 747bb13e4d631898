/**
 * `<griot-live topics="film:1,film:2">`: what the server says on these topics becomes the DOM event `griot:stream` on `document`
 * (detail: topic, data, id). One connection serves the whole tab; it closes while the tab is hidden and then reads what it missed.
 */
const wanted = new Map<Element, string[]>()
let source: EventSource | undefined
let open = ''
let lastId = ''

function topics(): string[] {
  return [...new Set([...wanted.values()].flat())].toSorted()
}

function connect(): void {
  const asked = document.hidden ? '' : topics().join(',')
  if (asked === open) return
  source?.close()
  source = undefined
  open = asked
  if (!asked) return
  source = new EventSource(`/api/stream?${new URLSearchParams({ topics: asked, ...(lastId ? { since: lastId } : {}) })}`)
  for (const topic of asked.split(',')) source.addEventListener(topic, (event) => tell(topic, event as MessageEvent<string>))
}

function tell(topic: string, event: MessageEvent<string>): void {
  lastId = event.lastEventId || lastId
  document.dispatchEvent(new CustomEvent('griot:stream', { detail: { topic, event: topic, data: JSON.parse(event.data) as unknown, id: event.lastEventId } }))
}

let due = 0
/** Elements come and go together: one connection for all of them. */
function soon(): void {
  clearTimeout(due)
  due = window.setTimeout(connect, 50)
}

class Live extends HTMLElement {
  static readonly observedAttributes = ['topics']

  connectedCallback(): void {
    this.attributeChangedCallback()
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return
    wanted.set(this, (this.getAttribute('topics') ?? '').split(',').filter(Boolean))
    soon()
  }

  disconnectedCallback(): void {
    wanted.delete(this)
    soon()
  }
}

document.addEventListener('visibilitychange', connect)
addEventListener('pagehide', () => source?.close())
customElements.define('griot-live', Live)
