import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** Tags of the workspace and how many records wear each, the most worn first. */
export async function countTags(db: Db, workspaceId: string): Promise<{ tag: string; records: number }[]> {
  const { rows } = await sql<{ tag: string; records: number }>`
    select tag, count(*)::int as records from crm.records r, unnest(r.tags) tag where r.workspace_id = ${workspaceId}::uuid and r.removed_at is null group by tag order by records desc, tag limit 1000`.execute(
    db,
  )
  return rows
}

/** Renames a tag on every record; on those that wear the new one already the two become one. Answers how many. */
export async function replaceTag(db: Db, workspaceId: string, tag: string, to: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update crm.records r set tags = array(select distinct t from unnest(array_replace(r.tags, ${tag}, ${to})) t order by t), version = version + 1, updated_at = now()
    where r.workspace_id = ${workspaceId}::uuid and r.tags @> array[${tag}::text] and r.removed_at is null`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export async function dropTag(db: Db, workspaceId: string, tag: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update crm.records r set tags = array_remove(r.tags, ${tag}), version = version + 1, updated_at = now()
    where r.workspace_id = ${workspaceId}::uuid and r.tags @> array[${tag}::text] and r.removed_at is null`.execute(db)
  return Number(numAffectedRows ?? 0)
}
