/** Saves and rates without leaving the page. The forms stay what they are: when the network fails, they are sent the ordinary way. */
class GriotOpinion extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute('data-ready', '')
    this.addEventListener('submit', (event) => {
      const form = event.target as HTMLFormElement
      event.preventDefault()
      void this.#send(form)
    })
    this.addEventListener('change', (event) => (event.target as HTMLInputElement).form?.requestSubmit())
  }

  async #send(form: HTMLFormElement): Promise<void> {
    const fields = new FormData(form)
    const film = `/api/v1/films/${this.getAttribute('film')}`
    const saving = fields.get('intent') === 'save'
    const body = saving ? { saved: fields.get('saved') === 'true' } : { stars: Number(fields.get('stars')) }
    const response = await fetch(saving ? `${film}/favourite` : `${film}/rating`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => null)
    if (!response?.ok) return form.submit()
    const answer = (await response.json()) as { saved: boolean; average: number | null; count: number }
    if (saving) this.#show(form, answer.saved)
  }

  #show(form: HTMLFormElement, saved: boolean): void {
    form.querySelector<HTMLInputElement>('[name=saved]')!.value = String(!saved)
    const button = form.querySelector('button')!
    button.setAttribute('aria-pressed', String(saved))
    button.dataset.kind = saved ? 'primary' : 'secondary'
    form.querySelector('[data-word]')!.textContent = (saved ? this.dataset.saved : this.dataset.save) ?? ''
  }
}

customElements.define('griot-opinion', GriotOpinion)
