import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import type { TrialRow } from './rules.ts'
import type { Balance, Purpose, TransferState } from './types.ts'

export interface AccountRow extends Balance {
  id: string
  owner: string
  purpose: Purpose
  currency: Currency
  side: 'debit' | 'credit'
  floored: boolean
}

const columns = sql`account_id as id, owner, purpose, currency, side, floored, posted, pending_in as "pendingIn", pending_out as "pendingOut", available`

export async function findAccount(db: Db, id: string): Promise<AccountRow | null> {
  return (await sql<AccountRow>`select ${columns} from ledger.balances where account_id = ${id}`.execute(db)).rows[0] ?? null
}

export type AccountPlace = [owner: string, purpose: string, currency: string]

/** In the order of their names, one more than asked for. Balances are read of these only. */
export async function listAccountRows(
  db: Db,
  filter: { search?: string | undefined; purpose?: Purpose | undefined; currency?: Currency | undefined; after: AccountPlace | null; limit: number },
): Promise<AccountRow[]> {
  const { search = null, purpose = null, currency = null, limit } = filter
  const [owner, lastPurpose, lastCurrency] = filter.after ?? ['', '', '']
  const { rows } = await sql<AccountRow>`
    select ${columns} from ledger.balances where account_id = any(array(
      select id from ledger.accounts where (owner, purpose, currency) > (${owner}, ${lastPurpose}, ${lastCurrency})
        and (${search}::text is null or position(lower(${search}) in lower(owner)) > 0)
        and (${purpose}::text is null or purpose = ${purpose}) and (${currency}::text is null or currency = ${currency})
      order by owner, purpose, currency limit ${limit + 1}
    )) order by owner, purpose, currency`.execute(db)
  return rows
}

/** All debits and credits by purpose and currency, up to an instant that ends a month, or as they stand. Summed from the last closing before it. */
export async function sumByPurpose(db: Db, until: Date | null): Promise<TrialRow[]> {
  const { rows } = await sql<TrialRow>`
    with bounds as (
      select coalesce(${until}::timestamptz, 'infinity') as until,
        (select coalesce(max(until), '-infinity') from ledger.periods where ${until}::timestamptz is null or until <= ${until}) as closed
    ), stood as (
      select distinct on (x.account_id) x.account_id, x.debits, x.credits from ledger.closings x join ledger.periods q using (month) join bounds b on q.until <= b.closed
      order by x.account_id, x.month desc
    ), moved as (
      select p.account_id, sum(p.debit) as debits, sum(p.credit) as credits from ledger.postings p
      where p.at >= (select closed from bounds) and p.at < (select until from bounds) group by p.account_id
    )
    select a.purpose, a.currency, count(*)::int as accounts, sum(coalesce(s.debits, 0) + coalesce(m.debits, 0))::bigint as debits, sum(coalesce(s.credits, 0) + coalesce(m.credits, 0))::bigint as credits
    from ledger.accounts a left join stood s on s.account_id = a.id left join moved m on m.account_id = a.id
    where s.account_id is not null or m.account_id is not null group by a.purpose, a.currency`.execute(db)
  return rows
}

export async function countPending(db: Db): Promise<{ count: number; oldest: Date | null }> {
  const { rows } = await sql<{ count: number; oldest: Date | null }>`select count(*)::int as count, min(at) as oldest from ledger.transfers where state = 'pending'`.execute(db)
  return rows[0]!
}

export interface TransferRow {
  id: string
  key: string
  reason: string
  reference: string | null
  metadata: Record<string, string | number | boolean | null>
  state: TransferState
  at: Date
  settledAt: Date | null
  reverses: string | null
  reversedBy: string | null
}

/** By id or by key. */
export async function findTransfer(db: Db, name: string): Promise<TransferRow | null> {
  const isId = z.uuid().safeParse(name).success
  const { rows } = await sql<TransferRow>`
    select t.id, t.key, t.reason, t.reference, t.metadata, t.state, t.at, t.settled_at as "settledAt", f.key as reverses, b.key as "reversedBy"
    from ledger.transfers t left join ledger.transfers f on f.id = t.reverses left join ledger.transfers b on b.reverses = t.id
    where t.id = (select id from ledger.transfers where key = ${name} union all select id from ledger.transfers where id = ${isId ? name : null}::uuid limit 1)`.execute(db)
  return rows[0] ?? null
}

interface LegAccount {
  id: string
  owner: string
  purpose: Purpose
  currency: Currency
}

/** What was posted, or, while that is nothing, what was announced. */
export async function listLegs(db: Db, transferId: string): Promise<{ debit: LegAccount; credit: LegAccount; currency: Currency; amount: number }[]> {
  const account = (name: string) => sql.raw(`jsonb_build_object('id', ${name}.id, 'owner', ${name}.owner, 'purpose', ${name}.purpose, 'currency', ${name}.currency)`)
  const { rows } = await sql<{ debit: LegAccount; credit: LegAccount; currency: Currency; amount: number }>`
    select ${account('d')} as debit, ${account('c')} as credit, l.currency, l.amount
    from (
      select leg, debit_account, credit_account, currency, amount from ledger.legs where transfer_id = ${transferId}
      union all
      select leg, debit_account, credit_account, currency, amount from ledger.pending_legs where transfer_id = ${transferId}
        and not exists (select from ledger.legs where transfer_id = ${transferId})
    ) l join ledger.accounts d on d.id = l.debit_account join ledger.accounts c on c.id = l.credit_account order by l.leg`.execute(db)
  return rows
}

export async function listClosed(db: Db): Promise<{ month: string; until: Date; closedAt: Date }[]> {
  return (
    await sql<{ month: string; until: Date; closedAt: Date }>`select to_char(month, 'YYYY-MM') as month, until, closed_at as "closedAt" from ledger.periods order by month`.execute(
      db,
    )
  ).rows
}

/** When the first posting after an instant (of all, when null) counted. */
export async function firstPostingSince(db: Db, from: Date | null): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(l.at) as at from ledger.accounts a
      cross join lateral (select at from ledger.legs where debit_account = a.id and at >= coalesce(${from}::timestamptz, '-infinity') order by at limit 1) l`.execute(db)
  return rows[0]?.at ?? null
}

/** Counts in the arrivals of accounts where many wait. Answers how many accounts that were. */
export async function countWaiting(db: Db, atLeast: number): Promise<number> {
  const { rows } = await sql<{ accounts: number }>`select ledger.count_waiting(${atLeast}) as accounts`.execute(db)
  return rows[0]?.accounts ?? 0
}
