import type { AccountRef } from '#domains/ledger'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { later } from '#platform/jobs'
import { found, Refusal } from '#platform/refusal'
import { factsOf, type PaymentFacts } from '../facts.ts'
import { afterCharge } from '../rules/payment.ts'
import * as store from '../store/payments.ts'
import { attendLater } from '../work.ts'
import { applyMove, attendKey, nowOf } from './move-payment.ts'

/** A bank may ask its customer to confirm: three days are given for it. */
const patience = 3 * day

/** Charges a method that was saved, once: the same key answers the same payment. Refuses `payments.notSaved`. */
export async function chargeSaved(ctx: Ctx, { paymentId, key, credit }: { paymentId: string; key: string; credit: AccountRef }): Promise<PaymentFacts> {
  return transaction(ctx, async (inside) => {
    const row = found(await store.lockPayment(inside.db, paymentId))
    if (row.chargeKey === key) return factsOf(row)
    const move = afterCharge(nowOf(row))
    if (!move) throw new Refusal('conflict', 'payments.notSaved')
    await store.setCharge(inside.db, row.id, key, credit, after(inside.now, patience))
    const charged = await applyMove(inside, found(await store.findPaymentRow(inside.db, row.id)), move)
    await later(inside.db, attendLater, { paymentId: row.id }, { key: attendKey(row.id) })
    return factsOf(charged)
  })
}
