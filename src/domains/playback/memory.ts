import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { ExperienceKind } from './types.ts'

/** SQL of what stays after watching: progress, history, views, quality of experience. */

export interface Progress {
  filmId: string
  positionMs: number
  durationMs: number
  finished: boolean
  watchedAt: Date
}

const progressColumns = sql.raw(`film_id as "filmId", position_ms as "positionMs", duration_ms as "durationMs", finished, watched_at as "watchedAt"`)

export async function findProgress(db: Db, userId: string, filmId: string): Promise<Progress | null> {
  const { rows } = await sql<Progress>`select ${progressColumns} from playback.progress where user_id = ${userId} and film_id = ${filmId}`.execute(db)
  return rows[0] ?? null
}

/** Keeps the position, unless the person has paused the history. An older report never overwrites a newer one. */
export async function saveProgress(db: Db, userId: string, progress: Progress): Promise<void> {
  await sql`insert into playback.progress (user_id, film_id, position_ms, duration_ms, finished, watched_at)
    select ${userId}::uuid, ${progress.filmId}::uuid, ${progress.positionMs}::int, ${progress.durationMs}::int, ${progress.finished}::boolean, ${progress.watchedAt}::timestamptz
    where not exists (select 1 from playback.preferences where user_id = ${userId} and history_paused)
    on conflict (user_id, film_id) do update set position_ms = excluded.position_ms, duration_ms = excluded.duration_ms, finished = excluded.finished, watched_at = excluded.watched_at
    where progress.watched_at <= excluded.watched_at`.execute(db)
}

/** Most recent first. `before` is the last row of the previous page. `open` keeps only what was begun and not finished. */
export async function history(db: Db, userId: string, options: { limit: number; before: { at: Date; filmId: string } | null; open: boolean }): Promise<Progress[]> {
  const { before } = options
  const { rows } = await sql<Progress>`select ${progressColumns} from playback.progress
    where user_id = ${userId} and (${before === null} or (watched_at, film_id) < (${before?.at ?? null}::timestamptz, ${before?.filmId ?? null}::uuid))
      and (not ${options.open} or (not finished and position_ms >= least(10000, duration_ms / 10)))
    order by watched_at desc, film_id desc limit ${options.limit}`.execute(db)
  return rows
}

export async function forget(db: Db, userId: string, filmId: string | null): Promise<number> {
  const done = await sql`delete from playback.progress where user_id = ${userId} and (${filmId}::uuid is null or film_id = ${filmId}::uuid)`.execute(db)
  return Number(done.numAffectedRows ?? 0)
}

export async function isHistoryPaused(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql<{ paused: boolean }>`select history_paused as paused from playback.preferences where user_id = ${userId}`.execute(db)
  return rows[0]?.paused ?? false
}

export async function pauseHistory(db: Db, userId: string, paused: boolean): Promise<void> {
  await sql`insert into playback.preferences (user_id, history_paused) values (${userId}, ${paused}) on conflict (user_id) do update set history_paused = excluded.history_paused`.execute(
    db,
  )
}

/** True when this is the viewer's first view of the film that day. */
export async function addView(db: Db, view: { filmId: string; viewer: string; country: string | null; at: Date }): Promise<boolean> {
  const done = await sql`insert into playback.views (film_id, viewer, day, country, at)
    values (${view.filmId}, ${view.viewer}, (${view.at}::timestamptz at time zone 'UTC')::date, ${view.country}, ${view.at}) on conflict do nothing`.execute(db)
  return Number(done.numAffectedRows ?? 0) > 0
}

export interface Watched {
  filmId: string
  views: number
}

/** Films by views since an instant, in one country or everywhere. Equal counts are ordered by id, so the answer never wavers. */
export async function mostWatched(db: Db, options: { since: Date; country: string | null; limit: number }): Promise<Watched[]> {
  const { rows } = await sql<Watched>`select film_id as "filmId", count(*)::int as views from playback.views
    where at >= ${options.since} and (${options.country}::text is null or country = ${options.country}) group by film_id order by views desc, film_id limit ${options.limit}`.execute(
    db,
  )
  return rows
}

/** Who watched what, for the recommendations: one line a person and film, finished or not. Guests are left out: their key names a network, not a person. */
export async function watchedPairs(db: Db, since: Date): Promise<{ userId: string; filmId: string; finished: boolean }[]> {
  const { rows } = await sql<{ userId: string; filmId: string; finished: boolean }>`select user_id as "userId", film_id as "filmId", finished from playback.progress
    where watched_at >= ${since} and (finished or position_ms >= least(600000, duration_ms / 4)) order by user_id, film_id`.execute(db)
  return rows
}

/** Films that those who finished a film watched too, most shared first. */
export async function watchedAfter(db: Db, filmId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    filmId: string
  }>`select other.film_id as "filmId" from playback.progress p join playback.progress other on other.user_id = p.user_id and other.film_id <> p.film_id
    where p.film_id = ${filmId} and p.finished and other.finished group by other.film_id order by count(*) desc, other.film_id limit ${limit}`.execute(db)
  return rows.map((row) => row.filmId)
}

export interface Experience {
  kind: ExperienceKind
  value: number
  rung: string | null
  detail: string | null
}

export async function addExperiences(db: Db, sessionId: string, filmId: string, at: Date, events: readonly Experience[]): Promise<void> {
  await sql`insert into playback.experiences (session_id, film_id, kind, value, rung, detail, at)
    select ${sessionId}::uuid, ${filmId}::uuid, e.kind, e.value, e.rung, e.detail, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e (kind text, value bigint, rung text, detail text)`.execute(db)
}

export interface Quality {
  sessions: number
  startMedianMs: number | null
  startP95Ms: number | null
  stalls: number
  stalledMs: number
  watchedMs: number
  errors: number
}

/** How a film was received since an instant: what its makers and the operator look at. */
export async function qualityOf(db: Db, filmId: string, since: Date): Promise<Quality> {
  const { rows } = await sql<Quality>`
    select (select count(*)::int from playback.sessions where film_id = ${filmId} and started_at >= ${since}) as sessions,
      (percentile_cont(0.5) within group (order by value) filter (where kind = 'start'))::int as "startMedianMs",
      (percentile_cont(0.95) within group (order by value) filter (where kind = 'start'))::int as "startP95Ms",
      (count(*) filter (where kind = 'stall'))::int as stalls,
      coalesce(sum(value) filter (where kind = 'stall'), 0)::float8 as "stalledMs",
      coalesce((select sum(watched_ms) from playback.sessions where film_id = ${filmId} and started_at >= ${since}), 0)::float8 as "watchedMs",
      (count(*) filter (where kind = 'error'))::int as errors
    from playback.experiences where film_id = ${filmId} and at >= ${since}`.execute(db)
  return rows[0]!
}
