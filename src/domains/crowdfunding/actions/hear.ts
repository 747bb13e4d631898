import { findPayment } from '#domains/payments'
import type { Ctx, Db } from '#platform/context'
import type { GriotEvent } from '#platform/events'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { after, day } from '#platform/clock'
import { publish } from '#platform/stream'
import { contributionFailed, contributionRefunded } from '../events.ts'
import { topicOf } from '../gifts.ts'
import { chargeFor, voucherFor } from '../rules/contribution.ts'
import { idAbout } from '../rules/keys.ts'
import { type ContributionRow, holdContribution, moveContribution, readContribution, releasePlace } from '../store/contributions.ts'
import { enterProject, holdProject, type ProjectRow } from '../store/projects.ts'
import { barMoved, chargeLater, settleLater } from '../work.ts'
import { confirm, fail, lapse, pledge } from './arrive.ts'
import { isTakenBack, takeAway } from './dispute.ts'
import { reinstate } from './reinstate.ts'
import { tellGiver } from './tell.ts'

/** What the payments room says of our contributions. Project first, then the contribution: the order of locks everywhere. */

type Enter = (db: Db, id: string) => Promise<ProjectRow | null>
type Told = (ctx: Ctx, project: ProjectRow, row: ContributionRow, event: GriotEvent) => Promise<void>

/** Takes one piece of news about a contribution, and tells whoever waits for it on screen. */
function about(run: Told, enter: Enter = enterProject): (ctx: Ctx, event: GriotEvent) => Promise<void> {
  return async (ctx, event) => {
    const id = idAbout('contribution', event.payload.about)
    const first = id ? await readContribution(ctx.db, id) : null
    const project = first && (await enter(ctx.db, first.projectId))
    const row = project && (await holdContribution(ctx.db, first.id))
    if (!row) return
    await run(ctx, project, row, event)
    const now = await readContribution(ctx.db, row.id)
    await publish(ctx.db, topicOf(row.id), { state: now?.state ?? row.state })
  }
}

const reasonOf = (event: GriotEvent): string | null => (typeof event.payload.reason === 'string' ? event.payload.reason : null)

/** What a bank has taken back meanwhile is not taken first. */
export const hearConfirmed = about(async (ctx, project, row, event) => {
  const payment = row.paymentId ? await findPayment(ctx.db, row.paymentId) : null
  if (payment && isTakenBack(payment)) return takeAway(ctx, project, row, payment)
  await confirm(ctx, project, row, Number(event.payload.amount))
})
export const hearSaved = about((ctx, project, row) => pledge(ctx, project, row))

/** A payment that failed, or a promised card that refused: the latter is tried again each day for a week. */
export const hearFailed = about((ctx, project, row, event) => (row.state === 'pledged' ? failPledge(ctx, project, row, event) : fail(ctx, project, row, reasonOf(event))))

async function failPledge(ctx: Ctx, project: ProjectRow, row: ContributionRow, event: GriotEvent): Promise<void> {
  if (project.state !== 'succeeded') return giveUp(ctx, project, row, reasonOf(event))
  const until = row.chargeUntil ?? after(ctx.now, chargeFor)
  if (ctx.now >= until) return giveUp(ctx, project, row, reasonOf(event))
  await moveContribution(ctx.db, row.id, { state: 'pledged', reason: reasonOf(event), chargeUntil: until })
  await later(ctx.db, chargeLater, { contributionId: row.id }, { at: after(ctx.now, day), key: `crowdfunding.charge:${row.id}` })
  await tellGiver(ctx.db, row, 'chargeFailed', { title: project.title, amount: { amount: row.amount, currency: row.currency }, until: { instant: until.toISOString() } })
}

/** Nobody paid in time. */
export const hearExpired = about((ctx, project, row, event) => (row.state === 'pledged' ? failPledge(ctx, project, row, event) : lapse(ctx, project, row)))

/** The promise is not kept: it leaves the bar, and its place is free. */
export async function giveUp(ctx: Ctx, project: ProjectRow, row: ContributionRow, reason: string | null): Promise<void> {
  await releasePlace(ctx.db, row.id)
  await moveContribution(ctx.db, row.id, { state: 'failed', reason, closedAt: ctx.now, chargeUntil: null })
  await announce(ctx.db, contributionFailed(project, row))
  await barMoved(ctx.db, project.id)
  if (project.state === 'succeeded') await later(ctx.db, settleLater, { projectId: project.id }, { key: `crowdfunding.settle:${project.id}` })
}

/** Waits for a human of finance: the place is kept as long as for a voucher, never past the end of the campaign. */
export const hearHeld = about(async (ctx, project, row) => {
  if (row.state !== 'pending' || !row.expiresAt || !project.endsAt) return
  const wanted = after(row.createdAt, voucherFor)
  await moveContribution(ctx.db, row.id, { state: 'pending', expiresAt: wanted < project.endsAt ? wanted : project.endsAt })
})

export const hearRefunded = about(async (ctx, project, row) => {
  if (row.state === 'refunded') return
  await moveContribution(ctx.db, row.id, { state: 'refunded', takenFrom: null, stuckAt: null, closedAt: ctx.now, reason: null })
  await announce(ctx.db, contributionRefunded(project, row))
  await tellGiver(ctx.db, row, 'refunded', { title: project.title, amount: { amount: row.amount, currency: row.currency } })
})

/** The provider cannot reach the wallet, or gave up: another one must be given. */
export const hearRefundStuck = about(async (ctx, project, row, event) => {
  if (row.state !== 'refunding') return
  const payment = row.paymentId ? await findPayment(ctx.db, row.paymentId) : null
  if (payment && isTakenBack(payment)) return takeAway(ctx, project, row, payment)
  await moveContribution(ctx.db, row.id, { state: 'refund-stuck', stuckAt: ctx.now, reason: reasonOf(event) })
  await tellGiver(ctx.db, row, 'walletNeeded', { title: project.title, amount: { amount: row.amount, currency: row.currency } })
})

/** A bank took a contribution back, or returned it: which of the two is asked of the payment, so that it does not matter what is heard first, or twice. */
export const hearDispute = about(async (ctx, project, row) => {
  const payment = row.paymentId ? await findPayment(ctx.db, row.paymentId) : null
  if (payment?.state === 'disputed') await takeAway(ctx, project, row, payment)
  if (payment?.state === 'confirmed') await reinstate(ctx, project, row, payment)
}, holdProject)
