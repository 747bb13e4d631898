import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import type { AccountRef } from '#domains/ledger'
import type { Booked, Booking, Move } from '../rules/payment.ts'
import type { Channel, Flow, NewPayment, PaymentState, ProviderName, ProviderState } from '../types.ts'

export interface PaymentRow {
  id: string
  key: string
  subject: string
  workspaceId: string | null
  amount: number
  currency: Currency
  channel: Channel
  provider: ProviderName
  flow: Flow
  userId: string | null
  payerName: string
  payerEmail: string | null
  phone: string | null
  country: string | null
  creditOwner: string
  creditPurpose: AccountRef['purpose']
  description: string
  lang: 'fr' | 'en'
  returnPath: string
  save: boolean
  sandbox: boolean
  state: PaymentState
  booked: Booked
  providerRef: string | null
  nextUrl: string | null
  code: string | null
  reason: string | null
  received: number | null
  receivedCurrency: Currency | null
  refunded: number
  fee: number | null
  disputes: number
  taken: number | null
  disputedAt: Date | null
  chargeKey: string | null
  askedAt: Date | null
  checks: number
  nextCheckAt: Date | null
  checkedAt: Date | null
  expiresAt: Date
  createdAt: Date
  endedAt: Date | null
}

const columns = sql`id, key, subject, workspace_id as "workspaceId", amount, currency, channel, provider, flow, user_id as "userId", payer_name as "payerName",
  payer_email as "payerEmail", phone, country, credit_owner as "creditOwner", credit_purpose as "creditPurpose", description, lang, return_path as "returnPath", save, sandbox, state,
  booked, provider_ref as "providerRef", next_url as "nextUrl", code, reason, received, received_currency as "receivedCurrency", refunded, fee, disputes, taken, disputed_at as "disputedAt", charge_key as "chargeKey",
  asked_at as "askedAt", checks, next_check_at as "nextCheckAt", checked_at as "checkedAt", expires_at as "expiresAt", created_at as "createdAt", ended_at as "endedAt"`

export async function findPaymentRow(db: Db, id: string): Promise<PaymentRow | null> {
  return (await sql<PaymentRow>`select ${columns} from payments.payments where id = ${id}`.execute(db)).rows[0] ?? null
}

/** The row, held until the transaction ends: one decision at a time. */
export async function lockPayment(db: Db, id: string): Promise<PaymentRow | null> {
  return (await sql<PaymentRow>`select ${columns} from payments.payments where id = ${id} for update`.execute(db)).rows[0] ?? null
}

export async function findPaymentByKey(db: Db, key: string): Promise<PaymentRow | null> {
  return (await sql<PaymentRow>`select ${columns} from payments.payments where key = ${key}`.execute(db)).rows[0] ?? null
}

export async function findPaymentRows(db: Db, ids: readonly string[]): Promise<PaymentRow[]> {
  return (await sql<PaymentRow>`select ${columns} from payments.payments where id = any(${[...ids]}::uuid[])`.execute(db)).rows
}

/** Null when the key was used before. */
export async function insertPayment(
  db: Db,
  one: NewPayment,
  facts: { flow: Flow; sandbox: boolean; state: PaymentState; booked: Booked; phone: string | null; country: string | null; address: string | null; now: Date },
): Promise<PaymentRow | null> {
  const { rows } = await sql<PaymentRow>`
    insert into payments.payments (key, subject, workspace_id, amount, currency, channel, provider, flow, user_id, payer_name, payer_email, phone, country, address,
      credit_owner, credit_purpose, description, lang, return_path, save, sandbox, state, booked, expires_at, created_at)
    values (${one.key}, ${one.subject}, ${one.workspaceId}, ${one.money.amount}, ${one.money.currency}, ${one.channel}, ${one.provider}, ${facts.flow}, ${one.payer.userId},
      ${one.payer.name}, ${one.payer.email}, ${facts.phone}, ${facts.country}, ${facts.address}::inet, ${one.credit.owner}, ${one.credit.purpose}, ${one.description}, ${one.lang},
      ${one.returnPath}, ${one.save ?? false}, ${facts.sandbox}, ${facts.state}, ${facts.booked}, ${one.expiresAt}, ${facts.now})
    on conflict (key) do nothing returning ${columns}`.execute(db)
  return rows[0] ?? null
}

const bookedBy: Partial<Record<Booking, Booked>> = { announce: 'announced', post: 'posted', late: 'posted', aside: 'aside', void: 'voided' }
const ended: readonly PaymentState[] = ['confirmed', 'failed', 'expired', 'cancelled', 'disputed']

/** Writes a move of the machine; `taken` is what a dispute took. Answers the row as it is now. */
export async function movePayment(db: Db, id: string, move: Move, taken: number | null, now: Date): Promise<PaymentRow> {
  const { booking, received } = move
  const disputed = booking === 'take' || booking === 'return'
  const { rows } = await sql<PaymentRow>`
    update payments.payments set state = ${move.state}, reason = ${move.reason}, booked = coalesce(${(booking && bookedBy[booking]) ?? null}, booked),
      taken = case when ${disputed} then ${booking === 'take' ? taken : null}::bigint else taken end, disputes = disputes + ${booking === 'take' ? 1 : 0},
      disputed_at = case when ${disputed} then ${now} else disputed_at end,
      received = coalesce(${received?.amount ?? null}::bigint, received), received_currency = coalesce(${received?.currency ?? null}, received_currency),
      ended_at = case when ${ended.includes(move.state)} then coalesce(ended_at, ${now}) else null end, checks = case when ${ended.includes(move.state)} then 0 else checks end
    where id = ${id} returning ${columns}`.execute(db)
  return rows[0]!
}

/** What a reading tells beside the state: the provider's id, the page to open, the fee once known. Answers the row as it is now. */
export async function noteReading(db: Db, id: string, news: ProviderState & { code?: string | null }, now: Date): Promise<PaymentRow> {
  const { rows } = await sql<PaymentRow>`
    update payments.payments set provider_ref = coalesce(${news.providerRef}, provider_ref), next_url = coalesce(${news.nextUrl}, next_url), code = coalesce(${news.code ?? null}, code),
      fee = coalesce(fee, ${news.fee?.amount ?? null}::bigint), checks = checks + 1, checked_at = ${now}
    where id = ${id} returning ${columns}`.execute(db)
  return rows[0]!
}

/** The order leaves the house. The provider's page of a former order (a method to save) is forgotten. */
export async function markAsked(db: Db, id: string, now: Date): Promise<void> {
  await sql`update payments.payments set state = 'sending', asked_at = coalesce(asked_at, ${now}), checks = 0 where id = ${id}`.execute(db)
}

export async function setNextCheck(db: Db, id: string, at: Date | null): Promise<void> {
  await sql`update payments.payments set next_check_at = ${at} where id = ${id}`.execute(db)
}

export async function setExpiry(db: Db, id: string, at: Date): Promise<void> {
  await sql`update payments.payments set expires_at = least(expires_at, ${at}) where id = ${id}`.execute(db)
}

/** False when another charge was asked before. */
export async function setCharge(db: Db, id: string, key: string, credit: AccountRef, expiresAt: Date): Promise<void> {
  await sql`
    update payments.payments set charge_key = ${key}, credit_owner = ${credit.owner}, credit_purpose = ${credit.purpose}, expires_at = ${expiresAt}, next_url = null, checks = 0
    where id = ${id}`.execute(db)
}

/** Takes a part of what was received for a refund (negative gives it back). False when there is not so much left: the database says so, not a read before. */
export async function takeForRefund(db: Db, id: string, amount: number): Promise<boolean> {
  const { rows } = await sql`update payments.payments set refunded = refunded + ${amount} where id = ${id} and refunded + ${amount} <= coalesce(received, 0) returning 1`.execute(
    db,
  )
  return rows.length > 0
}

/** Ids of what should have been looked at long ago: its job was lost. */
export async function overduePayments(db: Db, before: Date, limit: number): Promise<string[]> {
  return (await sql<{ id: string }>`select id from payments.payments where next_check_at < ${before} order by next_check_at limit ${limit}`.execute(db)).rows.map(({ id }) => id)
}

export async function findByProviderRef(db: Db, provider: string, providerRef: string): Promise<string | null> {
  return (await sql<{ id: string }>`select id from payments.payments where provider = ${provider} and provider_ref = ${providerRef}`.execute(db)).rows[0]?.id ?? null
}

/** Newest first, one more than asked for. */
export async function listPaymentRows(
  db: Db,
  filter: { state: PaymentState | null; provider: string | null; search: string | null },
  before: { at: Date; id: string } | null,
  limit: number,
): Promise<PaymentRow[]> {
  const search = filter.search?.trim() || null
  const like = search ? `${search.replaceAll(/[\\%_]/g, '\\$&')}%` : null
  const { rows } = await sql<PaymentRow>`
    select ${columns} from payments.payments
    where (${filter.state}::text is null or state = ${filter.state}) and (${filter.provider}::text is null or provider = ${filter.provider})
      and (${like}::text is null or id::text like ${like} or subject like ${like} or phone like ${like} or payer_email ilike ${like} or provider_ref like ${like} or public.fold(payer_name) like public.fold(${like}))
      and (${before?.at ?? null}::timestamptz is null or (created_at, id) < (${before?.at ?? null}, ${before?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit + 1}`.execute(db)
  return rows
}

/** Payments that were asked of a provider in a stretch of time. */
export async function listAsked(db: Db, provider: string, from: Date, to: Date): Promise<PaymentRow[]> {
  return (await sql<PaymentRow>`select ${columns} from payments.payments where provider = ${provider} and asked_at >= ${from} and asked_at < ${to}`.execute(db)).rows
}

export async function countBy(db: Db, by: 'phone' | 'user_id' | 'address', value: string, since: Date): Promise<number> {
  const where = { phone: sql`phone = ${value}`, user_id: sql`user_id = ${value}::uuid`, address: sql`address = ${value}::inet` }[by]
  return (await sql<{ n: number }>`select count(*)::int as n from payments.payments where ${where} and created_at > ${since}`.execute(db)).rows[0]!.n
}

export async function countCheck(db: Db, id: string): Promise<void> {
  await sql`update payments.payments set checks = checks + 1 where id = ${id}`.execute(db)
}

/** What pretended payers are asked now, newest first. */
export async function listOnPhones(
  db: Db,
): Promise<
  { paymentId: string; provider: ProviderName; channel: Channel; order: string; phone: string; name: string; description: string; amount: number; currency: Currency; at: Date }[]
> {
  const { rows } = await sql<Awaited<ReturnType<typeof listOnPhones>>[number]>`
    select id as "paymentId", provider, channel, coalesce(provider_ref, id::text) as "order", phone, payer_name as name, description, amount, currency, created_at as at from payments.payments
    where sandbox and flow = 'push' and state in ('sending', 'pending') and phone is not null order by created_at desc limit 50`.execute(db)
  return rows
}

/** The payer's time, never shortened. */
export async function giveTime(db: Db, id: string, until: Date): Promise<void> {
  await sql`update payments.payments set expires_at = greatest(expires_at, ${until}) where id = ${id}::uuid`.execute(db)
}
