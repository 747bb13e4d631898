import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Interaction } from '../types.ts'

export interface HappeningRow {
  id: string
  kind: string
  interaction: Interaction | null
  direction: 'in' | 'out' | null
  body: string | null
  params: Record<string, unknown>
  href: string | null
  actorId: string | null
  at: Date
  key: string
}

/** Which lines: all, what people did, what the house noted, or one way of speaking. */
function shown(show: string): RawBuilder<unknown> {
  if (show === 'all') return sql`true`
  if (show === 'people') return sql`h.interaction is not null`
  return show === 'house' ? sql`h.interaction is null` : sql`h.interaction = ${show}`
}

/** A record's history, what is newest first. */
export async function listHappenings(db: Db, recordId: string, show: string, after: { at: string; id: string } | null, limit: number): Promise<HappeningRow[]> {
  const { rows } = await sql<HappeningRow>`
    select h.id, h.kind, h.interaction, h.direction, h.body, h.params, h.href, h.actor_id as "actorId", h.at, h.at::text as key from crm.happenings h
    where h.record_id = ${recordId}::uuid and ${shown(show)} and ${after ? sql`(h.at, h.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by h.at desc, h.id desc limit ${limit}`.execute(db)
  return rows
}

export interface NewHappening {
  recordId: string
  kind: string
  interaction: Interaction | null
  direction: 'in' | 'out' | null
  body: string | null
  params?: Record<string, unknown>
  actorId: string | null
  at: Date
}

/** Many lines at once, with the last contact of each record. */
export async function insertHappenings(db: Db, workspaceId: string, lines: readonly NewHappening[]): Promise<void> {
  await sql`
    insert into crm.happenings (workspace_id, record_id, kind, interaction, direction, body, params, actor_id, at)
    select ${workspaceId}::uuid, "recordId", kind, interaction, direction, body, coalesce(params, '{}'), "actorId", at
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as h ("recordId" uuid, kind text, interaction text, direction text, body text, params jsonb, "actorId" uuid, at timestamptz)`.execute(
    db,
  )
  await sql`
    update crm.records r set last_contact_at = greatest(r.last_contact_at, h.at) from (
      select record_id, max(at) as at from crm.happenings where record_id = any(${[...new Set(lines.map((line) => line.recordId))]}::uuid[]) and interaction <> 'note' group by record_id) h
    where h.record_id = r.id`.execute(db)
}

/** The same kind of line for many records at once: imports, changes of a selection. */
export async function tellAll(db: Db, recordIds: readonly string[], kind: `${string}.timeline.${string}`, params: Record<string, unknown>, actorId: string | null): Promise<void> {
  await sql`
    insert into crm.happenings (workspace_id, record_id, kind, params, actor_id, at)
    select r.workspace_id, r.id, ${kind}, ${JSON.stringify(params)}::jsonb || jsonb_build_object('version', r.version), ${actorId}::uuid, now() from crm.records r where r.id = any(${[...recordIds]}::uuid[])`.execute(
    db,
  )
}

/** What was changed after a version, by whom: what a later writer must not overwrite. */
export async function changesSince(db: Db, recordId: string, version: number): Promise<{ fields: string[]; actorId: string | null }[]> {
  const { rows } = await sql<{ fields: string[]; actorId: string | null }>`
    select array(select jsonb_array_elements_text(h.params -> 'fields')) as fields, h.actor_id as "actorId" from crm.happenings h
    where h.record_id = ${recordId}::uuid and h.kind = any('{crm.timeline.edited,crm.timeline.changedMany}') and (h.params ->> 'version')::int > ${version} order by h.at desc, h.id desc`.execute(
    db,
  )
  return rows
}

export async function insertInteraction(
  db: Db,
  one: { recordId: string; interaction: Interaction; direction: 'in' | 'out' | null; body: string; actorId: string; at: Date },
): Promise<{ id: string; at: Date }> {
  const { rows } = await sql<{ id: string; at: Date }>`
    insert into crm.happenings (workspace_id, record_id, kind, interaction, direction, body, actor_id, at)
    select r.workspace_id, r.id, ${`crm.timeline.${one.interaction}`}, ${one.interaction}, ${one.direction}, ${one.body}, ${one.actorId}::uuid, ${one.at} from crm.records r
    where r.id = ${one.recordId}::uuid returning id, at`.execute(db)
  return rows[0]!
}

/** Takes back a line that somebody wrote. `by` null = anyone's. Answers whether it was there. */
export async function deleteInteraction(db: Db, recordId: string, id: string, by: string | null): Promise<boolean> {
  const { rows } = await sql`
    delete from crm.happenings where id = ${id}::uuid and record_id = ${recordId}::uuid and interaction is not null and (${by}::uuid is null or actor_id = ${by}::uuid) returning 1`.execute(
    db,
  )
  if (rows.length === 0) return false
  await sql`update crm.records r set last_contact_at = (select max(h.at) from crm.happenings h where h.record_id = r.id and h.interaction is not null and h.interaction <> 'note')
    where r.id = ${recordId}::uuid`.execute(db)
  return true
}
