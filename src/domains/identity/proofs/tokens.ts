import { clock, day, minute } from '#platform/clock'
import type { Db } from '#platform/context'
import { digest, randomToken, sign, signed } from '#platform/secrets'
import { insertRefreshToken } from '../store/keys.ts'

export const accessFor = 15 * minute
export const refreshFor = 30 * day

/** `gat_<session>.<expiry>.<signature>`: junk is refused without asking the database; the session is still looked up, so that revoking it counts at once. */
export function makeAccessToken(sessionId: string, expiresAt: Date): string {
  const body = `${sessionId}.${Math.floor(expiresAt.getTime() / 1000).toString(36)}`
  return `gat_${body}.${sign('access-token', body)}`
}

export function openAccessToken(token: string): { sessionId: string; expiresAt: Date } | null {
  const [, sessionId, expiry, mac] = /^gat_([0-9a-f-]{36})\.([0-9a-z]{1,10})\.([\w-]{43})$/.exec(token) ?? []
  if (!sessionId || !expiry || !mac || !signed('access-token', `${sessionId}.${expiry}`, mac)) return null
  return { sessionId, expiresAt: new Date(parseInt(expiry, 36) * 1000) }
}

/** A fresh pair for a session. */
export async function makeTokens(db: Db, sessionId: string) {
  const now = clock.now().getTime()
  const accessTokenExpiresAt = new Date(Math.floor((now + accessFor) / 1000) * 1000)
  const refreshTokenExpiresAt = new Date(now + refreshFor)
  const refreshToken = `grt_${randomToken()}`
  await insertRefreshToken(db, digest(refreshToken), sessionId, refreshTokenExpiresAt)
  return { accessToken: makeAccessToken(sessionId, accessTokenExpiresAt), accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt }
}
