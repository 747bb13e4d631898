import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/context'
import { plainName } from '../rules/names.ts'
import { targetOf } from '../rules/target.ts'
import type { Audience, Network, RecordKind } from '../types.ts'

/** Writes records. Values come in already read: mail and phone as they are compared, links as networks compare them. */

/** What a record holds of its own. Null = nobody knows. */
export interface RecordValues {
  name: string
  role: string | null
  email: string | null
  phone: string | null
  country: string | null
  city: string | null
  biography: string | null
  genres: readonly string[]
  languages: readonly string[]
  tags: readonly string[]
  selfProduced: boolean | null
  hasTeam: boolean | null
  source: string | null
  ownerId: string | null
  custom: Readonly<Record<string, unknown>>
  nextStep: string | null
  nextStepOn: string | null
}

export interface NewRecord extends Partial<RecordValues> {
  kind: RecordKind
  name: string
  audience?: Readonly<Partial<Record<Network, Audience>>>
  links?: readonly { network: Network; identifier: string; url: string | null }[]
  invented?: boolean
  createdBy?: string | null
  accountId?: string | null
  lastContactAt?: Date | null
  createdAt?: Date | null
}

/** The column of each value, and its type. */
const columns: Readonly<Record<keyof RecordValues, readonly [string, string]>> = {
  name: ['name', 'text'],
  role: ['role', 'text'],
  email: ['email', 'citext'],
  phone: ['phone', 'text'],
  country: ['country', 'text'],
  city: ['city', 'text'],
  biography: ['biography', 'text'],
  genres: ['genres', 'text[]'],
  languages: ['languages', 'text[]'],
  tags: ['tags', 'text[]'],
  selfProduced: ['self_produced', 'boolean'],
  hasTeam: ['has_team', 'boolean'],
  source: ['source', 'text'],
  ownerId: ['owner_id', 'uuid'],
  custom: ['custom', 'jsonb'],
  nextStep: ['next_step', 'text'],
  nextStepOn: ['next_step_on', 'date'],
}

export const largest = (audience: NewRecord['audience']): number | null =>
  Object.values(audience ?? {}).reduce<number | null>((most, one) => (one.followers === null ? most : Math.max(most ?? 0, one.followers)), null)

/** Writes many records with their links, two statements a thousand. Answers their ids in the order given. Announces nothing: the caller does. */
export async function insertRecords(db: Db, workspaceId: string, rows: readonly NewRecord[]): Promise<string[]> {
  const ids: string[] = []
  for (let from = 0; from < rows.length; from += 1_000) ids.push(...(await insertSome(db, workspaceId, rows.slice(from, from + 1_000))))
  return ids
}

async function insertSome(db: Db, workspaceId: string, rows: readonly NewRecord[]): Promise<string[]> {
  const given = rows.map((row) => {
    const followers = largest(row.audience)
    const { answer } = targetOf({ followers, selfProduced: row.selfProduced ?? null, hasTeam: row.hasTeam ?? null })
    return { ...row, links: undefined, plainName: plainName(row.name), followers, target: row.kind === 'artist' ? answer : 'unknown' }
  })
  const { rows: made } = await sql<{ id: string }>`
    with given as materialized (
      select uuidv7() as id, g.* from rows from (jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as (kind text, name text, "plainName" text, role text, email citext, phone text,
        country text, city text, biography text, genres text[], languages text[], tags text[], "selfProduced" boolean, "hasTeam" boolean, source text, "ownerId" uuid, custom jsonb,
        "nextStep" text, "nextStepOn" date, audience jsonb, followers bigint, target text, invented boolean, "createdBy" uuid, "accountId" uuid, "lastContactAt" timestamptz,
        "createdAt" timestamptz)) with ordinality as g),
    written as (
      insert into crm.records (id, workspace_id, kind, name, plain_name, role, email, phone, country, city, biography, genres, languages, tags, self_produced, has_team, source, owner_id,
        custom, next_step, next_step_on, audience, followers, target, invented, created_by, account_id, last_contact_at, created_at, updated_at)
      select id, ${workspaceId}::uuid, kind, name, "plainName", role, email, phone, country, city, biography, coalesce(genres, '{}'), coalesce(languages, '{}'), coalesce(tags, '{}'),
        "selfProduced", "hasTeam", source, "ownerId", coalesce(custom, '{}'), "nextStep", "nextStepOn", coalesce(audience, '{}'), followers, target, coalesce(invented, false), "createdBy",
        "accountId", "lastContactAt", coalesce("createdAt", now()), coalesce("createdAt", now()) from given)
    select id from given order by ordinality`.execute(db)
  const ids = made.map((row) => row.id)
  await insertLinks(
    db,
    rows.flatMap(({ links = [] }, at) => links.map((link) => ({ recordId: ids[at]!, ...link }))),
  )
  return ids
}

/** Adds where records are found. One that is there already stays. */
export async function insertLinks(db: Db, links: readonly { recordId: string; network: Network; identifier: string; url: string | null }[]): Promise<number> {
  if (links.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into crm.links (record_id, network, identifier, url)
    select "recordId", network, identifier, url from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l ("recordId" uuid, network text, identifier text, url text)
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Changes a record of the workspace; what is not named stays. Answers its new version, or null when there is no such record. */
export async function updateRecord(db: Db, workspaceId: string, id: string, values: Partial<RecordValues>): Promise<number | null> {
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`, sql`updated_at = now()`]
  for (const [key, value] of Object.entries(values) as [keyof RecordValues, unknown][]) {
    if (value === undefined || !(key in columns)) continue
    const [column, type] = columns[key]
    sets.push(sql`${sql.ref(column)} = ${type === 'jsonb' ? JSON.stringify(value) : value}::${sql.raw(type)}`)
  }
  if (values.name !== undefined) sets.push(sql`plain_name = ${plainName(values.name)}`)
  const { rows } = await sql<{ version: number }>`
    update crm.records set ${sql.join(sets)} where id = ${id}::uuid and workspace_id = ${workspaceId}::uuid and removed_at is null returning version`.execute(db)
  return rows[0]?.version ?? null
}

/** The target rule's answer, written again from what is known: the one place that does it after a record is made. */
export async function retarget(db: Db, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; followers: number | null; selfProduced: boolean | null; hasTeam: boolean | null; target: string }>`
    select id, followers::float8 as followers, self_produced as "selfProduced", has_team as "hasTeam", target from crm.records where id = any(${[...ids]}::uuid[]) and kind = 'artist'`.execute(
    db,
  )
  const changed = rows.flatMap((row) => {
    const { answer } = targetOf(row)
    return answer === row.target ? [] : [{ id: row.id, answer }]
  })
  if (changed.length === 0) return
  await sql`update crm.records r set target = c.answer from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as c (id uuid, answer text) where r.id = c.id`.execute(db)
}

/** Sets what is known of audiences on networks, newer measures only, then the largest and the target. `notes` of one record may name several networks. */
export async function writeAudiences(db: Db, notes: readonly { recordId: string; network: Network; audience: Audience }[]): Promise<void> {
  if (notes.length === 0) return
  await sql`
    with given as (
      select n.id, jsonb_object_agg(n.network, n.audience) as heard
      from jsonb_to_recordset(${JSON.stringify(notes.map(({ recordId, ...rest }) => ({ id: recordId, ...rest })))}::jsonb) as n (id uuid, network text, audience jsonb)
        join crm.records r on r.id = n.id and coalesce(r.audience -> n.network ->> 'at', '') <= n.audience ->> 'at' group by n.id)
    update crm.records r set audience = r.audience || g.heard, followers = (select max((a.value ->> 'followers')::bigint) from jsonb_each(r.audience || g.heard) a)
    from given g where g.id = r.id`.execute(db)
  await retarget(
    db,
    notes.map(({ recordId }) => recordId),
  )
}

/** Takes records away; they can come back for thirty days. Answers those that did go. */
export async function removeRecords(db: Db, workspaceId: string, ids: readonly string[], by: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update crm.records set removed_at = now(), removed_by = ${by}::uuid, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = any(${[...ids]}::uuid[]) and removed_at is null returning id`.execute(db)
  return rows.map((row) => row.id)
}

/** Brings removed records back; those merged into another stay where they are. Answers those that did come back. */
export async function restoreRecords(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update crm.records set removed_at = null, removed_by = null, version = version + 1, updated_at = now()
    where workspace_id = ${workspaceId}::uuid and id = any(${[...ids]}::uuid[]) and removed_at is not null and merged_into is null returning id`.execute(db)
  return rows.map((row) => row.id)
}

/** Also for removed ones: where a record belongs. */
export async function workspaceOfRemoved(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ workspaceId: string }>`select workspace_id as "workspaceId" from crm.records where id = ${id}::uuid and merged_into is null`.execute(db)
  return rows[0]?.workspaceId ?? null
}

export interface StepRow {
  id: string
  workspaceId: string
  kind: RecordKind
  name: string
  ownerId: string | null
  nextStep: string
  nextStepOn: string
  version: number
}

/** The next steps of these records, of those that have one with a day. */
export async function readSteps(db: Db, workspaceId: string, ids: readonly string[]): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select r.id, r.workspace_id as "workspaceId", r.kind, r.name, r.owner_id as "ownerId", r.next_step as "nextStep", r.next_step_on::text as "nextStepOn", r.version from crm.records r
    where r.workspace_id = ${workspaceId}::uuid and r.id = any(${[...ids]}::uuid[]) and r.removed_at is null and r.next_step is not null and r.next_step_on is not null order by r.id`.execute(
    db,
  )
  return rows
}

/** The step planned at this version was done: it goes, unless another has taken its place since. */
export async function clearNextStep(db: Db, id: string, version: number): Promise<void> {
  await sql`
    update crm.records r set next_step = null, next_step_on = null, version = version + 1, updated_at = now()
    where r.id = ${id}::uuid and r.next_step is not null and not exists (
      select 1 from crm.happenings h where h.record_id = r.id and h.kind = 'crm.timeline.edited' and (h.params ->> 'version')::int > ${version}::int and h.params -> 'fields' ?| '{nextStep,nextStepOn}')`.execute(
    db,
  )
}
