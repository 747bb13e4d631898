import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Grid } from '../rules/grid/grid.ts'

/** SQL of the versions of an agency's grid. Version 1 is the house's and has no row. */

export interface GridRow {
  version: number
  criteria: Grid
  origin: 'edited' | 'measured'
  note: string | null
  madeBy: string | null
  madeAt: Date
}

const columns = sql.raw('version, criteria, origin, note, made_by as "madeBy", made_at as "madeAt"')

/** One version, or the last when none is named; null = the house's. */
export async function readGrid(db: Db, workspaceId: string, version: number | null): Promise<GridRow | null> {
  const { rows } =
    await sql<GridRow>`select ${columns} from checkup.grids where workspace_id = ${workspaceId}::uuid and version = coalesce(${version}::int, version) order by version desc limit 1`.execute(
      db,
    )
  return rows[0] ?? null
}

/** Versions below `before`, newest first. */
export async function readGrids(db: Db, workspaceId: string, before: number | null, limit: number): Promise<GridRow[]> {
  const { rows } =
    await sql<GridRow>`select ${columns} from checkup.grids where workspace_id = ${workspaceId}::uuid and version < coalesce(${before}::int, 2147483647) order by version desc limit ${limit}`.execute(
      db,
    )
  return rows
}

/** False when somebody else made that version meanwhile. */
export async function insertGrid(db: Db, workspaceId: string, row: GridRow): Promise<boolean> {
  const { rows } = await sql`insert into checkup.grids (workspace_id, version, criteria, origin, note, made_by, made_at)
    values (${workspaceId}::uuid, ${row.version}, ${JSON.stringify(row.criteria)}::jsonb, ${row.origin}, ${row.note}, ${row.madeBy}::uuid, ${row.madeAt})
    on conflict (workspace_id, version) do nothing returning 1`.execute(db)
  return rows.length > 0
}

/** Workspaces with figures of so many artists. */
export async function workspacesWith(db: Db, artists: number, since: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select workspace_id as id from checkup.figures where day >= ${since}::date group by workspace_id having count(distinct record_id) >= ${artists}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The artists of a workspace with a figure since a day. */
export async function measuredArtists(db: Db, workspaceId: string, since: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select distinct record_id as id from checkup.figures where workspace_id = ${workspaceId}::uuid and day >= ${since}::date order by 1`.execute(db)
  return rows.map(({ id }) => id)
}
