interface Entry {
  kind: string
  title: string
  detail?: string | null
  href: string
}

/** Ctrl/⌘ K: one field over pages and everything one may see. The button it replaces stays a link to the search page without script. */
class Palette extends HTMLElement {
  private dialog: HTMLDialogElement | undefined
  private field!: HTMLInputElement
  private list!: HTMLElement
  private said!: HTMLOutputElement
  private entries: Entry[] = []
  private chosen = 0
  private asking: AbortController | undefined
  private due = 0

  connectedCallback(): void {
    this.querySelector('a')?.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.open()
    })
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        this.open()
      }
    })
  }

  private open(): void {
    const dialog = this.dialog ?? this.build()
    if (dialog.open) return
    dialog.showModal()
    this.field.select()
    this.show(this.pages(this.field.value))
  }

  private build(): HTMLDialogElement {
    const dialog = document.createElement('dialog')
    dialog.setAttribute('aria-label', this.text('label'))
    this.field = Object.assign(document.createElement('input'), { type: 'text', enterKeyHint: 'search', placeholder: this.text('hint'), autocomplete: 'off', spellcheck: false })
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-expanded': 'true',
      'aria-controls': 'palette-list',
      'aria-autocomplete': 'list',
      'aria-label': this.text('label'),
    }))
      this.field.setAttribute(name, value)
    this.list = Object.assign(document.createElement('div'), { id: 'palette-list', role: 'listbox', ariaLabel: this.text('label') })
    this.said = document.createElement('output')
    dialog.append(this.field, this.list, this.said)
    this.field.addEventListener('input', () => this.search())
    this.field.addEventListener('keydown', (event) => this.onKey(event))
    this.list.addEventListener('click', (event) => this.go((event.target as Element).closest<HTMLElement>('[role=option]')))
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close())
    this.append(dialog)
    this.dialog = dialog
    return dialog
  }

  private text(name: string): string {
    return this.getAttribute(name) ?? ''
  }

  /** The links of this page's navigations that match. */
  private pages(query: string): Entry[] {
    const found = new Map<string, Entry>()
    for (const link of document.querySelectorAll<HTMLAnchorElement>('header nav a, .menu-list a, .side-nav a, footer nav a')) {
      const title = link.textContent?.trim() ?? ''
      if (title && fold(title).includes(fold(query)) && !found.has(link.pathname)) found.set(link.pathname, { kind: 'page', title, href: link.href })
    }
    return [...found.values()]
  }

  private search(): void {
    const q = this.field.value.trim()
    const pages = this.pages(q)
    this.show(pages)
    clearTimeout(this.due)
    this.asking?.abort()
    if (q.length < 2) return
    this.due = window.setTimeout(() => void this.ask(q, pages), 140)
  }

  private async ask(q: string, pages: Entry[]): Promise<void> {
    this.asking = new AbortController()
    try {
      const answer = await fetch(`/api/v1/search-all?q=${encodeURIComponent(q)}`, { signal: this.asking.signal, headers: { accept: 'application/json' } })
      const { items = [] } = answer.ok ? ((await answer.json()) as { items?: Entry[] }) : {}
      this.show([...items.slice(0, 12), ...pages], true)
    } catch (error) {
      if (!(error instanceof DOMException)) this.said.textContent = this.text('offline')
    }
  }

  private show(entries: Entry[], answered = false): void {
    this.entries = entries
    const kinds = JSON.parse(this.text('kinds') || '{}') as Record<string, string>
    this.list.replaceChildren(...entries.map((entry, place) => option(entry, place, kinds[entry.kind] ?? '')))
    this.said.textContent = answered && entries.length === 0 ? this.text('none') : this.text('help')
    this.choose(0)
  }

  private choose(place: number): void {
    this.chosen = (place + this.entries.length) % (this.entries.length || 1)
    for (const [at, row] of [...this.list.children].entries()) row.setAttribute('aria-selected', String(at === this.chosen))
    const row = this.list.children[this.chosen]
    this.field.setAttribute('aria-activedescendant', row?.id ?? '')
    row?.scrollIntoView({ block: 'nearest' })
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      this.choose(this.chosen + step)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      this.go(this.list.children[this.chosen] as HTMLElement | undefined)
    }
  }

  private go(row: HTMLElement | null | undefined): void {
    const entry = this.entries[[...this.list.children].indexOf(row as Element)]
    const q = this.field.value.trim()
    if (entry) location.assign(entry.href)
    else if (q) location.assign(`/search?q=${encodeURIComponent(q)}`)
  }
}

function option({ title, detail }: Entry, place: number, kind: string): HTMLElement {
  const row = Object.assign(document.createElement('div'), { id: `palette-${place}`, role: 'option' })
  const said = document.createElement('small')
  said.textContent = [kind, detail].filter(Boolean).join(' · ')
  row.append(title, said)
  return row
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

customElements.define('griot-palette', Palette)
