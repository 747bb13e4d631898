import { sql } from 'kysely'
import type { Membership, StaffRole } from '#platform/actor'
import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'

export interface SessionRow {
  id: string
  userId: string
  kind: 'browser' | 'token'
  method: string
  userAgent: string | null
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

export interface NewSession {
  userId: string
  token: string
  kind: 'browser' | 'token'
  method: string
  ip: string
  userAgent: string
  now: Date
  expiresAt: Date
}

export async function insertSession(db: Db, session: NewSession): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into identity.sessions (user_id, token, kind, method, ip_address, user_agent, created_at, updated_at, last_seen_at, expires_at)
    values (${session.userId}, ${session.token}, ${session.kind}, ${session.method}, ${session.ip}, ${session.userAgent.slice(0, 400)}, ${session.now}, ${session.now}, ${session.now}, ${session.expiresAt})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function findSessionsOf(db: Db, userId: string, now: Date): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, user_id as "userId", kind, method, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
    from identity.sessions where user_id = ${userId} and expires_at > ${now} order by last_seen_at desc limit 200`.execute(db)
  return rows
}

export async function findSession(db: Db, id: string): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    select id, user_id as "userId", kind, method, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
    from identity.sessions where id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function findSessionByToken(db: Db, token: string): Promise<{ id: string; userId: string } | null> {
  const { rows } = await sql<{ id: string; userId: string }>`select id, user_id as "userId" from identity.sessions where token = ${token}`.execute(db)
  return rows[0] ?? null
}

export async function dropSession(db: Db, id: string, userId: string): Promise<boolean> {
  const { rows } = await sql`delete from identity.sessions where id = ${id} and user_id = ${userId} returning 1`.execute(db)
  return rows.length > 0
}

export async function dropSessionByToken(db: Db, token: string): Promise<void> {
  await sql`delete from identity.sessions where token = ${token}`.execute(db)
}

/** Ends every session of the person but `except`. */
export async function dropSessionsOf(db: Db, userId: string, except: string | null): Promise<number> {
  const { rows } = await sql`delete from identity.sessions where user_id = ${userId} and (${except}::uuid is null or id <> ${except}::uuid) returning 1`.execute(db)
  return rows.length
}

/** Notes that the session is alive, at most once a minute. */
export async function touchSession(db: Db, id: string, now: Date): Promise<void> {
  await sql`update identity.sessions set last_seen_at = ${now} where id = ${id} and last_seen_at < ${now}::timestamptz - interval '1 minute'`.execute(db)
}

export async function touchKey(db: Db, id: string, now: Date): Promise<void> {
  await sql`update identity.keys set last_used_at = ${now} where id = ${id} and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`.execute(db)
}

/** True when this browser is known to the account; remembers it either way. `first` = the account had no device before. */
export async function rememberDevice(db: Db, userId: string, hash: string, now: Date): Promise<{ known: boolean; first: boolean }> {
  const { rows } = await sql<{ known: boolean; first: boolean }>`
    with before as (select bool_or(hash = ${hash}) as known, count(*) = 0 as first from identity.devices where user_id = ${userId}),
    put as (insert into identity.devices (user_id, hash, first_seen_at, last_seen_at) values (${userId}, ${hash}, ${now}, ${now})
      on conflict (user_id, hash) do update set last_seen_at = excluded.last_seen_at)
    select coalesce(known, false) as known, first from before`.execute(db)
  return rows[0]!
}

/** Everything an Actor is made of, in one round trip. */
export interface ActorRow {
  credentialId: string
  userId: string
  name: string
  email: string
  emailVerified: boolean
  lang: Lang | null
  staff: StaffRole[]
  memberships: Membership[]
  scopes: string[] | null
  expiresAt: Date | null
  lastSeenAt: Date | null
}

const person = sql`u.id as "userId", u.name, u.email, u.email_verified as "emailVerified", u.lang,
  array(select role from identity.staff_roles s where s.user_id = u.id) as staff,
  (select coalesce(jsonb_agg(jsonb_build_object('workspaceId', w.id, 'name', w.name, 'slug', w.slug, 'kind', w.kind, 'role', m.role,
      'permissions', (select coalesce(jsonb_agg(p.permission), '[]') from identity.role_permissions p where p.kind = m.kind and p.role = m.role)) order by w.name), '[]')
    from identity.members m join identity.workspaces w on w.id = m.workspace_id where m.user_id = u.id) as memberships`
const ofSession = sql`s.id as "credentialId", null::text[] as scopes, s.expires_at as "expiresAt", s.last_seen_at as "lastSeenAt", ${person}
  from identity.sessions s join identity.users u on u.id = s.user_id`

export async function actorByToken(db: Db, token: string): Promise<ActorRow | null> {
  const { rows } = await sql<ActorRow>`select ${ofSession} where s.token = ${token} and s.kind = 'browser'`.execute(db)
  return rows[0] ?? null
}

export async function actorBySession(db: Db, sessionId: string): Promise<ActorRow | null> {
  const { rows } = await sql<ActorRow>`select ${ofSession} where s.id = ${sessionId} and s.kind = 'token'`.execute(db)
  return rows[0] ?? null
}

export async function actorByKey(db: Db, hash: string): Promise<ActorRow | null> {
  const { rows } = await sql<ActorRow>`select k.id as "credentialId", k.scopes, k.expires_at as "expiresAt", k.last_used_at as "lastSeenAt", ${person}
    from identity.keys k join identity.users u on u.id = k.user_id where k.hash = ${hash} and k.revoked_at is null`.execute(db)
  return rows[0] ?? null
}
