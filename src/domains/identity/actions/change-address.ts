import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { Refusal } from '#platform/refusal'
import { ticketFor } from '../cookies.ts'
import { forgetActor } from '../actor.ts'
import { writeLetter } from '../letters.ts'
import { limit } from '../limits.ts'
import { me } from '../me.ts'
import { checkPhoneCode, readPhone, sendPhoneCode } from '../phone.ts'
import { changeEmail, changePhone, findPersonByEmail } from '../store/people.ts'
import { checkCode, handTicket, tryTicket, useTicket } from '../tickets.ts'
import { newCode } from '../proofs/totp.ts'
import { proveAgain } from './prove-again.ts'

/** Sends a code to the new address. The same answer when another account has it: its owner gets the mail that says so. */
export async function requestEmailChange(ctx: Ctx, input: { email: string; currentPassword?: string }) {
  const person = await me(ctx)
  await proveAgain(ctx, person, input.currentPassword)
  await limit(ctx, 'mail', input.email)
  return transaction(ctx, async (inside) => {
    const taken = await findPersonByEmail(inside.db, input.email)
    const code = newCode()
    if (taken && taken.id !== person.id) await writeLetter(inside, taken, 'alreadyHere', { name: taken.name }, '/sign-in')
    else await writeLetter(inside, { ...person, email: input.email }, 'emailChange', { name: person.name }, undefined, code)
    return handTicket(inside, { purpose: 'email-change', address: input.email, userId: person.id, code, lifetime: 3 * ticketFor })
  })
}

/** Changes the address and tells the former one. */
export async function confirmEmailChange(ctx: Ctx, input: { ticket?: string; code: string }): Promise<void> {
  const person = await me(ctx)
  const ticket = await tryTicket(ctx, 'email-change', input.ticket)
  if (ticket.userId !== person.id) throw new Refusal('refused', 'identity.ticketOver')
  checkCode(ticket, input.code)
  await transaction(ctx, async (inside) => {
    await useTicket(inside.db, ticket)
    if (!(await changeEmail(inside.db, person.id, ticket.address))) throw new Refusal('refused', 'identity.ticketOver')
    await writeLetter(inside, person, 'emailChanged', { name: person.name, email: ticket.address, at: inside.now }, '/recover')
  })
  forgetActor(person.id)
}

export async function requestPhoneChange(ctx: Ctx, input: { phone: string; currentPassword?: string }) {
  const person = await me(ctx)
  await proveAgain(ctx, person, input.currentPassword)
  const phone = readPhone(input.phone)
  return transaction(ctx, async (inside) => {
    const code = await sendPhoneCode(inside, phone)
    return handTicket(inside, { purpose: 'phone-change', address: phone, userId: person.id, code })
  })
}

/** Refuses `identity.phoneTaken` when another account has the number: the caller has just proven to hold it. */
export async function confirmPhoneChange(ctx: Ctx, input: { ticket?: string; code: string }): Promise<void> {
  const person = await me(ctx)
  const ticket = await tryTicket(ctx, 'phone-change', input.ticket)
  if (ticket.userId !== person.id) throw new Refusal('refused', 'identity.ticketOver')
  await checkPhoneCode(ticket, input.code)
  await transaction(ctx, async (inside) => {
    await useTicket(inside.db, ticket)
    if (!(await changePhone(inside.db, person.id, ticket.address))) throw new Refusal('conflict', 'identity.phoneTaken')
  })
}
