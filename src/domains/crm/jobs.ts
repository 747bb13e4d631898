import { job, type Timed } from '#platform/jobs'
import { compareRecords } from './actions/import/pairs.ts'
import { readFileOf } from './actions/import/read.ts'
import { runImport } from './actions/import/run.ts'
import { runUndo } from './actions/import/undo.ts'
import { sweepFiles } from './actions/records/files.ts'
import { tickets } from './tickets.ts'

export const jobs = [
  job({ ...tickets.readImport, run: (ctx, { id }) => readFileOf(ctx, id) }),
  job({ ...tickets.runImport, run: runImport }),
  job({ ...tickets.undoImport, run: runUndo }),
  job({ ...tickets.compare, run: compareRecords }),
]
export const timed: readonly Timed[] = [{ name: 'crm.sweepFiles', cron: '20 3 * * *', run: sweepFiles }]
