import { sql } from 'kysely'
import type { Db } from '#platform/context'

export async function deleteLink(db: Db, recordId: string, network: string, identifier: string): Promise<boolean> {
  const { rows } = await sql`delete from crm.links where record_id = ${recordId}::uuid and network = ${network} and identifier = ${identifier} returning 1`.execute(db)
  return rows.length > 0
}

/** Who else of the workspace is found at the same place: two records of one artist, most often. */
export async function whoElseIsAt(db: Db, workspaceId: string, recordId: string, network: string, identifier: string): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    select r.id, r.name from crm.links l join crm.records r on r.id = l.record_id
    where l.network = ${network} and l.identifier = ${identifier} and r.workspace_id = ${workspaceId}::uuid and r.id <> ${recordId}::uuid and r.removed_at is null limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Both in one workspace, or nothing is written. Answers whether it is new. */
export async function insertRelation(db: Db, workspaceId: string, fromId: string, toId: string, role: string): Promise<boolean> {
  const { rows } = await sql`
    insert into crm.relations (from_id, to_id, role) select a.id, b.id, ${role} from crm.records a, crm.records b
    where a.id = ${fromId}::uuid and b.id = ${toId}::uuid and a.workspace_id = ${workspaceId}::uuid and b.workspace_id = ${workspaceId}::uuid and a.removed_at is null and b.removed_at is null
    on conflict do nothing returning 1`.execute(db)
  return rows.length > 0
}

/** In either direction. */
export async function deleteRelation(db: Db, oneId: string, otherId: string, role: string): Promise<boolean> {
  const { rows } = await sql`
    delete from crm.relations where role = ${role} and ((from_id = ${oneId}::uuid and to_id = ${otherId}::uuid) or (from_id = ${otherId}::uuid and to_id = ${oneId}::uuid)) returning 1`.execute(
    db,
  )
  return rows.length > 0
}
