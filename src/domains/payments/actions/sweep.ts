import { after, day, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { later } from '#platform/jobs'
import { overdueOuts } from '../store/outs.ts'
import { overduePayments } from '../store/payments.ts'
import { forgetCallbacks } from '../store/trail.ts'
import { attendLater, attendOutLater } from '../work.ts'
import { attendOutKey } from './move-out.ts'
import { attendKey } from './move-payment.ts'

/** What should have been looked at a minute ago is queued again: whatever became of its job, nothing waits for ever. */
export async function sweep(ctx: Ctx): Promise<void> {
  const before = after(ctx.now, -minute)
  for (const paymentId of await overduePayments(ctx.db, before, 500)) await later(ctx.db, attendLater, { paymentId }, { key: attendKey(paymentId) })
  for (const outId of await overdueOuts(ctx.db, before, 500)) await later(ctx.db, attendOutLater, { outId }, { key: attendOutKey(outId) })
}

/** Callbacks are evidence, kept for eighteen months. */
export async function forget(ctx: Ctx): Promise<void> {
  await forgetCallbacks(ctx.db, after(ctx.now, -548 * day))
}
