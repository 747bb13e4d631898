import { job, type Timed } from '#platform/jobs'
import { advanceAll } from './actions/advance.ts'
import { deliver } from './actions/deliver.ts'
import { readAll, readAnswers } from './actions/read-answers.ts'
import { readLater, sendLater } from './queue.ts'

export const jobs = [job({ ...sendLater, run: deliver }), job({ ...readLater, run: readAnswers })]

export const timed: readonly Timed[] = [
  { name: 'outreach.advance', cron: '* * * * *', run: advanceAll },
  { name: 'outreach.read', cron: '*/3 * * * *', run: readAll },
]
