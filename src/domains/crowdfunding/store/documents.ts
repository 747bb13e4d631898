import { sql } from 'kysely'
import type { Db } from '#platform/context'

export type DocumentType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp'

export interface DocumentRow {
  id: string
  projectId: string
  milestoneId: string | null
  name: string
  visibility: 'reviewers' | 'public'
  type: DocumentType
  size: number
}

const columns = sql.raw('id, project_id as "projectId", milestone_id as "milestoneId", name, visibility, type, size')

export async function readDocuments(db: Db, projectId: string): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`select ${columns} from crowdfunding.documents where project_id = ${projectId}::uuid order by id`.execute(db)
  return rows
}

export async function readDocument(db: Db, projectId: string, id: string): Promise<DocumentRow | null> {
  const { rows } = await sql<DocumentRow>`select ${columns} from crowdfunding.documents where project_id = ${projectId}::uuid and id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function readProofs(db: Db, milestoneIds: readonly string[]): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`select ${columns} from crowdfunding.documents where milestone_id = any(${milestoneIds}::uuid[]) order by id`.execute(db)
  return rows
}

export async function countDocuments(db: Db, projectId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from crowdfunding.documents where project_id = ${projectId}::uuid`.execute(db)
  return rows[0]!.n
}

export async function insertDocument(db: Db, one: Omit<DocumentRow, 'milestoneId'> & { by: string | null; at: Date }): Promise<void> {
  await sql`insert into crowdfunding.documents (id, project_id, name, visibility, type, size, created_by, created_at)
    values (${one.id}, ${one.projectId}, ${one.name}, ${one.visibility}, ${one.type}, ${one.size}, ${one.by}, ${one.at})`.execute(db)
}

/** Ties documents of the project to the request of a milestone. Answers how many there were. */
export async function proveWith(db: Db, projectId: string, milestoneId: string, ids: readonly string[]): Promise<number> {
  const done = await sql`update crowdfunding.documents set milestone_id = ${milestoneId} where project_id = ${projectId}::uuid and id = any(${ids}::uuid[])`.execute(db)
  return Number(done.numAffectedRows ?? 0)
}

export async function deleteDocument(db: Db, projectId: string, id: string): Promise<boolean> {
  const done = await sql`delete from crowdfunding.documents where project_id = ${projectId}::uuid and id = ${id}::uuid and milestone_id is null`.execute(db)
  return Number(done.numAffectedRows ?? 0) > 0
}
