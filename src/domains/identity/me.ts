import type { Person } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import { whyNotByKey } from './rules.ts'
import { findPerson, type PersonRow } from './store/people.ts'

/** The caller as a person. */
export function callerIn(ctx: Ctx): Person {
  if (ctx.actor.kind !== 'person') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  return ctx.actor
}

/** The caller's row. Refuses a personal key (`identity.notByKey`): what follows changes what protects the person. */
export async function me(ctx: Ctx): Promise<PersonRow> {
  unless(whyNotByKey(ctx.actor))
  return found(await findPerson(ctx.db, callerIn(ctx).id))
}
