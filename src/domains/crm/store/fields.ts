import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { FieldType, RecordKind } from '../types.ts'

export interface FieldRow {
  id: string
  kind: RecordKind
  key: string
  label: string
  type: FieldType
  choices: string[]
  position: number
}

/** The agency's own fields in their order; `kind` null = of all kinds. */
export async function listFieldRows(db: Db, workspaceId: string, kind: RecordKind | null): Promise<FieldRow[]> {
  const { rows } = await sql<FieldRow>`select id, kind, key, label, type, choices, position from crm.fields
    where workspace_id = ${workspaceId}::uuid and removed_at is null and (${kind}::text is null or kind = ${kind}) order by kind, position, id`.execute(db)
  return rows
}

/** Every key ever used there, retired ones too: their values are still in the records. */
export async function fieldKeys(db: Db, workspaceId: string, kind: RecordKind): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`select key from crm.fields where workspace_id = ${workspaceId}::uuid and kind = ${kind}`.execute(db)
  return new Set(rows.map((row) => row.key))
}

/** Null when another was made under the same key at the same moment. */
export async function insertField(db: Db, workspaceId: string, field: Omit<FieldRow, 'id' | 'position'>): Promise<FieldRow | null> {
  const { rows } = await sql<FieldRow>`
    insert into crm.fields (workspace_id, kind, key, label, type, choices, position)
    select ${workspaceId}::uuid, ${field.kind}, ${field.key}, ${field.label}, ${field.type}, ${field.choices}::text[],
      coalesce((select max(position) + 1 from crm.fields where workspace_id = ${workspaceId}::uuid and kind = ${field.kind}), 0)
    on conflict do nothing returning id, kind, key, label, type, choices, position`.execute(db)
  return rows[0] ?? null
}

export async function readField(db: Db, id: string): Promise<(FieldRow & { workspaceId: string; retired: boolean }) | null> {
  const { rows } = await sql<FieldRow & { workspaceId: string; retired: boolean }>`
    select id, workspace_id as "workspaceId", kind, key, label, type, choices, position, removed_at is not null as retired from crm.fields where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function updateField(db: Db, id: string, { label, choices }: { label?: string | undefined; choices?: readonly string[] | undefined }): Promise<void> {
  await sql`update crm.fields set label = coalesce(${label ?? null}, label), choices = coalesce(${choices ? [...choices] : null}::text[], choices) where id = ${id}::uuid`.execute(
    db,
  )
}

export async function setRetired(db: Db, id: string, retired: boolean): Promise<void> {
  await sql`update crm.fields set removed_at = ${retired ? sql`coalesce(removed_at, now())` : sql`null`} where id = ${id}::uuid`.execute(db)
}

/** Their places in the order given; those not named keep theirs, after. */
export async function orderFieldRows(db: Db, workspaceId: string, kind: RecordKind, ids: readonly string[]): Promise<void> {
  await sql`update crm.fields f set position = coalesce(o.place::int, 1000 + f.position) from crm.fields g left join unnest(${[...ids]}::uuid[]) with ordinality as o (id, place) on o.id = g.id
    where g.id = f.id and f.workspace_id = ${workspaceId}::uuid and f.kind = ${kind}`.execute(db)
}

/** Records in which a field has a value. */
export async function countUses(db: Db, workspaceId: string, kind: RecordKind, key: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from crm.records where workspace_id = ${workspaceId}::uuid and kind = ${kind} and removed_at is null and custom ? ${key}`.execute(db)
  return rows[0]!.n
}
