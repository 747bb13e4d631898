import { clock } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { job, later, type Timed } from '#platform/jobs'
import { charge, decide, lapseOne, settle } from './actions/end.ts'
import { sendRefunds } from './actions/give-back.ts'
import { payReturned } from './actions/reinstate.ts'
import { showBar } from './actions/show-bar.ts'
import { tellEnd, tellFilmOut, tellOpened, tellPosted } from './actions/tell-many.ts'
import { readLapsed } from './store/contributions.ts'
import { readEnded, readInState, readWithDue } from './store/projects.ts'
import { chargeLater, decideLater, filmOutLater, payReturnedLater, refundLater, settleLater, showBarLater, tellEndLater, tellOpenedLater, tellPostedLater } from './work.ts'

export const jobs = [
  job({ ...showBarLater, run: showBar }),
  job({ ...decideLater, run: decide }),
  job({ ...settleLater, run: settle }),
  job({ ...chargeLater, run: charge }),
  job({ ...refundLater, run: sendRefunds }),
  job({ ...payReturnedLater, run: payReturned }),
  job({ ...tellEndLater, run: tellEnd }),
  job({ ...tellOpenedLater, run: tellOpened }),
  job({ ...tellPostedLater, run: tellPosted }),
  job({ ...filmOutLater, run: tellFilmOut }),
]

export const timed: readonly Timed[] = [
  { name: 'crowdfunding.lapseLater', cron: '* * * * *', run: lapseDue },
  { name: 'crowdfunding.endLater', cron: '* * * * *', run: endDue },
]

/** Contributions whose payment did not come in time. */
async function lapseDue(ctx: Ctx): Promise<void> {
  for (const one of await readLapsed(ctx.db, ctx.now, 500)) await lapseOne({ ...ctx, now: clock.now() }, one)
}

/** Campaigns whose day is over, and what a lost job may have left behind. */
async function endDue(ctx: Ctx): Promise<void> {
  const ended = [...(await readEnded(ctx.db, ctx.now, 100)), ...(await readInState(ctx.db, 'closing'))]
  for (const projectId of ended) await decide(ctx, { projectId })
  for (const projectId of await readInState(ctx.db, 'succeeded')) await later(ctx.db, settleLater, { projectId }, { key: `crowdfunding.settle:${projectId}` })
  for (const projectId of await readWithDue(ctx.db)) await later(ctx.db, refundLater, { projectId }, { key: `crowdfunding.refund:${projectId}` })
}
