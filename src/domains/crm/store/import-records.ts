import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Known } from '../rules/import/decide.ts'
import type { RecordKind } from '../types.ts'

/** What an import reads and writes of records, many at once. */

export interface MatchKeys {
  ids: readonly string[]
  emails: readonly string[]
  phones: readonly string[]
  names: readonly string[]
  links: readonly { network: string; identifier: string }[]
}

const known = sql.raw(`r.id as ref, r.name, r.plain_name as "plainName", r.role, r.email::text, r.phone, r.country, r.city, r.biography, r.genres, r.languages, r.tags,
  r.self_produced as "selfProduced", r.has_team as "hasTeam", r.source, r.owner_id as "ownerId", r.next_step as "nextStep", r.next_step_on::text as "nextStepOn", r.custom, r.audience, r.version,
  coalesce((select jsonb_agg(jsonb_build_object('network', l.network, 'identifier', l.identifier, 'url', l.url) order by l.network, l.identifier) from crm.links l where l.record_id = r.id), '[]') as links`)

/** The records of a workspace that share a mail, a telephone, a name or a place on a network with any of these, or are named. Held until the end of the transaction. */
export async function recordsLike(db: Db, workspaceId: string, kind: RecordKind, keys: MatchKeys): Promise<(Known & { version: number })[]> {
  const mine = sql`workspace_id = ${workspaceId}::uuid and kind = ${kind} and removed_at is null`
  const { rows } = await sql<Known & { version: number }>`
    with asked as (select network, identifier from jsonb_to_recordset(${JSON.stringify(keys.links)}::jsonb) as l (network text, identifier text)),
    hit as (
      select id from crm.records where ${mine} and id = any(${[...keys.ids]}::uuid[])
      union select id from crm.records where ${mine} and email = any(${[...keys.emails]}::citext[])
      union select id from crm.records where ${mine} and phone = any(${[...keys.phones]}::text[])
      union select id from crm.records where ${mine} and plain_name = any(${[...keys.names]}::text[])
      union select l.record_id from asked join crm.links l using (network, identifier) join crm.records r on r.id = l.record_id and r.workspace_id = ${workspaceId}::uuid and r.kind = ${kind} and r.removed_at is null)
    select ${known} from crm.records r where r.id in (select id from hit) order by r.created_at, r.id for no key update`.execute(db)
  return rows
}

export type Written = Omit<Known, 'plainName' | 'audience' | 'links'> & { plainName: string }

/** Writes the values of many records of a workspace. Answers the version each has now. */
export async function updateMany(db: Db, workspaceId: string, rows: readonly Written[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map()
  const { rows: now } = await sql<{ id: string; version: number }>`
    update crm.records r set name = n.name, plain_name = n."plainName", role = n.role, email = n.email, phone = n.phone, country = n.country, city = n.city, biography = n.biography,
      genres = n.genres, languages = n.languages, tags = n.tags, self_produced = n."selfProduced", has_team = n."hasTeam", source = n.source, owner_id = n."ownerId", next_step = n."nextStep",
      next_step_on = n."nextStepOn", custom = n.custom, version = r.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (ref uuid, name text, "plainName" text, role text, email citext, phone text, country text, city text, biography text, genres text[],
      languages text[], tags text[], "selfProduced" boolean, "hasTeam" boolean, source text, "ownerId" uuid, "nextStep" text, "nextStepOn" date, custom jsonb)
    where r.id = n.ref and r.workspace_id = ${workspaceId}::uuid returning r.id, r.version`.execute(db)
  return new Map(now.map(({ id, version }) => [id, version]))
}

/** Notes of a file, on the histories of its records. */
export async function insertNotes(db: Db, notes: readonly { recordId: string; body: string }[], importId: string, actorId: string | null): Promise<void> {
  if (notes.length === 0) return
  await sql`insert into crm.happenings (workspace_id, record_id, kind, interaction, body, params, actor_id, at)
    select r.workspace_id, r.id, 'crm.timeline.note', 'note', n.body, ${JSON.stringify({ import: importId })}::jsonb, ${actorId}::uuid, now()
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as n ("recordId" uuid, body text) join crm.records r on r.id = n."recordId"`.execute(db)
}

/** Has PostgreSQL count what an import fills, which it does by itself only a minute later. */
export async function countTables(db: Db): Promise<void> {
  await sql`analyze crm.records, crm.links, crm.import_rows`.execute(db)
}

export interface Undoable {
  recordId: string
  made: boolean
  before: Omit<Known, 'ref' | 'plainName'> | null
  /** Nobody has touched it since. */
  untouched: boolean
}

/** The next records that an import made or completed, by id; held until the end of the transaction. */
export async function undoables(db: Db, importId: string, after: string | null, limit: number): Promise<Undoable[]> {
  const { rows } = await sql<Undoable>`
    with wrote as (
      select record_id, max(record_version) as version, bool_or(state = 'created') as made, (array_agg(before order by number) filter (where before is not null))[1] as before
      from crm.import_rows where import_id = ${importId}::uuid and state in ('created', 'completed') and record_id is not null and (${after}::uuid is null or record_id > ${after}::uuid)
      group by record_id order by record_id limit ${limit})
    select w.record_id as "recordId", w.made, w.before, (r.removed_at is null and r.version = w.version and (not w.made or (
        not exists (select 1 from crm.cards c where c.record_id = r.id and c.removed_at is null) and not exists (select 1 from crm.files f where f.record_id = r.id)
        and not exists (select 1 from crm.relations x where x.from_id = r.id or x.to_id = r.id) and r.account_id is null and r.milestones = '{}'
        and not exists (select 1 from crm.happenings h where h.record_id = r.id and h.interaction is not null and h.params ->> 'import' is distinct from ${importId})))) as untouched
    from wrote w join crm.records r on r.id = w.record_id order by w.record_id for no key update of r`.execute(db)
  return rows
}

/** Gives records the audience and the places on networks they had. */
export async function restoreAround(db: Db, rows: readonly { ref: string; audience: unknown; links: unknown }[]): Promise<void> {
  if (rows.length === 0) return
  const given = JSON.stringify(rows)
  await sql`update crm.records r set audience = n.audience, followers = (select max((a.value ->> 'followers')::bigint) from jsonb_each(n.audience) a)
    from jsonb_to_recordset(${given}::jsonb) as n (ref uuid, audience jsonb) where r.id = n.ref`.execute(db)
  await sql`delete from crm.links l using jsonb_to_recordset(${given}::jsonb) as n (ref uuid, links jsonb)
    where l.record_id = n.ref and not n.links @> jsonb_build_array(jsonb_build_object('network', l.network, 'identifier', l.identifier))`.execute(db)
}

/** How the rows of these records ended: taken back, or kept because somebody has changed the record since. */
export async function markUndone(db: Db, importId: string, state: 'withdrawn' | 'kept', recordIds: readonly string[]): Promise<void> {
  await sql`update crm.import_rows set state = ${state} where import_id = ${importId}::uuid and state in ('created', 'completed') and record_id = any(${[...recordIds]}::uuid[])`.execute(
    db,
  )
}

/** The notes that an import put on records. */
export async function deleteNotes(db: Db, importId: string, recordIds: readonly string[]): Promise<void> {
  await sql`delete from crm.happenings where record_id = any(${[...recordIds]}::uuid[]) and interaction = 'note' and params ->> 'import' = ${importId}`.execute(db)
}
