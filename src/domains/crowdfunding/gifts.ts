import { findPayments, type PaymentFacts } from '#domains/payments'
import { isStaff } from '#platform/actor'
import type { Ctx, Db } from '#platform/context'
import type { Page } from '#platform/operation'
import { found, Refusal } from '#platform/refusal'
import { sign, signed } from '#platform/secrets'
import { maskedPhone, whyCannotTakeBack } from './rules/contribution.ts'
import type { Contribution } from './schema.ts'
import { type ContributionRow, listGiven, readContribution } from './store/contributions.ts'
import { type ProjectRow, readProjects } from './store/projects.ts'

/** How a contribution is shown to whoever gave it. */

const purpose = 'contribution'
/** The secret of a contribution: made from its id, so that it never needs to be kept. */
export const tokenOf = (id: string): string => sign(purpose, id)
export const isToken = (id: string, token: string | undefined): boolean => token !== undefined && signed(purpose, id, token)
export const pathOf = (id: string): string => `/karangou/contributions/${id}?token=${tokenOf(id)}`
export const receiptPath = (id: string): string => `/api/v1/contributions/${id}/receipt.pdf?token=${tokenOf(id)}`
/** Where whoever gave it hears what becomes of it. */
export const topicOf = (id: string): string => `contribution:${id}:${tokenOf(id)}`

/** Theirs by the secret, by the account that gave it, or by a proven address that gave it without one. */
export function isTheirs(ctx: Ctx, row: ContributionRow, token: string | undefined): boolean {
  if (isToken(row.id, token)) return true
  if (ctx.actor.kind !== 'person') return false
  return row.userId === ctx.actor.id || (row.userId === null && ctx.actor.emailVerified && row.email?.toLowerCase() === ctx.actor.email.toLowerCase())
}

/** The contribution, if it is the caller's. Refuses `crowdfunding.noSuchContribution`. */
export async function ownContribution(ctx: Ctx, { id, token }: { id: string; token?: string | undefined }, orStaff = false): Promise<ContributionRow> {
  const row = await readContribution(ctx.db, id)
  if (!row || !(isTheirs(ctx, row, token) || (orStaff && isStaff(ctx.actor, 'support', 'finance')))) throw new Refusal('missing', 'crowdfunding.noSuchContribution')
  return row
}

export async function getContribution(ctx: Ctx, input: { id: string; token?: string | undefined }): Promise<Contribution> {
  const row = await ownContribution(ctx, input, true)
  return shown(ctx, row)
}

export async function myContributions(ctx: Ctx, page: { after?: string | undefined; limit: number }): Promise<Page<Contribution>> {
  if (ctx.actor.kind !== 'person') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const { id: userId, email, emailVerified } = ctx.actor
  const { items, next } = await listGiven(ctx.db, { userId, email: emailVerified ? email : null }, page)
  return { items: await allShown(ctx, items), next }
}

export async function shown(ctx: Ctx, row: ContributionRow): Promise<Contribution> {
  return found((await allShown(ctx, [row]))[0])
}

async function allShown(ctx: Ctx, rows: readonly ContributionRow[]): Promise<Contribution[]> {
  const [projects, payments] = await Promise.all([
    projectsOf(ctx.db, rows),
    findPayments(
      ctx.db,
      rows.flatMap((row) => (row.paymentId ? [row.paymentId] : [])),
    ),
  ])
  return rows.map((row) => oneShown(row, projects.get(row.projectId)!, row.paymentId ? (payments.get(row.paymentId) ?? null) : null, ctx.now))
}

async function projectsOf(db: Db, rows: readonly ContributionRow[]): Promise<Map<string, ProjectRow>> {
  const projects = await readProjects(db, [...new Set(rows.map((row) => row.projectId))])
  return new Map(projects.map((project) => [project.id, project]))
}

function oneShown(row: ContributionRow, project: ProjectRow, payment: PaymentFacts | null, now: Date): Contribution {
  const { id, number, state, amount, currency, name, anonymous, message, channel, provider, createdAt, confirmedAt, sandbox } = row
  const waits = state === 'pending' && payment !== null
  const held = { state, confirmedAt, rewardLost: row.rewardLost, model: project.model, projectState: project.state, endsAt: project.endsAt }
  return {
    id,
    number,
    state,
    amount,
    currency,
    project: { slug: project.slug, title: project.title, state: project.state },
    reward: row.rewardId && !row.rewardLost ? { id: row.rewardId, title: row.rewardTitle ?? '' } : null,
    name,
    anonymous,
    hideAmount: row.hideAmount,
    email: row.email,
    shipping: row.shipping,
    message,
    channel,
    provider,
    phone: row.phone && maskedPhone(row.phone),
    createdAt,
    confirmedAt,
    expiresAt: state === 'pending' ? row.expiresAt : null,
    next: waits ? { flow: payment.flow, url: payment.nextUrl, code: payment.code } : null,
    reason: row.reason ?? (state === 'failed' || state === 'expired' ? (payment?.reason ?? null) : null),
    refundable: whyCannotTakeBack(held, now) === null,
    href: pathOf(id),
    receiptHref: number && state !== 'disputed' ? receiptPath(id) : null,
    sandbox,
  }
}
