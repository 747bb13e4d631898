import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Analysis, FitFacts, Occasion, PartScore, Tier } from '../types.ts'

/** An analysis as it was made. */
export interface AnalysisRow {
  id: string
  workspaceId: string
  recordId: string
  occasion: Occasion
  facts: FitFacts
  result: Analysis
  weightsVersion: number
  madeAt: Date
}

/** What is written of one. */
export interface AnalysisDraft {
  recordId: string
  facts: FitFacts
  result: Analysis
  tier: Tier
}

const columns = sql.raw(
  'a.id, a.workspace_id as "workspaceId", a.record_id as "recordId", a.occasion, a.facts, a.result, a.weights_version as "weightsVersion", a.made_at as "madeAt"',
)

/** The analyses that stand, by record id. With `lock`, nobody else replaces them before the transaction ends. */
export async function readCurrent(
  db: Db,
  workspaceId: string,
  recordIds: readonly string[],
  lock = false,
): Promise<Map<string, AnalysisRow & { told: number | null; toldId: string | null }>> {
  const { rows } = await sql<AnalysisRow & { told: number | null; toldId: string | null }>`
    select ${columns}, s.told, s.told_analysis_id as "toldId" from fit.scores s join fit.analyses a on a.id = s.analysis_id
    where s.workspace_id = ${workspaceId}::uuid and s.record_id = any(${[...recordIds]}::uuid[]) order by s.record_id ${lock ? sql`for update of s` : sql``}`.execute(db)
  return new Map(rows.map((row) => [row.recordId, row]))
}

/** One analysis of a workspace, or null. */
export async function readAnalysis(db: Db, id: string): Promise<AnalysisRow | null> {
  const { rows } = await sql<AnalysisRow>`select ${columns} from fit.analyses a where a.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The analyses of an artist, newest first, from a cursor on. */
export async function listAnalyses(db: Db, workspaceId: string, recordId: string, after: { madeAt: string; id: string } | null, limit: number): Promise<AnalysisRow[]> {
  const { rows } = await sql<AnalysisRow>`select ${columns} from fit.analyses a where a.workspace_id = ${workspaceId}::uuid and a.record_id = ${recordId}::uuid
    ${after ? sql`and (a.made_at, a.id) < (${after.madeAt}::timestamptz, ${after.id}::uuid)` : sql``} order by a.made_at desc, a.id desc limit ${limit}`.execute(db)
  return rows
}

export interface Writing {
  workspaceId: string
  occasion: Occasion
  pipelineId: string | null
  weightsVersion: number
  askedBy: string | null
  at: Date
}

/** Writes analyses down and makes them the ones that stand. Answers their ids by record. An artist enters a pipeline once: a second entry is left out. */
export async function insertAnalyses(db: Db, drafts: readonly AnalysisDraft[], writing: Writing): Promise<Map<string, string>> {
  if (drafts.length === 0) return new Map()
  const given = drafts.map(({ recordId, facts, result, tier }) => ({
    record_id: recordId,
    facts,
    result,
    score: result.score,
    confidence: result.confidence,
    parts: Object.fromEntries(result.parts.map((one: PartScore) => [one.part, one.score])),
    country: facts.country,
    genre: facts.genres[0]?.toLowerCase() ?? null,
    tier,
    invented: facts.invented,
  }))
  const { rows } = await sql<{ id: string; recordId: string }>`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as g (record_id uuid, facts jsonb, result jsonb, score real, confidence real, parts jsonb, country text, genre text, tier text, invented boolean)),
      made as (insert into fit.analyses (workspace_id, record_id, occasion, pipeline_id, facts, result, score, confidence, weights_version, asked_by, made_at)
        select ${writing.workspaceId}::uuid, g.record_id, ${writing.occasion}, ${writing.pipelineId}::uuid, g.facts, g.result, g.score, g.confidence, ${writing.weightsVersion}, ${writing.askedBy}::uuid, ${writing.at}
        from given g order by g.record_id on conflict (record_id, pipeline_id) where occasion = 'entry' do nothing returning id, record_id),
      stands as (insert into fit.scores as s (record_id, workspace_id, analysis_id, score, confidence, parts, country, genre, tier, invented, told, told_analysis_id, made_at)
        select g.record_id, ${writing.workspaceId}::uuid, m.id, g.score, g.confidence, g.parts, g.country, g.genre, g.tier, g.invented, g.score, m.id, ${writing.at}
        from given g join made m on m.record_id = g.record_id order by g.record_id
        on conflict (record_id) do update set analysis_id = excluded.analysis_id, score = excluded.score, confidence = excluded.confidence, parts = excluded.parts, country = excluded.country,
          genre = excluded.genre, tier = excluded.tier, invented = excluded.invented, made_at = excluded.made_at where s.made_at <= excluded.made_at)
    select id, record_id as "recordId" from made`.execute(db)
  return new Map(rows.map((row) => [row.recordId, row.id]))
}

/** From now on the history has told this analysis. */
export async function markTold(db: Db, workspaceId: string, told: readonly { recordId: string; score: number | null; analysisId: string }[]): Promise<void> {
  if (told.length === 0) return
  await sql`update fit.scores s set told = t.score, told_analysis_id = t."analysisId"
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t ("recordId" uuid, score real, "analysisId" uuid)
    where s.record_id = t."recordId" and s.workspace_id = ${workspaceId}::uuid`.execute(db)
}

/** Artists who were merged into others, or taken away, have no score any more; the analyses stay. */
export async function removeScores(db: Db, workspaceId: string, recordIds: readonly string[]): Promise<void> {
  await sql`delete from fit.scores where workspace_id = ${workspaceId}::uuid and record_id = any(${[...recordIds]}::uuid[])`.execute(db)
}

/** What was known of each artist before their results: the analysis of their entry into that pipeline, else the first one made before the result. In the order given. */
export async function readBefore(db: Db, workspaceId: string, results: readonly { recordId: string; pipelineId: string; at: Date }[]): Promise<(Analysis | null)[]> {
  const given = results.map(({ recordId, pipelineId, at }, place) => ({ place, record: recordId, pipeline: pipelineId, at }))
  const { rows } = await sql<{ result: Analysis | null }>`
    select a.result from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g (place int, record uuid, pipeline uuid, at timestamptz)
    left join lateral (select a.result from fit.analyses a where a.record_id = g.record and a.workspace_id = ${workspaceId}::uuid and a.made_at < g.at
      order by a.pipeline_id is not distinct from g.pipeline desc, a.made_at, a.id limit 1) a on true order by g.place`.execute(db)
  return rows.map((row) => row.result)
}
