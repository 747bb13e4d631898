import { CalendarPlus } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { addDays, dayOfMonth, mondayOf } from '../../rules/days.ts'
import { type DatedStep, datedSteps } from '../../rules/rhythm.ts'
import { useWeekday } from '../parts/words.ts'
import type { ShownRhythm } from './rhythm.tsx'

interface StripProps {
  rhythm: ShownRhythm
  month: string
  open: boolean
  mayEdit: boolean
}

/** A month of the rhythm as a calendar: what will be made, or what became of it. */
export function MonthStrip({ rhythm, month, open, mayEdit }: StripProps) {
  const { t, locale } = useText()
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}T00:00:00Z`))
  const made = rhythm.made.find((one) => one.month === month)
  const steps = datedSteps(rhythm.steps, month)
  return (
    <details className="disclosure month-box" open={open}>
      <summary>
        <span>{name}</span>
        {made ? <Badge tone="good">{t('planning.monthDone', { open: made.open, done: made.done })}</Badge> : <Badge>{t('planning.monthSteps', { count: steps.length })}</Badge>}
      </summary>
      <div>
        <Calendar steps={steps} phases={[...new Set(rhythm.steps.map(({ phase }) => phase ?? ''))]} caption={name} />
        {mayEdit && (
          <form method="post" className="mt-3">
            <Hidden values={{ intent: made ? 'unmake' : 'make', id: rhythm.id, month }} />
            <Button type="submit" kind={made ? 'quiet' : open ? 'primary' : 'secondary'} icon={made ? undefined : <Icon of={CalendarPlus} />}>
              {t(made ? 'planning.unmake' : 'planning.make', { month: name })}
            </Button>
          </form>
        )}
      </div>
    </details>
  )
}

function Calendar({ steps, phases, caption }: { steps: readonly DatedStep[]; phases: readonly string[]; caption: string }) {
  const { date } = useText()
  const weekday = useWeekday()
  const days = [1, 2, 3, 4, 5, 6, 7]
  const mondays = [...new Set(steps.map(({ day }) => mondayOf(day)))].toSorted()
  return (
    <table className="month">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {days.map((day) => (
            <th key={day} scope="col">
              {weekday(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {mondays.map((monday) => (
          <tr key={monday}>
            {days.map((one) => {
              const day = addDays(monday, one - 1)
              return (
                <td key={day} data-weekend={one > 5 ? '' : undefined}>
                  <time className="month-date" dateTime={day} title={date(day, 'full')}>
                    {dayOfMonth(day) === 1 || one === 1 ? date(day, 'medium').replace(/[\s.]*\d{4}$/, '') : dayOfMonth(day)}
                  </time>
                  {steps
                    .filter((step) => step.day === day)
                    .map(({ place, title, phase }) => (
                      <span key={place} className="month-step" data-phase={phases.indexOf(phase ?? '') % 4}>
                        {title}
                      </span>
                    ))}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
