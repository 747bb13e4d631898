import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import type { Period } from '../schema.ts'
import { close } from '../store.ts'

/**
 * Closes a month for good: nothing can be dated in it any more. It waits for whoever is posting, and writes down what stands in each account.
 * Refuses `ledger.periodNotOver`, `ledger.earlierPeriodOpen`, `ledger.periodClosed` (already).
 */
export async function closePeriod(ctx: Ctx, { month }: { month: string }): Promise<z.input<typeof Period>> {
  await close(ctx.db, `${month}-01`, ctx.actor.kind === 'person' ? ctx.actor.id : null, ctx.now)
  return { month, state: 'closed', closedAt: ctx.now, closable: false }
}
