import { postTransfer } from '#domains/ledger'
import { dropRefund, type PaymentFacts } from '#domains/payments'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { contested, platformFees, pot, receivable, refunds } from '../accounts.ts'
import { contributionDisputed } from '../events.ts'
import { shareOfDispute, takenFrom } from '../rules/dispute.ts'
import { contributionSubject, disputeKey } from '../rules/keys.ts'
import { type ContributionRow, moveContribution, releasePlace } from '../store/contributions.ts'
import type { ProjectRow } from '../store/projects.ts'
import type { TakenFrom } from '../types.ts'
import { barMoved } from '../work.ts'
import { tellMakers } from './tell.ts'

/** All of it: of a part nobody here bears anything, finance is told. */
export const isTakenBack = ({ state, taken, received }: PaymentFacts): boolean => state === 'disputed' && taken === received

/**
 * A bank took a contribution back: it leaves the bar and the wall, its place is free, and the money is taken out of where it lay. What is in the pot leaves the pot; after the settlement the
 * platform gives its share back and the producer owes the rest; a refund on its way is called off. What was refunded already, a refund that may be arriving, and a part only are left to
 * finance, in suspense. Whoever calls it has entered the project and holds the contribution. May be told twice.
 */
export async function takeAway(ctx: Ctx, project: ProjectRow, row: ContributionRow, payment: PaymentFacts): Promise<void> {
  const from = takenFrom(row.state, project.settledAt !== null)
  const amount = payment.taken
  if (!from || amount === null || !isTakenBack(payment)) return
  if (row.refundId && (await dropRefund(ctx, row.refundId)) !== 'dropped') return
  await releasePlace(ctx.db, row.id)
  const counted = row.state === 'confirmed'
  const out = legsOf(project, from, amount).filter((leg) => leg.amount > 0)
  const legs = out.map((leg) => ({ ...leg, credit: contested(project.currency) }))
  const told = { reference: contributionSubject(row.id), metadata: { contribution: row.id }, at: ctx.now, late: true }
  await postTransfer(ctx.db, { key: disputeKey(row.id, payment.disputes), reason: 'charge-back', legs, ...told })
  await moveContribution(ctx.db, row.id, { state: 'disputed', takenFrom: from, amount, reason: 'disputed', chargeUntil: null, stuckAt: null })
  await announce(ctx.db, contributionDisputed(project, { ...row, amount }))
  await barMoved(ctx.db, project.id)
  if (counted) await tellMakers(ctx.db, project, from === 'producer' ? 'disputedOwed' : 'disputed', { amount: { amount, currency: row.currency } }, { money: true })
}

function legsOf(project: ProjectRow, from: TakenFrom, amount: number) {
  if (from === 'pot') return [{ debit: pot(project), amount }]
  if (from === 'refunds') return [{ debit: refunds(project), amount }]
  const { fee, producer } = shareOfDispute(amount, project.feeBasisPoints ?? 0)
  return [
    { debit: platformFees(project.currency), amount: fee },
    { debit: receivable(project), amount: producer },
  ]
}
