import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { PersonalTable, Retention } from '#platform/personal'
import type { ExportState, Purpose } from './types.ts'

export interface ConsentRow {
  purpose: Purpose
  granted: boolean
  wording: string
  via: string
  at: Date
}

/** Every answer of a person, newest first. */
export async function readConsents(db: Db, userId: string): Promise<ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`select purpose, granted, wording, via, at from trust.consents where user_id = ${userId}::uuid order by id desc limit 500`.execute(db)
  return rows
}

export async function lastConsent(db: Db, userId: string, purpose: Purpose): Promise<ConsentRow | null> {
  const { rows } =
    await sql<ConsentRow>`select purpose, granted, wording, via, at from trust.consents where user_id = ${userId}::uuid and purpose = ${purpose} order by id desc limit 1`.execute(
      db,
    )
  return rows[0] ?? null
}

/** The people whose last answer to a purpose is this one. */
export async function readPeopleWho(db: Db, purpose: Purpose, granted: boolean): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select user_id as id from (select distinct on (user_id) user_id, granted from trust.consents where purpose = ${purpose} order by user_id, id desc) last
    where granted = ${granted}`.execute(db)
  return rows.map((row) => row.id)
}

export async function insertConsent(db: Db, userId: string, { purpose, granted, wording, via }: Omit<ConsentRow, 'at'>): Promise<void> {
  await sql`insert into trust.consents (user_id, purpose, granted, wording, via) values (${userId}::uuid, ${purpose}, ${granted}, ${wording}, ${via})`.execute(db)
}

export interface ExportRow {
  id: string
  userId: string
  state: ExportState
  size: number | null
  askedAt: Date
  readyAt: Date | null
  expiresAt: Date | null
}

const exportColumns = sql`id, user_id as "userId", state, size, asked_at as "askedAt", ready_at as "readyAt", expires_at as "expiresAt"`

export async function readExports(db: Db, userId: string): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`select ${exportColumns} from trust.exports where user_id = ${userId}::uuid order by id desc limit 20`.execute(db)
  return rows
}

export async function readExport(db: Db, id: string): Promise<ExportRow | null> {
  const { rows } = await sql<ExportRow>`select ${exportColumns} from trust.exports where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** A new export, or the one that is being made already. */
export async function claimExport(db: Db, userId: string): Promise<{ row: ExportRow; first: boolean }> {
  const { rows } =
    await sql<ExportRow>`insert into trust.exports (user_id) values (${userId}::uuid) on conflict (user_id) where state = 'waiting' do nothing returning ${exportColumns}`.execute(
      db,
    )
  if (rows[0]) return { row: rows[0], first: true }
  return { row: (await readExports(db, userId)).find((row) => row.state === 'waiting')!, first: false }
}

/** Answers whether it was this call that ended it. */
export async function finishExport(db: Db, id: string, done: { state: 'ready' | 'failed'; size: number | null; readyAt: Date; expiresAt: Date }): Promise<boolean> {
  const { rows } = await sql`update trust.exports set state = ${done.state}, size = ${done.size}, ready_at = ${done.readyAt}, expires_at = ${done.expiresAt}
    where id = ${id}::uuid and state = 'waiting' returning 1`.execute(db)
  return rows.length > 0
}

export async function takeOldExports(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from trust.exports where expires_at < ${now} returning id`.execute(db)
  return rows.map((row) => row.id)
}

export interface ErasureRow {
  userId: string
  askedAt: Date
  dueAt: Date
  blocked: string | null
}

const erasureColumns = sql`user_id as "userId", asked_at as "askedAt", due_at as "dueAt", blocked`

export async function readErasure(db: Db, userId: string): Promise<ErasureRow | null> {
  const { rows } = await sql<ErasureRow>`select ${erasureColumns} from trust.erasures where user_id = ${userId}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function readDueErasures(db: Db, now: Date): Promise<ErasureRow[]> {
  const { rows } = await sql<ErasureRow>`select ${erasureColumns} from trust.erasures where due_at <= ${now} order by due_at limit 200`.execute(db)
  return rows
}

export async function insertErasure(db: Db, userId: string, dueAt: Date): Promise<void> {
  await sql`insert into trust.erasures (user_id, due_at) values (${userId}::uuid, ${dueAt}) on conflict (user_id) do update set due_at = least(trust.erasures.due_at, excluded.due_at), blocked = null`.execute(
    db,
  )
}

export async function setBlocked(db: Db, userId: string, blocked: string): Promise<void> {
  await sql`update trust.erasures set blocked = ${blocked} where user_id = ${userId}::uuid`.execute(db)
}

export async function deleteErasure(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql`delete from trust.erasures where user_id = ${userId}::uuid returning 1`.execute(db)
  return rows.length > 0
}

/** The rows of one table that are about a person. Table and columns are written by the rooms, never by a caller. */
export async function readPersonal(db: Db, { table, by, columns = [] }: PersonalTable, userId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<
    Record<string, unknown>
  >`select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)} where ${sql.ref(by)} = ${userId}::uuid`.execute(db)
  return rows
}

/** Empties or replaces columns of what stays, and takes the person's id out. Answers how many rows. */
export async function unname(db: Db, { table, by }: PersonalTable, set: Readonly<Record<string, string | null>>, userId: string): Promise<number> {
  const changes = [...Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`), sql`${sql.ref(by)} = null`]
  const { numAffectedRows } = await sql`update ${sql.table(table)} set ${sql.join(changes)} where ${sql.ref(by)} = ${userId}::uuid`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export async function insertErased(db: Db, userId: string, rows: Readonly<Record<string, number>>): Promise<void> {
  await sql`insert into trust.erased (subject, rows) values (${userId}::uuid, ${JSON.stringify(rows)}::jsonb)`.execute(db)
}

export interface RetentionRow {
  name: string
  days: number
  changedAt: Date | null
  lastRunAt: Date | null
  lastRemoved: number | null
  removed: number
}

export async function readRetentions(db: Db): Promise<Map<string, RetentionRow>> {
  const { rows } =
    await sql<RetentionRow>`select name, days, changed_at as "changedAt", last_run_at as "lastRunAt", last_removed as "lastRemoved", removed from trust.retentions`.execute(db)
  return new Map(rows.map((row) => [row.name, row]))
}

export async function setRetention(db: Db, name: string, days: number, by: string, now: Date): Promise<void> {
  await sql`insert into trust.retentions (name, days, changed_by, changed_at) values (${name}, ${days}, ${by}::uuid, ${now})
    on conflict (name) do update set days = excluded.days, changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(db)
}

export async function recordRun(db: Db, name: string, days: number, removed: number, now: Date): Promise<void> {
  await sql`insert into trust.retentions (name, days, last_run_at, last_removed, removed) values (${name}, ${days}, ${now}, ${removed}, ${removed})
    on conflict (name) do update set last_run_at = excluded.last_run_at, last_removed = excluded.last_removed, removed = trust.retentions.removed + excluded.last_removed`.execute(
    db,
  )
}

/** Removes, or empties, one batch of what has been kept long enough. Answers how many rows. */
export async function sweep(db: Db, rule: Retention, before: Date, most: number): Promise<number> {
  const old = sql`select ctid from ${sql.table(rule.table)} where ${sql.ref(rule.at)} < ${before} ${rule.where ? sql`and (${sql.raw(rule.where)})` : sql``} limit ${most}`
  const change = rule.empty
    ? sql`update ${sql.table(rule.table)} set ${sql.join(rule.empty.map((column) => sql`${sql.ref(column)} = null`))}`
    : sql`delete from ${sql.table(rule.table)}`
  const { numAffectedRows } = await sql`${change} where ctid = any(array(${old}))`.execute(db)
  return Number(numAffectedRows ?? 0)
}
