import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { Refusal, unless } from '#platform/refusal'
import type { Lang } from '#platform/text'
import { personJoined } from '../events.ts'
import { writeLetter } from '../letters.ts'
import { limit } from '../limits.ts'
import { commonPasswords, hashPassword } from '../proofs/password.ts'
import { whyNotPassword } from '../rules.ts'
import { openSession, type SignedIn } from '../sign-in.ts'
import { findPersonByEmail, insertPerson } from '../store/people.ts'
import { linkProvider } from '../store/providers.ts'
import { checkCode, handTicket, tryTicket, useTicket } from '../tickets.ts'
import { newCode } from '../proofs/totp.ts'
import { ticketFor } from '../cookies.ts'

/**
 * Begins an account. Nothing exists until the code sent by mail is typed by whoever holds the ticket: an address cannot be taken in its owner's name
 * (pre-hijacking), and the answer is the same when the address has an account already (its owner gets another mail).
 */
export async function signUp(ctx: Ctx, input: { name: string; email: string; password: string; lang?: Lang }) {
  unless(whyNotPassword(input.password, input, commonPasswords()))
  await limit(ctx, 'mailHere', ctx.request.ip)
  await limit(ctx, 'mail', input.email)
  const passwordHash = await hashPassword(input.password)
  const lang = input.lang ?? ctx.lang
  return transaction(ctx, async (inside) => {
    const known = await findPersonByEmail(inside.db, input.email)
    const code = newCode()
    if (known) await writeLetter(inside, known, 'alreadyHere', { name: known.name }, '/sign-in')
    else await writeLetter(inside, { email: input.email, name: input.name, lang }, 'signUp', { name: input.name }, `/verify?code=${code}`, code)
    return handTicket(inside, { purpose: 'sign-up', address: input.email, code, data: { name: input.name, lang, passwordHash }, lifetime: 3 * ticketFor })
  })
}

interface Pending {
  name: string
  lang: Lang
  passwordHash?: string
  provider?: { providerId: string; accountId: string }
}

/** Ends what `signUp` began: makes the account and opens its first session. */
export async function verifySignUp(ctx: Ctx, input: { ticket?: string; code: string }): Promise<SignedIn> {
  const ticket = await tryTicket(ctx, 'sign-up', input.ticket)
  checkCode(ticket, input.code)
  const { name, lang, passwordHash, provider } = ticket.data as unknown as Pending
  return transaction(ctx, async (inside) => {
    await useTicket(inside.db, ticket)
    const person = await insertPerson(inside.db, { name, email: ticket.address, lang, passwordHash: passwordHash ?? null })
    if (!person) throw new Refusal('refused', 'identity.ticketOver')
    if (provider) await linkProvider(inside.db, person.id, provider)
    await personJoined(inside, person.id, provider ? provider.providerId : 'mail')
    return openSession(inside, person, 'sign-up')
  })
}
