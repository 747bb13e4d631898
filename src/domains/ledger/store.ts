import { CompiledQuery, sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import { Refusal, type RefusalKind } from '#platform/refusal'
import { fingerprintOf } from './rules.ts'
import type { AccountRef, Balance, NewTransfer, Posted, Purpose } from './types.ts'

interface Answer {
  id: string | null
  replayed: boolean
  refusal: string | null
}

/** What the database decides, because only it sees what others do at the same time. */
const kinds: Readonly<Record<string, RefusalKind>> = {
  keyReused: 'conflict',
  notEnough: 'refused',
  periodClosed: 'refused',
  unknownTransfer: 'missing',
  alreadyPosted: 'conflict',
  alreadyVoided: 'conflict',
  alreadyReversed: 'conflict',
  isReversal: 'refused',
  notPosted: 'refused',
  wrongAmount: 'invalid',
  periodNotOver: 'refused',
  earlierPeriodOpen: 'refused',
}

function answered({ id, replayed, refusal }: Answer, key: string): Posted {
  if (refusal || !id) throw new Refusal(kinds[refusal ?? ''] ?? 'refused', `ledger.${refusal}`, { key })
  return { id, replayed }
}

const posting = `select id, replayed, refusal from ledger.post($1, $2, $3, $4, $5, $6, $7, $8, null, $9, $10, $11, $12, $13, $14)`

/** One round trip, its text made once: compiling it anew would cost as much as a fifth of the posting. */
export async function post(db: Db, transfer: NewTransfer, now: Date): Promise<Posted> {
  const { key, reason, reference = null, legs, pending = false, at = now, late = false } = transfer
  const { rows } = await db
    .getExecutor()
    .executeQuery<Answer>(
      CompiledQuery.raw(posting, [
        ...[key, fingerprintOf(transfer), reason, reference, JSON.stringify(transfer.metadata ?? {}), at, late ? now : null, pending],
        legs.map((leg) => leg.debit.owner),
        legs.map((leg) => leg.debit.purpose),
        legs.map((leg) => leg.credit.owner),
        legs.map((leg) => leg.credit.purpose),
        legs.map((leg) => leg.debit.currency),
        legs.map((leg) => leg.amount),
      ]),
    )
  return answered(rows[0]!, key)
}

export async function settle(db: Db, key: string, posted: boolean, amount: number | null, now: Date): Promise<Posted> {
  const { rows } = await sql<Answer>`select id, replayed, refusal from ledger.settle(${key}, ${posted}, ${amount}, ${now})`.execute(db)
  return answered(rows[0]!, key)
}

export async function reverse(db: Db, one: { key: string; of: string; reason: string }, now: Date): Promise<Posted> {
  const { rows } = await sql<Answer>`select id, replayed, refusal from ledger.reverse(${one.key}, ${one.of}, ${one.reason}, ${now})`.execute(db)
  return answered(rows[0]!, one.key)
}

export async function close(db: Db, month: string, by: string | null, now: Date): Promise<void> {
  const { rows } = await sql<{ refusal: string | null }>`select refusal from ledger.close(${month}::date, ${by}, ${now})`.execute(db)
  const refusal = rows[0]?.refusal
  if (refusal) throw new Refusal(kinds[refusal] ?? 'refused', `ledger.${refusal}`)
}

export async function findBalance(db: Db, { owner, purpose, currency }: AccountRef): Promise<Balance | null> {
  const { rows } = await sql<Balance>`
    select posted, pending_in as "pendingIn", pending_out as "pendingOut", available from ledger.balances
    where owner = ${owner} and purpose = ${purpose} and currency = ${currency}`.execute(db)
  return rows[0] ?? null
}

export async function listBalances(db: Db, owners: readonly string[]): Promise<({ owner: string; purpose: Purpose; currency: Currency } & Balance)[]> {
  const { rows } = await sql<{ owner: string; purpose: Purpose; currency: Currency } & Balance>`
    select owner, purpose, currency, posted, pending_in as "pendingIn", pending_out as "pendingOut", available from ledger.balances
    where owner = any(${owners}) order by owner, purpose, currency`.execute(db)
  return rows
}

export interface StatementRow {
  id: string
  leg: number
  key: string
  at: Date
  reason: string
  reference: string | null
  metadata: Record<string, string | number | boolean | null>
  debit: number
  credit: number
}

/** Where a page of a statement ends: the last posting shown. The instant as PostgreSQL writes it, to the microsecond. */
export interface Place {
  at: string
  transferId: string
  leg: number
}

/**
 * Newest first, from before a place on, one row more than asked for; with the balance after the newest of them (debits less credits), summed from the last closing before it.
 */
export async function listPostings(db: Db, accountId: string, before: Place | null, limit: number): Promise<{ rows: (StatementRow & { place: string })[]; balance: number }> {
  const earlier = before ? sql`(p.at, p.transfer_id, p.leg) < (${before.at}::timestamptz, ${before.transferId}::uuid, ${before.leg}::smallint)` : sql`true`
  const { rows } = await sql<StatementRow & { place: string; balance: number }>`
    with page as (
      select p.transfer_id, p.leg, p.at, p.debit, p.credit from ledger.postings p where p.account_id = ${accountId} and ${earlier}
      order by p.at desc, p.transfer_id desc, p.leg desc limit ${limit + 1}
    ), newest as (select at, transfer_id, leg from page order by at desc, transfer_id desc, leg desc limit 1),
    closing as (
      select c.debits - c.credits as balance, q.until from ledger.closings c join ledger.periods q on q.month = c.month, newest
      where c.account_id = ${accountId} and q.until <= newest.at order by c.month desc limit 1
    ), stood as (
      select coalesce((select balance from closing), 0) + coalesce(sum(p.debit - p.credit), 0) as balance from ledger.postings p, newest
      where p.account_id = ${accountId} and p.at >= coalesce((select until from closing), '-infinity') and (p.at, p.transfer_id, p.leg) <= (newest.at, newest.transfer_id, newest.leg)
    )
    select t.id, page.leg, t.key, page.at, t.reason, t.reference, t.metadata, page.debit, page.credit, page.at::text as place, (select balance::bigint from stood) as balance
    from page join ledger.transfers t on t.id = page.transfer_id order by page.at desc, page.transfer_id desc, page.leg desc`.execute(db)
  return { rows, balance: rows[0]?.balance ?? 0 }
}

export async function findAccountId(db: Db, { owner, purpose, currency }: AccountRef): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from ledger.accounts where owner = ${owner} and purpose = ${purpose} and currency = ${currency}`.execute(db)
  return rows[0]?.id ?? null
}
