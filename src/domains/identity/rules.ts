import type { Actor } from '#platform/actor'
import { hour } from '#platform/clock'
import { Refusal, type RefusalCode } from '#platform/refusal'
import type { InvitationState } from './types.ts'

export const passwordLength = { min: 8, max: 256 } as const
export const codeTries = 5
/** How recently a person without a password must have signed in to change what protects the account. */
export const freshFor = hour

/** OWASP ASVS 5.0, 6.2: at least 8 characters, no rule of composition, not a common password, not one's own name or address. */
export function whyNotPassword(password: string, about: { email: string; name: string }, common: ReadonlySet<string>): Refusal | null {
  const length = [...password].length
  if (length < passwordLength.min) return wrong('password', 'identity.passwordShort', { min: passwordLength.min })
  if (length > passwordLength.max) return wrong('password', 'identity.passwordLong', { max: passwordLength.max })
  const lower = password.normalize('NFKC').toLowerCase()
  if (common.has(lower) || /^(.)\1+$/u.test(lower)) return wrong('password', 'identity.passwordCommon')
  const own = [about.email, about.email.split('@')[0] ?? '', about.name, about.name.replaceAll(' ', '')].map((word) => word.toLowerCase())
  if (own.includes(lower)) return wrong('password', 'identity.passwordOwn')
  return null
}

/** A ticket that is used up, too old or was tried too often says the same thing: it is over. */
export function whyNotTicket(ticket: { attempts: number; expiresAt: Date } | null, now: Date): Refusal | null {
  if (!ticket || ticket.expiresAt <= now || ticket.attempts >= codeTries) return new Refusal('refused', 'identity.ticketOver')
  return null
}

/** Keys act for a person in programs; they may not change what protects the person. */
export function whyNotByKey(actor: Actor): Refusal | null {
  return actor.kind === 'person' && actor.via === 'key' ? new Refusal('forbidden', 'identity.notByKey') : null
}

/** Ranks: 1 is the owner. Nobody gives or takes a role above their own, and only owners touch owners. */
export function whyCannotGive(mine: number, theirs: { from: number | null; to: number | null }): Refusal | null {
  const highest = Math.min(theirs.from ?? Infinity, theirs.to ?? Infinity)
  return highest < mine ? new Refusal('forbidden', 'identity.roleAboveYours') : null
}

/** A workspace keeps an owner: the last one hands it over first. */
export function whyCannotLoseOwner(role: string, owners: number): Refusal | null {
  return role === 'owner' && owners <= 1 ? new Refusal('refused', 'identity.lastOwner') : null
}

export function stateOfInvitation(invitation: { state: string; expiresAt: Date }, now: Date): InvitationState {
  return invitation.state === 'pending' && invitation.expiresAt <= now ? 'expired' : (invitation.state as InvitationState)
}

/** An invitation is for one address: a forwarded link lets nobody else in. */
export function whyCannotAnswer(invitation: { state: string; expiresAt: Date; email: string }, person: { email: string; emailVerified: boolean }, now: Date): Refusal | null {
  if (stateOfInvitation(invitation, now) !== 'pending') return new Refusal('refused', 'identity.invitationOver')
  if (!person.emailVerified || person.email !== invitation.email) return new Refusal('forbidden', 'identity.invitationForAnother', { email: invitation.email })
  return null
}

const here = 'http://localhost'

/** Only a path of this house may follow a sign-in: no scheme, no `//host`, no backslash, no control character. */
export function safeReturn(path: string | null | undefined, otherwise = '/'): string {
  if (!path || !path.startsWith('/') || path.startsWith('//') || path.length > 1_000) return otherwise
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return otherwise
  const resolved = new URL(path, here)
  return resolved.origin === here && !resolved.pathname.startsWith('//') ? resolved.pathname + resolved.search + resolved.hash : otherwise
}

/** A readable guess of the device from its user agent: what the list of sessions shows. */
export function deviceName(userAgent: string | null): { browser: string | null; system: string | null } {
  const ua = userAgent ?? ''
  const first = (list: readonly (readonly [RegExp, string])[]) => list.find(([pattern]) => pattern.test(ua))?.[1] ?? null
  return {
    browser: first([
      [/Edg\//, 'Edge'],
      [/OPR\/|Opera/, 'Opera'],
      [/SamsungBrowser/, 'Samsung Internet'],
      [/Firefox|FxiOS/, 'Firefox'],
      [/Chrome|CriOS/, 'Chrome'],
      [/Safari/, 'Safari'],
      [/curl/, 'curl'],
      [/node/i, 'Node.js'],
    ]),
    system: first([
      [/Android/, 'Android'],
      [/iPhone/, 'iPhone'],
      [/iPad/, 'iPad'],
      [/Windows/, 'Windows'],
      [/Mac OS X|Macintosh/, 'macOS'],
      [/CrOS/, 'ChromeOS'],
      [/Linux/, 'Linux'],
    ]),
  }
}

/** `Ciné Lomé & fils` → `cine-lome-fils`. Never empty. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return slug || 'espace'
}

/** Scopes are `<room>:read` or `<room>:write`, or `all:read` and `all:write`. */
export const scopePattern = /^[a-z]+:(read|write)$/

export function wrong(field: string, code: RefusalCode, params: Record<string, string | number> = {}): Refusal {
  return new Refusal('invalid', code, params, [{ field, code, params }])
}

/** An address that was really given: someone who joined by phone has a placeholder. */
export const hasMail = (email: string): boolean => !email.endsWith('@phone.invalid')
