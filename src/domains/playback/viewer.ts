import type { Ctx } from '#platform/context'
import { day, second } from '#platform/clock'
import { digest, randomToken, sign, signed } from '#platform/secrets'
import type { Viewer } from './types.ts'

const cookieName = 'griot_viewer'

/** Who watches: the account if there is one, and the browser by its signed cookie. Null: no account and no cookie. */
export function viewerOf(ctx: Ctx): Viewer | null {
  const device = deviceOf(ctx.request.headers.get('cookie'))
  if (ctx.actor.kind === 'person') return { kind: 'account', userId: ctx.actor.id, device }
  return device ? { kind: 'guest', device } : null
}

/** The same, giving the browser its cookie when it has none. */
export function welcomeViewer(ctx: Ctx): Viewer {
  const known = viewerOf(ctx)
  if (known?.device) return known
  const name = randomToken(18)
  const secure = ctx.request.origin.startsWith('https:') ? '; Secure' : ''
  ctx.request.reply.append('set-cookie', `${cookieName}=${name}.${sign('viewer', name)}; Path=/; Max-Age=${(365 * day) / second}; HttpOnly; SameSite=Lax${secure}`)
  const device = digest(name)
  return known ? { ...known, device } : { kind: 'guest', device }
}

/** Digest of the browser's name, or null when the cookie is absent or was not signed here. */
function deviceOf(cookies: string | null): string | null {
  const value =
    cookies
      ?.split(/;\s*/)
      .find((pair) => pair.startsWith(cookieName + '='))
      ?.slice(cookieName.length + 1) ?? ''
  const dot = value.indexOf('.')
  const name = value.slice(0, dot)
  return dot > 0 && signed('viewer', name, value.slice(dot + 1)) ? digest(name) : null
}

/**
 * Who counts for a view. A guest is counted by address and browser, not by cookie, so that forgetting a cookie makes no second view;
 * only a keyed digest is kept, from which neither can be read.
 */
export function viewKeyOf(ctx: Ctx, viewer: Viewer): string {
  if (viewer.kind === 'account') return `account:${viewer.userId}`
  return `guest:${sign('view', `${ctx.request.ip}\n${ctx.request.userAgent}`)}`
}

/** True when the session was opened by this viewer. */
export function isHolder(session: { userId: string | null; deviceDigest: string | null }, viewer: Viewer | null): boolean {
  if (!viewer) return false
  if (session.userId !== null) return viewer.kind === 'account' && viewer.userId === session.userId
  return session.deviceDigest !== null && viewer.device === session.deviceDigest
}
