import { postTransfer } from '#domains/ledger'
import { cancelPayment, findPayment, type PaymentFacts, refundPayment } from '#domains/payments'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { pot, refunds } from '../accounts.ts'
import { contributionConfirmed, contributionExpired, contributionFailed, contributionPledged } from '../events.ts'
import { receiptNumber, welcome } from '../rules/contribution.ts'
import { backKey, contributionSubject } from '../rules/keys.ts'
import { type ContributionRow, markPlace, moveContribution, nextReceipt, releasePlace } from '../store/contributions.ts'
import { takePlace } from '../store/parts.ts'
import type { ProjectRow } from '../store/projects.ts'
import type { RefundWhy } from '../types.ts'
import { barMoved, settleLater } from '../work.ts'
import { isTakenBack, takeAway } from './dispute.ts'
import { tellGiver } from './tell.ts'

/** What becomes of one contribution. Whoever calls these has entered the project and holds the contribution. Each may be told twice. */

const paid: readonly ContributionRow['state'][] = ['confirmed', 'refund-due', 'refunding', 'refund-stuck', 'refunded', 'disputed']

/** The money is in the pot: taken while that is possible, sent back by itself otherwise. `amount` is what came. */
export async function confirm(ctx: Ctx, project: ProjectRow, row: ContributionRow, amount: number): Promise<void> {
  if (paid.includes(row.state)) return
  const promised = row.state === 'pledged' && project.state === 'succeeded' && project.settledAt === null
  if (row.refundWhy === 'own-wish') return sendBack(ctx, project, { ...row, amount }, 'own-wish')
  if (welcome(project.state) === 'refund' && !promised) return sendBack(ctx, project, { ...row, amount }, 'late')
  const lost = row.rewardId !== null && !row.holdsPlace && !(await takePlace(ctx.db, row.rewardId))
  const again = row.rewardId !== null && !row.holdsPlace && !lost
  await announce(ctx.db, contributionConfirmed(project, { ...row, amount }))
  await barMoved(ctx.db, project.id)
  if (promised) await later(ctx.db, settleLater, { projectId: project.id }, { key: `crowdfunding.settle:${project.id}` })
  const year = ctx.now.getUTCFullYear()
  const number = receiptNumber(year, await nextReceipt(ctx.db, year))
  await moveContribution(ctx.db, row.id, { state: 'confirmed', amount, number, confirmedAt: ctx.now, reason: null, rewardLost: lost, chargeUntil: null })
  if (again) await markPlace(ctx.db, row.id)
  const params = { title: project.title, number, amount: { amount, currency: row.currency } }
  await tellGiver(ctx.db, row, lost ? 'withoutReward' : 'confirmed', params)
}

/** A card is kept, to be charged at success: it counts on the bar from now on. */
export async function pledge(ctx: Ctx, project: ProjectRow, row: ContributionRow): Promise<void> {
  if (row.state !== 'pending' && row.state !== 'expired') return
  if (welcome(project.state) === 'refund' || row.refundWhy === 'own-wish') {
    if (row.state === 'pending') await fail(ctx, project, row, 'cancelled')
    if (row.paymentId) await cancelPayment(ctx, row.paymentId)
    return
  }
  const again = row.rewardId !== null && !row.holdsPlace && (await takePlace(ctx.db, row.rewardId))
  await moveContribution(ctx.db, row.id, { state: 'pledged', reason: null, rewardLost: row.rewardId !== null && !row.holdsPlace && !again })
  if (again) await markPlace(ctx.db, row.id)
  await announce(ctx.db, contributionPledged(project, row))
  await barMoved(ctx.db, project.id)
  await tellGiver(ctx.db, row, 'pledged', { title: project.title, amount: { amount: row.amount, currency: row.currency } })
}

/** Nothing came: the place is given back. */
export async function fail(ctx: Ctx, project: ProjectRow, row: ContributionRow, reason: string | null): Promise<void> {
  if (row.state !== 'pending') return
  await releasePlace(ctx.db, row.id)
  await moveContribution(ctx.db, row.id, { state: 'failed', reason, closedAt: ctx.now })
  await announce(ctx.db, contributionFailed(project, row))
  if (reason !== 'cancelled') await tellGiver(ctx.db, row, 'payFailed', { title: project.title, amount: { amount: row.amount, currency: row.currency } })
}

/** Its time is over: the place is given back, the order is called back; money that comes all the same is still welcome while the campaign lasts. */
export async function lapse(ctx: Ctx, project: ProjectRow, row: ContributionRow): Promise<void> {
  if (row.state !== 'pending') return
  await releasePlace(ctx.db, row.id)
  await moveContribution(ctx.db, row.id, { state: 'expired', reason: 'expired', closedAt: ctx.now })
  if (row.paymentId) await cancelPayment(ctx, row.paymentId)
  await announce(ctx.db, contributionExpired(project, row))
}

/** Brings a contribution to where its payment is, without waiting to be told. */
export async function catchUp(ctx: Ctx, project: ProjectRow, row: ContributionRow, payment: PaymentFacts | undefined): Promise<'settled' | 'waiting'> {
  switch (payment?.state) {
    case 'confirmed':
    case 'disputed':
      if (isTakenBack(payment)) await takeAway(ctx, project, row, payment)
      else await confirm(ctx, project, row, payment.money.amount)
      return 'settled'
    case 'saved':
      await pledge(ctx, project, row)
      return 'settled'
    case 'failed':
    case 'cancelled':
    case 'expired':
      await fail(ctx, project, row, payment.reason)
      return 'settled'
    default:
      return 'waiting'
  }
}

/** Money in the pot that goes back to whoever gave it: owed to them in the ledger at once, sent by the provider that brought it. */
export async function sendBack(ctx: Ctx, project: ProjectRow, row: ContributionRow, why: RefundWhy): Promise<void> {
  const { id, amount, paymentId } = row
  await releasePlace(ctx.db, id)
  const legs = [{ debit: pot(project), credit: refunds(project), amount }]
  await postTransfer(ctx.db, { key: backKey(id), reason: 'refund', legs, reference: contributionSubject(id), metadata: { contribution: id, why }, at: ctx.now, late: true })
  await moveContribution(ctx.db, id, { state: 'refund-due', amount, refundWhy: why })
  if (paymentId) await askRefund(ctx, project, { id, amount, paymentId })
  await barMoved(ctx.db, project.id)
  if (why === 'late') await tellGiver(ctx.db, row, 'cameLate', { title: project.title, amount: { amount, currency: row.currency } })
}

/** Asks the provider to give back what is owed to this person; what a bank contests meanwhile waits for it. */
export async function askRefund(ctx: Ctx, project: ProjectRow, { id, amount, paymentId }: { id: string; amount: number; paymentId: string }): Promise<void> {
  const payment = await findPayment(ctx.db, paymentId)
  if (payment?.state === 'disputed') return moveContribution(ctx.db, id, { state: 'refund-stuck', stuckAt: ctx.now, reason: 'disputed' })
  const refund = await refundPayment(ctx, { key: backKey(id), subject: contributionSubject(id), paymentId, amount, debit: refunds(project), reason: project.title.slice(0, 80) })
  await moveContribution(ctx.db, id, { state: 'refunding', refundId: refund.id })
}
