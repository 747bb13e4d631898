import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency, Money } from '#platform/money'
import type { Finding, Resolution, Unmatched } from '../rules/reconcile.ts'
import type { About } from './trail.ts'

export interface BalanceLine {
  currency: Currency
  /** What our ledger says the provider holds, and what it says itself; null when it does not say. */
  ours: number
  theirs: number | null
}

export interface ReconciliationRow {
  id: string
  provider: string
  fromAt: Date
  toAt: Date
  state: 'waiting' | 'done' | 'failed'
  reason: string | null
  matched: number
  balances: BalanceLine[]
  createdAt: Date
  endedAt: Date | null
  /** Lines nobody has resolved yet, and all there are. */
  open: number
  lines: number
}

const columns = sql`r.id, r.provider, r.from_at as "fromAt", r.to_at as "toAt", r.state, r.reason, r.matched, r.balances, r.created_at as "createdAt", r.ended_at as "endedAt",
  (select count(*)::int from payments.reconciliation_lines l where l.reconciliation_id = r.id and l.resolution is null) as open,
  (select count(*)::int from payments.reconciliation_lines l where l.reconciliation_id = r.id) as lines`

/** Null when this day of this provider has its report already. */
export async function insertReconciliation(db: Db, one: { provider: string; from: Date; to: Date; by: string | null; now: Date }): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into payments.reconciliations (provider, from_at, to_at, asked_by, created_at) values (${one.provider}, ${one.from}, ${one.to}, ${one.by}, ${one.now})
    on conflict (provider, from_at, to_at) where asked_by is null do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

export async function findReconciliation(db: Db, id: string): Promise<ReconciliationRow | null> {
  return (await sql<ReconciliationRow>`select ${columns} from payments.reconciliations r where r.id = ${id}`.execute(db)).rows[0] ?? null
}

export async function listReconciliations(db: Db, before: string | null, limit: number): Promise<ReconciliationRow[]> {
  return (
    await sql<ReconciliationRow>`select ${columns} from payments.reconciliations r where (${before}::uuid is null or r.id < ${before}) order by r.id desc limit ${limit + 1}`.execute(
      db,
    )
  ).rows
}

export async function endReconciliation(
  db: Db,
  id: string,
  end: { state: 'done' | 'failed'; reason: string | null; matched: number; balances: readonly BalanceLine[]; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update payments.reconciliations set state = ${end.state}, reason = ${end.reason}, matched = ${end.matched}, balances = ${JSON.stringify(end.balances)}::jsonb, ended_at = ${end.now}
    where id = ${id} and state = 'waiting' returning 1`.execute(db)
  return rows.length > 0
}

export interface Side {
  state: string
  money: Money
  at: string
}

export interface LineRow {
  id: string
  reconciliationId: string
  provider: string
  finding: Finding
  about: About
  aboutId: string | null
  reference: string | null
  providerRef: string | null
  ours: Side | null
  theirs: Side | null
  resolution: Resolution | null
  word: string | null
  resolvedBy: string | null
  resolvedAt: Date | null
}

const lineColumns = sql`l.id, l.reconciliation_id as "reconciliationId", r.provider, l.finding, l.about, l.about_id as "aboutId", l.reference, l.provider_ref as "providerRef", l.ours, l.theirs,
  l.resolution, l.word, l.resolved_by as "resolvedBy", l.resolved_at as "resolvedAt"`

export async function insertLine(db: Db, reconciliationId: string, { finding, ours, theirs }: Unmatched): Promise<void> {
  const side = (one: { state: string; money: Money; at: Date } | null): string | null => one && JSON.stringify({ state: one.state, money: one.money, at: one.at.toISOString() })
  await sql`
    insert into payments.reconciliation_lines (reconciliation_id, finding, about, about_id, reference, provider_ref, ours, theirs)
    values (${reconciliationId}, ${finding}, ${(ours ?? theirs!).about}, ${ours?.id ?? null}, ${ours?.reference ?? theirs?.reference ?? null},
      ${theirs?.providerRef ?? ours?.providerRef ?? null}, ${side(ours)}::jsonb, ${side(theirs)}::jsonb)`.execute(db)
}

export async function listLines(db: Db, reconciliationId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${lineColumns} from payments.reconciliation_lines l join payments.reconciliations r on r.id = l.reconciliation_id
    where l.reconciliation_id = ${reconciliationId} order by (l.resolution is null) desc, l.id limit 1000`.execute(db)
  return rows
}

export async function lockLine(db: Db, id: string): Promise<LineRow | null> {
  const { rows } = await sql<LineRow>`
    select ${lineColumns} from payments.reconciliation_lines l join payments.reconciliations r on r.id = l.reconciliation_id where l.id = ${id} for update of l`.execute(db)
  return rows[0] ?? null
}

export async function resolve(db: Db, id: string, how: { resolution: Resolution; word: string | null; by: string | null; now: Date }): Promise<void> {
  await sql`update payments.reconciliation_lines set resolution = ${how.resolution}, word = ${how.word}, resolved_by = ${how.by}, resolved_at = ${how.now} where id = ${id}`.execute(
    db,
  )
}
