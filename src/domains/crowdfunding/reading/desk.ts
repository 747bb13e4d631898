import { balancesOfAll } from '#domains/ledger'
import type { Ctx } from '#platform/context'
import type { Page } from '#platform/operation'
import type { z } from 'zod'
import { documentOf, milestoneOf } from '../present.ts'
import { payoutOfStep } from '../rules/dispute.ts'
import type { MilestoneRequest, QueuedProject, SaidMessage, StuckRefund } from '../schema.ts'
import { listStuck } from '../store/contributions.ts'
import { readProofs } from '../store/documents.ts'
import { listSubmitted } from '../store/lists.ts'
import { listMessages } from '../store/talk.ts'
import { readAskedMilestones } from '../store/parts.ts'
import { type ProjectRow, readProjects } from '../store/projects.ts'
import { housesOf, studioCards } from './studio.ts'

/** What reviewers, moderators and finance find on their desks. */

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
  const debts = await debtsOf(ctx, projects)
  return {
    items: rows.map((row) => {
      const { id, slug, title, currency } = byId.get(row.projectId)!
      const { withhold, pay } = payoutOfStep({ amount: row.amount ?? 0, withheld: row.withheld }, debts.get(row.projectId) ?? 0)
      const own = proofs.filter((one) => one.milestoneId === row.id).map(documentOf)
      return {
        project: { id, slug, title },
        milestone: milestoneOf(row),
        amount: pay,
        withheld: row.withheld + withhold,
        currency,
        note: row.note,
        proofs: own,
        askedAt: row.askedAt!,
      }
    }),
  }
}

/** What each producer owes, of what banks took back after the settlement. */
async function debtsOf(ctx: Ctx, projects: readonly ProjectRow[]): Promise<Map<string, number>> {
  const owner = new Map(projects.map((project) => [`project:${project.id}`, project]))
  const balances = await balancesOfAll(ctx.db, [...owner.keys()])
  return new Map(
    balances.flatMap((one) => {
      const project = owner.get(one.owner)
      return project && one.purpose === 'receivable' && one.currency === project.currency ? [[project.id, one.posted] as const] : []
    }),
  )
}

export async function contributionMessages(
  ctx: Ctx,
  { hidden, ...page }: { hidden: boolean; after?: string | undefined; limit: number },
): Promise<Page<z.output<typeof SaidMessage>>> {
  const { items, next } = await listMessages(ctx.db, hidden, page)
  const projects = await readProjects(ctx.db, [...new Set(items.map((one) => one.projectId))])
  const byId = new Map(projects.map(({ id, slug, title }) => [id, { slug, title }]))
  return { items: items.map(({ projectId, ...one }) => ({ ...one, project: byId.get(projectId)! })), next }
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
