import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './badge.tsx'
import { Icon } from './icon.tsx'
import { useText } from './text.tsx'

interface ProgressProps {
  label: ReactNode
  /** Left out when nobody knows how long it will take. */
  value?: number
  max?: number
  detail?: ReactNode
}

/** Long work under way: what it is, how far it is. */
export function Progress({ label, value, max = 1, detail }: ProgressProps) {
  const { percent } = useText()
  return (
    <div className="progress">
      <label>
        <span>{label}</span>
        {value !== undefined && <span className="tabular">{percent(Math.floor((100 * value) / max) / 100)}</span>}
        <progress value={value} max={max} />
      </label>
      {detail && <p>{detail}</p>}
    </div>
  )
}

/** A level within a range: space used, data spared. */
export function Meter({ label, value, max = 1, text, high }: { label: ReactNode; value: number; max?: number; text?: ReactNode; high?: number }) {
  const { percent } = useText()
  return (
    <label className="meter" data-high={high !== undefined && value >= high ? '' : undefined}>
      <span>{label}</span>
      <span className="tabular">{text ?? percent(value / max)}</span>
      <meter value={value} max={max} high={high} />
    </label>
  )
}

export interface Step {
  label: ReactNode
  state: 'done' | 'current' | 'next' | 'stopped'
  detail?: ReactNode
  at?: ReactNode
}

/** Where a thing stands on its way. */
export function Steps({ items, direction = 'down' }: { items: readonly Step[]; direction?: 'down' | 'across' }) {
  const { t } = useText()
  return (
    <ol className="steps" data-direction={direction}>
      {items.map(({ label, state, detail, at }, place) => (
        <li key={place} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
          <span className="steps-mark">
            {state === 'done' && <Icon of={Check} size="small" />}
            {state === 'stopped' && <Icon of={X} size="small" />}
          </span>
          <span className="steps-label">
            {label}
            <span className="visually-hidden"> ({t(`ui.step_${state}`)})</span>
          </span>
          {at && <span className="steps-at">{at}</span>}
          {detail && <div className="steps-detail">{detail}</div>}
        </li>
      ))}
    </ol>
  )
}

/** One line that says how things are. `live` reads changes aloud and shows a beating light. */
export function StatusLine({ tone = 'neutral', live, children }: { tone?: Tone; live?: boolean; children: ReactNode }) {
  return (
    <p className="status-line" data-tone={tone} data-live={live ? '' : undefined} role={live ? 'status' : undefined}>
      {children}
    </p>
  )
}

/** The shape of what comes. */
export function Skeleton({ shape = 'line', count = 1 }: { shape?: 'line' | 'title' | 'poster' | 'card'; count?: number }) {
  return Array.from({ length: count }, (_, place) => <span key={place} className="skeleton" data-shape={shape} aria-hidden="true" />)
}
