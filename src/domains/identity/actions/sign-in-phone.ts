import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { Refusal } from '#platform/refusal'
import { personJoined } from '../events.ts'
import { checkPhoneCode, readPhone, sendPhoneCode } from '../phone.ts'
import { finishSignIn, type SignedIn } from '../sign-in.ts'
import { findPersonByPhone, insertPerson } from '../store/people.ts'
import { handTicket, tryTicket, useTicket } from '../tickets.ts'

/** Sends a code by SMS. The same answer whether the number has an account or not. */
export async function requestPhoneCode(ctx: Ctx, input: { phone: string }) {
  const phone = readPhone(input.phone)
  return transaction(ctx, async (inside) => {
    const code = await sendPhoneCode(inside, phone)
    return handTicket(inside, { purpose: 'sign-in-phone', address: phone, code })
  })
}

/** Signs in with the code; a number without account gets one, under the given name. */
export async function signInWithCode(ctx: Ctx, input: { ticket?: string; code: string; name?: string }): Promise<SignedIn> {
  const ticket = await tryTicket(ctx, 'sign-in-phone', input.ticket)
  await checkPhoneCode(ticket, input.code)
  return transaction(ctx, async (inside) => {
    await useTicket(inside.db, ticket)
    const known = await findPersonByPhone(inside.db, ticket.address)
    if (known) return finishSignIn(inside, known, 'phone')
    const name = input.name?.trim() || ticket.address.replace(/^(\+\d{3}).*(\d{2})$/, '$1 … $2')
    const person = await insertPerson(inside.db, { name, email: null, phone: ticket.address, lang: inside.lang })
    if (!person) throw new Refusal('conflict', 'identity.ticketOver')
    await personJoined(inside, person.id, 'phone')
    return finishSignIn(inside, person, 'phone')
  })
}
