import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { ModerationAct, ReportReason } from '../types.ts'

/** SQL of comments, reports and moderation. */

export interface CommentRow {
  id: string
  filmId: string
  parentId: string | null
  userId: string | null
  body: string
  at: Date
  editedAt: Date | null
  deletedAt: Date | null
  hiddenAt: Date | null
  hiddenReason: ReportReason | null
  answers: number
  reported: boolean
}

const columns = (
  reader: string | null,
) => sql`c.id, c.film_id as "filmId", c.parent_id as "parentId", c.user_id as "userId", c.body, c.at, c.edited_at as "editedAt", c.deleted_at as "deletedAt", c.hidden_at as "hiddenAt",
  c.hidden_reason as "hiddenReason", (select count(*)::int from audience.comments a where a.parent_id = c.id and a.deleted_at is null) as answers,
  exists (select 1 from audience.reports r where r.comment_id = c.id and r.user_id = ${reader}::uuid) as reported`

/** Threads of a film, newest first. What is deleted and unanswered is gone. */
export async function threads(db: Db, filmId: string, reader: string | null, before: { at: Date; id: string } | null, limit: number): Promise<CommentRow[]> {
  const { rows } = await sql<CommentRow>`select ${columns(reader)} from audience.comments c
    where c.film_id = ${filmId} and c.parent_id is null and (${before === null} or (c.at, c.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
      and (c.deleted_at is null or exists (select 1 from audience.comments a where a.parent_id = c.id and a.deleted_at is null))
    order by c.at desc, c.id desc limit ${limit}`.execute(db)
  return rows
}

export async function answersOf(db: Db, parents: readonly string[], reader: string | null): Promise<CommentRow[]> {
  const { rows } =
    await sql<CommentRow>`select ${columns(reader)} from audience.comments c where c.parent_id = any(${[...parents]}::uuid[]) and c.deleted_at is null order by c.at, c.id`.execute(
      db,
    )
  return rows
}

export async function countShown(db: Db, filmId: string): Promise<number> {
  const { rows } = await sql<{
    total: number
  }>`select count(*)::int as total from audience.comments where film_id = ${filmId} and deleted_at is null and hidden_at is null`.execute(db)
  return rows[0]?.total ?? 0
}

export async function findComment(db: Db, id: string): Promise<CommentRow | null> {
  const { rows } = await sql<CommentRow>`select ${columns(null)} from audience.comments c where c.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Holds the comment until the end of the transaction. */
export async function holdComment(db: Db, id: string): Promise<CommentRow | null> {
  await sql`select 1 from audience.comments where id = ${id} for update`.execute(db)
  return findComment(db, id)
}

/** What the author has written lately. The lock keeps two posts of one person from being counted at once. */
export async function recentOf(db: Db, userId: string, body: string, now: Date): Promise<{ recent: number; repeated: boolean }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${'audience.comments:' + userId}, 0))`.execute(db)
  const { rows } = await sql<{ recent: number; repeated: boolean }>`
    select count(*) filter (where at > ${now}::timestamptz - interval '10 minutes')::int as recent,
      count(*) filter (where body = ${body} and deleted_at is null) > 0 as repeated
    from audience.comments where user_id = ${userId} and at > ${now}::timestamptz - interval '1 day'`.execute(db)
  return rows[0]!
}

export async function insertComment(db: Db, comment: { filmId: string; parentId: string | null; userId: string; body: string; at: Date }): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into audience.comments (film_id, parent_id, user_id, body, at)
    values (${comment.filmId}, ${comment.parentId}, ${comment.userId}, ${comment.body}, ${comment.at}) returning id`.execute(db)
  return rows[0]!.id
}

export async function updateBody(db: Db, id: string, body: string, at: Date): Promise<void> {
  await sql`update audience.comments set body = ${body}, edited_at = ${at} where id = ${id}`.execute(db)
}

/** The words go for good; the place stays while answers hang on it. */
export async function eraseComment(db: Db, id: string, at: Date): Promise<void> {
  await sql`update audience.comments set body = '', deleted_at = ${at} where id = ${id}`.execute(db)
  await settleReports(db, id, at)
}

export async function addReport(db: Db, report: { id: string; userId: string; reason: ReportReason; note: string | null; at: Date }): Promise<void> {
  await sql`insert into audience.reports (comment_id, user_id, reason, note, at) values (${report.id}, ${report.userId}, ${report.reason}, ${report.note}, ${report.at}) on conflict do nothing`.execute(
    db,
  )
}

export async function setHidden(db: Db, id: string, reason: ReportReason | null, at: Date): Promise<void> {
  await sql`update audience.comments set hidden_at = case when ${reason}::text is null then null else ${at}::timestamptz end, hidden_reason = ${reason} where id = ${id}`.execute(
    db,
  )
}

export async function settleReports(db: Db, id: string, at: Date): Promise<void> {
  await sql`update audience.reports set settled_at = ${at} where comment_id = ${id} and settled_at is null`.execute(db)
}

export async function addModeration(db: Db, line: { id: string; act: ModerationAct; reason: string | null; note: string | null; moderatorId: string; at: Date }): Promise<void> {
  await sql`insert into audience.moderations (comment_id, act, reason, note, moderator_id, at) values (${line.id}, ${line.act}, ${line.reason}, ${line.note}, ${line.moderatorId}, ${line.at})`.execute(
    db,
  )
}

export interface QueueRow extends CommentRow {
  reports: { reason: ReportReason; note: string | null; at: string }[]
  acts: { act: ModerationAct; moderatorId: string | null; reason: string | null; note: string | null; at: string }[]
}

const kinds = {
  open: sql`c.deleted_at is null and exists (select 1 from audience.reports r where r.comment_id = c.id and r.settled_at is null)`,
  hidden: sql`c.hidden_at is not null`,
  settled: sql`exists (select 1 from audience.moderations m where m.comment_id = c.id)`,
}

/** What moderators look at: the oldest first when open, the newest first otherwise. */
export async function queueRows(db: Db, show: keyof typeof kinds, from: { at: Date; id: string } | null, limit: number): Promise<QueueRow[]> {
  const [order, past] = show === 'open' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`]
  const { rows } = await sql<QueueRow>`select ${columns(null)},
      (select coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'note', r.note, 'at', r.at) order by r.at), '[]') from audience.reports r where r.comment_id = c.id) as reports,
      (select coalesce(jsonb_agg(jsonb_build_object('act', m.act, 'moderatorId', m.moderator_id, 'reason', m.reason, 'note', m.note, 'at', m.at) order by m.id), '[]') from audience.moderations m where m.comment_id = c.id) as acts
    from audience.comments c where ${kinds[show]} and (${from === null} or (c.at, c.id) ${past} (${from?.at ?? null}::timestamptz, ${from?.id ?? null}::uuid))
    order by c.at ${order}, c.id ${order} limit ${limit}`.execute(db)
  return rows
}

export async function countOpen(db: Db): Promise<number> {
  const { rows } = await sql<{ open: number }>`select count(distinct comment_id)::int as open from audience.reports where settled_at is null`.execute(db)
  return rows[0]?.open ?? 0
}

/** Takes a person's words out of the house; the places of their comments stay for the answers of others. */
export async function blankComments(db: Db, userId: string, at: Date): Promise<void> {
  await sql`update audience.comments set body = '', deleted_at = coalesce(deleted_at, ${at}) where user_id = ${userId}::uuid`.execute(db)
}
