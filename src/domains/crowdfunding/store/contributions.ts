import { sql } from 'kysely'
import { z } from 'zod'
import type { Channel, ProviderName } from '#domains/payments'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import type { ContributionState, RefundWhy, Source, TakenFrom } from '../types.ts'

export interface ContributionRow {
  id: string
  projectId: string
  rewardId: string | null
  rewardTitle: string | null
  holdsPlace: boolean
  userId: string | null
  paymentId: string | null
  amount: number
  currency: Currency
  state: ContributionState
  number: string | null
  name: string
  email: string | null
  phone: string | null
  lang: 'fr' | 'en'
  country: string | null
  anonymous: boolean
  hideAmount: boolean
  message: string | null
  messageHidden: boolean
  shipping: string | null
  source: Source
  provider: ProviderName
  channel: Channel
  sandbox: boolean
  reason: string | null
  rewardLost: boolean
  charges: number
  chargeUntil: Date | null
  refundId: string | null
  refundWhy: RefundWhy | null
  takenFrom: TakenFrom | null
  stuckAt: Date | null
  createdAt: Date
  expiresAt: Date | null
  confirmedAt: Date | null
  closedAt: Date | null
}

const columns = sql.raw(`c.id, c.project_id as "projectId", c.reward_id as "rewardId", (select r.title from crowdfunding.rewards r where r.id = c.reward_id) as "rewardTitle",
  c.holds_place as "holdsPlace", c.user_id as "userId", c.payment_id as "paymentId", c.amount, c.currency, c.state, c.number, c.name, c.email::text as email, c.phone, c.lang, c.country,
  c.anonymous, c.hide_amount as "hideAmount", c.message, c.message_hidden as "messageHidden", c.shipping, c.source, c.provider, c.channel, c.sandbox, c.reason, c.reward_lost as "rewardLost", c.charges,
  c.charge_until as "chargeUntil", c.refund_id as "refundId", c.refund_why as "refundWhy", c.taken_from as "takenFrom", c.stuck_at as "stuckAt", c.created_at as "createdAt", c.expires_at as "expiresAt",
  c.confirmed_at as "confirmedAt", c.closed_at as "closedAt"`)

export type NewContribution = Pick<
  ContributionRow,
  | 'projectId'
  | 'rewardId'
  | 'userId'
  | 'amount'
  | 'currency'
  | 'name'
  | 'email'
  | 'phone'
  | 'lang'
  | 'country'
  | 'anonymous'
  | 'hideAmount'
  | 'message'
  | 'shipping'
  | 'source'
  | 'provider'
  | 'channel'
  | 'sandbox'
  | 'createdAt'
> & { expiresAt: Date }

/** A contribution that waits for its payment; with a reward it holds a place, which the caller has taken. */
export async function insertContribution(db: Db, c: NewContribution): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`insert into crowdfunding.contributions (project_id, reward_id, holds_place, user_id, amount, currency, name, email, phone, lang, country, anonymous, hide_amount, message,
      shipping, source, provider, channel, sandbox, created_at, expires_at)
    values (${c.projectId}, ${c.rewardId}, ${c.rewardId !== null}, ${c.userId}, ${c.amount}, ${c.currency}, ${c.name}, ${c.email}, ${c.phone}, ${c.lang}, ${c.country},
      ${c.anonymous}, ${c.hideAmount}, ${c.message}, ${c.shipping}, ${c.source}, ${c.provider}, ${c.channel}, ${c.sandbox}, ${c.createdAt}, ${c.expiresAt}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function tiePayment(db: Db, id: string, paymentId: string): Promise<void> {
  await sql`update crowdfunding.contributions set payment_id = ${paymentId} where id = ${id}::uuid`.execute(db)
}

export async function readContribution(db: Db, id: string): Promise<ContributionRow | null> {
  const { rows } = await sql<ContributionRow>`select ${columns} from crowdfunding.contributions c where c.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** Held until this transaction ends. Whoever calls it holds or has entered the project. */
export async function holdContribution(db: Db, id: string): Promise<ContributionRow | null> {
  const { rows } = await sql<ContributionRow>`select ${columns} from crowdfunding.contributions c where c.id = ${id}::uuid for update of c`.execute(db)
  return rows[0] ?? null
}

/** What a change of state writes besides it; `closes` marks the end of a story. */
export interface Move {
  state: ContributionState
  reason?: string | null
  amount?: number
  confirmedAt?: Date
  number?: string
  rewardLost?: boolean
  chargeUntil?: Date | null
  charges?: number
  refundId?: string
  refundWhy?: RefundWhy
  takenFrom?: TakenFrom | null
  stuckAt?: Date | null
  closedAt?: Date
  phone?: string
  expiresAt?: Date
}

const columnOf = (field: string) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export async function moveContribution(db: Db, id: string, move: Move): Promise<void> {
  const sets = Object.entries(move).map(([field, value]) => sql`${sql.ref(columnOf(field))} = ${value}`)
  await sql`update crowdfunding.contributions set ${sql.join(sets)} where id = ${id}::uuid`.execute(db)
}

/** Gives the place back, if this contribution still holds one: the flag falls once, whoever calls. */
export async function releasePlace(db: Db, id: string): Promise<void> {
  await sql`with let_go as (update crowdfunding.contributions set holds_place = false where id = ${id}::uuid and holds_place returning reward_id)
    update crowdfunding.rewards r set taken = taken - 1 from let_go where r.id = let_go.reward_id`.execute(db)
}

/** Counts the place just taken as this contribution's. */
export async function markPlace(db: Db, id: string): Promise<void> {
  await sql`update crowdfunding.contributions set holds_place = true where id = ${id}::uuid`.execute(db)
}

/** The next number of the year's receipts. The row is held until the end of the transaction, so that no number is skipped: take it last. */
export async function nextReceipt(db: Db, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into crowdfunding.receipts (year, last) values (${year}, 1)
    on conflict (year) do update set last = receipts.last + 1 returning last`.execute(db)
  return rows[0]!.last
}

/** Ids of a project's contributions in these states, oldest first. */
export async function idsIn(db: Db, projectId: string, states: readonly ContributionState[], limit = 100_000): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from crowdfunding.contributions where project_id = ${projectId}::uuid and state = any(${states}::text[])
    order by id limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** Pending ones whose time has passed. */
export async function readLapsed(db: Db, now: Date, limit: number): Promise<{ id: string; projectId: string }[]> {
  const { rows } = await sql<{ id: string; projectId: string }>`select id, project_id as "projectId" from crowdfunding.contributions
    where state = 'pending' and expires_at <= ${now} order by expires_at limit ${limit}`.execute(db)
  return rows
}

/** Everything that was confirmed becomes due for a refund, and gives its place back. Answers how many and how much. */
export async function dueAll(db: Db, projectId: string, why: RefundWhy): Promise<{ count: number; amount: number }> {
  await sql`update crowdfunding.rewards r set taken = taken - held.n from (select reward_id, count(*)::int as n from crowdfunding.contributions
      where project_id = ${projectId}::uuid and state = 'confirmed' and holds_place group by reward_id) held where held.reward_id = r.id`.execute(db)
  const { rows } = await sql<{ count: number; amount: number }>`with due as (
      update crowdfunding.contributions set state = 'refund-due', refund_why = ${why}, holds_place = false where project_id = ${projectId}::uuid and state = 'confirmed' returning amount)
    select count(*)::int as count, coalesce(sum(amount), 0)::bigint as amount from due`.execute(db)
  return rows[0]!
}

const mark = z.string()

/** What a person gave: as themselves, or with a proven address before they had an account. Newest first. */
export async function listGiven(db: Db, who: { userId: string; email: string | null }, page: { after?: string | undefined; limit: number }): Promise<Page<ContributionRow>> {
  const from = decodeCursor(page.after, mark)
  const { rows } = await sql<ContributionRow>`select ${columns} from crowdfunding.contributions c
    where (c.user_id = ${who.userId}::uuid or (c.user_id is null and c.email = ${who.email}::citext)) and (${from}::uuid is null or c.id < ${from}::uuid)
    order by c.id desc limit ${page.limit + 1}`.execute(db)
  return toPage(rows, page.limit, (row) => row.id)
}

/** Those who contributed to a project, newest first; words match the name, the address or the receipt. */
export async function listContributed(db: Db, projectId: string, page: { q?: string | undefined; after?: string | undefined; limit: number }): Promise<Page<ContributionRow>> {
  const from = decodeCursor(page.after, mark)
  const words = page.q ? sql`public.fold(c.name || ' ' || coalesce(c.email::text, '') || ' ' || coalesce(c.number, '')) like '%' || public.fold(${page.q}) || '%'` : sql`true`
  const { rows } = await sql<ContributionRow>`select ${columns} from crowdfunding.contributions c
    where c.project_id = ${projectId}::uuid and c.state not in ('failed', 'expired') and ${words} and (${from}::uuid is null or c.id < ${from}::uuid)
    order by c.id desc limit ${page.limit + 1}`.execute(db)
  return toPage(rows, page.limit, (row) => row.id)
}

/** Refunds that wait for a new wallet, the oldest first. */
export async function listStuck(db: Db, page: { after?: string | undefined; limit: number }): Promise<Page<ContributionRow>> {
  const from = decodeCursor(page.after, z.tuple([z.string(), z.uuid()]))
  const { rows } = await sql<ContributionRow>`select ${columns} from crowdfunding.contributions c where c.state = 'refund-stuck'
    and (${from === null} or (c.stuck_at, c.id) > (${from?.[0] ?? null}::timestamptz, ${from?.[1] ?? null}::uuid)) order by c.stuck_at, c.id limit ${page.limit + 1}`.execute(db)
  return toPage(rows, page.limit, (row) => [row.stuckAt!.toISOString(), row.id])
}

/** Accounts and contacts of those who gave and were not refunded, each once, for news of the project. */
export async function readGivers(db: Db, projectId: string): Promise<{ id: string; userId: string | null; email: string | null; phone: string | null; lang: 'fr' | 'en' }[]> {
  const { rows } = await sql<{ id: string; userId: string | null; email: string | null; phone: string | null; lang: 'fr' | 'en' }>`
    select distinct on (coalesce(user_id::text, email::text, phone)) id, user_id as "userId", email::text as email, phone, lang from crowdfunding.contributions
    where project_id = ${projectId}::uuid and (state in ('confirmed', 'pledged') or refund_why in ('failed', 'cancelled'))
    order by coalesce(user_id::text, email::text, phone), id`.execute(db)
  return rows
}

export async function hasGiven(db: Db, projectId: string, userId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from crowdfunding.contributions where project_id = ${projectId}::uuid and user_id = ${userId}::uuid and state in ('confirmed', 'pledged') limit 1`.execute(
      db,
    )
  return rows.length > 0
}

export async function hideMessage(db: Db, id: string, hidden: boolean): Promise<void> {
  await sql`update crowdfunding.contributions set message_hidden = ${hidden} where id = ${id}::uuid`.execute(db)
}

/** Some of those whose refund is due, held; others may take others at the same time. */
export async function takeDue(db: Db, projectId: string, limit: number): Promise<{ id: string; amount: number; paymentId: string }[]> {
  const { rows } = await sql<{ id: string; amount: number; paymentId: string }>`select id, amount, payment_id as "paymentId" from crowdfunding.contributions
    where project_id = ${projectId}::uuid and state = 'refund-due' and payment_id is not null order by id limit ${limit} for update skip locked`.execute(db)
  return rows
}

/** A payment or a refund of this person that has not ended. */
export async function hasMoneyUnderWay(db: Db, userId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from crowdfunding.contributions where user_id = ${userId}::uuid
    and state in ('pending', 'pledged', 'refund-due', 'refunding', 'refund-stuck') limit 1`.execute(db)
  return rows.length > 0
}
