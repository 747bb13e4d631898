import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Outcome } from '../types.ts'

/** Where the artists of an agency stand in its first pipeline. */
export interface Standing {
  /** In order. `probability` 0–1. */
  stages: readonly { key: string; name: string; outcome: Outcome; probability: number }[]
  /** `stage` = place in `stages`. */
  artists: readonly { recordId: string; stage: number; ownerId: string | null }[]
}

/** The first pipeline of artists and who stands where; no stages while the agency has no pipeline. */
export async function standingOf(db: Db, workspaceId: string): Promise<Standing> {
  const { rows: stages } = await sql<{ id: string; key: string; name: string; outcome: Outcome; probability: number }>`
    select s.id, s.key, s.name, s.outcome, s.probability / 100.0::float8 as probability from crm.stages s join crm.pipelines p on p.id = s.pipeline_id
    where p.workspace_id = ${workspaceId}::uuid and p.of = 'artists' and p.is_default and p.archived_at is null order by s.position, s.id`.execute(db)
  const { rows: artists } = await sql<{ recordId: string; stageId: string; ownerId: string | null }>`
    select r.id as "recordId", r.stage_id as "stageId", r.owner_id as "ownerId" from crm.records r
    where r.workspace_id = ${workspaceId}::uuid and r.kind = 'artist' and r.removed_at is null and r.stage_id = any(${stages.map(({ id }) => id)}::uuid[]) order by r.id`.execute(
    db,
  )
  const places = new Map(stages.map(({ id }, place) => [id, place]))
  return {
    stages: stages.map(({ key, name, outcome, probability }) => ({ key, name, outcome, probability: Number(probability) })),
    artists: artists.map(({ recordId, stageId, ownerId }) => ({ recordId, stage: places.get(stageId)!, ownerId })),
  }
}
