import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Ending } from './types.ts'

/** All SQL of watching sessions. Progress, history and figures are in `memory.ts`. */

export interface Session {
  id: string
  userId: string | null
  deviceDigest: string | null
  filmId: string
  titleId: string
  device: string
  country: string | null
  viewKey: string
  durationMs: number
  startedAt: Date
  seenAt: Date
  leasedUntil: Date
  endedAt: Date | null
  endedBy: Ending | null
  positionMs: number
  watchedMs: number
  viewed: boolean
}

const columns = sql.raw(`id, user_id as "userId", device_digest as "deviceDigest", film_id as "filmId", title_id as "titleId", device, country, view_key as "viewKey",
  duration_ms as "durationMs", started_at as "startedAt", seen_at as "seenAt", leased_until as "leasedUntil", ended_at as "endedAt", ended_by as "endedBy",
  position_ms as "positionMs", watched_ms as "watchedMs", viewed`)

export type NewSession = Omit<Session, 'id' | 'seenAt' | 'endedAt' | 'endedBy' | 'watchedMs'> & { tokenDigest: string }

/**
 * Opens a session. An account's session takes the first free of its seats; null when all are taken. The unique index on (account, seat) decides,
 * so two starts at the same instant cannot both take the last one.
 */
export async function openSession(db: Db, session: NewSession, seats: number): Promise<Session | null> {
  const tries = session.userId === null ? [null] : Array.from({ length: seats }, (_, i) => i + 1)
  for (const seat of tries) {
    const { rows } = await sql<Session>`
      insert into playback.sessions (token_digest, user_id, device_digest, seat, film_id, title_id, device, country, view_key, duration_ms, started_at, seen_at, leased_until, position_ms, viewed)
      values (${session.tokenDigest}, ${session.userId}, ${session.deviceDigest}, ${seat}, ${session.filmId}, ${session.titleId}, ${session.device}, ${session.country},
        ${session.viewKey}, ${session.durationMs}, ${session.startedAt}, ${session.startedAt}, ${session.leasedUntil}, ${session.positionMs}, ${session.viewed})
      on conflict (user_id, seat) where ended_at is null do nothing returning ${columns}`.execute(db)
    if (rows[0]) return rows[0]
  }
  return null
}

/** Gives back the seats of sessions whose player fell silent. Without an account: everyone's. */
export async function endLapsed(db: Db, now: Date, userId: string | null): Promise<number> {
  const done = await sql`update playback.sessions set ended_at = leased_until, ended_by = 'lapse'
    where ended_at is null and leased_until <= ${now} and (${userId}::uuid is null or user_id = ${userId}::uuid)`.execute(db)
  return Number(done.numAffectedRows ?? 0)
}

/** The same browser opening the same film again (a reload, a second tab) takes over from itself. */
export async function endReplaced(db: Db, now: Date, deviceDigest: string, filmId: string, userId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update playback.sessions set ended_at = ${now}, ended_by = 'replaced'
    where ended_at is null and device_digest = ${deviceDigest} and film_id = ${filmId} and user_id is not distinct from ${userId}::uuid returning id`.execute(db)
  return rows.map((row) => row.id)
}

export async function endById(db: Db, now: Date, id: string, by: Ending): Promise<boolean> {
  const done = await sql`update playback.sessions set ended_at = ${now}, ended_by = ${by} where id = ${id} and ended_at is null`.execute(db)
  return Number(done.numAffectedRows ?? 0) > 0
}

export async function findByToken(db: Db, tokenDigest: string): Promise<Session | null> {
  const { rows } = await sql<Session>`select ${columns} from playback.sessions where token_digest = ${tokenDigest}`.execute(db)
  return rows[0] ?? null
}

/** Locks the row: heartbeats of one session come one after the other. */
export async function lockByToken(db: Db, tokenDigest: string): Promise<Session | null> {
  const { rows } = await sql<Session>`select ${columns} from playback.sessions where token_digest = ${tokenDigest} for update`.execute(db)
  return rows[0] ?? null
}

export async function findHolder(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ userId: string | null }>`select user_id as "userId" from playback.sessions where id = ${id}`.execute(db)
  return rows[0]?.userId ?? null
}

export async function findById(db: Db, id: string): Promise<Session | null> {
  const { rows } = await sql<Session>`select ${columns} from playback.sessions where id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function liveOf(db: Db, now: Date, userId: string): Promise<Session[]> {
  const { rows } =
    await sql<Session>`select ${columns} from playback.sessions where user_id = ${userId} and ended_at is null and leased_until > ${now} order by started_at desc`.execute(db)
  return rows
}

export interface Beat {
  id: string
  now: Date
  leasedUntil: Date
  positionMs: number
  watchedMs: number
  bytes: number
  rung: string | null
  viewed: boolean
}

export async function saveBeat(db: Db, beat: Beat): Promise<void> {
  await sql`update playback.sessions set seen_at = ${beat.now}, leased_until = greatest(leased_until, ${beat.leasedUntil}), position_ms = ${beat.positionMs}, watched_ms = watched_ms + ${beat.watchedMs},
    bytes = bytes + ${beat.bytes}, rung = coalesce(${beat.rung}, rung), viewed = viewed or ${beat.viewed} where id = ${beat.id}`.execute(db)
}
