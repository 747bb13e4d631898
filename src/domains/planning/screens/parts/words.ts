import { useText } from '#ui/text'
import { addDays } from '../../rules/days.ts'
import type { Recurrence } from '../../types.ts'

/** Days and hours as one says them. */
export function useDays(today: string): { day: (day: string) => string; full: (day: string) => string; hour: (minute: number) => string } {
  const { t, date, time } = useText()
  return {
    day: (day) => {
      if (day === today) return t('planning.today')
      if (day === addDays(today, 1)) return t('planning.tomorrow')
      if (day === addDays(today, -1)) return t('planning.yesterday')
      return date(day, day.slice(0, 4) === today.slice(0, 4) ? 'medium' : 'long').replace(` ${today.slice(0, 4)}`, '')
    },
    full: (day) => date(day, 'full'),
    hour: (minute) => time(minute * 60_000),
  }
}

/** 2026-11-23 was a Monday. */
export function useWeekday(): (weekday: number) => string {
  const { locale } = useText()
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  return (weekday) => name.format(new Date(`${addDays('2026-11-22', weekday)}T00:00:00Z`))
}

type Said = { [Name in keyof Recurrence]: Recurrence[Name] | null }

/** « chaque semaine, lundi et jeudi, jusqu’au 3 mars ». */
export function useRule(): (rule: Said) => string {
  const { t, list, date } = useText()
  const weekday = useWeekday()
  return ({ every, unit, weekdays, monthDay, until, times }) =>
    [
      t(`planning.every.${unit ?? 'week'}`, { every }),
      unit === 'week' && weekdays?.length ? list(weekdays.toSorted((a, b) => a - b).map(weekday)) : null,
      unit === 'month' && monthDay ? (monthDay === 31 ? t('planning.lastDay') : t('planning.onDate', { date: monthDay })) : null,
      until ? t('planning.until', { day: date(until) }) : null,
      times ? t('planning.times', { times }) : null,
    ]
      .filter(Boolean)
      .join(', ')
}
