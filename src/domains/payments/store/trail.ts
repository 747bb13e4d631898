import { sql } from 'kysely'
import type { Db } from '#platform/context'

export interface Step {
  id: string
  what: string
  state: string | null
  reason: string | null
  detail: Record<string, unknown>
  actorId: string | null
  at: Date
}

export type About = 'payment' | 'refund' | 'payout'

/** Adds a line to the timeline of a payment, a refund or a payout. */
export async function note(
  db: Db,
  about: About,
  aboutId: string,
  what: string,
  rest: { state?: string | null; reason?: string | null; detail?: Record<string, unknown>; actorId?: string | null; at: Date },
): Promise<void> {
  await sql`insert into payments.steps (about, about_id, what, state, reason, detail, actor_id, at)
    values (${about}, ${aboutId}, ${what}, ${rest.state ?? null}, ${rest.reason ?? null}, ${JSON.stringify(rest.detail ?? {})}::jsonb, ${rest.actorId ?? null}, ${rest.at})`.execute(
    db,
  )
}

export async function listSteps(db: Db, aboutId: string): Promise<Step[]> {
  return (await sql<Step>`select id, what, state, reason, detail, actor_id as "actorId", at from payments.steps where about_id = ${aboutId} order by id limit 500`.execute(db)).rows
}

export interface CallbackRow {
  id: string
  provider: string
  worth: 'proven' | 'hint' | 'forged' | 'nothing'
  times: number
  at: Date
  lastAt: Date
}

export interface NewCallback {
  provider: string
  worth: CallbackRow['worth']
  about: About | null
  aboutId: string | null
  reference: string | null
  providerRef: string | null
  fingerprint: string
  method: string
  address: string | null
  headers: Readonly<Record<string, string>>
  body: Buffer
  now: Date
}

/** Keeps a callback; one told before is counted on its first row. Answers how often it has come. */
export async function keepCallback(db: Db, one: NewCallback): Promise<number> {
  const { rows } = await sql<{ times: number }>`
    insert into payments.callbacks (provider, worth, about, about_id, reference, provider_ref, fingerprint, method, address, headers, body, at, last_at)
    values (${one.provider}, ${one.worth}, ${one.about}, ${one.aboutId}, ${one.reference}, ${one.providerRef}, ${one.fingerprint}, ${one.method}, ${one.address}::inet,
      ${JSON.stringify(one.headers)}::jsonb, ${one.body}, ${one.now}, ${one.now})
    on conflict (provider, fingerprint) do update set times = payments.callbacks.times + 1, last_at = excluded.last_at, about_id = coalesce(payments.callbacks.about_id, excluded.about_id)
    returning times`.execute(db)
  return rows[0]!.times
}

export async function listCallbacks(db: Db, aboutId: string): Promise<CallbackRow[]> {
  return (await sql<CallbackRow>`select id, provider, worth, times, at, last_at as "lastAt" from payments.callbacks where about_id = ${aboutId} order by id limit 100`.execute(db))
    .rows
}

/** Callbacks are evidence for a year and a half. */
export async function forgetCallbacks(db: Db, before: Date): Promise<void> {
  await sql`delete from payments.callbacks where at < ${before}`.execute(db)
}
