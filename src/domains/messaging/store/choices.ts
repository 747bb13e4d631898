import { sql } from 'kysely'
import type { Db } from '#platform/context'
import { type Channel, type Choices, noChoices, type NoticeTopic } from '../types.ts'

interface Row {
  wanted: Choices['wanted'] | null
  digests: Choices['digests'] | null
  timeZone: string | null
  from: number | null
  to: number | null
}

/** Everything a person chose, in one read. */
export async function findChoices(db: Db, userId: string): Promise<Choices> {
  const { rows } = await sql<Row>`
    select (select jsonb_object_agg(p.topic || ':' || p.channel, p.wanted) from messaging.preferences p where p.user_id = ${userId}) as wanted,
      (select jsonb_object_agg(g.topic, g.every) from messaging.digests g where g.user_id = ${userId}) as digests,
      r.time_zone as "timeZone", r.quiet_from as "from", r.quiet_to as "to"
    from (select 1) as one left join messaging.rests r on r.user_id = ${userId}`.execute(db)
  const { wanted, digests, timeZone, from, to } = rows[0]!
  return {
    wanted: wanted ?? {},
    digests: digests ?? {},
    timeZone: timeZone ?? noChoices.timeZone,
    quiet: from === null || to === null ? null : { from, to },
  }
}

/** The time zones of those who chose one, by person. */
export async function findZones(db: Db, userIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; zone: string }>`select user_id as id, time_zone as zone from messaging.rests where user_id = any(${[...userIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, zone }) => [id, zone]))
}

/** Puts these in the place of what was chosen before. */
export async function putChoices(db: Db, userId: string, { wanted, digests, timeZone, quiet }: Choices, now: Date): Promise<void> {
  const pairs = Object.entries(wanted).map(([pair, on]) => ({ topic: pair.split(':')[0], channel: pair.split(':')[1], on }))
  await sql`delete from messaging.preferences where user_id = ${userId}`.execute(db)
  await sql`insert into messaging.preferences (user_id, topic, channel, wanted, changed_at)
    select ${userId}, topic, channel, "on", ${now} from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as x (topic text, channel text, "on" boolean)`.execute(db)
  await sql`delete from messaging.digests where user_id = ${userId}`.execute(db)
  await sql`insert into messaging.digests (user_id, topic, every) select ${userId}, key, value from jsonb_each_text(${JSON.stringify(digests)}::jsonb)`.execute(db)
  await sql`insert into messaging.rests (user_id, time_zone, quiet_from, quiet_to) values (${userId}, ${timeZone}, ${quiet?.from ?? null}, ${quiet?.to ?? null})
    on conflict (user_id) do update set time_zone = excluded.time_zone, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to`.execute(db)
}

/** One answer about some topics; null takes the person's word back, so that the kinds speak for themselves again. */
export async function putWanted(db: Db, userId: string, topics: readonly NoticeTopic[], channel: Channel, wanted: boolean | null, now: Date): Promise<void> {
  if (wanted === null) await sql`delete from messaging.preferences where user_id = ${userId} and channel = ${channel} and topic = any(${[...topics]})`.execute(db)
  else
    await sql`insert into messaging.preferences (user_id, topic, channel, wanted, changed_at) select ${userId}, topic, ${channel}, ${wanted}, ${now} from unnest(${[...topics]}::text[]) as topic
      on conflict (user_id, topic, channel) do update set wanted = excluded.wanted, changed_at = excluded.changed_at`.execute(db)
}

/** The topics of which somebody without an account wants no more mails. */
export async function findRefused(db: Db, contact: string): Promise<NoticeTopic[]> {
  const { rows } = await sql<{ topic: NoticeTopic }>`select topic from messaging.contact_refusals where contact = ${contact}`.execute(db)
  return rows.map(({ topic }) => topic)
}

/** Of these marks, those that refused mails of some topic. */
export async function marksRefused(db: Db, contacts: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ contact: string }>`select distinct contact from messaging.contact_refusals where contact = any(${[...contacts]}::text[])`.execute(db)
  return new Set(rows.map(({ contact }) => contact))
}

/** Of these people, those who take no mails of a topic. */
export async function findSilent(db: Db, userIds: readonly string[], topic: NoticeTopic): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select user_id as id from messaging.preferences
    where user_id = any(${[...userIds]}::uuid[]) and topic = ${topic} and channel = 'mail' and not wanted`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export async function putRefused(db: Db, contact: string, topics: readonly NoticeTopic[], refused: boolean, now: Date): Promise<void> {
  if (refused)
    await sql`insert into messaging.contact_refusals (contact, topic, refused_at) select ${contact}, topic, ${now} from unnest(${[...topics]}::text[]) as topic on conflict do nothing`.execute(
      db,
    )
  else await sql`delete from messaging.contact_refusals where contact = ${contact} and topic = any(${[...topics]})`.execute(db)
}

/** Forgets what was told to an address without an account. What it refused stays refused: a mark names nobody. */
export async function dropContact(db: Db, email: string): Promise<void> {
  await sql`delete from messaging.notices where user_id is null and lower(email) = ${email.toLowerCase()}`.execute(db)
}
