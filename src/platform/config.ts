import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const flag = z.enum(['0', '1', 'true', 'false', 'yes', 'no']).transform((v) => v === '1' || v === 'true' || v === 'yes')
const bytes = z.coerce.number().int().positive()
const text = z.string().min(1)
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

/** Every variable Griot reads. `.env.example` documents each; a test keeps the two equal. */
export const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: text.default('127.0.0.1'),
  GRIOT_DATA: text.default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(8),
  PUBLIC_URL: address.optional(),
  ROLE: z.enum(['web', 'worker', 'all']).default('all'),
  DEMO: flag.optional(),
  SECRET: z.string().min(32).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  RATE_LIMIT_FACTOR: z.coerce.number().min(0).default(1),
  METRICS_TOKEN: text.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  S3_ENDPOINT: address.optional(),
  S3_REGION: text.default('auto'),
  S3_BUCKET: text.optional(),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: text.default('Griot <bonjour@griot.example>'),
  SMS_PROVIDER: z.enum(['sandbox', 'africas-talking', 'twilio']).default('sandbox'),
  AFRICAS_TALKING_URL: address.default('https://api.africastalking.com'),
  AFRICAS_TALKING_USERNAME: text.optional(),
  AFRICAS_TALKING_API_KEY: text.optional(),
  AFRICAS_TALKING_FROM: text.optional(),
  TWILIO_URL: address.default('https://verify.twilio.com'),
  TWILIO_ACCOUNT_SID: text.optional(),
  TWILIO_AUTH_TOKEN: text.optional(),
  TWILIO_VERIFY_SERVICE_SID: text.optional(),
  VAPID_PUBLIC_KEY: text.optional(),
  VAPID_PRIVATE_KEY: text.optional(),
  VAPID_SUBJECT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
  FEDAPAY_URL: address.default('https://api.fedapay.com/v1'),
  FEDAPAY_SECRET_KEY: text.optional(),
  FEDAPAY_WEBHOOK_SECRET: text.optional(),
  MTN_URL: address.default('https://proxy.momoapi.mtn.com'),
  MTN_TARGET_ENVIRONMENT: text.default('mtnbenin'),
  MTN_COLLECTION_KEY: text.optional(),
  MTN_DISBURSEMENT_KEY: text.optional(),
  MTN_API_USER: z.uuid().optional(),
  MTN_API_KEY: text.optional(),
  PAWAPAY_URL: address.default('https://api.pawapay.io'),
  PAWAPAY_TOKEN: text.optional(),
  PAWAPAY_SIGNING_KEY: text.optional(),
  PAWAPAY_SIGNING_KEY_ID: text.optional(),
  STRIPE_URL: address.default('https://api.stripe.com'),
  STRIPE_SECRET_KEY: text.optional(),
  STRIPE_WEBHOOK_SECRET: text.optional(),
  PAYPAL_URL: address.default('https://api-m.paypal.com'),
  PAYPAL_CLIENT_ID: text.optional(),
  PAYPAL_CLIENT_SECRET: text.optional(),
  PAYPAL_WEBHOOK_ID: text.optional(),
  OIDC_ISSUER: address.optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  OIDC_NAME: text.default('OpenID'),
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  FACEBOOK_CLIENT_ID: text.optional(),
  FACEBOOK_CLIENT_SECRET: text.optional(),
  APPLE_CLIENT_ID: text.optional(),
  APPLE_CLIENT_SECRET: text.optional(),
  LINKEDIN_CLIENT_ID: text.optional(),
  LINKEDIN_CLIENT_SECRET: text.optional(),
  DEEZER_URL: address.default('https://api.deezer.com'),
  MUSICBRAINZ_URL: address.default('https://musicbrainz.org'),
  MUSICBRAINZ_CONTACT: text.optional(),
  YOUTUBE_URL: address.default('https://www.googleapis.com'),
  YOUTUBE_API_KEY: text.optional(),
  SPOTIFY_URL: address.default('https://api.spotify.com'),
  SPOTIFY_ACCOUNTS_URL: address.default('https://accounts.spotify.com'),
  SPOTIFY_CLIENT_ID: text.optional(),
  SPOTIFY_CLIENT_SECRET: text.optional(),
  AI_BASE_URL: address.optional(),
  AI_API_KEY: text.optional(),
  AI_MODEL: text.optional(),
  FFMPEG_PATH: text.optional(),
  MAX_UPLOAD_BYTES: bytes.default(20 * 1024 ** 3),
  MAX_FILM_MINUTES: z.coerce.number().int().positive().default(300),
  MIN_FREE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(2 * 1024 ** 3),
  SESSIONS_PER_ACCOUNT: z.coerce.number().int().min(1).max(50).default(2),
  OUTGOING_ALLOW: z
    .string()
    .default('')
    .transform((hosts) =>
      hosts
        .split(',')
        .map((h) => h.trim())
        .filter(Boolean),
    ),
})

export type Environment = z.output<typeof environment>

/** What the whole process knows of how it was started. Read once, never changed. */
export interface Config extends Environment {
  production: boolean
  /** Fresh start with demo data: one-click accounts, outside services are stand-ins. */
  demo: boolean
  dataDir: string
  publicUrl: string
  secret: string
}

/** Pairs that only make sense together: all or none. */
const together: readonly (readonly (keyof Environment)[])[] = [
  ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'],
  ['FEDAPAY_SECRET_KEY', 'FEDAPAY_WEBHOOK_SECRET'],
  ['MTN_COLLECTION_KEY', 'MTN_DISBURSEMENT_KEY', 'MTN_API_USER', 'MTN_API_KEY'],
  ['PAWAPAY_SIGNING_KEY', 'PAWAPAY_SIGNING_KEY_ID'],
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET', 'PAYPAL_WEBHOOK_ID'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['FACEBOOK_CLIENT_ID', 'FACEBOOK_CLIENT_SECRET'],
  ['AI_BASE_URL', 'AI_MODEL'],
  ['APPLE_CLIENT_ID', 'APPLE_CLIENT_SECRET'],
  ['LINKEDIN_CLIENT_ID', 'LINKEDIN_CLIENT_SECRET'],
  ['SPOTIFY_CLIENT_ID', 'SPOTIFY_CLIENT_SECRET'],
]

/** Reads the environment. Answers either the configuration or every mistake, one line each. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): { config: Config } | { mistakes: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const mistakes = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  for (const names of together) {
    const missing = names.filter((name) => !given[name])
    if (missing.length > 0 && missing.length < names.length) mistakes.push(`${missing.join(', ')}: needed with ${names.filter((n) => given[n]).join(', ')}`)
  }
  if (given.SMS_PROVIDER === 'twilio') {
    for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_VERIFY_SERVICE_SID']) if (!given[name]) mistakes.push(`${name}: needed with SMS_PROVIDER=twilio`)
  }
  if (given.SMS_PROVIDER === 'africas-talking') {
    for (const name of ['AFRICAS_TALKING_USERNAME', 'AFRICAS_TALKING_API_KEY']) if (!given[name]) mistakes.push(`${name}: needed with SMS_PROVIDER=africas-talking`)
  }
  const production = given.NODE_ENV === 'production'
  if (production && !given.SECRET) mistakes.push('SECRET: required in production (at least 32 characters)')
  if (production && !given.PUBLIC_URL) mistakes.push('PUBLIC_URL: required in production')
  if (!parsed.success || mistakes.length > 0) return { mistakes }
  const dataDir = resolve(parsed.data.GRIOT_DATA)
  return {
    config: {
      ...parsed.data,
      production,
      demo: parsed.data.DEMO ?? !production,
      dataDir,
      publicUrl: parsed.data.PUBLIC_URL ?? `http://localhost:${parsed.data.PORT}`,
      secret: parsed.data.SECRET ?? ownSecret(dataDir),
    },
  }
}

/** Outside production the secret is made on the first start and kept in the data folder. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dataDir, { recursive: true })
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(file, secret + '\n', { mode: 0o600 })
  return secret
}

let current: Config | undefined

export function setConfig(config: Config): void {
  current = config
}

export function config(): Config {
  if (!current) throw new Error('the configuration is read before the start')
  return current
}
