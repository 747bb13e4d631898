import { sql } from 'kysely'
import type { Db } from '#platform/context'

export interface KeyRow {
  id: string
  userId: string
  name: string
  start: string
  scopes: string[]
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
}

const columns = sql`id, user_id as "userId", name, start, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"`

export async function insertKey(db: Db, key: { userId: string; name: string; start: string; hash: string; scopes: readonly string[]; expiresAt: Date | null }): Promise<KeyRow> {
  const { rows } = await sql<KeyRow>`insert into identity.keys (user_id, name, start, hash, scopes, expires_at)
    values (${key.userId}, ${key.name}, ${key.start}, ${key.hash}, ${[...key.scopes]}::text[], ${key.expiresAt}) returning ${columns}`.execute(db)
  return rows[0]!
}

export async function findKeysOf(db: Db, userId: string): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`select ${columns} from identity.keys where user_id = ${userId} and revoked_at is null order by id desc limit 200`.execute(db)
  return rows
}

export async function revokeKey(db: Db, id: string, userId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`update identity.keys set revoked_at = ${now} where id = ${id} and user_id = ${userId} and revoked_at is null returning 1`.execute(db)
  return rows.length > 0
}

export async function insertRefreshToken(db: Db, hash: string, sessionId: string, expiresAt: Date): Promise<void> {
  await sql`insert into identity.refresh_tokens (hash, session_id, expires_at) values (${hash}, ${sessionId}, ${expiresAt})`.execute(db)
}

export interface RefreshRow {
  sessionId: string
  userId: string
  usedBefore: boolean
  expiresAt: Date
}

/** Marks the token as used and says whether it had been before; the row lock lets one of two simultaneous callers be the first. */
export async function useRefreshToken(db: Db, hash: string, now: Date): Promise<RefreshRow | null> {
  const { rows } = await sql<RefreshRow>`
    with held as (select hash, used_at from identity.refresh_tokens where hash = ${hash} for update)
    update identity.refresh_tokens r set used_at = coalesce(r.used_at, ${now})
    from held, identity.sessions s where r.hash = held.hash and s.id = r.session_id
    returning r.session_id as "sessionId", s.user_id as "userId", held.used_at is not null as "usedBefore", r.expires_at as "expiresAt"`.execute(db)
  return rows[0] ?? null
}

export async function extendSession(db: Db, id: string, expiresAt: Date, now: Date): Promise<void> {
  await sql`update identity.sessions set expires_at = ${expiresAt}, last_seen_at = ${now} where id = ${id}`.execute(db)
}
