import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { DeliveryState, EndpointState, Outcome } from './types.ts'

export interface Endpoint {
  id: string
  workspaceId: string
  url: string
  name: string
  events: string[]
  state: EndpointState
  failures: number
  failingSince: Date | null
  formerUntil: Date | null
  createdAt: Date
}

interface Sealed {
  secret: Buffer
  formerSecret: Buffer | null
}

const columns = sql`id, workspace_id as "workspaceId", url, name, events, state, failures, failing_since as "failingSince", former_until as "formerUntil", created_at as "createdAt"`

export async function listEndpoints(db: Db, workspaceId: string): Promise<Endpoint[]> {
  return (await sql<Endpoint>`select ${columns} from webhooks.endpoints where workspace_id = ${workspaceId} order by id`.execute(db)).rows
}

export async function hasEndpoints(db: Db, workspaceId: string): Promise<boolean> {
  return (await sql`select 1 from webhooks.endpoints where workspace_id = ${workspaceId} limit 1`.execute(db)).rows.length > 0
}

export async function findEndpoint(db: Db, id: string): Promise<Endpoint | null> {
  return (await sql<Endpoint>`select ${columns} from webhooks.endpoints where id = ${id}`.execute(db)).rows[0] ?? null
}

/** Counts the endpoints of a workspace; others who add one meanwhile wait for this transaction. */
export async function countEndpointsAlone(db: Db, workspaceId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`webhooks ${workspaceId}`}, 0))`.execute(db)
  return (await sql<{ n: number }>`select count(*)::int as n from webhooks.endpoints where workspace_id = ${workspaceId}`.execute(db)).rows[0]!.n
}

export async function insertEndpoint(
  db: Db,
  one: { workspaceId: string; url: string; name: string; events: string[]; secret: Buffer; createdBy: string | null },
): Promise<Endpoint> {
  const { rows } = await sql<Endpoint>`
    insert into webhooks.endpoints (workspace_id, url, name, events, secret, created_by)
    values (${one.workspaceId}, ${one.url}, ${one.name}, ${one.events}, ${one.secret}, ${one.createdBy}) returning ${columns}`.execute(db)
  return rows[0]!
}

/** Writes what is given. Active again means that its failures are forgotten. */
export async function updateEndpoint(db: Db, id: string, change: { url?: string; name?: string; events?: string[]; state?: EndpointState }): Promise<Endpoint | null> {
  const { url = null, name = null, events = null, state = null } = change
  const { rows } = await sql<Endpoint>`
    update webhooks.endpoints set url = coalesce(${url}, url), name = coalesce(${name}, name), events = coalesce(${events}::text[], events), state = coalesce(${state}, state),
      failures = case when ${state}::text = 'active' then 0 else failures end, failing_since = case when ${state}::text = 'active' then null else failing_since end
    where id = ${id} returning ${columns}`.execute(db)
  return rows[0] ?? null
}

export async function rotateSecret(db: Db, id: string, secret: Buffer, formerUntil: Date): Promise<Endpoint | null> {
  const { rows } =
    await sql<Endpoint>`update webhooks.endpoints set former_secret = secret, former_until = ${formerUntil}, secret = ${secret} where id = ${id} returning ${columns}`.execute(db)
  return rows[0] ?? null
}

export async function deleteEndpoint(db: Db, id: string): Promise<void> {
  await sql`delete from webhooks.endpoints where id = ${id}`.execute(db)
}

export async function findSecrets(db: Db, id: string): Promise<Sealed | null> {
  return (await sql<Sealed>`select secret, former_secret as "formerSecret" from webhooks.endpoints where id = ${id}`.execute(db)).rows[0] ?? null
}

/** Notes how a try ended. Answers the failures in a row and since when. */
export async function noteHealth(db: Db, id: string, ok: boolean, now: Date): Promise<{ failures: number; failingSince: Date | null }> {
  const { rows } = await sql<{ failures: number; failingSince: Date | null }>`
    update webhooks.endpoints set failures = case when ${ok} then 0 else failures + 1 end, failing_since = case when ${ok} then null else coalesce(failing_since, ${now}) end
    where id = ${id} returning failures, failing_since as "failingSince"`.execute(db)
  return rows[0] ?? { failures: 0, failingSince: null }
}

/** Pauses an endpoint that the house gives up. True for the one call that did it. */
export async function giveUp(db: Db, id: string): Promise<boolean> {
  return (await sql`update webhooks.endpoints set state = 'failing' where id = ${id} and state = 'active' returning 1`.execute(db)).rows.length > 0
}

export interface DeliveryRow {
  id: string
  webhookId: string
  type: string
  state: DeliveryState
  tries: number
  nextAt: Date | null
  createdAt: Date
  body: string
  last: { at: Date; status: number | null; problem: string | null; ms: number } | null
}

const deliveryColumns = sql`d.id, d.endpoint_id as "webhookId", d.type, d.state, d.tries, d.next_at as "nextAt", d.created_at as "createdAt", d.body,
  l.at as "lastAt", l.status as "lastStatus", l.problem as "lastProblem", l.ms as "lastMs"`
const withLast = sql`left join lateral (select at, status, problem, ms from webhooks.tries t where t.delivery_id = d.id order by number desc limit 1) l on true`

type FlatDelivery = Omit<DeliveryRow, 'last'> & { lastAt: Date | null; lastStatus: number | null; lastProblem: string | null; lastMs: number | null }
const shaped = ({ lastAt, lastStatus, lastProblem, lastMs, ...row }: FlatDelivery): DeliveryRow => ({
  ...row,
  last: lastAt ? { at: lastAt, status: lastStatus, problem: lastProblem, ms: lastMs ?? 0 } : null,
})

/** Null when this event was already written for this endpoint. */
export async function insertDelivery(db: Db, one: { endpointId: string; eventId: string; type: string; body: string; nextAt: Date }): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into webhooks.deliveries (endpoint_id, event_id, type, body, next_at) values (${one.endpointId}, ${one.eventId}, ${one.type}, ${one.body}, ${one.nextAt})
    on conflict (endpoint_id, event_id) do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

export async function findDelivery(db: Db, id: string): Promise<DeliveryRow | null> {
  const { rows } = await sql<FlatDelivery>`select ${deliveryColumns} from webhooks.deliveries d ${withLast} where d.id = ${id}`.execute(db)
  return rows[0] ? shaped(rows[0]) : null
}

/** Newest first, one more than asked for. */
export async function listDeliveries(db: Db, webhookId: string, state: DeliveryState | null, before: string | null, limit: number): Promise<DeliveryRow[]> {
  const { rows } = await sql<FlatDelivery>`
    select ${deliveryColumns} from webhooks.deliveries d ${withLast}
    where d.endpoint_id = ${webhookId} and (${state}::text is null or d.state = ${state}) and (${before}::uuid is null or d.id < ${before}) order by d.id desc limit ${limit + 1}`.execute(
    db,
  )
  return rows.map(shaped)
}

export async function listWaiting(db: Db, endpointId: string): Promise<string[]> {
  return (await sql<{ id: string }>`select id from webhooks.deliveries where endpoint_id = ${endpointId} and state = 'waiting' order by id`.execute(db)).rows.map((row) => row.id)
}

export async function listTries(db: Db, deliveryId: string): Promise<{ number: number; at: Date; status: number | null; problem: string | null; ms: number; answer: string }[]> {
  return (
    await sql<{ number: number; at: Date; status: number | null; problem: string | null; ms: number; answer: string }>`
    select number, at, status, problem, ms, answer from webhooks.tries where delivery_id = ${deliveryId} order by number`.execute(db)
  ).rows
}

/** Adds a try to the log and answers its number; null when the delivery is gone. */
export async function noteTry(db: Db, deliveryId: string, at: Date, outcome: Outcome): Promise<number | null> {
  const { rows } = await sql<{ tries: number }>`update webhooks.deliveries set tries = tries + 1 where id = ${deliveryId} returning tries`.execute(db)
  if (!rows[0]) return null
  await sql`insert into webhooks.tries (delivery_id, number, at, status, problem, ms, answer)
    values (${deliveryId}, ${rows[0].tries}, ${at}, ${outcome.status}, ${outcome.problem}, ${outcome.ms}, ${outcome.answer})`.execute(db)
  return rows[0].tries
}

export async function setDelivery(db: Db, id: string, state: DeliveryState, nextAt: Date | null): Promise<void> {
  await sql`update webhooks.deliveries set state = ${state}, next_at = ${nextAt} where id = ${id}`.execute(db)
}

/** Forgets what was settled before that day. */
export async function forgetBefore(db: Db, date: Date): Promise<void> {
  await sql`delete from webhooks.deliveries where state <> 'waiting' and created_at < ${date}`.execute(db)
}
