import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { Refusal } from '#platform/refusal'
import { demoAccounts } from '../demo-accounts.ts'
import { finishSignIn, type SignedIn } from '../sign-in.ts'
import { findPersonByEmail } from '../store/people.ts'

/** One click into a demo account. Exists on a demo start only. */
export async function signInAsDemo(ctx: Ctx, input: { account: string }): Promise<SignedIn> {
  const account = config().demo ? demoAccounts.find((one) => one.account === input.account) : undefined
  const person = account ? await findPersonByEmail(ctx.db, account.email) : null
  if (!person) throw new Refusal('missing', 'platform.missing')
  return transaction(ctx, (inside) => finishSignIn(inside, person, 'demo'))
}
