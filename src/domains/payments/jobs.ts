import { job, type Timed } from '#platform/jobs'
import { attend } from './actions/attend.ts'
import { attendOut } from './actions/attend-out.ts'
import { reconcile, reconcileDay } from './actions/reconcile.ts'
import { findContested, forget, sweep } from './actions/sweep.ts'
import { attendLater, attendOutLater, reconcileLater } from './work.ts'

export const jobs = [job({ ...attendLater, run: attend }), job({ ...attendOutLater, run: attendOut }), job({ ...reconcileLater, run: reconcile })]

export const timed: readonly Timed[] = [
  { name: 'payments.sweepLater', cron: '* * * * *', run: sweep },
  { name: 'payments.reconcileDayLater', cron: '10 5 * * *', run: reconcileDay },
  { name: 'payments.findContestedLater', cron: '40 4 * * *', run: findContested },
  { name: 'payments.forgetLater', cron: '11 3 * * *', run: forget },
]
