import { pino, type Logger } from 'pino'

export type { Logger }

/** JSON lines on standard output. What could identify or unlock is never written, wherever it stands in the object. */
const secretNames = [
  'password',
  'newPassword',
  'token',
  'accessToken',
  'refreshToken',
  'code',
  'secret',
  'key',
  'authorization',
  'cookie',
  'set-cookie',
  'DATABASE_URL',
  'MAIL_URL',
]

export const log: Logger = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'error' : 'info'),
  base: { node: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: { paths: secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]), censor: '[redacted]' },
})
