import { createHmac, timingSafeEqual } from 'node:crypto'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { day, minute, second } from '#platform/clock'
import { digest, randomToken, sign } from '#platform/secrets'

/** A browser session ends for good after this, and after `idleFor` without a visit (ASVS 5.0, 7.3). */
export const sessionFor = 60 * day
export const idleFor = 14 * day
const deviceFor = 400 * day
export const ticketFor = 10 * minute

export const secure = (): boolean => config().publicUrl.startsWith('https://')
/** `__Host-` ties the cookie to this very host over https; browsers refuse it over plain http. */
export const cookiePrefix = (): string => (secure() ? '__Host-griot' : 'griot')
export const sessionCookie = (): string => `${cookiePrefix()}.session_token`
const ticketCookie = (): string => `${cookiePrefix()}.ticket`
const deviceCookie = (): string => `${cookiePrefix()}.device`

/** The secret that better-auth signs its cookies with; its own purpose, so that it opens nothing else. */
export const authSecret = (): string => sign('better-auth', 'cookies')

export function readCookie(headers: Headers, name: string): string | null {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}

/** The session token inside a cookie, or null when its signature is not ours. Same format as better-auth: `token.base64(HMAC-SHA-256)`, URI encoded. */
export function openSessionCookie(cookie: string): string | null {
  let value: string
  try {
    value = decodeURIComponent(cookie)
  } catch {
    return null
  }
  const at = value.lastIndexOf('.')
  const token = value.slice(0, Math.max(at, 0))
  const expected = Buffer.from(signatureOf(token))
  const given = Buffer.from(value.slice(at + 1))
  return at > 0 && given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}

export function closeSessionCookie(token: string): string {
  return encodeURIComponent(`${token}.${signatureOf(token)}`)
}

/** The session token this request came with, if any. */
export function sessionTokenOf(ctx: Ctx): string | null {
  const cookie = readCookie(ctx.request.headers, sessionCookie())
  return cookie ? openSessionCookie(cookie) : null
}

export function giveSessionCookie(ctx: Ctx, token: string, remember: boolean): void {
  give(ctx, sessionCookie(), closeSessionCookie(token), remember ? sessionFor : null)
}

export function dropSessionCookie(ctx: Ctx): void {
  give(ctx, sessionCookie(), '', 0)
}

/** The ticket also waits in the browser, so that the next form need not carry it. */
export function giveTicketCookie(ctx: Ctx, ticket: string, lifetime: number): void {
  give(ctx, ticketCookie(), ticket, lifetime)
}

export function dropTicketCookie(ctx: Ctx): void {
  if (ticketCookieOf(ctx)) give(ctx, ticketCookie(), '', 0)
}

export function ticketCookieOf(ctx: Ctx): string | null {
  return readCookie(ctx.request.headers, ticketCookie())
}

/** A name for this browser that outlives sessions, to tell a known device from a new one. Answers its digest. */
export function deviceOf(ctx: Ctx): string {
  const known = readCookie(ctx.request.headers, deviceCookie())
  if (known && /^[\w-]{43}$/.test(known)) return digest(known)
  const made = randomToken()
  give(ctx, deviceCookie(), made, deviceFor)
  return digest(made)
}

function give(ctx: Ctx, name: string, value: string, lifetime: number | null): void {
  const age = lifetime === null ? '' : `; Max-Age=${Math.floor(lifetime / second)}`
  ctx.request.reply.append('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${age}${secure() ? '; Secure' : ''}`)
}

function signatureOf(token: string): string {
  return createHmac('sha256', authSecret()).update(token).digest('base64')
}
