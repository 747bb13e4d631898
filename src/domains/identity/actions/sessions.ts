import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { forgetActor } from '../actor.ts'
import { dropSessionCookie } from '../cookies.ts'
import { callerIn, me } from '../me.ts'
import { deviceName } from '../rules.ts'
import { dropPasskey } from '../store/proofs.ts'
import { dropSession, dropSessionsOf, findSessionsOf } from '../store/sessions.ts'
import { proveAgain } from './prove-again.ts'

/** Ends the session that the call came with, cookie or token. */
export async function signOut(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind === 'person' && ctx.actor.via !== 'key') {
    await dropSession(ctx.db, ctx.actor.sessionId, ctx.actor.id)
    forgetActor(ctx.actor.id)
  }
  dropSessionCookie(ctx)
}

export async function listSessions(ctx: Ctx) {
  const { id, sessionId } = callerIn(ctx)
  const rows = await findSessionsOf(ctx.db, id, ctx.now)
  return {
    items: rows.map((row) => ({
      id: row.id,
      current: row.id === sessionId,
      kind: row.kind,
      method: row.method,
      ...deviceName(row.userAgent),
      createdAt: row.createdAt,
      lastSeenAt: row.lastSeenAt,
    })),
  }
}

export async function revokeSession(ctx: Ctx, input: { sessionId: string }): Promise<void> {
  const person = await me(ctx)
  if (!(await dropSession(ctx.db, input.sessionId, person.id))) throw new Refusal('missing', 'platform.missing')
  forgetActor(person.id)
}

export async function revokeOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  const person = await me(ctx)
  const ended = await dropSessionsOf(ctx.db, person.id, callerIn(ctx).sessionId)
  forgetActor(person.id)
  return { ended }
}

export async function removePasskey(ctx: Ctx, input: { passkeyId: string; currentPassword?: string }): Promise<void> {
  const person = await me(ctx)
  await proveAgain(ctx, person, input.currentPassword)
  if (!(await dropPasskey(ctx.db, input.passkeyId, person.id))) throw new Refusal('missing', 'platform.missing')
}
