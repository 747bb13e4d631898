import { job, type Timed } from '#platform/jobs'
import { analyseOne, dailyRound, learn, refresh } from './actions/rounds.ts'
import { analyseLater, learnLater, refreshLater } from './work.ts'

export const jobs = [
  job({ ...analyseLater, run: analyseOne }),
  job({ ...refreshLater, long: true, run: refresh }),
  job({ ...learnLater, long: true, run: async (ctx, input) => void (await learn(ctx, input)) }),
]

/** Every night, after the day's figures. */
export const timed: readonly Timed[] = [{ name: 'fit.dailyLater', cron: '40 3 * * *', run: dailyRound }]
