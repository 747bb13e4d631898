import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { FraudRule, Suspicion } from '../rules/fraud.ts'

export interface HoldReason {
  /** `payments.suspicion.<kind>`. */
  kind: string
  params: Readonly<Record<string, string | number>>
}

export interface HoldRow {
  id: string
  kind: 'fraud' | 'different' | 'by-hand'
  paymentId: string | null
  outId: string | null
  reasons: HoldReason[]
  state: 'waiting' | 'approved' | 'refused'
  word: string | null
  decidedBy: string | null
  decidedAt: Date | null
  createdAt: Date
}

const columns = sql`id, kind, payment_id as "paymentId", out_id as "outId", reasons, state, word, decided_by as "decidedBy", decided_at as "decidedAt", created_at as "createdAt"`

export async function insertHold(db: Db, one: { kind: HoldRow['kind']; paymentId?: string; outId?: string; reasons: readonly HoldReason[]; now: Date }): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into payments.holds (kind, payment_id, out_id, reasons, created_at)
    values (${one.kind}, ${one.paymentId ?? null}, ${one.outId ?? null}, ${JSON.stringify(one.reasons)}::jsonb, ${one.now}) returning id`.execute(db)
  return rows[0]!.id
}

/** Decides a waiting hold. Null when somebody did before. */
export async function closeHold(db: Db, id: string, verdict: { state: 'approved' | 'refused'; word: string | null; by: string | null; now: Date }): Promise<HoldRow | null> {
  const { rows } = await sql<HoldRow>`
    update payments.holds set state = ${verdict.state}, word = ${verdict.word}, decided_by = ${verdict.by}, decided_at = ${verdict.now}
    where id = ${id} and state = 'waiting' returning ${columns}`.execute(db)
  return rows[0] ?? null
}

/** The payment was given up meanwhile: nobody need decide. */
export async function dropHold(db: Db, paymentId: string, now: Date): Promise<void> {
  await sql`update payments.holds set state = 'refused', decided_at = ${now} where payment_id = ${paymentId} and state = 'waiting'`.execute(db)
}

export async function findHold(db: Db, id: string): Promise<HoldRow | null> {
  return (await sql<HoldRow>`select ${columns} from payments.holds where id = ${id}`.execute(db)).rows[0] ?? null
}

export async function listHolds(db: Db, waiting: boolean, before: string | null, limit: number): Promise<HoldRow[]> {
  return (
    await sql<HoldRow>`select ${columns} from payments.holds where (state = 'waiting') = ${waiting} and (${before}::uuid is null or id < ${before}) order by id desc limit ${limit + 1}`.execute(
      db,
    )
  ).rows
}

export async function listHoldsOf(db: Db, aboutId: string): Promise<HoldRow[]> {
  return (await sql<HoldRow>`select ${columns} from payments.holds where payment_id = ${aboutId} or out_id = ${aboutId} order by id`.execute(db)).rows
}

export type RuleRow = FraudRule & { source: string; editedAt: Date }
const ruleColumns = sql`id, kind, action, currency, threshold, minutes, active, source, edited_at as "editedAt"`

export async function listRules(db: Db): Promise<RuleRow[]> {
  return (await sql<RuleRow>`select ${ruleColumns} from payments.fraud_rules order by kind, currency nulls first, id`.execute(db)).rows
}

export async function updateRule(
  db: Db,
  id: string,
  change: { action: Suspicion['action'] | null; threshold: number | null; minutes: number | null; active: boolean | null; by: string | null; now: Date },
): Promise<RuleRow | null> {
  const { rows } = await sql<RuleRow>`
    update payments.fraud_rules set action = coalesce(${change.action}, action), threshold = coalesce(${change.threshold}::bigint, threshold), minutes = coalesce(${change.minutes}::int, minutes),
      active = coalesce(${change.active}::boolean, active), edited_by = ${change.by}, edited_at = ${change.now}
    where id = ${id} returning ${ruleColumns}`.execute(db)
  return rows[0] ?? null
}
