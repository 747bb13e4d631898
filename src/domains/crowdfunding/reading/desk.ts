import type { Ctx } from '#platform/context'
import type { Page } from '#platform/operation'
import type { z } from 'zod'
import { documentOf, milestoneOf } from '../present.ts'
import type { MilestoneRequest, QueuedProject, StuckRefund } from '../schema.ts'
import { listStuck } from '../store/contributions.ts'
import { readProofs } from '../store/documents.ts'
import { listSubmitted } from '../store/lists.ts'
import { readAskedMilestones } from '../store/parts.ts'
import { readProjects } from '../store/projects.ts'
import { housesOf, studioCards } from './studio.ts'

/** What reviewers and finance find on their desks. */

export async function projectQueue(ctx: Ctx): Promise<{ items: z.output<typeof QueuedProject>[] }> {
  const rows = await listSubmitted(ctx.db)
  const [cards, houses] = await Promise.all([studioCards(ctx, rows), housesOf(ctx, rows)])
  return { items: rows.map((row, i) => ({ ...cards[i]!, submittedAt: row.submittedAt, workspaceSlug: houses.get(row.workspaceId)?.slug ?? '' })) }
}

/** Payouts asked for, the one that waits longest first; with them those that got stuck on their way. */
export async function milestoneQueue(ctx: Ctx): Promise<{ items: z.output<typeof MilestoneRequest>[] }> {
  const rows = await readAskedMilestones(ctx.db)
  const [projects, proofs] = await Promise.all([
    readProjects(ctx.db, [...new Set(rows.map((row) => row.projectId))]),
    readProofs(
      ctx.db,
      rows.map((row) => row.id),
    ),
  ])
  const byId = new Map(projects.map((project) => [project.id, project]))
  return {
    items: rows.map((row) => {
      const { id, slug, title, currency } = byId.get(row.projectId)!
      const own = proofs.filter((one) => one.milestoneId === row.id).map(documentOf)
      return { project: { id, slug, title }, milestone: milestoneOf(row), amount: row.amount ?? 0, currency, note: row.note, proofs: own, askedAt: row.askedAt! }
    }),
  }
}

export async function stuckRefunds(ctx: Ctx, page: { after?: string | undefined; limit: number }): Promise<Page<z.output<typeof StuckRefund>>> {
  const { items, next } = await listStuck(ctx.db, page)
  const projects = await readProjects(ctx.db, [...new Set(items.map((one) => one.projectId))])
  const titles = new Map(projects.map((project) => [project.id, project.title]))
  return {
    items: items.map(({ id, projectId, name, phone, email, amount, currency, reason, stuckAt }) => ({
      contributionId: id,
      project: titles.get(projectId) ?? '',
      name,
      phone,
      email,
      amount,
      currency,
      reason,
      since: stuckAt!,
    })),
    next,
  }
}
