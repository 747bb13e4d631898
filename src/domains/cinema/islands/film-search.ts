interface FoundThing {
  kind: 'film' | 'person'
  title: string
  detail: string
  href: string
}

/** Proposes films and people under a search box while one types: an ARIA combobox whose choices are links. Without it the form still works. */
class FilmSearch extends HTMLElement {
  #input: HTMLInputElement | null = null
  #list = document.createElement('div')
  #asked = ''
  #timer = 0
  #current = -1

  connectedCallback(): void {
    const input = this.querySelector('input')
    if (!input || this.#input) return
    this.#input = input
    this.#list.id = `found-${Math.random().toString(36).slice(2)}`
    this.#list.className = 'cine-found'
    this.#list.hidden = true
    for (const [name, value] of Object.entries({ role: 'listbox', 'aria-label': this.getAttribute('films') ?? '' })) this.#list.setAttribute(name, value)
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': this.#list.id, 'aria-autocomplete': 'list' }))
      input.setAttribute(name, value)
    this.append(this.#list)
    input.addEventListener('input', () => this.#later())
    input.addEventListener('keydown', (event) => this.#key(event))
    this.addEventListener('focusout', (event) => !this.contains(event.relatedTarget as Node | null) && this.#show([]))
  }

  #later(): void {
    clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#ask(this.#input!.value.trim()), 140)
  }

  async #ask(question: string): Promise<void> {
    this.#asked = question
    if (question.length < 2) return this.#show([])
    const answer = await fetch(`/api/v1/search?limit=8&q=${encodeURIComponent(question)}`).catch(() => null)
    if (!answer?.ok) return
    const { items } = (await answer.json()) as { items: FoundThing[] }
    if (this.#asked === question && this.contains(document.activeElement)) this.#show(items)
  }

  #show(items: readonly FoundThing[]): void {
    this.#current = -1
    this.#list.replaceChildren(...items.map((item, place) => this.#choice(item, place)))
    this.#list.hidden = items.length === 0
    this.#input!.setAttribute('aria-expanded', String(items.length > 0))
    this.#input!.removeAttribute('aria-activedescendant')
  }

  #choice({ title, detail, href }: FoundThing, place: number): HTMLElement {
    const link = document.createElement('a')
    const small = document.createElement('small')
    link.href = href
    link.id = `${this.#list.id}-${place}`
    link.tabIndex = -1
    link.setAttribute('role', 'option')
    small.textContent = detail
    link.append(title, small)
    return link
  }

  #key(event: KeyboardEvent): void {
    const choices = [...this.#list.children] as HTMLAnchorElement[]
    if (event.key === 'Escape' && choices.length > 0) {
      event.preventDefault()
      return this.#show([])
    }
    if (event.key === 'Enter' && this.#current >= 0) {
      event.preventDefault()
      return choices[this.#current]!.click()
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || choices.length === 0) return
    event.preventDefault()
    this.#current = this.#current === -1 && step === -1 ? choices.length - 1 : (this.#current + step + choices.length) % choices.length
    choices.forEach((choice, place) => choice.setAttribute('aria-selected', String(place === this.#current)))
    choices[this.#current]!.scrollIntoView({ block: 'nearest' })
    this.#input!.setAttribute('aria-activedescendant', choices[this.#current]!.id)
  }
}

customElements.define('griot-film-search', FilmSearch)
