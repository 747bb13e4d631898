import { sealAudit } from '#platform/audit'
import { job, type Timed } from '#platform/jobs'
import { eraseDue } from './actions/erase.ts'
import { forgetExports, makeExport } from './actions/export-data.ts'
import { sweepAll } from './actions/retain.ts'
import { tickets } from './queue.ts'

export const jobs = [job({ ...tickets.makeExport, long: true, run: makeExport })] as const

export const timed: readonly Timed[] = [
  { name: 'trust.sealAudit', cron: '* * * * *', run: async (ctx) => void (await sealAudit(ctx)) },
  { name: 'trust.eraseDue', cron: '7 * * * *', run: eraseDue },
  { name: 'trust.forgetExports', cron: '33 2 * * *', run: forgetExports },
  { name: 'trust.sweepAll', cron: '13 3 * * *', run: sweepAll },
]
