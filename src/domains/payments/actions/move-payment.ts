import type { Ctx } from '#platform/context'
import { after, day } from '#platform/clock'
import { transaction } from '#platform/database/pool'
import { announce } from '#platform/events'
import { later } from '#platform/jobs'
import { count } from '#platform/metrics'
import { paymentSaid } from '../events.ts'
import { afterReading, lost, type Move, open, type PaymentNow } from '../rules/payment.ts'
import { nextLateReading, nextReading } from '../rules/waits.ts'
import { dropHold, insertHold } from '../store/holds.ts'
import * as store from '../store/payments.ts'
import { note } from '../store/trail.ts'
import type { ProviderState } from '../types.ts'
import { attendLater } from '../work.ts'
import { bookDispute, bookFee, bookPayment } from './booking.ts'
import { tellStaff } from './tell-staff.ts'

export const nowOf = (row: store.PaymentRow): PaymentNow => ({
  state: row.state,
  reason: row.reason,
  money: { amount: row.amount, currency: row.currency },
  booked: row.booked,
  save: row.save,
  charging: row.chargeKey !== null,
})

/** Writes one move of the machine with everything that follows from it: ledger, timeline, hold, event. In the caller's transaction, the row locked. Answers the row as it is now. */
export async function applyMove(ctx: Ctx, row: store.PaymentRow, move: Move, amount?: number): Promise<store.PaymentRow> {
  const { db, now } = ctx
  const taken = move.taken?.amount ?? row.received ?? row.amount
  if (move.booking === 'take' || move.booking === 'return') await bookDispute(db, row, move.booking, row.taken ?? taken, move.taken?.fee ?? 0)
  else if (move.booking) await bookPayment(db, row, move.booking, move.received)
  const moved = await store.movePayment(db, row.id, move, taken, now)
  await note(db, 'payment', row.id, 'moved', { state: move.state, reason: move.reason, actorId: ctx.actor.kind === 'person' ? ctx.actor.id : null, at: now })
  if (row.state === 'held' && move.state !== 'created') await dropHold(db, row.id, now)
  if (move.state === 'held') await holdDifference(ctx, row, move)
  if (move.say)
    await announce(
      db,
      paymentSaid(move.say, row, { amount: amount ?? (move.say === 'disputed' ? taken : (row.taken ?? move.received?.amount ?? row.amount)), reason: move.reason }),
    )
  if (move.say === 'disputed') await tellStaff(db, 'disputed', { amount: { amount: taken, currency: row.currency }, name: row.payerName }, `/office/payments/${row.id}`)
  if (move.say) count(`payment_${move.say}`)
  return moved
}

async function holdDifference(ctx: Ctx, row: store.PaymentRow, { reason, received }: Move): Promise<void> {
  const params = { amount: row.amount, currency: row.currency, receivedAmount: received?.amount ?? 0, receivedCurrency: received?.currency ?? row.currency }
  await insertHold(ctx.db, { kind: 'different', paymentId: row.id, reasons: [{ kind: reason ?? 'other-amount', params }], now: ctx.now })
  await tellStaff(ctx.db, 'held', { amount: { amount: row.amount, currency: row.currency } }, '/office/holds')
}

/**
 * What a provider answered, written under the row's lock: two readings at once are taken one after the other, and the second changes nothing. `since`: when it was asked. What was asked of a
 * dispute before it last moved is old news: otherwise a slow answer would undo a later one.
 */
export async function takeReading(ctx: Ctx, paymentId: string, news: ProviderState, since = ctx.now): Promise<store.PaymentRow | null> {
  return transaction(ctx, async (inside) => {
    const first = await store.lockPayment(inside.db, paymentId)
    if (!first) return null
    if ((news.state === 'disputed' || news.state === 'won') && first.disputedAt && since < first.disputedAt) return first
    let row = await store.noteReading(inside.db, paymentId, { ...news, code: first.provider === 'voucher' ? news.providerRef : null }, inside.now)
    // A dispute read first is a confirmation and then a dispute: the machine is asked until it has nothing to say.
    for (let move = afterReading(nowOf(row), news); move; move = afterReading(nowOf(row), news)) row = await applyMove(inside, row, move)
    const fee = news.fee?.currency === row.currency || !news.fee ? row.fee : null
    const isIn = row.state === 'confirmed' || row.state === 'disputed'
    if (isIn && fee !== null && (first.state !== row.state || first.fee === null)) await bookFee(inside.db, row, `payment:${row.id}`, fee)
    await planNext(inside, row)
    return row
  })
}

/** When this payment is looked at next, if at all. */
export async function planNext(ctx: Ctx, row: store.PaymentRow): Promise<void> {
  const wait = waitOf(ctx, row)
  const at = wait === null ? null : after(ctx.now, wait)
  if (at || row.nextCheckAt) await store.setNextCheck(ctx.db, row.id, at)
  if (at) await later(ctx.db, attendLater, { paymentId: row.id }, { key: attendKey(row.id), at })
}

function waitOf(ctx: Ctx, row: store.PaymentRow): number | null {
  if (open.includes(row.state)) {
    const left = row.expiresAt.getTime() - ctx.now.getTime()
    const wait = nextReading(row.flow, row.checks)
    return left > 0 ? Math.min(wait, left) : Math.min(wait, 60_000)
  }
  // A dispute lasts for months: what its callbacks forget is found by asking once a day.
  if (row.state === 'disputed') return row.reason === lost ? null : day
  const givenUp = row.state === 'failed' || row.state === 'expired' || row.state === 'cancelled'
  return givenUp && row.askedAt ? nextLateReading(row.checks) : null
}

export const attendKey = (paymentId: string): string => `payments.attend:${paymentId}`
