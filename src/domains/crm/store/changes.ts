import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** Changes of many records, each with what was there before. Only records that really change are in `before`. */

export type Change = { what: 'tag' | 'untag'; tag: string } | { what: 'owner'; ownerId: string | null }

export interface Was {
  id: string
  was: unknown
}

const set = (change: Change) =>
  change.what === 'owner'
    ? sql`owner_id = ${change.ownerId}::uuid`
    : change.what === 'tag'
      ? sql`tags = array(select distinct t from unnest(r.tags || ${change.tag}::text) t order by t)`
      : sql`tags = array_remove(r.tags, ${change.tag}::text)`
const differs = (change: Change) =>
  change.what === 'owner'
    ? sql`r.owner_id is distinct from ${change.ownerId}::uuid`
    : change.what === 'tag'
      ? sql`not r.tags @> array[${change.tag}::text] and cardinality(r.tags) < 50`
      : sql`r.tags @> array[${change.tag}::text]`

export async function changeMany(db: Db, workspaceId: string, ids: readonly string[], change: Change): Promise<Was[]> {
  const was = change.what === 'owner' ? sql`to_jsonb(r.owner_id)` : sql`to_jsonb(r.tags)`
  const { rows } = await sql<Was>`
    with old as (select r.id, ${was} as was from crm.records r
      where r.workspace_id = ${workspaceId}::uuid and r.id = any(${[...ids]}::uuid[]) and r.removed_at is null and ${differs(change)} order by r.id for no key update)
    update crm.records r set ${set(change)}, version = version + 1, updated_at = now() from old where old.id = r.id returning r.id, old.was`.execute(db)
  return rows
}

/** Gives owners back, unless somebody has changed them since. Answers those that changed. */
export async function giveBackOwners(db: Db, workspaceId: string, before: readonly Was[], given: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update crm.records r set owner_id = b.was, version = version + 1, updated_at = now() from jsonb_to_recordset(${JSON.stringify(before)}::jsonb) as b (id uuid, was uuid)
    where r.id = b.id and r.workspace_id = ${workspaceId}::uuid and r.owner_id is not distinct from ${given}::uuid returning r.id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function insertChange(
  db: Db,
  change: { workspaceId: string; madeBy: string | null; what: string; before: readonly unknown[]; detail?: string | null },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into crm.changes (workspace_id, made_by, what, detail, before) values (${change.workspaceId}::uuid, ${change.madeBy}::uuid, ${change.what}, ${change.detail ?? null}, ${JSON.stringify(change.before)}::jsonb)
    returning id`.execute(db)
  return rows[0]!.id
}

export interface ChangeRow {
  id: string
  workspaceId: string
  what: 'tag' | 'untag' | 'owner' | 'remove'
  detail: string | null
  before: Was[]
  undone: boolean
}

export async function readChange(db: Db, id: string, lock = false): Promise<ChangeRow | null> {
  const { rows } =
    await sql<ChangeRow>`select id, workspace_id as "workspaceId", what, detail, before, undone_at is not null as undone from crm.changes where id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(
      db,
    )
  return rows[0] ?? null
}

export async function markUndone(db: Db, id: string): Promise<void> {
  await sql`update crm.changes set undone_at = now() where id = ${id}::uuid`.execute(db)
}

/** Tags of the workspace and how many records wear each, the most worn first. */
export async function countTags(db: Db, workspaceId: string): Promise<{ tag: string; records: number }[]> {
  const { rows } = await sql<{ tag: string; records: number }>`
    select tag, count(*)::int as records from crm.records r, unnest(r.tags) tag where r.workspace_id = ${workspaceId}::uuid and r.removed_at is null group by tag order by records desc, tag limit 1000`.execute(
    db,
  )
  return rows
}

/** Renames a tag on every record; on those that wear the new one already the two become one. Answers which. */
export async function replaceTag(db: Db, workspaceId: string, tag: string, to: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update crm.records r set tags = array(select distinct t from unnest(array_replace(r.tags, ${tag}, ${to})) t order by t), version = version + 1, updated_at = now()
    where r.workspace_id = ${workspaceId}::uuid and r.tags @> array[${tag}::text] and r.removed_at is null returning r.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Takes a tag from every record. Answers which. */
export async function dropTag(db: Db, workspaceId: string, tag: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update crm.records r set tags = array_remove(r.tags, ${tag}), version = version + 1, updated_at = now()
    where r.workspace_id = ${workspaceId}::uuid and r.tags @> array[${tag}::text] and r.removed_at is null returning r.id`.execute(db)
  return rows.map(({ id }) => id)
}
