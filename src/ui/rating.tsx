import { Star } from 'lucide-react'
import { fieldId } from './notice.tsx'
import { useText } from './text.tsx'

const marks = [1, 2, 3, 4, 5] as const

/** The mean of people's marks out of five, and how many gave one. */
export function Rating({ value, count }: { value: number; count?: number }) {
  const { t, number } = useText()
  const shown = number(value, { maximumFractionDigits: 1 })
  return (
    <span className="rating">
      <Star className="icon" data-size="small" fill="currentColor" aria-hidden="true" />
      <span className="visually-hidden">{t('ui.rated', { value })}</span>
      <span aria-hidden="true" className="tabular">
        {shown}
      </span>
      {count !== undefined && <span className="rating-count">{t('ui.ratedBy', { count })}</span>}
    </span>
  )
}

/** Five stars to choose from; goes with its form. */
export function RatingInput({ name, label, value }: { name: string; label: string; value?: number }) {
  const { t } = useText()
  return (
    <fieldset className="rating-input" id={fieldId(name)}>
      <legend>{label}</legend>
      {marks.map((mark) => (
        <label key={mark} title={t('ui.stars', { count: mark })}>
          <input type="radio" name={name} value={mark} defaultChecked={mark === value} />
          <span className="visually-hidden">{t('ui.stars', { count: mark })}</span>
          <Star className="icon" data-size="large" aria-hidden="true" />
        </label>
      ))}
    </fieldset>
  )
}
