import { sql } from 'kysely'
import type { AccountRef } from '#domains/ledger'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import type { OutMove, OutNow } from '../rules/out.ts'
import type { Channel, Destination, OutState, ProviderName, ProviderState } from '../types.ts'

/** Who carries it: a provider, or the house's own bank, by hand. */
export type Carrier = ProviderName | 'bank'

export interface OutRow {
  id: string
  kind: 'refund' | 'payout'
  key: string
  subject: string
  workspaceId: string | null
  paymentId: string | null
  amount: number
  currency: Currency
  debitOwner: string
  debitPurpose: AccountRef['purpose']
  provider: Carrier
  channel: Channel | null
  destination: Destination | null
  description: string
  sandbox: boolean
  state: OutState
  booked: OutNow['booked']
  transfer: string
  reference: string
  round: number
  providerRef: string | null
  reason: string | null
  fee: number | null
  tries: number
  checks: number
  nextCheckAt: Date | null
  checkedAt: Date | null
  createdAt: Date
  endedAt: Date | null
}

const columns = sql`id, kind, key, subject, workspace_id as "workspaceId", payment_id as "paymentId", amount, currency, debit_owner as "debitOwner", debit_purpose as "debitPurpose", provider,
  channel, destination, description, sandbox, state, booked, transfer, reference, round, provider_ref as "providerRef", reason, fee, tries, checks, next_check_at as "nextCheckAt",
  checked_at as "checkedAt", created_at as "createdAt", ended_at as "endedAt"`

export type NewOut = Pick<
  OutRow,
  | 'id'
  | 'kind'
  | 'key'
  | 'subject'
  | 'workspaceId'
  | 'paymentId'
  | 'amount'
  | 'currency'
  | 'debitOwner'
  | 'debitPurpose'
  | 'provider'
  | 'channel'
  | 'destination'
  | 'description'
  | 'sandbox'
  | 'state'
>

export async function findOut(db: Db, id: string): Promise<OutRow | null> {
  return (await sql<OutRow>`select ${columns} from payments.outs where id = ${id}`.execute(db)).rows[0] ?? null
}

export async function lockOut(db: Db, id: string): Promise<OutRow | null> {
  return (await sql<OutRow>`select ${columns} from payments.outs where id = ${id} for update`.execute(db)).rows[0] ?? null
}

export async function findOutByKey(db: Db, key: string): Promise<OutRow | null> {
  return (await sql<OutRow>`select ${columns} from payments.outs where key = ${key}`.execute(db)).rows[0] ?? null
}

export async function findOutByReference(db: Db, reference: string): Promise<OutRow | null> {
  return (await sql<OutRow>`select ${columns} from payments.outs where reference = ${reference}`.execute(db)).rows[0] ?? null
}

export async function findOutByProviderRef(db: Db, provider: string, providerRef: string): Promise<string | null> {
  return (await sql<{ id: string }>`select id from payments.outs where provider = ${provider} and provider_ref = ${providerRef}`.execute(db)).rows[0]?.id ?? null
}

/** Null when the key was used before. The first order bears the row's own id. */
export async function insertOut(db: Db, one: NewOut, now: Date): Promise<OutRow | null> {
  const { rows } = await sql<OutRow>`
    insert into payments.outs (id, kind, key, subject, workspace_id, payment_id, amount, currency, debit_owner, debit_purpose, provider, channel, destination, description, sandbox, state,
      booked, transfer, reference, created_at)
    values (${one.id}, ${one.kind}, ${one.key}, ${one.subject}, ${one.workspaceId}, ${one.paymentId}, ${one.amount}, ${one.currency}, ${one.debitOwner}, ${one.debitPurpose},
      ${one.provider}, ${one.channel}, ${one.destination ? JSON.stringify(one.destination) : null}::jsonb, ${one.description}, ${one.sandbox}, ${one.state}, 'announced',
      ${`${one.kind}:${one.id}`}, ${one.id}, ${now})
    on conflict (key) do nothing returning ${columns}`.execute(db)
  return rows[0] ?? null
}

const bookedBy = { post: 'posted', late: 'posted', void: 'voided' } as const
const ended: readonly OutState[] = ['completed', 'failed', 'cancelled']

export async function moveOut(db: Db, id: string, move: OutMove, now: Date): Promise<void> {
  await sql`
    update payments.outs set state = ${move.state}, reason = ${move.reason}, booked = coalesce(${move.booking ? bookedBy[move.booking] : null}, booked),
      ended_at = case when ${ended.includes(move.state)} then coalesce(ended_at, ${now}) else null end
    where id = ${id}`.execute(db)
}

/** A new order for the same money, after the former one has surely failed. */
export async function beginRound(db: Db, id: string, reference: string): Promise<void> {
  await sql`update payments.outs set reference = ${reference}, round = round + 1, provider_ref = null, tries = 0, checks = 0 where id = ${id}`.execute(db)
}

/** Takes up again what was given up, perhaps by another way; announced anew in the ledger under `transfer`. */
export async function renewOut(
  db: Db,
  id: string,
  to: { reference: string; transfer: string; provider: Carrier; channel: Channel | null; destination: Destination | null; sandbox: boolean; state: OutState },
): Promise<void> {
  await sql`
    update payments.outs set reference = ${to.reference}, transfer = ${to.transfer}, provider = ${to.provider}, channel = ${to.channel},
      destination = ${to.destination ? JSON.stringify(to.destination) : null}::jsonb, sandbox = ${to.sandbox}, state = ${to.state}, booked = 'announced', round = 1, provider_ref = null,
      tries = 0, checks = 0, reason = null, ended_at = null
    where id = ${id}`.execute(db)
}

export async function noteOutReading(db: Db, id: string, news: ProviderState, now: Date): Promise<void> {
  await sql`
    update payments.outs set provider_ref = coalesce(${news.providerRef}, provider_ref), fee = coalesce(fee, ${news.fee?.amount ?? null}::bigint), checks = checks + 1, checked_at = ${now}
    where id = ${id}`.execute(db)
}

export async function markSent(db: Db, id: string): Promise<void> {
  await sql`update payments.outs set state = 'sending', tries = tries + 1 where id = ${id}`.execute(db)
}

export async function setNextOutCheck(db: Db, id: string, at: Date | null): Promise<void> {
  await sql`update payments.outs set next_check_at = ${at} where id = ${id}`.execute(db)
}

export async function overdueOuts(db: Db, before: Date, limit: number): Promise<string[]> {
  return (await sql<{ id: string }>`select id from payments.outs where next_check_at < ${before} order by next_check_at limit ${limit}`.execute(db)).rows.map(({ id }) => id)
}

export async function listOuts(db: Db, kind: OutRow['kind'], state: OutState | null, before: { at: Date; id: string } | null, limit: number): Promise<OutRow[]> {
  const { rows } = await sql<OutRow>`
    select ${columns} from payments.outs where kind = ${kind} and (${state}::text is null or state = ${state})
      and (${before?.at ?? null}::timestamptz is null or (created_at, id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit + 1}`.execute(db)
  return rows
}

export async function listRefundsOf(db: Db, paymentId: string): Promise<OutRow[]> {
  return (await sql<OutRow>`select ${columns} from payments.outs where payment_id = ${paymentId} order by created_at, id`.execute(db)).rows
}

export async function listSent(db: Db, provider: string, from: Date, to: Date): Promise<OutRow[]> {
  return (await sql<OutRow>`select ${columns} from payments.outs where provider = ${provider} and created_at >= ${from} and created_at < ${to} and tries > 0`.execute(db)).rows
}

export async function countOutCheck(db: Db, id: string): Promise<void> {
  await sql`update payments.outs set checks = checks + 1 where id = ${id}`.execute(db)
}
