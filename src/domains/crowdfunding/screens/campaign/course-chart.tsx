import type { Currency } from '#platform/money'
import { useText } from '#ui/text'
import { type Course } from './course.ts'

interface Props {
  course: Course
  currency: Currency
  /** What the drawing says, in one sentence. */
  label: string
}

/** Money over time, towards the goal; ahead of today, the forecast as a fan. Shapes stretch with the page, letters do not. */
export function CourseChart({ course, currency, label }: Props) {
  const { t, number, date } = useText()
  const { line, area, now, goal, ahead, amounts, days } = course
  const short = (amount: number): string => number(currency === 'XOF' || currency === 'XAF' ? amount : amount / 100, { notation: 'compact', maximumFractionDigits: 1 })
  return (
    <figure className="course" role="img" aria-label={label}>
      <div className="course-plot" aria-hidden="true">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          {amounts.map(({ y }) => (
            <line key={y} className="course-grid" x1="0" x2="100" y1={y} y2={y} vectorEffect="non-scaling-stroke" />
          ))}
          {ahead && <polygon className="course-fan" points={`${now.x},${now.y} ${ahead.x},${ahead.high} ${ahead.x},${ahead.low}`} />}
          <polygon className="course-area" points={area} />
          <line className="course-goal" x1="0" x2="100" y1={goal} y2={goal} vectorEffect="non-scaling-stroke" />
          <polyline className="course-line" points={line} vectorEffect="non-scaling-stroke" />
          {ahead && <line className="course-likely" x1={now.x} y1={now.y} x2={ahead.x} y2={ahead.likely} vectorEffect="non-scaling-stroke" />}
        </svg>
        {amounts.map(({ y, amount }) => (
          <span key={y} className="course-amount tabular" style={{ top: `${y}%` }}>
            {short(amount)}
          </span>
        ))}
        <span className="course-goal-word" style={{ top: `${goal}%` }}>
          {t('crowdfunding.studio.chart.goal')}
        </span>
        <span className="course-now" style={{ left: `${now.x}%`, top: `${now.y}%` }} />
      </div>
      <div className="course-days" aria-hidden="true">
        {days.map(({ x, day }, place) => (
          <span key={day + x} data-edge={place === 0 ? 'start' : place === days.length - 1 ? 'end' : undefined} style={{ left: `${x}%` }}>
            {date(day, 'short').replace(/[/.]?\d{4}$/, '')}
          </span>
        ))}
      </div>
      <ul className="course-key" aria-hidden="true">
        <li data-of="line">{t('crowdfunding.studio.chart.raised')}</li>
        {ahead && <li data-of="fan">{t('crowdfunding.studio.chart.interval')}</li>}
        <li data-of="goal">{t('crowdfunding.studio.chart.goal')}</li>
      </ul>
    </figure>
  )
}
