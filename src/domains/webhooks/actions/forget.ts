import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { forgetBefore } from '../store.ts'

/** Forgets settled deliveries after a month. */
export async function forgetDeliveries(ctx: Ctx): Promise<void> {
  await forgetBefore(ctx.db, after(ctx.now, -30 * day))
}
