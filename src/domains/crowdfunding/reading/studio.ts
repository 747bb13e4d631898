import { findPeople, findWorkspaces } from '#domains/identity'
import type { Ctx } from '#platform/context'
import type { Page } from '#platform/operation'
import { found } from '#platform/refusal'
import type { z } from 'zod'
import { cardsOf, projectOf } from '../present.ts'
import { missingPieces, whyCannotEdit } from '../rules/project.ts'
import type { Contributor, StudioProject, StudioProjectCard } from '../schema.ts'
import { type ContributionRow, listContributed } from '../store/contributions.ts'
import { countDocuments } from '../store/documents.ts'
import { listOf } from '../store/lists.ts'
import { readDecisions, readMilestones } from '../store/parts.ts'
import { type ProjectRow, readProject } from '../store/projects.ts'
import type { ProjectFacts } from '../types.ts'

/** What the rules ask of a row, with what stands in other tables. */
export function factsOf(row: ProjectRow, parts: { milestones: readonly number[]; documents: number }): ProjectFacts {
  const { state, summary, story, risks, country, goal, minimum, model, endsOn } = row
  const own = { state, summary, story, risks, country, goal, minimum, model, endsOn }
  return { ...own, ...parts, budget: row.budget.map((line) => line.amount), team: row.team.length, hasCover: row.cover !== null, hasPayout: row.payoutTo !== null }
}

export async function readFacts(ctx: Ctx, row: ProjectRow): Promise<ProjectFacts> {
  const [milestones, documents] = await Promise.all([readMilestones(ctx.db, row.id), countDocuments(ctx.db, row.id)])
  return factsOf(row, { milestones: milestones.map((one) => one.basisPoints), documents })
}

/** The projects of every workspace where the caller sees projects. */
export async function studioProjects(ctx: Ctx): Promise<{ items: z.output<typeof StudioProjectCard>[] }> {
  const memberships = ctx.actor.kind === 'person' ? ctx.actor.memberships.filter((one) => one.permissions.includes('projects.view')) : []
  const rows =
    memberships.length === 0
      ? []
      : await listOf(
          ctx.db,
          memberships.map((one) => one.workspaceId),
        )
  return { items: await studioCards(ctx, rows) }
}

export async function studioCards(ctx: Ctx, rows: readonly ProjectRow[]): Promise<z.output<typeof StudioProjectCard>[]> {
  const cards = await cardsOf(ctx.db, rows)
  return Promise.all(
    rows.map(async (row, i) => {
      const open = row.state === 'draft' || row.state === 'changes-asked'
      const missing = open ? missingPieces(await readFacts(ctx, row), ctx.now).length : 0
      return { ...cards[i]!, workspaceName: cards[i]!.makers, missing, updatedAt: row.updatedAt, state: row.state }
    }),
  )
}

/** All that the makers see of one project, with what it still lacks. */
export async function getStudioProject(ctx: Ctx, { id }: { id: string }): Promise<StudioProject> {
  const row = found(await readProject(ctx.db, id), 'crowdfunding.noSuchProject')
  const [project, facts, decisions, milestones] = await Promise.all([projectOf(ctx, row), readFacts(ctx, row), readDecisions(ctx.db, id), readMilestones(ctx.db, id)])
  const people = await findPeople(
    ctx.db,
    decisions.flatMap((one) => (one.by ? [one.by] : [])),
  )
  const open = row.state === 'draft' || row.state === 'changes-asked'
  return {
    ...project,
    workspaceId: row.workspaceId,
    endsOn: row.endsOn,
    minimum: row.minimum,
    updatedAt: row.updatedAt,
    missing: open ? missingPieces(facts, ctx.now).map(({ field, code, params = {} }) => ({ field, code, params })) : [],
    editable: whyCannotEdit(row.state) === null,
    payoutTo: row.payoutShown,
    answers: milestones.flatMap((one) => (one.state === 'sent-back' && one.answer ? [{ milestoneId: one.id, text: one.answer }] : [])),
    decisions: decisions.map(({ kind, by, note, at }) => ({ kind, by: by ? (people.get(by)?.name ?? null) : null, note, at })),
  }
}

interface Wanted {
  id: string
  q?: string | undefined
  after?: string | undefined
  limit: number
}

export async function listContributors(ctx: Ctx, { id, ...page }: Wanted): Promise<Page<z.output<typeof Contributor>>> {
  const { items, next } = await listContributed(ctx.db, id, page)
  return { items: items.map(contributorOf), next }
}

export function contributorOf(row: ContributionRow): z.output<typeof Contributor> {
  const { id, number, name, email, amount, state, shipping, country, message, messageHidden, createdAt } = row
  return { id, number, name, email, amount, state, reward: row.rewardLost ? null : row.rewardTitle, shipping, country, message, messageHidden, at: row.confirmedAt ?? createdAt }
}

/** Workspaces of these rows, by id. */
export async function housesOf(ctx: Ctx, rows: readonly ProjectRow[]): Promise<Awaited<ReturnType<typeof findWorkspaces>>> {
  return findWorkspaces(
    ctx.db,
    rows.map((row) => row.workspaceId),
  )
}
