import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { found, Refusal } from '#platform/refusal'
import { auth, forgetAuth, providers, type Unproven } from '../auth.ts'
import { personJoined } from '../events.ts'
import { writeLetter } from '../letters.ts'
import { limit } from '../limits.ts'
import { safeReturn } from '../rules.ts'
import { finishSignIn } from '../sign-in.ts'
import { findPerson } from '../store/people.ts'
import { isNew, unlinkProvider } from '../store/providers.ts'
import { handTicket } from '../tickets.ts'
import { newCode } from '../proofs/totp.ts'
import { ticketFor } from '../cookies.ts'
import { me } from '../me.ts'
import { proveAgain } from './prove-again.ts'

/** Where to send the browser to sign in at a provider. Refuses `identity.providerUnknown`, `identity.providerUnavailable`. */
export async function startProviderSignIn(ctx: Ctx, input: { provider: string; returnTo?: string }): Promise<{ url: string }> {
  if (!providers().some(({ id }) => id === input.provider)) throw new Refusal('missing', 'identity.providerUnknown')
  await limit(ctx, 'providerHere', ctx.request.ip)
  const body = { provider: input.provider, callbackURL: safeReturn(input.returnTo), errorCallbackURL: '/sign-in', disableRedirect: true }
  const start = () => auth().api.signInSocial({ body, headers: new Headers({ origin: config().publicUrl }), returnHeaders: true })
  const { response, headers } = await start().catch(() => {
    // The provider may not have answered when better-auth first looked for it.
    forgetAuth()
    return start().catch(() => {
      throw new Refusal('unavailable', 'identity.providerUnavailable')
    })
  })
  for (const cookie of headers.getSetCookie()) ctx.request.reply.append('set-cookie', cookie)
  return { url: found(response.url) }
}

/** Goes on after a provider vouched for a person. Answers where to send the browser. */
export async function finishProvider(ctx: Ctx, userId: string, provider: string, to: string): Promise<string> {
  const person = found(await findPerson(ctx.db, userId))
  return transaction(ctx, async (inside) => {
    if (await isNew(inside.db, userId)) await personJoined(inside, userId, provider)
    const { state } = await finishSignIn(inside, person, 'provider')
    return state === 'signed-in' ? to : `/sign-in/second-factor?${new URLSearchParams({ next: to })}`
  })
}

/** The provider knows the person but not whether the address is theirs: a code by mail proves it, then the account is made and joined. */
export async function proveProviderAddress(ctx: Ctx, person: Unproven): Promise<string> {
  await limit(ctx, 'mailHere', ctx.request.ip)
  await limit(ctx, 'mail', person.email)
  const { name, email, providerId, accountId } = person
  await transaction(ctx, async (inside) => {
    const code = newCode()
    await writeLetter(inside, { email, name }, 'signUp', { name }, `/verify?code=${code}`, code)
    await handTicket(inside, { purpose: 'sign-up', address: email, code, data: { name, lang: inside.lang, provider: { providerId, accountId } }, lifetime: 3 * ticketFor })
  })
  return '/verify'
}

export async function finishPasskey(ctx: Ctx, userId: string): Promise<void> {
  const person = found(await findPerson(ctx.db, userId))
  await transaction(ctx, (inside) => finishSignIn(inside, person, 'passkey'))
}

/** Parts the caller's account from a provider. Another way in must remain. */
export async function removeProvider(ctx: Ctx, input: { provider: string; currentPassword?: string }): Promise<void> {
  const person = await me(ctx)
  await proveAgain(ctx, person, input.currentPassword)
  if (!(await unlinkProvider(ctx.db, person.id, input.provider))) throw new Refusal('missing', 'platform.missing')
}
