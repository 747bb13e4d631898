import { after, day, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { later } from '#platform/jobs'
import { isRefusal } from '#platform/refusal'
import { z } from 'zod'
import { providers } from '../providers/registry.ts'
import { overdueOuts } from '../store/outs.ts'
import { findPaymentRows, overduePayments } from '../store/payments.ts'
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

/** How far back it is asked what began to be contested: a week of lost callbacks, and of days on which this did not run. */
const contestedFor = 8 * day

/** Payments that a bank took back without our hearing of it are read once more. A provider that does not answer is asked tomorrow. */
export async function findContested(ctx: Ctx): Promise<void> {
  for (const provider of providers().values()) {
    const references = (await provider.contested?.(after(ctx.now, -contestedFor)).catch(orNone)) ?? []
    const known = references.filter((one) => z.uuid().safeParse(one).success)
    const rows = known.length > 0 ? await findPaymentRows(ctx.db, known) : []
    for (const row of rows) if (row.provider === provider.name && row.state === 'confirmed') await later(ctx.db, attendLater, { paymentId: row.id }, { key: attendKey(row.id) })
  }
}

function orNone(error: unknown): string[] {
  if (isRefusal(error)) return []
  throw error
}

/** Callbacks are evidence, kept for eighteen months. */
export async function forget(ctx: Ctx): Promise<void> {
  await forgetCallbacks(ctx.db, after(ctx.now, -548 * day))
}
