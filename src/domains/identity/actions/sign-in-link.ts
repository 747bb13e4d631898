import { minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { Refusal } from '#platform/refusal'
import { writeLetter } from '../letters.ts'
import { limit } from '../limits.ts'
import { safeReturn } from '../rules.ts'
import { finishSignIn, type SignedIn } from '../sign-in.ts'
import { findPersonByEmail, findPerson } from '../store/people.ts'
import { makeTicket, tryTicket, useTicket } from '../tickets.ts'

export const linkFor = 15 * minute

/** Sends a link that signs in once. The same answer for an address without account: its owner is told by mail how to join. */
export async function requestSignInLink(ctx: Ctx, input: { email: string; returnTo?: string }): Promise<void> {
  await limit(ctx, 'mailHere', ctx.request.ip)
  await limit(ctx, 'mail', input.email)
  await transaction(ctx, async (inside) => {
    const person = await findPersonByEmail(inside.db, input.email)
    if (!person) return writeLetter(inside, { email: input.email }, 'noAccount', {}, '/sign-up')
    const { ticket } = await makeTicket(inside.db, inside.now, { purpose: 'sign-in-link', address: person.email, userId: person.id, lifetime: linkFor })
    const query = new URLSearchParams({ token: ticket, ...(input.returnTo ? { next: safeReturn(input.returnTo) } : {}) })
    return writeLetter(inside, person, 'link', { name: person.name, minutes: linkFor / minute }, `/sign-in/link?${query}`)
  })
}

/** The link leads to a page with one button, which calls this: scanners that open links in mails use nothing up. */
export async function signInWithLink(ctx: Ctx, input: { token: string }): Promise<SignedIn> {
  const ticket = await tryTicket(ctx, 'sign-in-link', input.token)
  return transaction(ctx, async (inside) => {
    await useTicket(inside.db, ticket)
    const person = await findPerson(inside.db, ticket.userId ?? '')
    if (!person || person.email !== ticket.address) throw new Refusal('refused', 'identity.ticketOver')
    return finishSignIn(inside, person, 'link')
  })
}
