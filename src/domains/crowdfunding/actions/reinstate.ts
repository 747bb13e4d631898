import { balanceOf, postTransfer } from '#domains/ledger'
import { hasArrived, type PaymentFacts, payOut, retryRefund } from '#domains/payments'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { found, isRefusal } from '#platform/refusal'
import { contested, payable, platformFees, pot, receivable, refunds } from '../accounts.ts'
import { contributionReinstated } from '../events.ts'
import { offsetDebt, returnsTo, shareOfDispute, whyBack } from '../rules/dispute.ts'
import { contributionSubject, reinstatedKey } from '../rules/keys.ts'
import { type ContributionRow, markPlace, moveContribution, readContribution } from '../store/contributions.ts'
import { takePlace } from '../store/parts.ts'
import { enterProject, type ProjectRow } from '../store/projects.ts'
import type { TakenFrom } from '../types.ts'
import { barMoved, payReturnedLater } from '../work.ts'
import { askRefund, confirm, sendBack } from './arrive.ts'
import { payoutOf } from './payout-to.ts'
import { tellMakers } from './tell.ts'

/**
 * The bank returned a contribution: it goes back to where it was taken from, and counts again. Where nothing is raised any more it goes to whoever gave. The caller holds the whole project,
 * so that two who return at once do not both make the same debt good. May be told twice.
 */
export async function reinstate(ctx: Ctx, project: ProjectRow, row: ContributionRow, payment: PaymentFacts): Promise<void> {
  const { id, amount, paymentId } = row
  if (row.state === 'refund-stuck' && !row.refundId && paymentId) return askRefund(ctx, project, { id, amount, paymentId })
  if (row.state !== 'disputed' || !row.takenFrom) return
  // The refund arrived all the same: what returned makes that good.
  if (row.refundId && (await hasArrived(ctx.db, row.refundId))) return
  const heard = row.number !== null || row.takenFrom !== 'pot'
  const to = heard ? returnsTo({ from: row.takenFrom, projectState: project.state, settled: project.settledAt !== null }) : 'pot'
  await postBack(ctx, project, row, { to: to === 'back' ? 'pot' : to, times: payment.disputes })
  await announce(ctx.db, contributionReinstated(project, row))
  if (!heard) {
    await moveContribution(ctx.db, row.id, { state: 'pending', takenFrom: null, reason: null })
    return confirm(ctx, project, { ...row, state: 'pending', takenFrom: null, reason: null }, row.amount)
  }
  if (to === 'refunds') return refundAgain(ctx, project, row)
  await countAgain(ctx, project, row)
  if (to === 'back') await sendBack(ctx, project, { ...row, state: 'confirmed' }, whyBack(project.state))
}

async function postBack(ctx: Ctx, project: ProjectRow, row: ContributionRow, { to, times }: { to: TakenFrom; times: number }): Promise<void> {
  const legs = await legsOf(ctx, project, to, row.amount)
  const told = { reference: contributionSubject(row.id), metadata: { contribution: row.id }, at: ctx.now, late: true }
  const from = contested(project.currency)
  const credits = legs.filter((leg) => leg.amount > 0).map((leg) => ({ ...leg, debit: from }))
  await postTransfer(ctx.db, { key: reinstatedKey(row.id, times), reason: 'reinstatement', legs: credits, ...told })
  const paid = legs.find((leg) => leg.credit.purpose === 'payable')?.amount ?? 0
  if (paid > 0) await later(ctx.db, payReturnedLater, { contributionId: row.id, times, amount: paid })
}

async function legsOf(ctx: Ctx, project: ProjectRow, to: TakenFrom, amount: number) {
  if (to === 'pot') return [{ credit: pot(project), amount }]
  if (to === 'refunds') return [{ credit: refunds(project), amount }]
  const { fee, producer } = shareOfDispute(amount, project.feeBasisPoints ?? 0)
  const { debt, paid } = offsetDebt(producer, (await balanceOf(ctx.db, receivable(project))).posted)
  return [
    { credit: platformFees(project.currency), amount: fee },
    { credit: receivable(project), amount: debt },
    { credit: payable(project), amount: paid },
  ]
}

/** It counts as before; its place is taken again if one is left. */
async function countAgain(ctx: Ctx, project: ProjectRow, row: ContributionRow): Promise<void> {
  const wants = row.rewardId !== null && !row.rewardLost
  const again = wants && row.rewardId !== null && (await takePlace(ctx.db, row.rewardId))
  await moveContribution(ctx.db, row.id, { state: 'confirmed', takenFrom: null, reason: null, rewardLost: row.rewardLost || (wants && !again) })
  if (again) await markPlace(ctx.db, row.id)
  await barMoved(ctx.db, project.id)
  await tellMakers(ctx.db, project, 'reinstated', { amount: { amount: row.amount, currency: row.currency } }, { money: true })
}

/** It was on its way back to whoever gave when the bank took it: it is again. */
async function refundAgain(ctx: Ctx, project: ProjectRow, row: ContributionRow): Promise<void> {
  const { id, amount, paymentId, refundId } = row
  await moveContribution(ctx.db, id, { state: refundId ? 'refunding' : 'refund-due', takenFrom: null, reason: null })
  if (refundId) await retryRefund(ctx, { refundId }).catch(orUnderWay)
  else if (paymentId) await askRefund(ctx, project, { id, amount, paymentId })
}

/** Somebody of finance was quicker. */
function orUnderWay(error: unknown): void {
  if (!isRefusal(error) || error.code !== 'payments.notStuck') throw error
}

/** Pays the producer what was withheld from a payout for a contribution that then returned. Tried again until it can leave. */
export async function payReturned(ctx: Ctx, { contributionId, times, amount }: { contributionId: string; times: number; amount: number }): Promise<void> {
  await transaction(ctx, async (inside) => {
    const row = found(await readContribution(inside.db, contributionId))
    const project = found(await enterProject(inside.db, row.projectId))
    await payOut(inside, {
      key: `${reinstatedKey(contributionId, times)}:payout`,
      subject: `${contributionSubject(contributionId)}:returned`,
      workspaceId: project.workspaceId,
      money: { amount, currency: project.currency },
      to: payoutOf(project),
      debit: payable(project),
      description: project.title.slice(0, 120),
    })
  })
}
