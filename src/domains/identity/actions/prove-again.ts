import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { limit } from '../limits.ts'
import { callerIn } from '../me.ts'
import { isPassword } from '../proofs/password.ts'
import { freshFor, wrong } from '../rules.ts'
import { findPassword, type PersonRow } from '../store/people.ts'
import { findSession } from '../store/sessions.ts'

/** Before a change to what protects the account (ASVS 5.0, 7.5): the password, or for those without one a sign-in of the last hour. */
export async function proveAgain(ctx: Ctx, person: PersonRow, password: string | undefined): Promise<void> {
  const stored = await findPassword(ctx.db, person.id)
  if (stored) {
    await limit(ctx, 'passwordHere', `${person.email} ${ctx.request.ip}`)
    if (!password || !(await isPassword(password, stored))) throw wrong('currentPassword', 'identity.passwordWrong')
    return
  }
  const session = await findSession(ctx.db, callerIn(ctx).sessionId)
  if (!session || ctx.now.getTime() - session.createdAt.getTime() > freshFor) throw new Refusal('refused', 'identity.signInAgain')
}
