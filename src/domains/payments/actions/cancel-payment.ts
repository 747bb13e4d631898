import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { later } from '#platform/jobs'
import { found } from '#platform/refusal'
import { factsOf, type PaymentFacts } from '../facts.ts'
import { afterCancel, open } from '../rules/payment.ts'
import * as store from '../store/payments.ts'
import { attendLater } from '../work.ts'
import { applyMove, attendKey, nowOf } from './move-payment.ts'

/** Gives a payment up. One that has left the house is called back where the provider can, after a last reading; what comes all the same is still taken. Refuses `platform.missing`. */
export async function cancelPayment(ctx: Ctx, paymentId: string): Promise<PaymentFacts> {
  return transaction(ctx, async (inside) => {
    const row = found(await store.lockPayment(inside.db, paymentId))
    const move = row.state === 'held' && row.booked === 'aside' ? null : afterCancel(nowOf(row))
    if (move) {
      await store.setNextCheck(inside.db, row.id, null)
      return factsOf(await applyMove(inside, row, move))
    }
    if (open.includes(row.state)) {
      await store.setExpiry(inside.db, row.id, inside.now)
      await later(inside.db, attendLater, { paymentId: row.id }, { key: attendKey(row.id) })
    }
    return factsOf(found(await store.findPaymentRow(inside.db, paymentId)))
  })
}
