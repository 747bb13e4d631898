import { randomUUID } from 'node:crypto'
import type { AccountRef } from '#domains/ledger'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { later } from '#platform/jobs'
import { found, Refusal, unless } from '#platform/refusal'
import { payerOut } from '../providers/registry.ts'
import { afterDrop, renewable } from '../rules/out.ts'
import * as store from '../store/outs.ts'
import { lockPayment, type PaymentRow, takeForRefund } from '../store/payments.ts'
import { note } from '../store/trail.ts'
import type { Destination } from '../types.ts'
import { attendOutLater } from '../work.ts'
import { announceOut } from './booking.ts'
import { checkDestination } from './destination.ts'
import { applyOutMove, attendOutKey, outNowOf } from './move-out.ts'

export interface NewRefund {
  key: string
  subject: string
  paymentId: string
  /** Minor units of the payment's currency. */
  amount: number
  /** Who owes it: held at once in the ledger, debited when the money has left. */
  debit: AccountRef
  reason: string
}

/** Gives money back, whole or in part, several times up to what came: the database counts. The same key answers the first refund. Refuses `payments.refundTooMuch`, `payments.isDisputed`, `ledger.notEnough`. */
export async function refundPayment(ctx: Ctx, asked: NewRefund): Promise<{ id: string }> {
  return transaction(ctx, async (inside) => {
    const { db, now } = inside
    const before = await store.findOutByKey(db, asked.key)
    if (before) return { id: before.id }
    const payment = found(await lockPayment(db, asked.paymentId))
    if (!Number.isSafeInteger(asked.amount) || asked.amount <= 0) throw new Refusal('invalid', 'payments.badAmount')
    const again = await store.findOutByKey(db, asked.key)
    if (again) return { id: again.id }
    unless(whyNoRefund(payment))
    if (!(await takeForRefund(db, payment.id, asked.amount))) throw new Refusal('conflict', 'payments.refundTooMuch')
    const row = await store.insertOut(
      db,
      {
        id: randomUUID(),
        kind: 'refund',
        key: asked.key,
        subject: asked.subject,
        workspaceId: payment.workspaceId,
        paymentId: payment.id,
        amount: asked.amount,
        currency: payment.receivedCurrency ?? payment.currency,
        debitOwner: asked.debit.owner,
        debitPurpose: asked.debit.purpose,
        provider: payment.provider,
        channel: payment.channel,
        destination: null,
        description: asked.reason,
        sandbox: payment.sandbox,
        state: 'created',
      },
      now,
    )
    const refund = found(row)
    await announceOut(db, refund)
    await note(db, 'refund', refund.id, 'begun', { state: 'created', detail: { payment: payment.id }, at: now })
    await later(db, attendOutLater, { outId: refund.id }, { key: attendOutKey(refund.id) })
    return { id: refund.id }
  })
}

/** Takes up a refund that failed: to another account, or the same way again. Its former order has surely failed. Refuses `payments.notStuck`, `payments.noWayOut`, `payments.wrongPhone`. */
export async function retryRefund(ctx: Ctx, { refundId, to }: { refundId: string; to?: Destination }): Promise<{ id: string }> {
  return transaction(ctx, (inside) => renew(inside, refundId, to ?? null))
}

/** The same for a refund or a payout. */
export async function renew(ctx: Ctx, outId: string, to: Destination | null): Promise<{ id: string }> {
  const { db, now } = ctx
  const row = found(await store.lockOut(db, outId))
  if (!renewable.includes(row.state)) throw new Refusal('conflict', 'payments.notStuck')
  const payment = row.paymentId ? await lockPayment(db, row.paymentId) : null
  if (payment) unless(whyNoRefund(payment))
  const destination = to ? checkDestination(to) : row.destination
  const channel = destination?.kind === 'wallet' ? destination.channel : row.channel
  const provider = to && destination?.kind === 'wallet' ? payerOut(destination.channel, row.currency) : null
  if (to && (!provider || destination?.kind !== 'wallet')) throw new Refusal('refused', 'payments.noWayOut')
  const reference = randomUUID()
  await store.renewOut(db, row.id, {
    reference,
    transfer: `${row.kind}:${row.id}:${reference.slice(0, 8)}`,
    provider: provider?.name ?? row.provider,
    channel,
    destination,
    sandbox: provider?.sandbox ?? row.sandbox,
    state: 'created',
  })
  await announceOut(db, found(await store.findOut(db, row.id)))
  await note(db, row.kind, row.id, 'renewed', { state: 'created', actorId: ctx.actor.kind === 'person' ? ctx.actor.id : null, at: now })
  await later(db, attendOutLater, { outId: row.id }, { key: attendOutKey(row.id) })
  return { id: row.id }
}

/** What a bank has taken back is not given back a second time. */
const whyNoRefund = ({ state }: PaymentRow): Refusal | null => (state === 'disputed' ? new Refusal('conflict', 'payments.isDisputed') : null)

/**
 * A bank has taken back what was to be refunded: the refund is called off, unless it may be on its way. `dropped`: its money is no longer held, and it may be taken up again should the
 * money return; `gone`: it has arrived; `under-way`: its outcome will be announced.
 */
export async function dropRefund(ctx: Ctx, refundId: string): Promise<'dropped' | 'gone' | 'under-way'> {
  return transaction(ctx, async (inside) => {
    const row = found(await store.lockOut(inside.db, refundId))
    if (row.state === 'completed') return 'gone'
    const move = afterDrop(outNowOf(row))
    if (!move) return 'under-way'
    await applyOutMove(inside, row, move)
    await store.setNextOutCheck(inside.db, row.id, null)
    return 'dropped'
  })
}
