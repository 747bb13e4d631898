import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Reading, ReadingChoice } from '#platform/sheet/types.ts'
import type { ImportOptions, ImportState, RowState } from '../schema/imports.ts'
import type { Known, RowDecision } from '../rules/import/decide.ts'
import type { Problem } from '../rules/import/row.ts'
import type { RecordKind } from '../types.ts'

export interface ImportRecord {
  id: string
  workspaceId: string
  kind: RecordKind
  name: string
  key: string
  size: number
  state: ImportState
  problem: { code: string; params: Record<string, string | number> } | null
  reading: { asked?: ReadingChoice; found?: Reading; remembered?: boolean }
  columns: string[]
  signature: string
  mapping: string[]
  options: Partial<ImportOptions>
  rows: number
  created: number
  completed: number
  skipped: number
  undecided: number
  failed: number
  createdBy: string | null
  createdAt: Date
  finishedAt: Date | null
  undoneAt: Date | null
}

const columns =
  sql.raw(`i.id, i.workspace_id as "workspaceId", i.kind, i.name, i.key, i.size, i.state, i.problem, i.reading, i.columns, i.signature, i.mapping, i.options, i.rows, i.created,
  i.completed, i.skipped, i.undecided, i.failed, i.created_by as "createdBy", i.created_at as "createdAt", i.finished_at as "finishedAt", i.undone_at as "undoneAt"`)

export async function insertImport(db: Db, one: Pick<ImportRecord, 'id' | 'workspaceId' | 'kind' | 'name' | 'key' | 'size' | 'createdBy' | 'createdAt'>): Promise<void> {
  await sql`insert into crm.imports (id, workspace_id, kind, name, key, size, created_by, created_at)
    values (${one.id}, ${one.workspaceId}, ${one.kind}, ${one.name}, ${one.key}, ${one.size}, ${one.createdBy}, ${one.createdAt})`.execute(db)
}

export async function readImport(db: Db, id: string): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select ${columns} from crm.imports i where i.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The same, held until the end of the transaction: one hand at a time writes an import. */
export async function lockImport(db: Db, id: string): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select ${columns} from crm.imports i where i.id = ${id}::uuid for no key update`.execute(db)
  return rows[0] ?? null
}

export async function listImportRows(
  db: Db,
  workspaceId: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<(ImportRecord & { key: string; at: string })[]> {
  const { rows } = await sql<ImportRecord & { at: string }>`select ${columns}, i.created_at::text as at from crm.imports i
    where i.workspace_id = ${workspaceId}::uuid and ${after ? sql`(i.created_at, i.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by i.created_at desc, i.id desc limit ${limit}`.execute(db)
  return rows
}

export interface ImportChange {
  state?: ImportState
  kind?: RecordKind
  problem?: unknown
  reading?: ImportRecord['reading']
  columns?: readonly string[]
  signature?: string
  mapping?: readonly string[]
  options?: Partial<ImportOptions>
  rows?: number
  startedAt?: Date
  finishedAt?: Date
  undoneAt?: Date
  undoneBy?: string | null
}

const written: Readonly<Record<keyof ImportChange, readonly [string, string]>> = {
  state: ['state', 'text'],
  kind: ['kind', 'text'],
  problem: ['problem', 'jsonb'],
  reading: ['reading', 'jsonb'],
  columns: ['columns', 'text[]'],
  signature: ['signature', 'text'],
  mapping: ['mapping', 'text[]'],
  options: ['options', 'jsonb'],
  rows: ['rows', 'int'],
  startedAt: ['started_at', 'timestamptz'],
  finishedAt: ['finished_at', 'timestamptz'],
  undoneAt: ['undone_at', 'timestamptz'],
  undoneBy: ['undone_by', 'uuid'],
}

export async function updateImport(db: Db, id: string, change: ImportChange): Promise<void> {
  const sets = (Object.entries(change) as [keyof ImportChange, unknown][]).map(([name, value]) => {
    const [column, type] = written[name]
    return sql`${sql.ref(column)} = ${type === 'jsonb' && value !== null ? JSON.stringify(value) : value}::${sql.raw(type)}`
  })
  await sql`update crm.imports set ${sql.join(sets)} where id = ${id}::uuid`.execute(db)
}

/** Counts the rows again, state by state, and keeps the figures on the import: answers them. */
export async function countAgain(db: Db, id: string): Promise<Pick<ImportRecord, 'created' | 'completed' | 'skipped' | 'undecided' | 'failed'> & { waiting: number }> {
  const { rows } = await sql<{ created: number; completed: number; skipped: number; undecided: number; failed: number; waiting: number }>`
    with n as (select count(*) filter (where state = 'created')::int as created, count(*) filter (where state = 'completed')::int as completed,
      count(*) filter (where state = 'skipped')::int as skipped, count(*) filter (where state = 'undecided')::int as undecided, count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'waiting')::int as waiting from crm.import_rows where import_id = ${id}::uuid)
    update crm.imports i set created = n.created, completed = n.completed, skipped = n.skipped, undecided = n.undecided, failed = n.failed from n where i.id = ${id}::uuid
    returning i.created, i.completed, i.skipped, i.undecided, i.failed, n.waiting`.execute(db)
  return rows[0]!
}

/** What was done with the rows of a batch, added to the figures of the import. */
export async function addCounts(db: Db, id: string, n: Readonly<Record<'created' | 'completed' | 'skipped' | 'undecided' | 'failed', number>>): Promise<ImportRecord> {
  const { rows } =
    await sql<ImportRecord>`update crm.imports i set created = i.created + ${n.created}, completed = i.completed + ${n.completed}, skipped = i.skipped + ${n.skipped},
    undecided = i.undecided + ${n.undecided}, failed = i.failed + ${n.failed} where i.id = ${id}::uuid returning ${columns}`.execute(db)
  return rows[0]!
}

export interface FileRow {
  number: number
  cells: string[]
}

export async function insertRows(db: Db, importId: string, rows: readonly FileRow[]): Promise<void> {
  await sql`insert into crm.import_rows (import_id, number, cells)
    select ${importId}::uuid, r.number, r.cells from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (number int, cells text[])`.execute(db)
}

export async function deleteRows(db: Db, importId: string): Promise<void> {
  await sql`delete from crm.import_rows where import_id = ${importId}::uuid`.execute(db)
}

export interface HeldRow extends FileRow {
  state: RowState
  recordId: string | null
  decision: RowDecision | null
  problems: Problem[]
}

/** The next rows of a state, in the order of the file. */
export async function rowsOf(db: Db, importId: string, state: RowState | null, after: number, limit: number): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`select number, cells, state, record_id as "recordId", decision, problems from crm.import_rows
    where import_id = ${importId}::uuid and ${state ? sql`state = ${state}` : sql`true`} and number > ${after} order by number limit ${limit}`.execute(db)
  return rows
}

export interface RowOutcome {
  number: number
  state: RowState
  recordId: string | null
  recordVersion: number | null
  before: Omit<Known, 'ref' | 'plainName'> | null
  problems: readonly Problem[]
}

export async function writeOutcomes(db: Db, importId: string, outcomes: readonly RowOutcome[]): Promise<void> {
  await sql`update crm.import_rows r set state = o.state, record_id = o."recordId", record_version = o."recordVersion", before = nullif(o.before, 'null'), problems = o.problems, decision = null
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o (number int, state text, "recordId" uuid, "recordVersion" int, before jsonb, problems jsonb)
    where r.import_id = ${importId}::uuid and r.number = o.number`.execute(db)
}

/** Rows that waited for a decision get one, and wait for their turn. Answers how many. */
export async function decideRows(db: Db, importId: string, decision: RowDecision, numbers: readonly number[] | null): Promise<number> {
  const { numAffectedRows } = await sql`update crm.import_rows set state = 'waiting', decision = ${decision}
    where import_id = ${importId}::uuid and state = 'undecided' and (${numbers === null} or number = any(${numbers === null ? [] : [...numbers]}::int[]))`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export async function rememberMapping(db: Db, one: Pick<ImportRecord, 'workspaceId' | 'kind' | 'signature' | 'mapping' | 'options'>): Promise<void> {
  await sql`insert into crm.import_mappings (workspace_id, kind, signature, mapping, options, used_at)
    values (${one.workspaceId}, ${one.kind}, ${one.signature}, ${one.mapping}::text[], ${JSON.stringify(one.options)}::jsonb, now())
    on conflict (workspace_id, kind, signature) do update set mapping = excluded.mapping, options = excluded.options, used_at = excluded.used_at`.execute(db)
}

export async function recallMapping(db: Db, workspaceId: string, kind: RecordKind, signature: string): Promise<{ mapping: string[]; options: Partial<ImportOptions> } | null> {
  const { rows } = await sql<{ mapping: string[]; options: Partial<ImportOptions> }>`select mapping, options from crm.import_mappings
    where workspace_id = ${workspaceId}::uuid and kind = ${kind} and signature = ${signature}`.execute(db)
  return rows[0] ?? null
}
