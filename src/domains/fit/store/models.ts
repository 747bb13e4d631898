import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Ground, Model } from '../types.ts'

export interface ModelRow {
  version: number
  model: Model
  madeAt: Date
}

/** What was learnt last, or null. */
export async function readModel(db: Db, workspaceId: string): Promise<ModelRow | null> {
  return (await listModels(db, workspaceId, 1))[0] ?? null
}

/** What was learnt, newest first. */
export async function listModels(db: Db, workspaceId: string, limit: number): Promise<ModelRow[]> {
  const { rows } =
    await sql<ModelRow>`select version, model, made_at as "madeAt" from fit.models where workspace_id = ${workspaceId}::uuid order by version desc limit ${limit}`.execute(db)
  return rows
}

/** A new version. Two who learn at once make one: the second finds the place taken and answers null. */
export async function insertModel(db: Db, workspaceId: string, version: number, model: Model, at: Date): Promise<number | null> {
  const { rows } = await sql<{
    version: number
  }>`insert into fit.models (workspace_id, version, model, made_at) values (${workspaceId}::uuid, ${version}, ${JSON.stringify(model)}::jsonb, ${at})
    on conflict do nothing returning version`.execute(db)
  return rows[0]?.version ?? null
}

/** What the agency's artists are compared with, when it was drawn after `since`. */
export async function readGround(db: Db, workspaceId: string, since: Date): Promise<Ground | null> {
  const { rows } = await sql<{ ground: Ground }>`select ground from fit.grounds where workspace_id = ${workspaceId}::uuid and made_at > ${since}`.execute(db)
  return rows[0]?.ground ?? null
}

export async function keepGround(db: Db, workspaceId: string, ground: Ground, at: Date): Promise<void> {
  await sql`insert into fit.grounds as g (workspace_id, ground, made_at) values (${workspaceId}::uuid, ${JSON.stringify(ground)}::jsonb, ${at})
    on conflict (workspace_id) do update set ground = excluded.ground, made_at = excluded.made_at where g.made_at <= excluded.made_at`.execute(db)
}
