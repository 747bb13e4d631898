import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { NoticeParams } from './types.ts'

export interface NoticeRow {
  id: string
  kind: string
  params: NoticeParams
  href: string | null
  createdAt: Date
  readAt: Date | null
}

export async function insertNotice(db: Db, notice: { userId: string; kind: string; params: NoticeParams; href: string | null }): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into messaging.notices (user_id, kind, params, href)
    values (${notice.userId}, ${notice.kind}, ${JSON.stringify(notice.params)}::jsonb, ${notice.href}) returning id`.execute(db)
  return rows[0]!.id
}

/** Newest first; `before` is the id of the last row of the previous page. */
export async function findNotices(db: Db, userId: string, before: string | null, limit: number): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`select id, kind, params, href, created_at as "createdAt", read_at as "readAt" from messaging.notices
    where user_id = ${userId} and (${before}::uuid is null or id < ${before}::uuid) order by id desc limit ${limit}`.execute(db)
  return rows
}

export async function countUnread(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from messaging.notices where user_id = ${userId} and read_at is null`.execute(db)
  return rows[0]!.count
}

export async function findOwner(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ userId: string }>`select user_id as "userId" from messaging.notices where id = ${id}`.execute(db)
  return rows[0]?.userId ?? null
}

/** Marks one notice, or with `id` null all of them, as read. Answers how many changed. */
export async function markRead(db: Db, userId: string, id: string | null, now: Date): Promise<number> {
  const { rows } =
    await sql`update messaging.notices set read_at = ${now} where user_id = ${userId} and read_at is null and (${id}::uuid is null or id = ${id}::uuid) returning 1`.execute(db)
  return rows.length
}
