import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency, Money } from '#platform/money'

export interface VoucherRow {
  code: string
  paymentId: string
  amount: number
  currency: Currency
  state: 'open' | 'cashed' | 'void'
  expiresAt: Date
  agentId: string | null
  tillId: string | null
  cashedAt: Date | null
}

const columns = sql`code, payment_id as "paymentId", amount, currency, state, expires_at as "expiresAt", agent_id as "agentId", till_id as "tillId", cashed_at as "cashedAt"`

/** One voucher a payment: asked twice, the first is answered. It ends when the payment does. */
export async function insertVoucher(db: Db, { code, paymentId, money }: { code: string; paymentId: string; money: Money }): Promise<VoucherRow> {
  await sql`insert into payments.vouchers (code, payment_id, amount, currency, expires_at)
    select ${code}, id, ${money.amount}, ${money.currency}, expires_at from payments.payments where id = ${paymentId} on conflict (payment_id) do nothing`.execute(db)
  return (await findVoucherOf(db, paymentId))!
}

export async function findVoucherOf(db: Db, paymentId: string): Promise<VoucherRow | null> {
  return (await sql<VoucherRow>`select ${columns} from payments.vouchers where payment_id = ${paymentId}`.execute(db)).rows[0] ?? null
}

export async function findVoucherByCode(db: Db, code: string): Promise<VoucherRow | null> {
  return (await sql<VoucherRow>`select ${columns} from payments.vouchers where code = ${code}`.execute(db)).rows[0] ?? null
}

export async function voidVoucher(db: Db, paymentId: string): Promise<void> {
  await sql`update payments.vouchers set state = 'void' where payment_id = ${paymentId} and state = 'open'`.execute(db)
}

/** Takes the money, once: null when somebody did before, or the voucher is over. Two agents at once: the database lets one through. */
export async function cash(db: Db, code: string, by: { agentId: string; tillId: string; now: Date }): Promise<VoucherRow | null> {
  const { rows } = await sql<VoucherRow>`
    update payments.vouchers set state = 'cashed', agent_id = ${by.agentId}, till_id = ${by.tillId}, cashed_at = ${by.now}
    where code = ${code} and state = 'open' and expires_at > ${by.now} returning ${columns}`.execute(db)
  return rows[0] ?? null
}

export interface TillRow {
  id: string
  agentId: string
  openedAt: Date
  closedAt: Date | null
}

const tillColumns = sql`id, agent_id as "agentId", opened_at as "openedAt", closed_at as "closedAt"`

export async function findOpenTill(db: Db, agentId: string): Promise<TillRow | null> {
  return (await sql<TillRow>`select ${tillColumns} from payments.tills where agent_id = ${agentId} and closed_at is null`.execute(db)).rows[0] ?? null
}

/** The agent's open till, opened if need be; held until the transaction ends, so that nothing is cashed while it is counted. */
export async function lockTill(db: Db, agentId: string, now: Date): Promise<TillRow> {
  await sql`insert into payments.tills (agent_id, opened_at) values (${agentId}, ${now}) on conflict (agent_id) where closed_at is null do nothing`.execute(db)
  return (await sql<TillRow>`select ${tillColumns} from payments.tills where agent_id = ${agentId} and closed_at is null for update`.execute(db)).rows[0]!
}

export async function closeTillRow(db: Db, tillId: string, now: Date): Promise<void> {
  await sql`update payments.tills set closed_at = ${now} where id = ${tillId}`.execute(db)
}

export interface CountRow {
  currency: Currency
  expected: number
  counted: number
  word: string | null
}

export async function insertCount(db: Db, tillId: string, one: CountRow): Promise<void> {
  await sql`insert into payments.counts (till_id, currency, expected, counted, word) values (${tillId}, ${one.currency}, ${one.expected}, ${one.counted}, ${one.word})`.execute(db)
}

/** What one till took, newest first. */
export async function listCashed(db: Db, tillId: string): Promise<(VoucherRow & { description: string })[]> {
  const { rows } = await sql<VoucherRow & { description: string }>`
    select v.code, v.payment_id as "paymentId", v.amount, v.currency, v.state, v.expires_at as "expiresAt", v.agent_id as "agentId", v.till_id as "tillId", v.cashed_at as "cashedAt", p.description
    from payments.vouchers v join payments.payments p on p.id = v.payment_id where v.till_id = ${tillId} order by v.cashed_at desc limit 500`.execute(db)
  return rows
}

export interface ClosedTill extends TillRow {
  counts: CountRow[]
}

export async function listClosedTills(db: Db, agentId: string, limit: number): Promise<ClosedTill[]> {
  const { rows } = await sql<ClosedTill>`
    select ${tillColumns}, (select coalesce(jsonb_agg(jsonb_build_object('currency', c.currency, 'expected', c.expected, 'counted', c.counted, 'word', c.word) order by c.currency), '[]')
      from payments.counts c where c.till_id = t.id) as counts
    from payments.tills t where agent_id = ${agentId} and closed_at is not null order by id desc limit ${limit}`.execute(db)
  return rows
}
