import { hour } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { found, Refusal, unless } from '#platform/refusal'
import { forgetActor } from '../actor.ts'
import { writeLetter } from '../letters.ts'
import { limit } from '../limits.ts'
import { commonPasswords, hashPassword } from '../proofs/password.ts'
import { whyNotPassword } from '../rules.ts'
import { finishSignIn, type SignedIn } from '../sign-in.ts'
import { findPerson, findPersonByEmail, putPassword } from '../store/people.ts'
import { dropTicketsOf, findTicket } from '../store/proofs.ts'
import { dropSessionsOf } from '../store/sessions.ts'
import { makeTicket, tryTicket, useTicket } from '../tickets.ts'
import { digest } from '#platform/secrets'
import { me } from '../me.ts'
import { proveAgain } from './prove-again.ts'

/** Sends a link to choose a new password. The same answer for an address without account. */
export async function requestPasswordReset(ctx: Ctx, input: { email: string }): Promise<void> {
  await limit(ctx, 'mailHere', ctx.request.ip)
  await limit(ctx, 'mail', input.email)
  await transaction(ctx, async (inside) => {
    const person = await findPersonByEmail(inside.db, input.email)
    if (!person) return writeLetter(inside, { email: input.email }, 'noAccount', {}, '/sign-up')
    const { ticket } = await makeTicket(inside.db, inside.now, { purpose: 'password-reset', address: person.email, userId: person.id, lifetime: hour })
    return writeLetter(inside, person, 'reset', { name: person.name }, `/reset?token=${ticket}`)
  })
}

/** Sets the new password, ends every session and goes on to a sign-in (the second factor is still asked for). */
export async function resetPassword(ctx: Ctx, input: { token: string; password: string }): Promise<SignedIn> {
  const about = await findTicket(ctx.db, 'password-reset', digest(input.token))
  const person = about?.userId ? await findPerson(ctx.db, about.userId) : null
  // A password that will not do is refused before the ticket counts a try.
  if (person) unless(whyNotPassword(input.password, person, commonPasswords()))
  const ticket = await tryTicket(ctx, 'password-reset', input.token)
  const hash = await hashPassword(input.password)
  return transaction(ctx, async (inside) => {
    await useTicket(inside.db, ticket)
    const owner = found(person)
    if (owner.email !== ticket.address) throw new Refusal('refused', 'identity.ticketOver')
    await putPassword(inside.db, owner.id, hash)
    await closeOthers(inside, owner.id, null)
    await writeLetter(inside, owner, 'passwordChanged', { name: owner.name, at: inside.now }, '/recover')
    return finishSignIn(inside, owner, 'reset')
  })
}

/** Changes the password of the caller, ends their other sessions, and tells them by mail. */
export async function changePassword(ctx: Ctx, input: { currentPassword?: string; password: string }): Promise<void> {
  const person = await me(ctx)
  await proveAgain(ctx, person, input.currentPassword)
  unless(whyNotPassword(input.password, person, commonPasswords()))
  const hash = await hashPassword(input.password)
  await transaction(ctx, async (inside) => {
    await putPassword(inside.db, person.id, hash)
    await closeOthers(inside, person.id, inside.actor.kind === 'person' ? inside.actor.sessionId : null)
    await writeLetter(inside, person, 'passwordChanged', { name: person.name, at: inside.now }, '/recover')
  })
}

async function closeOthers(ctx: Ctx, userId: string, except: string | null): Promise<void> {
  await dropSessionsOf(ctx.db, userId, except)
  await dropTicketsOf(ctx.db, userId, 'sign-in-link')
  await dropTicketsOf(ctx.db, userId, 'password-reset')
  await dropTicketsOf(ctx.db, userId, 'second-factor')
  forgetActor(userId)
}
