import { after } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { found, Refusal } from '#platform/refusal'
import { digest, randomToken } from '#platform/secrets'
import { forgetActor } from '../actor.ts'
import { writeLetter } from '../letters.ts'
import { storeSession } from '../sign-in.ts'
import { extendSession, useRefreshToken } from '../store/keys.ts'
import { findPerson } from '../store/people.ts'
import { findSecondFactor } from '../store/proofs.ts'
import { dropSession } from '../store/sessions.ts'
import { makeTokens, refreshFor } from '../proofs/tokens.ts'
import { proveSecondFactor } from './second-factor.ts'
import { proveByPassword } from './sign-in-password.ts'

/**
 * Login of a program: a token session of its own, listed and revoked like any other.
 * Refuses `identity.loginWrong`, and `identity.secondFactorNeeded` when the account asks for a code and none was given.
 */
export async function issueTokens(ctx: Ctx, input: { email: string; password: string; code?: string }) {
  const person = await proveByPassword(ctx, input)
  if (!person) throw new Refusal('unauthenticated', 'identity.loginWrong')
  if ((await findSecondFactor(ctx.db, person.id))?.confirmedAt) {
    if (!input.code) throw new Refusal('unauthenticated', 'identity.secondFactorNeeded')
    await proveSecondFactor(ctx, person.id, input.code)
  }
  return transaction(ctx, async (inside) => {
    const sessionId = await storeSession(inside, person, randomToken(), 'token', 'password')
    await extendSession(inside.db, sessionId, after(inside.now, refreshFor), inside.now)
    return makeTokens(inside.db, sessionId)
  })
}

/**
 * Trades a refresh token for a new pair. A token that comes a second time has been copied: the whole session ends, its access tokens with it,
 * and the person is told by mail. Refuses `identity.tokenRefused`.
 */
export async function refreshTokens(ctx: Ctx, input: { refreshToken: string }) {
  const refused = new Refusal('unauthenticated', 'identity.tokenRefused')
  const outcome = await transaction(ctx, async (inside) => {
    const row = await useRefreshToken(inside.db, digest(input.refreshToken), inside.now)
    if (!row || row.expiresAt <= inside.now) return null
    if (row.usedBefore) {
      const person = found(await findPerson(inside.db, row.userId))
      await dropSession(inside.db, row.sessionId, row.userId)
      await writeLetter(inside, person, 'tokenReused', { name: person.name, at: inside.now }, '/account/security')
      forgetActor(row.userId)
      return null
    }
    await extendSession(inside.db, row.sessionId, after(inside.now, refreshFor), inside.now)
    return makeTokens(inside.db, row.sessionId)
  })
  if (!outcome) throw refused
  return outcome
}
