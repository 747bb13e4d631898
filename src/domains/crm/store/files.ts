import { sql } from 'kysely'
import type { Db } from '#platform/context'

export interface FileRow {
  id: string
  recordId: string
  workspaceId: string
  name: string
  type: string
  size: number
  key: string
}

export async function insertFile(db: Db, file: { recordId: string; name: string; type: string; size: number; key: string; addedBy: string }): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into crm.files (record_id, name, type, size, key, added_by) values (${file.recordId}::uuid, ${file.name}, ${file.type}, ${file.size}, ${file.key}, ${file.addedBy}::uuid) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function readFile(db: Db, id: string): Promise<FileRow | null> {
  const { rows } = await sql<FileRow>`
    select f.id, f.record_id as "recordId", r.workspace_id as "workspaceId", f.name, f.type, f.size::float8 as size, f.key from crm.files f join crm.records r on r.id = f.record_id
    where f.id = ${id}::uuid and r.removed_at is null`.execute(db)
  return rows[0] ?? null
}

export async function countFiles(db: Db, recordId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from crm.files where record_id = ${recordId}::uuid`.execute(db)
  return rows[0]!.n
}

export async function deleteFile(db: Db, id: string): Promise<void> {
  await sql`delete from crm.files where id = ${id}::uuid`.execute(db)
}

/** Bytes whose row is gone, oldest first. */
export async function looseFiles(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select key from crm.loose_files order by at limit ${limit}`.execute(db)
  return rows.map((row) => row.key)
}

export async function forgetLoose(db: Db, key: string): Promise<void> {
  await sql`delete from crm.loose_files where key = ${key}`.execute(db)
}
