import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { allowed } from '../rules.ts'
import { insertConsent, lastConsent } from '../store.ts'
import { consentsOf } from '../queries.ts'
import { type Purpose, wording } from '../types.ts'

/** Writes a person's answer down, when it changes something. Answers what holds now, with the history. */
export async function setConsent(ctx: Ctx, { purpose, granted }: { purpose: Purpose; granted: boolean }): ReturnType<typeof consentsOf> {
  const { id, via } = callerIn(ctx)
  const last = await lastConsent(ctx.db, id, purpose)
  if (!last || allowed(purpose, last) !== granted) await insertConsent(ctx.db, id, { purpose, granted, wording, via })
  return consentsOf(ctx)
}
