import { formats } from '#ui/words/formats.ts'

interface Said {
  raised: number
  contributors: number
  percent: number
}

/** `<griot-funding>`: the bar and its figures move as the stream of the project tells, and say so once, quietly. */
class Funding extends HTMLElement {
  #shown = 0
  #frame = 0

  readonly #heard = (event: Event): void => {
    const { topic, data } = (event as CustomEvent<{ topic: string; data: Said }>).detail
    if (topic === `project:${this.getAttribute('project')}` && typeof data.raised === 'number') this.#show(data)
  }

  connectedCallback(): void {
    this.#shown = Number(this.dataset['raised'])
    document.addEventListener('griot:stream', this.#heard)
  }

  disconnectedCallback(): void {
    document.removeEventListener('griot:stream', this.#heard)
    cancelAnimationFrame(this.#frame)
  }

  #show({ raised, contributors, percent }: Said): void {
    const lang = this.getAttribute('lang') === 'en' ? 'en' : 'fr'
    const { money, number } = formats(lang)
    const amount = (value: number): string => money(Math.round(value), this.getAttribute('currency') ?? 'XOF')
    const ratio = this.#say('percent').textContent?.replace(/[\d\s\u202f\u00a0]+/, `${percent}${lang === 'fr' ? '\u00a0' : ''}`)
    this.#say('percent').textContent = ratio ?? `${percent} %`
    this.#say('contributors').textContent = number(contributors)
    this.#say('people').textContent = (new Intl.PluralRules(lang).select(contributors) === 'one' ? this.dataset['one'] : this.dataset['many']) ?? ''
    this.#say('told').textContent = (this.dataset['told'] ?? '').replace('{raised}', amount(raised)).replace('{percent}', String(percent))
    this.#move(raised, percent, amount)
  }

  /** From what is shown to what is said, in a second; at once for those who want no motion. */
  #move(raised: number, percent: number, amount: (value: number) => string): void {
    const bar = this.querySelector('progress')!
    const from = this.#shown
    const fromPercent = bar.max > 100 ? bar.max : bar.value
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const begun = performance.now()
    this.#shown = raised
    cancelAnimationFrame(this.#frame)
    const step = (now: number): void => {
      const part = still ? 1 : Math.min(1, (now - begun) / 1_000)
      const eased = 1 - (1 - part) ** 3
      this.#say('raised').textContent = amount(from + (raised - from) * eased)
      const reached = fromPercent + (percent - fromPercent) * eased
      bar.max = Math.max(100, reached)
      bar.value = Math.min(100, reached)
      bar.toggleAttribute('data-over', reached > 100)
      if (part < 1) this.#frame = requestAnimationFrame(step)
    }
    step(begun)
  }

  #say(part: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-part=${part}]`)!
  }
}

customElements.define('griot-funding', Funding)
