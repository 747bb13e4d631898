import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { ViewKind } from '../types.ts'

export interface ViewRow {
  id: string
  workspaceId: string
  ownerId: string | null
  kind: ViewKind
  name: string
  filter: Record<string, unknown>
  sort: string | null
  columns: string[]
  shape: 'table' | 'list' | 'board'
  shared: boolean
}

const columns = sql.raw('id, workspace_id as "workspaceId", owner_id as "ownerId", kind, name, filter, sort, columns, shape, shared')

/** A person's own views and those shared in the workspace. */
export async function listViewRows(db: Db, workspaceId: string, userId: string, kind: ViewKind | null): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`select ${columns} from crm.views where workspace_id = ${workspaceId}::uuid and (shared or owner_id = ${userId}::uuid)
    and (${kind}::text is null or kind = ${kind}) order by shared, name, id limit 500`.execute(db)
  return rows
}

export async function readView(db: Db, id: string): Promise<ViewRow | null> {
  const { rows } = await sql<ViewRow>`select ${columns} from crm.views where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function insertView(db: Db, view: Omit<ViewRow, 'id'>): Promise<ViewRow> {
  const { rows } = await sql<ViewRow>`
    insert into crm.views (workspace_id, owner_id, kind, name, filter, sort, columns, shape, shared)
    values (${view.workspaceId}::uuid, ${view.ownerId}::uuid, ${view.kind}, ${view.name}, ${JSON.stringify(view.filter)}::jsonb, ${view.sort}, ${view.columns}::text[], ${view.shape}, ${view.shared})
    returning ${columns}`.execute(db)
  return rows[0]!
}

export async function updateView(db: Db, id: string, view: Omit<ViewRow, 'id' | 'workspaceId' | 'ownerId' | 'kind'>): Promise<ViewRow> {
  const { rows } = await sql<ViewRow>`
    update crm.views set name = ${view.name}, filter = ${JSON.stringify(view.filter)}::jsonb, sort = ${view.sort}, columns = ${view.columns}::text[], shape = ${view.shape}, shared = ${view.shared}
    where id = ${id}::uuid returning ${columns}`.execute(db)
  return rows[0]!
}

export async function deleteView(db: Db, id: string): Promise<void> {
  await sql`delete from crm.views where id = ${id}::uuid`.execute(db)
}
