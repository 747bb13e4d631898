import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Icon } from '../icon.tsx'
import { useText } from '../text.tsx'

interface Said {
  text: string
  /** Takes back what was just done. */
  undo?: () => void
}

interface Shown extends Said {
  id: number
}

const stay = 8000
let shown: readonly Shown[] = []
let last = 0
const watchers = new Set<() => void>()

/** Says what was just done, for eight seconds, with the way to take it back. */
export function notify(said: Said): void {
  const id = ++last
  change([...shown, { ...said, id }].slice(-3))
  setTimeout(() => dismiss(id), stay)
}

/** Where messages appear; the root of work screens holds it. Read aloud without taking the focus. */
export function Toasts() {
  const { t } = useText()
  const list = useSyncExternalStore(
    watch,
    () => shown,
    () => none,
  )
  return (
    <section className="toasts" role="status" aria-label={t('ui.notices')}>
      {list.map(({ id, text, undo }) => (
        <div key={id} className="toast">
          <span>{text}</span>
          {undo && (
            <button
              type="button"
              className="toast-undo"
              onClick={() => {
                undo()
                dismiss(id)
              }}
            >
              {t('ui.undo')}
            </button>
          )}
          <button type="button" className="toast-close" aria-label={t('ui.close')} onClick={() => dismiss(id)}>
            <Icon of={X} size="small" />
          </button>
        </div>
      ))}
    </section>
  )
}

const none: readonly Shown[] = []

function dismiss(id: number): void {
  change(shown.filter((one) => one.id !== id))
}

function change(next: readonly Shown[]): void {
  shown = next
  watchers.forEach((tell) => tell())
}

function watch(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}
