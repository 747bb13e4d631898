import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Channel, DeliveryState, NoticeParams } from '../types.ts'

export interface DeliveryRow {
  id: string
  /** Null for a digest. */
  noticeId: string | null
  userId: string | null
  channel: Channel
  /** The device of a push; else empty. */
  target: string
  state: DeliveryState
  dueAt: Date | null
  tries: number
}

export interface NewDelivery {
  noticeId: string | null
  userId: string | null
  channel: Channel
  target: string
  state: DeliveryState
  dueAt: Date | null
}

const columns = sql`d.id, d.notice_id as "noticeId", d.user_id as "userId", d.channel, d.target, d.state, d.due_at as "dueAt", d.tries`

/** Null when this notice has a line for this channel and device already. */
export async function insertDelivery(db: Db, one: NewDelivery, now: Date): Promise<string | null> {
  const settled = one.state === 'muted' ? now : null
  const { rows } = await sql<{ id: string }>`insert into messaging.deliveries (notice_id, user_id, channel, target, state, due_at, settled_at)
    values (${one.noticeId}, ${one.userId}, ${one.channel}, ${one.target}, ${one.state}, ${one.dueAt}, ${settled}) on conflict on constraint deliveries_once do nothing returning id`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

export async function findDelivery(db: Db, id: string): Promise<DeliveryRow | null> {
  const { rows } = await sql<DeliveryRow>`select ${columns} from messaging.deliveries d where d.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Moves a line that has not left yet; the lines of a digest end with it. Answers false when it had left meanwhile. */
export async function setDelivery(db: Db, id: string, to: { state: DeliveryState; dueAt?: Date | null; problem?: string | null; tried?: boolean }, now: Date): Promise<boolean> {
  const settled = ['queued', 'quiet', 'gathered'].includes(to.state) ? null : now
  const { rows } = await sql`update messaging.deliveries set state = ${to.state}, due_at = ${to.dueAt ?? null}, problem = ${to.problem ?? null},
      tries = tries + ${to.tried ? 1 : 0}, settled_at = ${settled}
    where id = ${id} and state in ('queued', 'quiet') returning 1`.execute(db)
  if (rows.length > 0 && settled)
    await sql`update messaging.deliveries set state = ${to.state === 'sent' ? 'digested' : to.state}, problem = ${to.problem ?? null}, settled_at = ${now}
      where digest_id = ${id} and state = 'gathered'`.execute(db)
  return rows.length > 0
}

/** The mails of a person that wait for a digest that is due, held until the transaction ends. Those another digest has taken are not among them. */
export async function holdGathered(db: Db, userId: string, now: Date): Promise<{ id: string; kind: string }[]> {
  const { rows } = await sql<{ id: string; kind: string }>`select d.id, n.kind from messaging.deliveries d join messaging.notices n on n.id = d.notice_id
    where d.user_id = ${userId} and d.state = 'gathered' and d.digest_id is null and d.due_at <= ${now} order by d.id for update of d`.execute(db)
  return rows
}

export async function gather(db: Db, digestId: string, ids: readonly string[]): Promise<void> {
  await sql`update messaging.deliveries set digest_id = ${digestId} where id = any(${[...ids]}::uuid[])`.execute(db)
}

export async function muteGathered(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await sql`update messaging.deliveries set state = 'muted', due_at = null, settled_at = ${now} where id = any(${[...ids]}::uuid[])`.execute(db)
}

export interface HistoryRow {
  id: string
  channel: Channel
  state: DeliveryState
  problem: string | null
  dueAt: Date | null
  at: Date
  kind: string | null
  params: NoticeParams | null
}

/** What left, or did not, towards a person: newest first. */
export async function findHistory(db: Db, userId: string, before: string | null, limit: number): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`select d.id, d.channel, d.state, d.problem, d.due_at as "dueAt", coalesce(d.settled_at, d.created_at) as at, n.kind, n.params
    from messaging.deliveries d left join messaging.notices n on n.id = d.notice_id
    where d.user_id = ${userId} and (${before}::uuid is null or d.id < ${before}::uuid) order by d.id desc limit ${limit}`.execute(db)
  return rows
}
