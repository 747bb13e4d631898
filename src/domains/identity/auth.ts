import { AsyncLocalStorage } from 'node:async_hooks'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { genericOAuth } from 'better-auth/plugins'
import { passkey } from '@better-auth/passkey'
import { second } from '#platform/clock'
import { config } from '#platform/config'
import { pool } from '#platform/database/pool'
import { log } from '#platform/log'
import { authSecret, cookiePrefix, secure, sessionFor } from './cookies.ts'
import { freshFor } from './rules.ts'

/** A stranger whose provider vouches for no address: noted, so that a code by mail can prove it. */
export interface Unproven {
  name: string
  email: string
  providerId: string
  accountId: string
}
export const unproven = new AsyncLocalStorage<{ person: Unproven | null }>()

/** What better-auth does here: the protocols of outside providers and of passkeys. Sessions, passwords, links, codes and the second factor are this room's own. */
function build() {
  const { publicUrl } = config()
  return betterAuth({
    appName: 'Griot',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: authSecret(),
    database: { db: pool().withSchema('identity'), type: 'postgres' },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => log[level === 'debug' ? 'debug' : level === 'info' ? 'info' : 'warn']({ from: 'better-auth' }, message) },
    rateLimit: { enabled: config().RATE_LIMIT_FACTOR > 0, window: 60, max: 60 },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(),
      defaultCookieAttributes: { secure: secure(), httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: false, validateSchema: false },
      ipAddress: { ipAddressHeaders: ['x-griot-address'] },
      disableOriginCheck: false,
    },
    user: { modelName: 'users', fields: columns.user, validateUserInfo: refuseUnproven },
    session: { modelName: 'sessions', fields: columns.session, expiresIn: sessionFor / second, disableSessionRefresh: true, freshAge: freshFor / second },
    account: {
      modelName: 'accounts',
      fields: columns.account,
      encryptOAuthTokens: true,
      // An account is joined to a provider by address only when both sides have proven that address.
      accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: true, allowDifferentEmails: false },
    },
    verification: { modelName: 'verifications', fields: columns.verification, storeIdentifier: 'hashed' },
    onAPIError: { errorURL: `${publicUrl}/sign-in` },
    socialProviders: socialProviders(),
    plugins: [passkeys(publicUrl), ...(config().OIDC_ISSUER ? [oidc()] : [])],
  })
}

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' } as const
const columns = {
  user: { emailVerified: 'email_verified', ...dates },
  session: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...dates },
  account: {
    userId: 'user_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...dates,
  },
  verification: { expiresAt: 'expires_at', ...dates },
  passkey: { publicKey: 'public_key', userId: 'user_id', credentialID: 'credential_id', deviceType: 'device_type', backedUp: 'backed_up', createdAt: 'created_at' },
} as const

type Validate = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>

/** Nobody comes in by an address that their provider does not vouch for; a newcomer's is noted, to be proven by mail. */
const refuseUnproven: Validate = ({ user, source }) => {
  if (user.emailVerified || source.action === 'sign-in') return
  const { sub, id } = source.oauth?.profile ?? {}
  const accountId = [sub, id].find((one) => typeof one === 'string' && one !== '') as string | undefined
  const noted = unproven.getStore()
  if (noted && source.action === 'create-user' && source.oauth && user.email && accountId) {
    noted.person = { name: user.name || user.email, email: user.email.toLowerCase(), providerId: source.oauth.providerId, accountId }
  }
  return { error: 'address_unproven' }
}

function passkeys(publicUrl: string) {
  return passkey({
    rpID: new URL(publicUrl).hostname,
    rpName: 'Griot',
    origin: publicUrl,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    authentication: {
      afterVerification: async ({ verification }) => {
        // Without the person's finger or PIN a passkey would be one factor only.
        if (!verification.authenticationInfo.userVerified) throw new Error('the passkey did not verify the person')
      },
    },
    schema: { passkey: { modelName: 'passkeys', fields: columns.passkey } },
  })
}

function oidc() {
  const { OIDC_ISSUER, OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET = '', OIDC_NAME } = config()
  return genericOAuth({
    config: [
      {
        providerId: 'oidc',
        name: OIDC_NAME,
        discoveryUrl: `${OIDC_ISSUER}/.well-known/openid-configuration`,
        clientId: OIDC_CLIENT_ID,
        clientSecret: OIDC_CLIENT_SECRET,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
      },
    ],
  })
}

type Credentials = Record<string, { clientId: string; clientSecret: string }>

function socialProviders(): Credentials {
  const c = config()
  const given = {
    google: [c.GOOGLE_CLIENT_ID, c.GOOGLE_CLIENT_SECRET],
    facebook: [c.FACEBOOK_CLIENT_ID, c.FACEBOOK_CLIENT_SECRET],
    apple: [c.APPLE_CLIENT_ID, c.APPLE_CLIENT_SECRET],
    linkedin: [c.LINKEDIN_CLIENT_ID, c.LINKEDIN_CLIENT_SECRET],
  }
  return Object.fromEntries(Object.entries(given).flatMap(([name, [clientId, clientSecret]]) => (clientId && clientSecret ? [[name, { clientId, clientSecret }]] : [])))
}

/** The outside providers that the configuration names. */
export function providers(): { id: string; name: string }[] {
  const names: Record<string, string> = { google: 'Google', facebook: 'Facebook', apple: 'Apple', linkedin: 'LinkedIn' }
  return [...Object.keys(socialProviders()).map((id) => ({ id, name: names[id] ?? id })), ...(config().OIDC_ISSUER ? [{ id: 'oidc', name: config().OIDC_NAME }] : [])]
}

export type Auth = ReturnType<typeof build>
let built: Auth | undefined

export function auth(): Auth {
  return (built ??= build())
}

/** Built anew at the next call: a provider that could not be discovered at first may answer by then. Also after a change of configuration in tests. */
export function forgetAuth(): void {
  built = undefined
}
