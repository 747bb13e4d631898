import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { forget, limit } from '../limits.ts'
import { isPassword } from '../proofs/password.ts'
import { finishSignIn, type SignedIn } from '../sign-in.ts'
import { findPassword, findPersonByEmail, type PersonRow } from '../store/people.ts'

/** Refuses `identity.signInWrong` alike for an unknown address, an account without a password and a wrong password, in the same time. */
export async function signIn(ctx: Ctx, input: { email: string; password: string; remember?: boolean }): Promise<SignedIn> {
  const person = await proveByPassword(ctx, input)
  if (!person) throw new Refusal('refused', 'identity.signInWrong')
  return finishSignIn(ctx, person, 'password', input.remember ?? true)
}

/** The person whose address and password these are. Counts failures a (address, network) pair and an address. */
export async function proveByPassword(ctx: Ctx, input: { email: string; password: string }): Promise<PersonRow | null> {
  const here = `${input.email} ${ctx.request.ip}`
  await limit(ctx, 'passwordHere', here)
  await limit(ctx, 'password', input.email)
  const person = await findPersonByEmail(ctx.db, input.email)
  const stored = person ? await findPassword(ctx.db, person.id) : null
  if (!(await isPassword(input.password, stored)) || !person) return null
  await forget('passwordHere', here)
  return person
}
