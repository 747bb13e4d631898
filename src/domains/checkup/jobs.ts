import type { Ctx } from '#platform/context'
import { job, later, type Timed } from '#platform/jobs'
import { fetchOne, round } from './actions/figures/fetch.ts'
import { refreshGrid } from './actions/grid/edit.ts'
import { expireDue } from './actions/prescription/hear.ts'
import { today } from './reading/figures.ts'
import { daysBefore, staleAfter } from './rules/figures/growth.ts'
import { ownFrom } from './rules/grid/own.ts'
import { measuringWorkspaces } from './store/fetches.ts'
import { workspacesWith } from './store/grids.ts'
import { bandsLater, fetchLater, roundLater } from './work.ts'

export const jobs = [job({ ...fetchLater, run: fetchOne }), job({ ...roundLater, run: round }), job({ ...bandsLater, run: refreshGrid, long: true })]

export const timed: readonly Timed[] = [
  { name: 'checkup.expirePlansLater', cron: '20 4 * * *', run: expireDue },
  { name: 'checkup.roundsLater', cron: '17 2 * * *', run: rounds },
  { name: 'checkup.gridsLater', cron: '43 3 * * 1', run: grids },
]

/** Every night, all artists with links. */
async function rounds(ctx: Ctx): Promise<void> {
  for (const workspaceId of await measuringWorkspaces(ctx.db)) await later(ctx.db, roundLater, { workspaceId }, { key: `checkup.round:${workspaceId}` })
}

/** Every week, the bands of agencies with enough artists. */
async function grids(ctx: Ctx): Promise<void> {
  const since = daysBefore(today(ctx.now), staleAfter)
  for (const workspaceId of await workspacesWith(ctx.db, ownFrom, since)) await later(ctx.db, bandsLater, { workspaceId }, { key: `checkup.bands:${workspaceId}` })
}
