import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Ticket, TicketPurpose } from '../types.ts'

export async function insertTicket(db: Db, ticket: Omit<Ticket, 'attempts'>): Promise<void> {
  await sql`insert into identity.tickets (hash, purpose, address, user_id, code_hash, data, expires_at)
    values (${ticket.hash}, ${ticket.purpose}, ${ticket.address}, ${ticket.userId}, ${ticket.codeHash}, ${JSON.stringify(ticket.data)}::jsonb, ${ticket.expiresAt})`.execute(db)
}

const columns = sql`hash, purpose, address, user_id as "userId", code_hash as "codeHash", attempts, data, expires_at as "expiresAt"`

export async function findTicket(db: Db, purpose: TicketPurpose, hash: string): Promise<Ticket | null> {
  const { rows } = await sql<Ticket>`select ${columns} from identity.tickets where hash = ${hash} and purpose = ${purpose}`.execute(db)
  return rows[0] ?? null
}

/** Counts a try before the code is compared: guesses sent at the same instant cannot share one. Answers the tries made before this one. */
export async function countTry(db: Db, hash: string): Promise<number> {
  const { rows } = await sql<{ attempts: number }>`update identity.tickets set attempts = attempts + 1 where hash = ${hash} returning attempts`.execute(db)
  return (rows[0]?.attempts ?? Infinity) - 1
}

/** True for the one caller who takes it. */
export async function takeTicket(db: Db, hash: string): Promise<boolean> {
  const { rows } = await sql`delete from identity.tickets where hash = ${hash} returning 1`.execute(db)
  return rows.length > 0
}

export async function dropTicketsOf(db: Db, userId: string, purpose: TicketPurpose): Promise<void> {
  await sql`delete from identity.tickets where user_id = ${userId} and purpose = ${purpose}`.execute(db)
}

/** Counts one attempt under a key in a window that starts with the first. Answers how many there were, this one included. */
export async function countAttempt(db: Db, key: string, until: Date, now: Date): Promise<{ count: number; until: Date }> {
  const { rows } = await sql<{ count: number; until: Date }>`
    insert into identity.attempts as a (key, count, until) values (${key}, 1, ${until})
    on conflict (key) do update set count = case when a.until <= ${now} then 1 else a.count + 1 end, until = case when a.until <= ${now} then excluded.until else a.until end
    returning count, until`.execute(db)
  return rows[0]!
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await sql`delete from identity.attempts where key = ${key}`.execute(db)
}

export interface SecondFactorRow {
  secret: Buffer
  confirmedAt: Date | null
  lastStep: number
}

export async function findSecondFactor(db: Db, userId: string): Promise<SecondFactorRow | null> {
  const { rows } = await sql<SecondFactorRow>`select secret, confirmed_at as "confirmedAt", last_step as "lastStep" from identity.second_factors where user_id = ${userId}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Begins again as long as it is not confirmed. False = one is active already. */
export async function putSecondFactor(db: Db, userId: string, secret: Buffer): Promise<boolean> {
  const { rows } = await sql`insert into identity.second_factors as f (user_id, secret) values (${userId}, ${secret})
    on conflict (user_id) do update set secret = excluded.secret, last_step = 0 where f.confirmed_at is null returning 1`.execute(db)
  return rows.length > 0
}

/** False when the step was used in the meantime: a code is good once. */
export async function useStep(db: Db, userId: string, step: number): Promise<boolean> {
  const { rows } = await sql`update identity.second_factors set last_step = ${step} where user_id = ${userId} and last_step < ${step} returning 1`.execute(db)
  return rows.length > 0
}

export async function confirmSecondFactor(db: Db, userId: string, now: Date): Promise<void> {
  await sql`update identity.second_factors set confirmed_at = ${now} where user_id = ${userId}`.execute(db)
}

export async function dropSecondFactor(db: Db, userId: string): Promise<void> {
  await sql`delete from identity.second_factors where user_id = ${userId}`.execute(db)
  await sql`delete from identity.recovery_codes where user_id = ${userId}`.execute(db)
}

export async function putRecoveryCodes(db: Db, userId: string, hashes: readonly string[]): Promise<void> {
  await sql`delete from identity.recovery_codes where user_id = ${userId}`.execute(db)
  await sql`insert into identity.recovery_codes (user_id, hash) select ${userId}, unnest(${[...hashes]}::text[])`.execute(db)
}

export async function useRecoveryCode(db: Db, userId: string, hash: string, now: Date): Promise<boolean> {
  const { rows } = await sql`update identity.recovery_codes set used_at = ${now} where user_id = ${userId} and hash = ${hash} and used_at is null returning 1`.execute(db)
  return rows.length > 0
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from identity.recovery_codes where user_id = ${userId} and used_at is null`.execute(db)
  return rows[0]!.count
}

export interface PasskeyRow {
  id: string
  name: string | null
  backedUp: boolean
  createdAt: Date
}

export async function findPasskeys(db: Db, userId: string): Promise<PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`select id, name, backed_up as "backedUp", created_at as "createdAt" from identity.passkeys where user_id = ${userId} order by id`.execute(
    db,
  )
  return rows
}

export async function dropPasskey(db: Db, id: string, userId: string): Promise<boolean> {
  const { rows } = await sql`delete from identity.passkeys where id = ${id} and user_id = ${userId} returning 1`.execute(db)
  return rows.length > 0
}

/** Daily: what has run out and proves nothing any more. */
export async function sweep(db: Db, now: Date): Promise<void> {
  await sql`delete from identity.tickets where expires_at < ${now}`.execute(db)
  await sql`delete from identity.attempts where until < ${now}`.execute(db)
  await sql`delete from identity.verifications where expires_at < ${now}`.execute(db)
  await sql`delete from identity.sessions where expires_at < ${now}`.execute(db)
}
