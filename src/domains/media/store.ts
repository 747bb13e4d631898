import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Problem, TitleState, UploadPurpose, UploadState } from './types.ts'

export interface TitleRow {
  id: string
  workspaceId: string
  name: string
  state: TitleState
  progress: number
  problem: Problem | null
  sourceId: string | null
  version: number | null
  durationMs: number | null
  width: number | null
  height: number | null
  attempt: number
  tries: number
  workedBy: string | null
  createdAt: Date
  updatedAt: Date
}

const titleColumns = sql`t.id, t.workspace_id as "workspaceId", t.name, t.state, t.progress, t.problem, t.source_id as "sourceId", t.version, t.duration_ms as "durationMs",
  t.width, t.height, t.attempt, t.tries, t.worked_by as "workedBy", t.created_at as "createdAt", t.updated_at as "updatedAt"`

export async function insertTitle(db: Db, workspaceId: string, name: string, createdBy: string | null): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into media.titles (workspace_id, name, created_by) values (${workspaceId}, ${name}, ${createdBy}) returning id`.execute(db)
  return rows[0]!.id
}

export async function titleRow(db: Db, id: string): Promise<TitleRow | null> {
  const { rows } = await sql<TitleRow>`select ${titleColumns} from media.titles t where t.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** The title, held until the transaction ends: its state cannot change meanwhile. */
export async function lockTitle(db: Db, id: string): Promise<TitleRow | null> {
  const { rows } = await sql<TitleRow>`select ${titleColumns} from media.titles t where t.id = ${id} for update`.execute(db)
  return rows[0] ?? null
}

export async function workspaceOf(db: Db, titleId: string): Promise<string | null> {
  const { rows } = await sql<{ workspaceId: string }>`select workspace_id as "workspaceId" from media.titles where id = ${titleId}`.execute(db)
  return rows[0]?.workspaceId ?? null
}

/** Newest first, `limit + 1` rows. */
export async function titleRows(db: Db, workspaceId: string, before: string | null, limit: number): Promise<TitleRow[]> {
  const { rows } = await sql<TitleRow>`select ${titleColumns} from media.titles t
    where t.workspace_id = ${workspaceId} and (${before}::uuid is null or t.id < ${before}::uuid) order by t.id desc limit ${limit + 1}`.execute(db)
  return rows
}

/** Sets the state of a locked title. Leaving work gives back the lease; `tries` starts again unless it is kept. */
export async function setState(db: Db, id: string, state: TitleState, change: { problem?: Problem | null; sourceId?: string | null; keepTries?: boolean } = {}): Promise<void> {
  await sql`update media.titles set state = ${state}, problem = ${change.problem ? JSON.stringify(change.problem) : null}::jsonb, progress = 0, leased_until = null, worked_by = null,
    source_id = case when ${change.sourceId !== undefined} then ${change.sourceId ?? null}::uuid else source_id end,
    tries = case when ${change.keepTries ?? false} then tries else 0 end, updated_at = now() where id = ${id}`.execute(db)
}

/** A worker takes a waiting title: one more attempt, held for `leaseSeconds` unless renewed. Null when it no longer waits. */
export async function claimTitle(db: Db, id: string, worker: string, leaseSeconds: number): Promise<TitleRow | null> {
  const { rows } =
    await sql<TitleRow>`update media.titles t set state = 'probing', attempt = greatest(attempt, coalesce(version, 0)) + 1, tries = tries + 1, progress = 0, problem = null, worked_by = ${worker},
    leased_until = now() + make_interval(secs => ${leaseSeconds}), updated_at = now() where id = ${id} and state = 'queued' returning ${titleColumns}`.execute(db)
  return rows[0] ?? null
}

/** The worker is alive and goes on. False when the title was taken back: cancelled, removed, or given to another. */
export async function holdTitle(db: Db, id: string, attempt: number, progress: number | null, leaseSeconds: number): Promise<boolean> {
  const { rows } =
    await sql`update media.titles set leased_until = now() + make_interval(secs => ${leaseSeconds}), progress = coalesce(${progress}::real, progress), updated_at = now()
    where id = ${id} and attempt = ${attempt} and state in ('probing', 'processing') returning 1`.execute(db)
  return rows.length > 0
}

export async function beginProcessing(db: Db, id: string, attempt: number): Promise<boolean> {
  const { rows } = await sql`update media.titles set state = 'processing', updated_at = now() where id = ${id} and attempt = ${attempt} and state = 'probing' returning 1`.execute(
    db,
  )
  return rows.length > 0
}

/** Puts the finished attempt in the place of the version played until now. */
export async function finishTitle(db: Db, id: string, attempt: number, made: { durationMs: number; width: number; height: number }): Promise<void> {
  await sql`update media.titles set state = 'ready', version = attempt, progress = 1, tries = 0, problem = null, duration_ms = ${made.durationMs}, width = ${made.width}, height = ${made.height},
    leased_until = null, worked_by = null, updated_at = now() where id = ${id} and attempt = ${attempt}`.execute(db)
}

/** Titles in the hands of a worker that may be dead: their lease is over, or their worker is one of `dead`. */
export async function abandonedTitles(db: Db, dead: readonly string[]): Promise<TitleRow[]> {
  const { rows } =
    await sql<TitleRow>`select ${titleColumns} from media.titles t where t.state in ('probing', 'processing') and (t.leased_until < now() or t.worked_by = any(${dead}))`.execute(
      db,
    )
  return rows
}

/** Workers that hold a title now. */
export async function workersAtWork(db: Db): Promise<string[]> {
  const { rows } = await sql<{ worker: string }>`select distinct worked_by as worker from media.titles where state in ('probing', 'processing')`.execute(db)
  return rows.map((r) => r.worker)
}

/** Titles that have waited for so many seconds: their job may have been lost with a worker. */
export async function waitingTitles(db: Db, seconds: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from media.titles where state = 'queued' and updated_at < now() - make_interval(secs => ${seconds})`.execute(db)
  return rows.map((r) => r.id)
}

export async function deleteTitle(db: Db, id: string): Promise<void> {
  await sql`update media.titles set source_id = null where id = ${id}`.execute(db)
  await sql`delete from media.titles where id = ${id}`.execute(db)
}

export interface UploadRow {
  id: string
  titleId: string
  /** Null when the person was erased since. */
  creatorId: string | null
  purpose: UploadPurpose
  filename: string
  language: string | null
  label: string | null
  kind: string | null
  size: number
  received: number
  sha256: string | null
  state: UploadState
  problem: Problem | null
  createdAt: Date
  updatedAt: Date
}

const uploadColumns = sql`u.id, u.title_id as "titleId", u.creator_id as "creatorId", u.purpose, u.filename, u.language, u.label, u.kind, u.size, u.received, u.sha256, u.state, u.problem,
  u.created_at as "createdAt", u.updated_at as "updatedAt"`

export type NewUpload = Pick<UploadRow, 'id' | 'titleId' | 'creatorId' | 'purpose' | 'filename' | 'language' | 'label' | 'kind' | 'size' | 'sha256'>

export async function insertUpload(db: Db, u: NewUpload): Promise<void> {
  await sql`insert into media.uploads (id, title_id, creator_id, purpose, filename, language, label, kind, size, sha256)
    values (${u.id}, ${u.titleId}, ${u.creatorId}, ${u.purpose}, ${u.filename}, ${u.language}, ${u.label}, ${u.kind}, ${u.size}, ${u.sha256})`.execute(db)
}

export async function uploadRow(db: Db, id: string): Promise<UploadRow | null> {
  const { rows } = await sql<UploadRow>`select ${uploadColumns} from media.uploads u where u.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function lockUpload(db: Db, id: string): Promise<UploadRow | null> {
  const { rows } = await sql<UploadRow>`select ${uploadColumns} from media.uploads u where u.id = ${id} for update`.execute(db)
  return rows[0] ?? null
}

export async function noteReceived(db: Db, id: string, received: number): Promise<void> {
  await sql`update media.uploads set received = ${received}, updated_at = now() where id = ${id} and state = 'receiving'`.execute(db)
}

export async function setUploadState(db: Db, id: string, state: UploadState, problem: Problem | null = null, size?: number): Promise<void> {
  await sql`update media.uploads set state = ${state}, problem = ${problem ? JSON.stringify(problem) : null}::jsonb, size = coalesce(${size ?? null}::bigint, size),
    received = case when ${state} in ('kept', 'used') then coalesce(${size ?? null}::bigint, size) else received end, updated_at = now() where id = ${id}`.execute(db)
}

/** What the title's people should see of its uploads: those under way, and the last refusals of a week. */
export async function shownUploads(db: Db, titleId: string): Promise<UploadRow[]> {
  const { rows } = await sql<UploadRow>`select ${uploadColumns} from media.uploads u where u.title_id = ${titleId}
    and (u.state = 'receiving' or (u.state = 'refused' and u.updated_at > now() - interval '7 days')) order by u.created_at desc limit 10`.execute(db)
  return rows
}

/** Whether another film upload of the title is still coming in. */
export async function otherFilmComing(db: Db, titleId: string, exceptId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from media.uploads where title_id = ${titleId} and purpose = 'film' and state = 'receiving' and id <> ${exceptId} limit 1`.execute(db)
  return rows.length > 0
}

/** Uploads that have not moved since `before`, those of a film that was replaced included. */
export async function idleUploads(db: Db, before: Date): Promise<UploadRow[]> {
  const { rows } =
    await sql<UploadRow>`select ${uploadColumns} from media.uploads u where u.state = 'receiving' and u.updated_at < ${before} order by u.updated_at limit 500`.execute(db)
  return rows
}

/** Film uploads of the title that hold bytes and are not its source any more. */
export async function supersededUploads(db: Db, titleId: string): Promise<UploadRow[]> {
  const { rows } = await sql<UploadRow>`select ${uploadColumns} from media.uploads u join media.titles t on t.id = u.title_id
    where u.title_id = ${titleId} and u.purpose = 'film' and u.state in ('kept', 'used') and u.id is distinct from t.source_id`.execute(db)
  return rows
}

/** The films, subtitles and posters a person sent that are still there. */
export async function keptUploadsOf(db: Db, userId: string): Promise<{ id: string; titleId: string; filename: string }[]> {
  const { rows } = await sql<{ id: string; titleId: string; filename: string }>`select id, title_id as "titleId", filename from media.uploads
    where creator_id = ${userId}::uuid and state in ('kept', 'used') order by id`.execute(db)
  return rows
}
