import type { z } from 'zod'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import { cashVoucher } from './actions/cash-voucher.ts'
import { decideHold } from './actions/decide-hold.ts'
import { runReconciliation } from './actions/reconcile.ts'
import { renew } from './actions/refund-payment.ts'
import { resolveLine } from './actions/resolve-line.ts'
import { shownVoucher } from './queries.ts'
import type * as shapes from './schema.ts'
import { type RuleRow, updateRule } from './store/holds.ts'

type In<T extends z.ZodType> = z.output<T>
type Nothing = Record<string, never>

export async function decide(ctx: Ctx, input: In<typeof shapes.decision>): Promise<Nothing> {
  await decideHold(ctx, input)
  return {}
}

export async function renewMoneyOut(ctx: Ctx, { outId }: In<typeof shapes.byOut>): Promise<Nothing> {
  await renew(ctx, outId, null)
  return {}
}

export async function resolveOne(ctx: Ctx, input: In<typeof shapes.lineResolution>): Promise<Nothing> {
  await resolveLine(ctx, input)
  return {}
}

/** Days as people say them, both included, UTC. */
export function startReconciliation(ctx: Ctx, { provider, from, to }: In<typeof shapes.reconciliationAsked>): Promise<{ id: string }> {
  return runReconciliation(ctx, { provider, from: new Date(`${from}T00:00:00Z`), to: after(new Date(`${to}T00:00:00Z`), day) })
}

/** Refuses `payments.noThreshold` for a rule that has none. */
export async function editFraudRule(ctx: Ctx, { ruleId, action, threshold, minutes, active }: In<typeof shapes.ruleEdit>): Promise<RuleRow> {
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const rule = found(await updateRule(ctx.db, ruleId, { action: action ?? null, threshold: threshold ?? null, minutes: minutes ?? null, active: active ?? null, by, now: ctx.now }))
  if (threshold !== undefined && rule.kind === 'country') throw new Refusal('invalid', 'payments.noThreshold')
  return rule
}

export async function cash(ctx: Ctx, input: In<typeof shapes.byCode>): Promise<z.input<typeof shapes.Voucher>> {
  return shownVoucher(ctx, await cashVoucher(ctx, input))
}
