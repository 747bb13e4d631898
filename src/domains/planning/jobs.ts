import type { Timed } from '#platform/jobs'
import { tellMornings, tellReminders } from './actions/mornings.ts'
import { makeComingMonth } from './actions/rhythms.ts'
import { makeSeriesTasks } from './actions/series.ts'

export const jobs = []

export const timed: readonly Timed[] = [
  { name: 'planning.makeSeriesLater', cron: '7 2 * * *', run: makeSeriesTasks },
  { name: 'planning.makeMonthLater', cron: '17 2 * * *', run: makeComingMonth },
  // Every hour is seven in the morning somewhere; half past, where zones are half hours.
  { name: 'planning.tellMorningsLater', cron: '1,31 * * * *', run: tellMornings },
  { name: 'planning.tellRemindersLater', cron: '2,32 * * * *', run: tellReminders },
]
