import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Part, Tier } from '../types.ts'

/** A line of the list of scores. */
export interface ScoreRow {
  recordId: string
  analysisId: string
  score: number | null
  confidence: number
  parts: Readonly<Record<Part, number | null>>
  country: string | null
  genre: string | null
  tier: Tier
  invented: boolean
  madeAt: Date
}

export interface ScoreFilter {
  /** Only these artists; undefined = all. */
  ids?: readonly string[] | undefined
  scoreFrom?: number | undefined
  scoreTo?: number | undefined
  confidenceFrom?: number | undefined
  country?: string | undefined
  genre?: string | undefined
  tier?: Tier | undefined
}

const columns = sql.raw('s.record_id as "recordId", s.analysis_id as "analysisId", s.score, s.confidence, s.parts, s.country, s.genre, s.tier, s.invented, s.made_at as "madeAt"')

/** The artists of an agency, best fit first; those without a score last. */
export async function listScores(db: Db, workspaceId: string, filter: ScoreFilter, after: { score: number; id: string } | null, limit: number): Promise<ScoreRow[]> {
  const { ids, scoreFrom, scoreTo, confidenceFrom, country, genre, tier } = filter
  const { rows } = await sql<ScoreRow>`select ${columns} from fit.scores s where s.workspace_id = ${workspaceId}::uuid
    ${ids ? sql`and s.record_id = any(${[...ids]}::uuid[])` : sql``}
    ${scoreFrom === undefined ? sql`` : sql`and s.score >= ${scoreFrom}`} ${scoreTo === undefined ? sql`` : sql`and s.score <= ${scoreTo}`}
    ${confidenceFrom === undefined ? sql`` : sql`and s.confidence >= ${confidenceFrom}`}
    ${country === undefined ? sql`` : sql`and s.country = ${country}`} ${genre === undefined ? sql`` : sql`and s.genre = lower(${genre})`} ${tier === undefined ? sql`` : sql`and s.tier = ${tier}`}
    ${after ? sql`and (coalesce(s.score, -1), s.record_id) < (${after.score}::real, ${after.id}::uuid)` : sql``}
    order by coalesce(s.score, -1) desc, s.record_id desc limit ${limit}`.execute(db)
  return rows
}

/** Score by artist, for funnels and statistics. */
export async function readScores(db: Db, workspaceId: string): Promise<Map<string, number | null>> {
  const { rows } = await sql<{ recordId: string; score: number | null }>`select record_id as "recordId", score from fit.scores where workspace_id = ${workspaceId}::uuid`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.recordId, row.score]))
}

export interface Segment {
  by: 'country' | 'genre' | 'tier'
  key: string
  artists: number
  mean: number
}

/** Mean score by country, genre and tier: the largest groups first. */
export async function readSegments(db: Db, workspaceId: string): Promise<Segment[]> {
  const { rows } = await sql<Segment>`
    select by, key, artists, mean from (
      select g.by, g.key, count(*)::int as artists, round(avg(s.score)::numeric, 2)::float8 as mean, row_number() over (partition by g.by order by count(*) desc, g.key) as place
      from fit.scores s cross join lateral (values ('country', s.country), ('genre', s.genre), ('tier', s.tier)) as g (by, key)
      where s.workspace_id = ${workspaceId}::uuid and s.score is not null and g.key is not null group by g.by, g.key) t
    where place <= 12 order by by, place`.execute(db)
  return rows
}

/** How many artists have been analysed, how sure that is, and how many figures were made up. */
export async function readTotals(
  db: Db,
  workspaceId: string,
): Promise<{ analysed: number; scored: number; mean: number | null; confidence: number | null; invented: number; madeAt: Date | null }> {
  const { rows } = await sql<{ analysed: number; scored: number; mean: number | null; confidence: number | null; invented: number; madeAt: Date | null }>`
    select count(*)::int as analysed, count(score)::int as scored, round(avg(score)::numeric, 2)::float8 as mean, round(avg(confidence)::numeric, 2)::float8 as confidence,
      count(*) filter (where invented)::int as invented, max(made_at) as "madeAt" from fit.scores where workspace_id = ${workspaceId}::uuid`.execute(db)
  return rows[0]!
}

/** Agencies that use the score: those whose daily round is worth making. */
export async function readAgencies(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct workspace_id as id from fit.scores order by 1`.execute(db)
  return rows.map((row) => row.id)
}

/** True when an artist has a score already. */
export async function hasScore(db: Db, recordId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from fit.scores where record_id = ${recordId}::uuid`.execute(db)
  return rows.length > 0
}
