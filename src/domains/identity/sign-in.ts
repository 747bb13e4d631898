import { after } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool.ts'
import { randomToken } from '#platform/secrets'
import { forgetActor } from './actor.ts'
import { deviceOf, dropTicketCookie, giveSessionCookie, sessionFor, sessionTokenOf } from './cookies.ts'
import { writeLetter } from './letters.ts'
import { deviceName } from './rules.ts'
import { findSecondFactor } from './store/proofs.ts'
import { dropSessionByToken, insertSession, rememberDevice } from './store/sessions.ts'
import type { PersonRow } from './store/people.ts'
import { handTicket } from './tickets.ts'
import type { SignInMethod } from './types.ts'

export interface SignedIn {
  state: 'signed-in' | 'second-factor'
  ticket: string | null
  personId: string | null
}

/**
 * The one door into a browser session, whatever proved who the person is. With a second factor a ticket is handed out instead,
 * except after a passkey, which is two factors by itself. A new token always: nothing the browser held before lives on.
 */
export async function finishSignIn(ctx: Ctx, person: PersonRow, method: SignInMethod, remember = true): Promise<SignedIn> {
  if (method !== 'passkey' && (await findSecondFactor(ctx.db, person.id))?.confirmedAt) {
    const { ticket } = await handTicket(ctx, { purpose: 'second-factor', address: person.email, userId: person.id, data: { method, remember } })
    return { state: 'second-factor', ticket, personId: null }
  }
  return openSession(ctx, person, method, remember)
}

/** Opens the session itself. */
export async function openSession(ctx: Ctx, person: PersonRow, method: SignInMethod, remember = true): Promise<SignedIn> {
  const token = randomToken()
  const before = sessionTokenOf(ctx)
  await transaction(ctx, async (inside) => {
    if (before) await dropSessionByToken(inside.db, before)
    await storeSession(inside, person, token, 'browser', method)
  })
  dropTicketCookie(ctx)
  giveSessionCookie(ctx, token, remember)
  return { state: 'signed-in', ticket: null, personId: person.id }
}

/** Writes the session and tells the person by mail when the device is new to the account. Answers the session's id. */
export async function storeSession(ctx: Ctx, person: PersonRow, token: string, kind: 'browser' | 'token', method: SignInMethod): Promise<string> {
  const { ip, userAgent } = ctx.request
  const id = await insertSession(ctx.db, { userId: person.id, token, kind, method, ip, userAgent, now: ctx.now, expiresAt: after(ctx.now, sessionFor) })
  const device = await rememberDevice(ctx.db, person.id, deviceOf(ctx), ctx.now)
  if (!device.known && !device.first && method !== 'demo') {
    const { browser, system } = deviceName(userAgent)
    await writeLetter(ctx, person, 'newDevice', { device: [browser, system].filter(Boolean).join(', ') || '?', at: ctx.now }, '/account/security')
  }
  forgetActor(person.id)
  return id
}
