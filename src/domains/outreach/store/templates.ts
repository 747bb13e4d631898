import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { TemplateChannel, Wordings } from '../types.ts'

export interface TemplateRow {
  id: string
  workspaceId: string
  name: string
  channel: TemplateChannel
  network: string | null
  version: number
  retiredAt: Date | null
  updatedAt: Date
  wording: Wordings
}

const columns = sql.raw('t.id, t.workspace_id as "workspaceId", t.name, t.channel, t.network, t.version, t.retired_at as "retiredAt", t.updated_at as "updatedAt", v.wording')
const joined = sql.raw('outreach.templates t join outreach.template_versions v on v.template_id = t.id and v.version = t.version')

/** A template with its newest wording. */
export async function readTemplate(db: Db, id: string): Promise<TemplateRow | null> {
  const { rows } = await sql<TemplateRow>`select ${columns} from ${joined} where t.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function templatesByIds(db: Db, workspaceId: string, ids: readonly string[]): Promise<Map<string, TemplateRow>> {
  const { rows } = await sql<TemplateRow>`select ${columns} from ${joined} where t.workspace_id = ${workspaceId}::uuid and t.id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Templates in use, by name; with `all`, also those that were retired. */
export async function listTemplateRows(db: Db, workspaceId: string, { all, channel }: { all: boolean; channel: TemplateChannel | null }): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`select ${columns} from ${joined} where t.workspace_id = ${workspaceId}::uuid and (${all} or t.retired_at is null)
    and (${channel}::text is null or t.channel = ${channel}) order by t.retired_at is not null, lower(t.name), t.id limit 500`.execute(db)
  return rows
}

export async function insertTemplate(
  db: Db,
  workspaceId: string,
  { name, channel, network, wording, by, now }: { name: string; channel: TemplateChannel; network: string | null; wording: Wordings; by: string | null; now: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with made as (insert into outreach.templates (workspace_id, name, channel, network, created_at, updated_at) values (${workspaceId}::uuid, ${name}, ${channel}, ${network}, ${now}, ${now}) returning id),
      worded as (insert into outreach.template_versions (template_id, version, wording, made_by, made_at) select id, 1, ${JSON.stringify(wording)}::jsonb, ${by}::uuid, ${now} from made)
    select id from made`.execute(db)
  return rows[0]!.id
}

/** A new version, made from `version`; null when another person was faster. */
export async function updateTemplate(
  db: Db,
  id: string,
  { name, network, wording, version, by, now }: { name: string; network: string | null; wording: Wordings; version: number; by: string; now: Date },
): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    with changed as (update outreach.templates set name = ${name}, network = ${network}, version = version + 1, updated_at = ${now} where id = ${id}::uuid and version = ${version} returning id, version)
    insert into outreach.template_versions (template_id, version, wording, made_by, made_at) select id, version, ${JSON.stringify(wording)}::jsonb, ${by}::uuid, ${now} from changed returning version`.execute(
    db,
  )
  return rows[0]?.version ?? null
}

export async function setRetired(db: Db, id: string, at: Date | null): Promise<void> {
  await sql`update outreach.templates set retired_at = ${at} where id = ${id}::uuid`.execute(db)
}

export interface VersionRow {
  version: number
  wording: Wordings
  madeBy: string | null
  madeAt: Date
}

export async function listVersions(db: Db, id: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select version, wording, made_by as "madeBy", made_at as "madeAt" from outreach.template_versions where template_id = ${id}::uuid
    order by version desc limit 50`.execute(db)
  return rows
}

/** Running sequences that use a template. */
export async function countUses(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(distinct s.id)::int as n from outreach.steps p join outreach.sequences s on s.id = p.sequence_id
    where p.template_id = ${id}::uuid and p.position is not null and s.state <> 'archived'`.execute(db)
  return rows[0]!.n
}
