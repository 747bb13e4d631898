import { after, day } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { digest, randomToken } from '#platform/secrets'
import { forgetActor } from '../actor.ts'
import { callerIn, me } from '../me.ts'
import { findKeysOf, insertKey, revokeKey as revoke } from '../store/keys.ts'

/** A personal key. The secret is shown this once; only its digest is kept. */
export async function createKey(ctx: Ctx, input: { name: string; scopes: string[]; days?: number }) {
  const person = await me(ctx)
  const secret = `gk_${randomToken()}`
  const key = await insertKey(ctx.db, {
    userId: person.id,
    name: input.name,
    start: secret.slice(0, 9),
    hash: digest(secret),
    scopes: [...new Set(input.scopes)].toSorted(),
    expiresAt: input.days ? after(ctx.now, input.days * day) : null,
  })
  return { key, secret }
}

export async function listKeys(ctx: Ctx) {
  return { items: await findKeysOf(ctx.db, callerIn(ctx).id) }
}

export async function revokeKey(ctx: Ctx, input: { keyId: string }): Promise<void> {
  const person = await me(ctx)
  if (!(await revoke(ctx.db, input.keyId, person.id, ctx.now))) throw new Refusal('missing', 'platform.missing')
  forgetActor(person.id)
}
