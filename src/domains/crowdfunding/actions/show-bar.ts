import { setTimeout as wait } from 'node:timers/promises'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { publish } from '#platform/stream'
import { barOf } from '../bar.ts'
import { projectHalfway } from '../events.ts'
import { markOf, milestoneOfBar } from '../rules/project.ts'
import { markGivers, markTold, type ProjectRow, readProject, sortBy } from '../store/projects.ts'
import { tellMakers } from './tell.ts'

/** No more than so often, in milliseconds: a bar that moves faster than the eye helps nobody. */
const pace = 250
const lastShown = new Map<string, number>()

/** Shows the bar as it stands to everyone who watches, and tells the makers of the marks it has passed. Jobs of one project come one after the other. */
export async function showBar(ctx: Ctx, { projectId }: { projectId: string }): Promise<void> {
  const since = performance.now() - (lastShown.get(projectId) ?? -pace)
  if (since < pace) await wait(pace - since)
  lastShown.set(projectId, performance.now())
  if (lastShown.size > 5_000) lastShown.clear()
  await transaction(ctx, async (inside) => {
    const project = await readProject(inside.db, projectId)
    if (!project) return
    const { raised, contributors, percent, pending, state } = await barOf(inside.db, project)
    await publish(inside.db, `project:${projectId}`, { raised, contributors, percent, pending, state })
    await sortBy(inside.db, projectId, percent)
    if (project.state === 'live') await tellMarks(inside, project, { percent, contributors })
  })
}

async function tellMarks(ctx: Ctx, project: ProjectRow, { percent, contributors }: { percent: number; contributors: number }): Promise<void> {
  const reached = milestoneOfBar(percent, project.toldPercent)
  if (reached && (await markTold(ctx.db, project.id, reached))) {
    if (reached === 50) await announce(ctx.db, projectHalfway(project))
    await tellMakers(ctx.db, project, reached === 100 ? 'goalReached' : 'halfway', { percent })
  }
  const mark = markOf(contributors)
  if (mark > 0 && (await markGivers(ctx.db, project.id, mark))) await tellMakers(ctx.db, project, mark === 1 ? 'firstContribution' : 'contributors', { count: mark })
}
