import { sql } from 'kysely'
import type { Db } from '#platform/context'
import { open, seal } from '#platform/secrets'
import type { Lang } from '#platform/text'
import type { NoticeParams } from '../types.ts'

export interface NoticeRow {
  id: string
  kind: string
  params: NoticeParams
  href: string | null
  createdAt: Date
  readAt: Date | null
}

/** A notice with whom it is for: a person, or somebody at an address. */
export interface AddressedNotice extends NoticeRow {
  userId: string | null
  email: string | null
  phone: string | null
  lang: Lang | null
  /** On whose behalf somebody without an account is told; null = the house's own. */
  workspaceId: string | null
}

export interface NewNoticeRow {
  userId?: string
  email?: string | null
  phone?: string | null
  lang?: Lang
  workspaceId?: string | null
  kind: string
  params: NoticeParams
  href: string | null
  key: string | null
}

const purpose = 'notice-link'

/** The link of somebody without an account opens what an account would: whoever reads the table finds nothing to use. */
function sealed(href: string): Buffer {
  if (!/^\/([^/\\]|$)/.test(href)) throw new Error('a notice leads into the house')
  return seal(purpose, Buffer.from(href))
}

/** Null when the same reader was told the same thing under this key. */
export async function insertNotice(db: Db, { userId, email = null, phone = null, lang, workspaceId = null, kind, params, href, key }: NewNoticeRow): Promise<string | null> {
  const [plain, hidden] = userId || !href ? [href, null] : [null, sealed(href)]
  const { rows } = await sql<{ id: string }>`insert into messaging.notices (user_id, email, phone, lang, workspace_id, kind, params, href, sealed_href, key)
    values (${userId ?? null}, ${email}, ${phone}, ${lang ?? null}, ${workspaceId}::uuid, ${kind}, ${JSON.stringify(params)}::jsonb, ${plain}, ${hidden}, ${key})
    on conflict (kind, key, coalesce(user_id::text, lower(email), phone)) where key is not null do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

const columns = sql`n.id, n.kind, n.params, n.href, n.created_at as "createdAt", n.read_at as "readAt"`

/** Newest first; `before` is the id of the last row of the previous page. */
export async function findNotices(db: Db, userId: string, before: string | null, limit: number): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`select ${columns} from messaging.notices n
    where n.user_id = ${userId} and (${before}::uuid is null or n.id < ${before}::uuid) order by n.id desc limit ${limit}`.execute(db)
  return rows
}

export async function findNotice(db: Db, id: string): Promise<AddressedNotice | null> {
  const { rows } = await sql<AddressedNotice & { sealedHref: Buffer | null }>`select ${columns}, n.user_id as "userId", n.email, n.phone, n.lang, n.workspace_id as "workspaceId",
    n.sealed_href as "sealedHref" from messaging.notices n where n.id = ${id}`.execute(db)
  if (!rows[0]) return null
  const { sealedHref, ...notice } = rows[0]
  return { ...notice, href: sealedHref ? open(purpose, sealedHref).toString('utf8') : notice.href }
}

/** What a digest gathers, oldest first. */
export async function findGathered(db: Db, digestId: string): Promise<NoticeRow[]> {
  const { rows } =
    await sql<NoticeRow>`select ${columns} from messaging.deliveries d join messaging.notices n on n.id = d.notice_id where d.digest_id = ${digestId} order by n.id`.execute(db)
  return rows
}

export async function countUnread(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from messaging.notices where user_id = ${userId} and read_at is null`.execute(db)
  return rows[0]!.count
}

export async function findOwner(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ userId: string | null }>`select user_id as "userId" from messaging.notices where id = ${id}`.execute(db)
  return rows[0]?.userId ?? null
}

/** Marks one notice, or with `id` null all of them, as read. Answers how many changed. */
export async function markRead(db: Db, userId: string, id: string | null, now: Date): Promise<number> {
  const { rows } =
    await sql`update messaging.notices set read_at = ${now} where user_id = ${userId} and read_at is null and (${id}::uuid is null or id = ${id}::uuid) returning 1`.execute(db)
  return rows.length
}
