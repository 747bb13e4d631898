import type { Person } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'

/** The caller as a person. Refuses `platform.signInNeeded`. */
export function callerOf(ctx: Ctx): Person {
  if (ctx.actor.kind !== 'person') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  return ctx.actor
}
