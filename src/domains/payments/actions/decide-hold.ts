import { after, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { later } from '#platform/jobs'
import { found, Refusal } from '#platform/refusal'
import { afterDifferenceDecision, afterFraudDecision } from '../rules/payment.ts'
import type { OutMove } from '../rules/out.ts'
import { closeHold, findHold, type HoldRow } from '../store/holds.ts'
import { lockOut, type OutRow } from '../store/outs.ts'
import { giveTime, lockPayment } from '../store/payments.ts'
import { attendLater, attendOutLater } from '../work.ts'
import { bookAttributed } from './booking.ts'
import { applyOutMove, attendOutKey } from './move-out.ts'
import { applyMove, attendKey, nowOf } from './move-payment.ts'

/** What a payer has from the moment a held payment may go on, however long it waited. */
const payerTime = 15 * minute

export type Verdict = 'approved' | 'refused'

/** A human lets a held payment, refund or payout go on, or not, once. A word is needed to refuse, and for what was done by hand (the bank's reference). */
export async function decideHold(ctx: Ctx, { holdId, verdict, word }: { holdId: string; verdict: Verdict; word?: string | undefined }): Promise<HoldRow> {
  const before = found(await findHold(ctx.db, holdId))
  if (!word?.trim() && (verdict === 'refused' || before.kind === 'by-hand'))
    throw new Refusal('invalid', 'payments.wordNeeded', {}, [{ field: 'word', code: 'payments.wordNeeded' }])
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const hold = await closeHold(ctx.db, holdId, { state: verdict, word: word?.trim() ?? null, by, now: ctx.now })
  if (!hold) throw new Refusal('conflict', 'payments.alreadyDecided')
  if (hold.paymentId) await decidePayment(ctx, hold, hold.paymentId, verdict === 'approved')
  if (hold.outId) await decideOut(ctx, hold, found(await lockOut(ctx.db, hold.outId)), verdict === 'approved')
  return hold
}

async function decidePayment(ctx: Ctx, hold: HoldRow, paymentId: string, approved: boolean): Promise<void> {
  const row = found(await lockPayment(ctx.db, paymentId))
  if (hold.kind === 'fraud') {
    const move = afterFraudDecision(nowOf(row), approved)
    if (!move) throw new Refusal('conflict', 'payments.alreadyDecided')
    await applyMove(ctx, row, move)
    if (approved) await giveTime(ctx.db, paymentId, after(ctx.now, payerTime))
    if (approved) await later(ctx.db, attendLater, { paymentId }, { key: attendKey(paymentId) })
    return
  }
  // What came in another currency cannot be taken for what was asked: it is given back from suspense.
  if (approved && (row.received === null || row.receivedCurrency !== row.currency)) throw new Refusal('refused', 'payments.cannotTake')
  const move = afterDifferenceDecision(nowOf(row), approved)
  if (!move) throw new Refusal('conflict', 'payments.alreadyDecided')
  const amount = row.received ?? row.amount
  if (approved) await bookAttributed(ctx.db, row, amount)
  await applyMove(ctx, row, move, amount)
}

const outMove = (state: OutMove['state'], rest: Partial<OutMove>): OutMove => ({ state, booking: null, reason: null, say: null, againAfter: null, ...rest })

async function decideOut(ctx: Ctx, hold: HoldRow, row: OutRow, approved: boolean): Promise<void> {
  if (row.state !== 'held') throw new Refusal('conflict', 'payments.alreadyDecided')
  const announced = row.booked === 'announced'
  if (!approved) await applyOutMove(ctx, row, outMove('failed', { reason: 'refused-by-us', say: 'failed', booking: announced ? 'void' : null }))
  else if (hold.kind === 'fraud') {
    await applyOutMove(ctx, row, outMove('created', {}))
    await later(ctx.db, attendOutLater, { outId: row.id }, { key: attendOutKey(row.id) })
  } else await applyOutMove(ctx, row, outMove('completed', { say: 'completed', booking: announced ? 'post' : 'late' }))
}
