import type { ReactNode } from 'react'
import { useText } from './text.tsx'

export interface Bar {
  label: string
  value: number
  /** How the value is said; left out, the number in the reader's writing. */
  text?: string
}

/** Amounts side by side. It is a table whose cells are drawn, so everyone reads the same figures. */
export function BarChart({
  caption,
  rows,
  labels,
  largest: end,
}: {
  caption: ReactNode
  rows: readonly Bar[]
  labels?: { name: string; value: string }
  /** The end of the scale; left out, the largest value. */ largest?: number
}) {
  const { number, t } = useText()
  const largest = end ?? (Math.max(...rows.map((row) => row.value), 0) || 1)
  return (
    <table className="bars">
      <caption>{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{labels?.name ?? t('ui.name')}</th>
          <td aria-hidden="true" />
          <th scope="col">{labels?.value ?? t('ui.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, value, text }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td aria-hidden="true">
              <svg width="100%" height="10" preserveAspectRatio="none">
                <rect width={`${(100 * value) / largest}%`} height="10" rx="2" />
              </svg>
            </td>
            <td className="tabular">{text ?? number(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The course of one figure, from first to last, with what it says in words. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const top = Math.max(...values, 0) || 1
  const step = values.length > 1 ? 100 / (values.length - 1) : 0
  const points = values.map((value, place) => `${(place * step).toFixed(1)},${(29 - (28 * value) / top).toFixed(1)}`).join(' ')
  return (
    <svg className="sparkline" role="img" aria-label={label} viewBox="0 0 100 30" preserveAspectRatio="none">
      <polyline points={points} fill="none" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
