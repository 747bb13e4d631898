import { callerIn } from '#domains/identity'
import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { retentionRules } from '#platform/personal'
import { Refusal } from '#platform/refusal'
import { whyNotDays } from '../rules.ts'
import { readRetentions, recordRun, setRetention, sweep } from '../store.ts'
import { listRetentions } from '../queries.ts'

const batch = 5_000

/** Removes what has been kept for as long as its rule says, rule by rule, in batches of their own. */
export async function sweepAll(ctx: Ctx): Promise<void> {
  const set = await readRetentions(ctx.db)
  for (const rule of retentionRules()) {
    const days = set.get(rule.name)?.days ?? rule.days
    const before = after(ctx.now, -days * day)
    let removed = 0
    for (;;) {
      const some = await sweep(ctx.db, rule, before, batch)
      removed += some
      if (some < batch) break
    }
    await recordRun(ctx.db, rule.name, days, removed, ctx.now)
  }
}

/** Changes how long something is kept, within what its rule allows. */
export async function editRetention(ctx: Ctx, { name, days }: { name: string; days: number }): ReturnType<typeof listRetentions> {
  const rule = retentionRules().find((one) => one.name === name)
  if (!rule) throw new Refusal('missing', 'platform.missing')
  const wrong = whyNotDays(days, rule)
  if (wrong) throw wrong
  await setRetention(ctx.db, name, days, callerIn(ctx).id, ctx.now)
  return listRetentions(ctx)
}
