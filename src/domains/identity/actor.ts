import pg from 'pg'
import { nobody, type Actor, type Person } from '#platform/actor'
import { clock, second } from '#platform/clock'
import { pgPool, pool } from '#platform/database/pool.ts'
import { log } from '#platform/log'
import { Refusal } from '#platform/refusal'
import { digest } from '#platform/secrets'
import { idleFor, openSessionCookie, readCookie, sessionCookie } from './cookies.ts'
import { hasMail } from './rules.ts'
import { openAccessToken } from './proofs/tokens.ts'
import { actorByKey, actorBySession, actorByToken, touchKey, touchSession, type ActorRow } from './store/sessions.ts'

const keepFor = 10 * second
const keepAtMost = 20_000
const holdFor = 2 * second

interface Kept {
  actor: Person
  until: number
}

/** Credential → who it stands for. Kept for seconds, and only while this process hears of changes. */
const kept = new Map<string, Kept>()
/** People whose rows have just changed here: not kept until the change has surely been committed. */
const held = new Map<string, number>()
let listening = false

/**
 * Who is calling: `Authorization: Bearer` (access token or personal key), else the session cookie, else nobody.
 * A bad cookie is nobody; a bad bearer is refused (`identity.tokenRefused`), so that programs notice.
 * Revocation is seen at once in this process and within milliseconds in the others (LISTEN griot_actor).
 */
export async function actorOf(headers: Headers): Promise<Actor> {
  const authorization = headers.get('authorization')
  if (authorization !== null) return bearer(authorization)
  const cookie = readCookie(headers, sessionCookie())
  if (!cookie) return nobody
  return (
    (await remembered(cookie, async () => {
      const token = openSessionCookie(cookie)
      return token ? live(await actorByToken(pool(), token), 'session') : null
    })) ?? nobody
  )
}

async function bearer(authorization: string): Promise<Person> {
  const credential = /^Bearer ([\w.-]{20,300})$/i.exec(authorization)?.[1] ?? ''
  const access = openAccessToken(credential)
  const now = clock.now()
  let actor: Person | null = null
  if (access && access.expiresAt > now) actor = await remembered(`s:${access.sessionId}`, async () => live(await actorBySession(pool(), access.sessionId), 'token'))
  else if (credential.startsWith('gk_')) actor = await remembered(credential, async () => live(await actorByKey(pool(), digest(credential)), 'key'))
  if (!actor) throw new Refusal('unauthenticated', 'identity.tokenRefused')
  return actor
}

async function remembered(credential: string, read: () => Promise<{ actor: Person; expiresAt: Date | null } | null>): Promise<Person | null> {
  const now = clock.now().getTime()
  const hit = kept.get(credential)
  if (hit && hit.until > now) return hit.actor
  kept.delete(credential)
  const found = await read()
  if (!found) return null
  if (listening && !isHeld(found.actor.id, now)) {
    if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value!)
    kept.set(credential, { actor: found.actor, until: Math.min(now + keepFor, found.expiresAt?.getTime() ?? Infinity) })
  }
  return found.actor
}

function live(row: ActorRow | null, via: Person['via']): { actor: Person; expiresAt: Date | null } | null {
  const now = clock.now()
  if (!row || (row.expiresAt && row.expiresAt <= now)) return null
  if (via !== 'key' && row.lastSeenAt && row.lastSeenAt.getTime() + idleFor <= now.getTime()) return null
  if (!row.lastSeenAt || now.getTime() - row.lastSeenAt.getTime() > 60 * second) {
    const touch = via === 'key' ? touchKey : touchSession
    touch(pool(), row.credentialId, now).catch((error: unknown) => log.warn({ err: error }, 'could not note when a session was last seen'))
  }
  return { actor: personOf(row, via), expiresAt: row.expiresAt }
}

function personOf(row: ActorRow, via: Person['via']): Person {
  const { credentialId, userId, name, email, emailVerified, lang, staff, memberships, scopes } = row
  return { kind: 'person', id: userId, name, email: hasMail(email) ? email : '', emailVerified, lang, staff, memberships, via, sessionId: credentialId, scopes }
}

/** Forgets what is kept of a person, in this process, now. The database tells the others when the change commits. */
export function forgetActor(userId: string): void {
  held.set(userId, clock.now().getTime() + holdFor)
  drop(userId)
}

function drop(userId: string): void {
  for (const [credential, { actor }] of kept) if (actor.id === userId) kept.delete(credential)
}

function isHeld(userId: string, now: number): boolean {
  const until = held.get(userId)
  if (until !== undefined && until <= now) held.delete(userId)
  return until !== undefined && until > now
}

/** Hears from the database whose rights have changed. Called once by a web process; answers how to stop. Until it runs, nothing is kept. */
export async function watchActors(): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  const lost = (): void => {
    listening = false
    kept.clear()
    if (!stopped) setTimeout(() => void connect().catch(lost), second).unref()
  }
  const connect = async (): Promise<void> => {
    client = new pg.Client({ ...pgPool().options, application_name: 'griot actors' } as pg.ClientConfig)
    client.on('notification', ({ payload }) => (payload === '*' || !payload ? kept.clear() : drop(payload)))
    client.once('error', (error) => {
      log.warn({ err: error }, 'the line that tells of changed rights was lost')
      lost()
    })
    await client.connect()
    await client.query('listen griot_actor')
    listening = !stopped
  }
  await connect()
  return async () => {
    stopped = true
    listening = false
    kept.clear()
    await client?.end().catch(() => undefined)
  }
}
