import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { KeptFacts } from '../rules/grid/facts.ts'
import type { Answer } from '../rules/grid/score.ts'
import type { CheckupFacts, CheckupResult } from '../types.ts'

const facts = sql.raw('id, workspace_id as "workspaceId", record_id as "recordId", grid_version as "gridVersion", finished_at as "finishedAt", result')

/** The last finished check-up of each of these artists. */
export async function readLatest(db: Db, recordIds: readonly string[]): Promise<CheckupFacts[]> {
  const { rows } = await sql<CheckupFacts>`
    select distinct on (record_id) ${facts} from checkup.checkups
    where record_id = any(${[...recordIds]}::uuid[]) and finished_at is not null order by record_id, finished_at desc, id desc`.execute(db)
  return rows
}

/** What was said of one criterion, by whom and when. */
export interface KeptAnswer extends Answer {
  by: string | null
  at: string
}

export interface CheckupRow {
  id: string
  workspaceId: string
  recordId: string
  gridVersion: number
  answers: Readonly<Record<string, KeptAnswer>>
  result: CheckupResult | null
  facts: KeptFacts | null
  score: number | null
  invented: boolean
  previousId: string | null
  version: number
  startedBy: string | null
  startedAt: Date
  finishedBy: string | null
  finishedAt: Date | null
}

const columns =
  sql.raw(`id, workspace_id as "workspaceId", record_id as "recordId", grid_version as "gridVersion", answers, result, facts, score, invented, previous_id as "previousId", version,
  started_by as "startedBy", started_at as "startedAt", finished_by as "finishedBy", finished_at as "finishedAt"`)

export async function readCheckup(db: Db, id: string, lock = false): Promise<CheckupRow | null> {
  const { rows } = await sql<CheckupRow>`select ${columns} from checkup.checkups where id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

export async function workspaceOfCheckup(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ workspaceId: string }>`select workspace_id as "workspaceId" from checkup.checkups where id = ${id}::uuid`.execute(db)
  return rows[0]?.workspaceId ?? null
}

/** Opens one, or answers the one that is open already: two people who begin at once share it. */
export async function insertCheckup(
  db: Db,
  one: Pick<CheckupRow, 'workspaceId' | 'recordId' | 'gridVersion' | 'answers' | 'previousId' | 'startedBy' | 'startedAt'>,
): Promise<{ id: string; isNew: boolean }> {
  const { rows } = await sql<{ id: string; isNew: boolean }>`
    insert into checkup.checkups as c (workspace_id, record_id, grid_version, answers, previous_id, started_by, started_at)
    values (${one.workspaceId}::uuid, ${one.recordId}::uuid, ${one.gridVersion}, ${JSON.stringify(one.answers)}::jsonb, ${one.previousId}::uuid, ${one.startedBy}::uuid, ${one.startedAt})
    on conflict (record_id) where finished_at is null do update set version = c.version returning id, xmax = 0 as "isNew"`.execute(db)
  return rows[0]!
}

/** Writes answers of some criteria and takes others away; the rest stays as others may be writing it. False when it is finished. */
export async function updateAnswers(db: Db, id: string, given: Readonly<Record<string, KeptAnswer>>, taken: readonly string[]): Promise<boolean> {
  const { rows } = await sql`update checkup.checkups set answers = (answers - ${[...taken]}::text[]) || ${JSON.stringify(given)}::jsonb, version = version + 1
    where id = ${id}::uuid and finished_at is null returning 1`.execute(db)
  return rows.length > 0
}

export async function updateFinished(
  db: Db,
  id: string,
  end: { result: CheckupResult; facts: KeptFacts; gridVersion: number; previousId: string | null; invented: boolean; by: string | null; at: Date },
): Promise<void> {
  await sql`update checkup.checkups set result = ${JSON.stringify(end.result)}::jsonb, facts = ${JSON.stringify(end.facts)}::jsonb, score = ${end.result.score}, grid_version = ${end.gridVersion},
    previous_id = ${end.previousId}::uuid, invented = ${end.invented}, finished_by = ${end.by}::uuid, finished_at = ${end.at}, version = version + 1 where id = ${id}::uuid`.execute(
    db,
  )
}

/** False when it is finished: what an artist was told is kept. */
export async function deleteOpen(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`delete from checkup.checkups where id = ${id}::uuid and finished_at is null returning 1`.execute(db)
  return rows.length > 0
}

/** The last score of every other artist of a workspace. */
export async function otherScores(db: Db, workspaceId: string, recordId: string): Promise<number[]> {
  const { rows } = await sql<{ score: number }>`select distinct on (record_id) score from checkup.checkups
    where workspace_id = ${workspaceId}::uuid and record_id <> ${recordId}::uuid and finished_at is not null and score is not null order by record_id, finished_at desc, id desc`.execute(
    db,
  )
  return rows.map(({ score }) => score)
}

export type CheckupLine = Pick<CheckupRow, 'id' | 'recordId' | 'gridVersion' | 'score' | 'invented' | 'startedAt' | 'finishedAt'> & { confidence: number | null }

/** Newest first. `after` = start and id of the last one of the page before. */
export async function listCheckupRows(
  db: Db,
  workspaceId: string,
  { recordId, isFinished }: { recordId: string | null; isFinished: boolean | null },
  after: readonly [at: string, id: string] | null,
  limit: number,
): Promise<(CheckupLine & { cursor: string })[]> {
  const { rows } = await sql<CheckupLine & { cursor: string }>`
    select id, record_id as "recordId", grid_version as "gridVersion", score, invented, started_at as "startedAt", finished_at as "finishedAt", (result ->> 'confidence')::float8 as confidence,
      to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as cursor
    from checkup.checkups where workspace_id = ${workspaceId}::uuid and record_id = coalesce(${recordId}::uuid, record_id)
      and (${isFinished}::boolean is null or (finished_at is not null) = ${isFinished}::boolean)
      and (${after === null} or (started_at, id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by started_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

/** The last finished ones of an artist, newest first. */
export async function readFinished(db: Db, recordId: string, limit: number): Promise<CheckupRow[]> {
  const { rows } =
    await sql<CheckupRow>`select ${columns} from checkup.checkups where record_id = ${recordId}::uuid and finished_at is not null order by finished_at desc, id desc limit ${limit}`.execute(
      db,
    )
  return rows
}

/** Check-ups of a record that became part of another follow it; the one under way only where the other has none. */
export async function moveCheckups(db: Db, fromId: string, toId: string): Promise<void> {
  await sql`update checkup.checkups c set record_id = ${toId}::uuid, trail = trail || ${fromId}::uuid where record_id = ${fromId}::uuid and (finished_at is not null
    or not exists (select 1 from checkup.checkups o where o.record_id = ${toId}::uuid and o.finished_at is null))`.execute(db)
}

/** A merge was undone: what had come from the record goes back to it. */
export async function moveCheckupsBack(db: Db, fromId: string, toId: string): Promise<void> {
  await sql`update checkup.checkups set record_id = ${toId}::uuid, trail = trim_array(trail, 1) where record_id = ${fromId}::uuid and trail[cardinality(trail)] = ${toId}::uuid`.execute(
    db,
  )
}

export type NewFinished = Pick<CheckupRow, 'recordId' | 'answers' | 'invented' | 'previousId' | 'startedAt'> & {
  result: CheckupResult
  facts: KeptFacts
  by: string | null
  at: Date
}

/** Finished check-ups by the house's grid, many at once. Answers their ids, in order. */
export async function insertFinished(db: Db, workspaceId: string, rows: readonly NewFinished[]): Promise<string[]> {
  const { rows: made } = await sql<{ id: string }>`
    insert into checkup.checkups (workspace_id, record_id, grid_version, answers, result, facts, score, invented, previous_id, started_by, started_at, finished_by, finished_at)
    select ${workspaceId}::uuid, g."recordId", 1, g.answers, g.result, g.facts, (g.result ->> 'score')::real, g.invented, g."previousId", g.by, g."startedAt", g.by, g.at
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ("recordId" uuid, answers jsonb, result jsonb, facts jsonb, invented boolean, "previousId" uuid, by uuid, "startedAt" timestamptz, at timestamptz))
      with ordinality as g ("recordId", answers, result, facts, invented, "previousId", by, "startedAt", at, n) order by g.n returning id`.execute(db)
  return made.map(({ id }) => id)
}
