import { useText } from '#ui/text'
import { hoursFor, limitsOf, type Offer, type Owner, owners } from '../../rules/prescription/offers.ts'
import { dayOf } from '../../rules/prescription/prescribe.ts'
import { loadOf, weekOf } from '../../rules/prescription/weeks.ts'

interface Props {
  lines: readonly { key: string; title: string; dueOn: string; hours: number; owner: Owner }[]
  offer: Offer
  startsOn: string
  hoursWeek: number
}

const isDay = (day: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))

/** The plan at a glance: when each line ends, and everyone's hours week by week against what they have. Read aloud it is a table. */
export function PlanCourse({ lines, offer, startsOn, hoursWeek }: Props) {
  const { t, number, date } = useText()
  const dated = lines.filter(({ dueOn, hours }) => isDay(dueOn) && Number.isFinite(hours))
  if (!isDay(startsOn) || dated.length === 0) return null
  const capacity = (owner: Owner): number => hoursFor(owner, offer, hoursWeek)
  const load = loadOf(dated, startsOn, capacity)
  const weeks = Math.max(limitsOf[offer].weeks, load.length)
  return (
    <figure className="plan-course">
      <figcaption>{t('checkup.plan.course', { from: date(startsOn, 'medium'), to: date(dayOf(startsOn, weeks), 'medium') })}</figcaption>
      <ol className="plan-marks" aria-hidden="true">
        {dated.map(({ key, title, dueOn, owner }, place) => (
          <li key={key || place} data-owner={owner} title={`${title} · ${date(dueOn, 'medium')}`}>
            <svg viewBox={`0 0 ${weeks} 1`} preserveAspectRatio="none" width="100%" height="8">
              <rect width={weeks} height="1" className="plan-way" />
              <rect width={Math.min(weeks, weekOf(startsOn, dueOn))} height="1" />
            </svg>
          </li>
        ))}
      </ol>
      {owners.map((owner) => (
        <Effort key={owner} owner={owner} capacity={capacity(owner)} hours={Array.from({ length: weeks }, (_, place) => load[place]?.hours[owner] ?? 0)} />
      ))}
      <table className="visually-hidden">
        <caption>{t('checkup.plan.effortByWeek')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('checkup.plan.week')}</th>
            {owners.map((owner) => (
              <th key={owner} scope="col">
                {t(`checkup.plan.owner.${owner}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {load.map(({ week, hours }) => (
            <tr key={week}>
              <th scope="row">{number(week)}</th>
              {owners.map((owner) => (
                <td key={owner}>{t('checkup.plan.hoursN', { n: number(Math.round(hours[owner] * 10) / 10) })}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

/** One owner's weeks as bars below the line of what they have; a week that asks for more is marked. */
function Effort({ owner, capacity, hours }: { owner: Owner; capacity: number; hours: readonly number[] }) {
  const { t, number } = useText()
  const sum = hours.reduce((all, one) => all + one, 0)
  if (sum === 0) return null
  const top = Math.max(capacity, ...hours) || 1
  const over = hours.filter((one) => one > capacity + 1e-9).length
  return (
    <div className="plan-effort" data-owner={owner}>
      <p>
        <strong>{t(`checkup.plan.owner.${owner}`)}</strong> {t('checkup.plan.effort', { hours: number(Math.round(sum * 10) / 10), capacity: number(capacity) })}
        {over > 0 && <span className="text-bad"> {t('checkup.plan.over', { n: over })}</span>}
      </p>
      <svg viewBox={`0 0 ${hours.length} 20`} preserveAspectRatio="none" width="100%" height="40" aria-hidden="true">
        {hours.map((one, week) => (
          <rect key={week} x={week + 0.1} width={0.8} y={20 - (20 * one) / top} height={(20 * one) / top} className={one > capacity + 1e-9 ? 'plan-over' : undefined} />
        ))}
        <line x1="0" x2={hours.length} y1={20 - (20 * capacity) / top} y2={20 - (20 * capacity) / top} vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  )
}
