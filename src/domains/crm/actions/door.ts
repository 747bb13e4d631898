import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Happening } from '../facts.ts'
import { handleIn, handleOf } from '../rules/handles.ts'
import { insertLinks, writeAudiences } from '../store/records.ts'
import type { Audience, Milestone, Network } from '../types.ts'

/** Puts a line on a record's history, in the caller's transaction. The same `key` again changes nothing. */
export async function happened(db: Db, one: Happening): Promise<void> {
  await sql`
    insert into crm.happenings (workspace_id, record_id, kind, interaction, direction, body, params, href, actor_id, key, at)
    select r.workspace_id, r.id, ${one.kind}, ${one.interaction ?? null}, ${one.direction ?? null}, ${one.body ?? null}, ${JSON.stringify(one.params ?? {})}::jsonb,
      ${one.href ?? null}, ${one.actorId ?? null}::uuid, ${one.key ?? null}, coalesce(${one.at ?? null}::timestamptz, now())
    from crm.records r where r.id = ${one.recordId}::uuid on conflict (record_id, key) where key is not null do nothing`.execute(db)
  if (one.interaction && one.interaction !== 'note') await recordContact(db, one.recordId, one.at ?? null)
}

/** Somebody spoke with them. `at` null = now. */
export async function recordContact(db: Db, recordId: string, at: Date | null): Promise<void> {
  await sql`update crm.records set last_contact_at = greatest(last_contact_at, coalesce(${at}::timestamptz, now())) where id = ${recordId}::uuid`.execute(db)
}

/** A fact that opens stages; the first instant stays. `at` null takes it back. */
export async function reach(db: Db, recordId: string, milestone: Milestone, at: Date | null): Promise<void> {
  await sql`update crm.records set milestones = ${
    at === null ? sql`milestones - ${milestone}::text` : sql`jsonb_build_object(${milestone}::text, ${at.toISOString()}::text) || milestones`
  } where id = ${recordId}::uuid`.execute(db)
}

/** The last known audience on a network: kept with the artist for lists, filters and the target rule. An older measure changes nothing. Announces nothing: the caller measured it. */
export function noteAudience(db: Db, recordId: string, network: Network, audience: Audience): Promise<void> {
  return writeAudiences(db, [{ recordId, network, audience }])
}

/** The same for many at once, as a job that measured hundreds does. */
export function noteAudiences(db: Db, notes: readonly { recordId: string; network: Network; audience: Audience }[]): Promise<void> {
  return writeAudiences(db, notes)
}

/** Where the artist is found elsewhere: addresses or names on a network, as people paste them. What is no address of its network is left out. Answers how many are new. */
export async function addLinks(db: Db, recordId: string, links: readonly { network?: Network; address: string }[]): Promise<number> {
  const handles = links.flatMap(({ network, address }) => (network ? handleOf(network, address) : handleIn(address)) ?? [])
  return insertLinks(
    db,
    handles.map((handle) => ({ recordId, ...handle })),
  )
}

/** The score of the last check-up, 0–100, for lists. */
export async function noteScore(db: Db, recordId: string, score: number | null): Promise<void> {
  await sql`update crm.records set score = ${score} where id = ${recordId}::uuid`.execute(db)
}

/** The artist's own account, once they have accepted an invitation. */
export async function linkAccount(db: Db, recordId: string, userId: string): Promise<void> {
  await sql`update crm.records set account_id = ${userId}::uuid where id = ${recordId}::uuid`.execute(db)
}
