import { balancesOfAll } from '#domains/ledger'
import type { Db } from '#platform/context'
import type { Funding } from './schema.ts'
import { percentOf } from './rules/project.ts'
import { countAll } from './store/lists.ts'
import type { ProjectRow } from './store/projects.ts'
import type { z } from 'zod'

export type Bar = z.output<typeof Funding>

/** What each project's bar shows, by project: the pot in the ledger and the pledges; after the decision, what was there then. Two statements, however many projects. */
export async function barsOf(db: Db, projects: readonly ProjectRow[]): Promise<Map<string, Bar>> {
  const ids = projects.map((project) => project.id)
  const open = projects.filter((project) => project.raisedAtEnd === null && project.launchedAt !== null)
  const [balances, counts] = await Promise.all([
    balancesOfAll(
      db,
      open.map((project) => `project:${project.id}`),
    ),
    ids.length === 0 ? new Map() : countAll(db, ids),
  ])
  const pots = new Map(balances.filter((one) => one.purpose === 'pot').map((one) => [`${one.owner}/${one.currency}`, one.posted]))
  return new Map(
    projects.map((project) => {
      const count = counts.get(project.id)
      const raised = project.raisedAtEnd ?? (pots.get(`project:${project.id}/${project.currency}`) ?? 0) + (count?.pledged ?? 0)
      const { goal, minimum, currency, endsAt, state } = project
      return [
        project.id,
        { raised, goal, minimum, currency, percent: percentOf(raised, goal), contributors: count?.contributors ?? 0, pending: count?.pending ?? 0, endsAt, state },
      ]
    }),
  )
}

export async function barOf(db: Db, project: ProjectRow): Promise<Bar> {
  return (await barsOf(db, [project])).get(project.id)!
}
