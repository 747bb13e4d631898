import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const

let common: ReadonlySet<string> | undefined

/** The most common passwords of 8 characters and more, lower case (extract of zxcvbn-ts' list, MIT licence, and a few of ours). */
export function commonPasswords(): ReadonlySet<string> {
  common ??= new Set(
    readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter(Boolean),
  )
  return common
}

/** argon2id in the PHC string format, so that the cost can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive('argon2id', { message: password.normalize('NFKC'), nonce: salt, tagLength: 32, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain(salt)}$${plain(hash)}`
}

/** True when the password is the stored one. Without a stored one, takes the same time and answers false: nobody learns who has an account. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? '')
  const salt = parts ? Buffer.from(parts[4]!, 'base64') : randomBytes(16)
  const { memory, passes, parallelism } = parts ? { memory: Number(parts[1]), passes: Number(parts[2]), parallelism: Number(parts[3]) } : cost
  const hash = await derive('argon2id', { message: password.normalize('NFKC'), nonce: salt, tagLength: 32, memory, passes, parallelism })
  return parts !== null && timingSafeEqual(hash, Buffer.from(parts[5]!, 'base64'))
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
