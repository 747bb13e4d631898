import type { PreviousUpload, Upload as TusUpload } from 'tus-js-client'

/**
 * `<griot-upload>` around an ordinary form: files are sent piece by piece (tus), paused, resumed, taken up again after a cut, a closed page or another day when the same
 * file is chosen. Several at once. Without script the form does the same in one go.
 */
interface Words {
  sending: string
  sent: string
  paused: string
  waiting: string
  of: string
  pause: string
  resume: string
  withdraw: string
  failed: string
}

const pieceBytes = 8 * 1024 ** 2
/** Up to this size the file's checksum costs less than a moment. */
const hashedBytes = 64 * 1024 ** 2
const delays = [0, 1000, 3000, 5000, 10_000, 20_000, ...Array.from({ length: 60 }, () => 30_000)]

const fill = (words: string, values: Record<string, string>): string => words.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

async function sha256(file: File): Promise<Record<string, string>> {
  if (file.size > hashedBytes || !window.isSecureContext) return {}
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return { sha256: [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}

/** The sentence of a refusal, which the server wrote in the reader's language. */
function reason(error: Error, fallback: string): string {
  const body = (error as { originalResponse?: { getBody: () => string } | null }).originalResponse?.getBody()
  try {
    return (JSON.parse(body ?? '') as { title?: string }).title ?? fallback
  } catch {
    return fallback
  }
}

const statusOf = (error: Error): number => (error as { originalResponse?: { getStatus: () => number } | null }).originalResponse?.getStatus() ?? 0

/** One file on its way: a line with its name, its progress and two buttons. */
function line(file: File, words: Words, locale: string) {
  const root = document.createElement('li')
  const text = root.appendChild(document.createElement('p'))
  const bar = root.appendChild(document.createElement('progress'))
  const detail = root.appendChild(document.createElement('small'))
  const buttons = root.appendChild(document.createElement('div'))
  buttons.className = 'btn-row'
  bar.max = 1
  const [unit, divisor] = file.size < 1e6 ? (['kilobyte', 1e3] as const) : (['megabyte', 1e6] as const)
  const size = new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 })
  const say = (sentence: string): void => {
    const words = fill(sentence, { name: file.name })
    if (text.textContent !== words) text.textContent = words
    bar.setAttribute('aria-label', words)
  }
  const button = (label: string, work: () => void): HTMLButtonElement => {
    const one = buttons.appendChild(document.createElement('button'))
    one.type = 'button'
    one.className = 'btn'
    one.dataset['kind'] = 'quiet'
    one.dataset['size'] = 'small'
    one.textContent = label
    one.addEventListener('click', work)
    return one
  }
  return {
    root,
    say,
    button,
    progress: (done: number): void => {
      bar.value = file.size > 0 ? done / file.size : 1
      detail.textContent = fill(words.of, { done: size.format(done / divisor), total: size.format(file.size / divisor) })
    },
    end: (bad: boolean): void => {
      buttons.remove()
      if (bad) root.dataset['bad'] = ''
      if (bad) bar.remove()
    },
  }
}

class UploadForm extends HTMLElement {
  private readonly running = new Set<{ wake: () => void }>()
  private readonly online = (): void => this.running.forEach((one) => one.wake())

  connectedCallback(): void {
    this.addEventListener('submit', this)
    for (const name of ['dragover', 'dragleave', 'drop']) this.addEventListener(name, this)
    window.addEventListener('online', this.online)
  }

  disconnectedCallback(): void {
    window.removeEventListener('online', this.online)
  }

  handleEvent(event: Event): void {
    if (event instanceof DragEvent) return this.drag(event)
    const form = event.target as HTMLFormElement
    const input = form.querySelector<HTMLInputElement>('input[type=file]')
    if (!input?.files?.length) return
    event.preventDefault()
    for (const file of input.files) void this.send(file, form)
    input.value = ''
  }

  private drag(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.toggleAttribute('data-over', event.type === 'dragover')
    const input = this.querySelector<HTMLInputElement>('input[type=file]')
    if (event.type !== 'drop' || !input || !event.dataTransfer.files.length) return
    input.files = event.dataTransfer.files
    if (input.form?.reportValidity()) input.form.requestSubmit()
  }

  private async send(file: File, form: HTMLFormElement): Promise<void> {
    const words = JSON.parse(this.getAttribute('words') ?? '{}') as Words
    const fields = Object.fromEntries([...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[0] !== 'back'))
    const shown = line(file, words, this.lang)
    this.querySelector('[data-uploads]')?.append(shown.root)
    shown.say(words.sending)
    shown.progress(0)
    const [{ Upload }, sum] = await Promise.all([import('tus-js-client'), sha256(file)])
    let waiting = false
    const upload: TusUpload = new Upload(file, {
      endpoint: '/api/uploads',
      chunkSize: pieceBytes,
      retryDelays: delays,
      removeFingerprintOnSuccess: true,
      metadata: { ...fields, ...sum, filename: file.name },
      fingerprint: async (one) =>
        ['griot', fields['titleId'], fields['purpose'], fields['language'] ?? '', (one as File).name, (one as File).size, (one as File).lastModified].join('-'),
      onProgress: (done) => {
        waiting = false
        shown.say(words.sending)
        shown.progress(done)
      },
      onShouldRetry: (error) => {
        const status = statusOf(error)
        waiting = status === 0
        if (waiting) shown.say(words.waiting)
        return [0, 409, 423, 429, 502, 503, 504].includes(status)
      },
      onError: (error) => over(true, reason(error, words.failed)),
      onSuccess: () => over(false, words.sent),
    })
    // The network is back: no need to wait for the next try.
    const entry = { wake: (): void => void (waiting && upload.abort().then(() => upload.start())) }
    const over = (bad: boolean, sentence: string): void => {
      this.running.delete(entry)
      shown.end(bad)
      shown.say(sentence)
      document.dispatchEvent(new CustomEvent('griot:uploaded', { detail: { ...fields, refused: bad } }))
      if (!bad && this.hasAttribute('reload')) location.reload()
    }
    this.buttons(shown, upload, words, () => {
      waiting = false
      this.running.delete(entry)
    })
    this.running.add(entry)
    // The same file, begun before on this device: it goes on where it stopped.
    const before: PreviousUpload[] = await upload.findPreviousUploads()
    if (before[0]) upload.resumeFromPreviousUpload(before[0])
    upload.start()
  }

  private buttons(shown: ReturnType<typeof line>, upload: TusUpload, words: Words, forget: () => void): void {
    let paused = false
    const pause = shown.button(words.pause, () => {
      paused = !paused
      pause.textContent = paused ? words.resume : words.pause
      if (!paused) return upload.start()
      void upload.abort()
      shown.say(words.paused)
    })
    shown.button(words.withdraw, () => {
      forget()
      shown.root.remove()
      void upload.abort(true).finally(() => document.dispatchEvent(new CustomEvent('griot:uploaded', { detail: {} })))
    })
  }
}

customElements.define('griot-upload', UploadForm)
