import { z } from 'zod'
import { findPeople, findWorkspaces } from '#domains/identity'
import { findRecords, recordsOfAccount } from '#domains/crm'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import { compare } from '../rules/grid/compare.ts'
import type { Grid } from '../rules/grid/grid.ts'
import { contributions, judge, percentileAmong, resultOf } from '../rules/grid/score.ts'
import type { CheckupResult, MeasuredNetwork } from '../types.ts'
import { type CheckupRow, listCheckupRows, otherScores, readCheckup, readFinished } from '../store/checkups.ts'
import { inAgency } from './agency.ts'
import { drawFacts, type Drawn } from './facts.ts'
import { latestGrid } from './grid.ts'
import { latestCheckup } from './latest.ts'

/** A check-up as it stands: a finished one as it was, an open one from what is known now. */
export async function standing(ctx: Ctx, row: CheckupRow): Promise<{ result: CheckupResult; drawn: Pick<Drawn, 'kept' | 'invented'>; gridVersion: number }> {
  if (row.result && row.facts) return { result: row.result, drawn: { kept: row.facts, invented: row.invented }, gridVersion: row.gridVersion }
  const { grid, version } = await latestGrid(ctx.db, row.workspaceId)
  const drawn = found((await drawFacts(ctx.db, [row.recordId], ctx.now)).get(row.recordId))
  const result = resultOf(judge(grid, drawn.facts, row.answers))
  const percentile = percentileAmong(result.score, await otherScores(ctx.db, row.workspaceId, row.recordId))
  return { result: { ...result, percentile }, drawn, gridVersion: version }
}

/** One check-up, whole. */
export async function getCheckup(ctx: Ctx, { id }: { id: string }) {
  const row = found(await readCheckup(ctx.db, id))
  const { result, drawn, gridVersion } = await standing(ctx, row)
  const previous = await previousOf(ctx, row)
  const people = await findPeople(
    ctx.db,
    [row.startedBy, row.finishedBy, ...Object.values(row.answers).map(({ by }) => by)].filter((one) => one !== null),
  )
  const nameOf = (who: string | null): string | null => people.get(who ?? '')?.name ?? null
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    recordId: row.recordId,
    name: drawn.kept.name,
    state: stateOf(row),
    gridVersion,
    tier: drawn.kept.tier,
    invented: drawn.invented,
    startedAt: row.startedAt,
    startedBy: nameOf(row.startedBy),
    finishedAt: row.finishedAt,
    finishedBy: nameOf(row.finishedBy),
    version: row.version,
    result: shown(result),
    answers: Object.entries(row.answers).map(([criterion, { answer, score, reason, by, at }]) => ({
      criterion,
      answer: answer ?? null,
      score: score ?? null,
      reason: reason ?? null,
      by: nameOf(by),
      at: new Date(at),
    })),
    figures: Object.entries(drawn.kept.figures).map(([network, one]) => ({ network: network as MeasuredNetwork, ...one, anomalies: [...one.anomalies] })),
    places: drawn.kept.places && { ...drawn.kept.places, countries: [...drawn.kept.places.countries], touring: [...drawn.kept.places.touring] },
    previous: previous && { id: previous.id, finishedAt: previous.finishedAt!, score: previous.result.score },
    comparison: previous && mutable(compare(previous.result, result)),
    mayEdit: may(ctx.actor, row.workspaceId, 'checkups.edit'),
  }
}

export const stateOf = ({ finishedAt }: Pick<CheckupRow, 'finishedAt'>): 'open' | 'finished' => (finishedAt ? 'finished' : 'open')

async function previousOf(ctx: Ctx, row: CheckupRow): Promise<{ id: string; finishedAt: Date | null; result: CheckupResult } | null> {
  if (!row.finishedAt) return latestCheckup(ctx.db, row.recordId)
  const before = row.previousId ? await readCheckup(ctx.db, row.previousId) : null
  return before?.result ? { id: before.id, finishedAt: before.finishedAt, result: before.result } : null
}

/** With what each finding brings to the score. */
function shown(result: CheckupResult) {
  const points = new Map(contributions(result.findings).map((one) => [one.criterion, one.points]))
  return {
    ...result,
    areas: [...result.areas],
    strengths: [...result.strengths],
    weaknesses: [...result.weaknesses],
    findings: result.findings.map((one) => ({ ...one, points: points.get(one.criterion) ?? 0 })),
  }
}

const mutable = ({ score, areas, moved }: ReturnType<typeof compare>) => ({ score, areas: [...areas], moved: [...moved] })

/** The check-ups of a workspace or of one of its artists, newest first. */
export async function listCheckups(
  ctx: Ctx,
  input: { workspaceId?: string | undefined; state?: 'open' | 'finished' | undefined; recordId?: string | undefined; after?: string | undefined; limit: number },
): Promise<Page<ReturnType<typeof lineOf>>> {
  const workspaceId = await inAgency(ctx, input.workspaceId)
  const after = decodeCursor(input.after, z.tuple([z.string(), z.uuid()]))
  const filter = { recordId: input.recordId ?? null, isFinished: input.state ? input.state === 'finished' : null }
  const rows = await listCheckupRows(ctx.db, workspaceId, filter, after, input.limit + 1)
  const page = toPage(rows, input.limit, ({ cursor, id }) => [cursor, id])
  const records = await findRecords(
    ctx.db,
    page.items.map(({ recordId }) => recordId),
  )
  return { items: page.items.map((row) => lineOf(row, records.get(row.recordId)?.name ?? '…')), next: page.next }
}

function lineOf({ cursor: _cursor, ...row }: Awaited<ReturnType<typeof listCheckupRows>>[number], name: string) {
  return { ...row, name, state: stateOf(row) }
}

/** Scores of many artists with the grid of today, nothing kept. */
export async function checkMany(ctx: Ctx, input: { workspaceId?: string | undefined; recordIds: readonly string[] }) {
  const workspaceId = await inAgency(ctx, input.workspaceId)
  const [{ grid }, drawn, records] = await Promise.all([latestGrid(ctx.db, workspaceId), drawFacts(ctx.db, input.recordIds, ctx.now), findRecords(ctx.db, input.recordIds)])
  const own = input.recordIds.map((id) => found(records.get(id)?.workspaceId === workspaceId && drawn.has(id) ? id : null, 'checkup.noSuchArtist'))
  return { items: own.map((recordId) => checkedOne(recordId, grid, drawn.get(recordId)!)) }
}

function checkedOne(recordId: string, grid: Grid, { facts }: Drawn) {
  const { score, confidence, strengths, weaknesses } = resultOf(judge(grid, facts, {}))
  return { recordId, score, confidence, strengths: [...strengths], weaknesses: [...weaknesses] }
}

/** What finished check-ups say to the artists themselves: the last one of each of their records, beside the one before. */
export async function myResults(ctx: Ctx) {
  const records = ctx.actor.kind === 'person' ? await recordsOfAccount(ctx.db, ctx.actor.id) : []
  const agencies = await findWorkspaces(
    ctx.db,
    records.map(({ workspaceId }) => workspaceId),
  )
  const finished = await Promise.all(records.map(async (record) => ({ record, rows: await readFinished(ctx.db, record.id, 2) })))
  return {
    items: finished.flatMap(({ record, rows: [last, before] }) => {
      if (!last?.result) return []
      const { score, confidence, areas, strengths, weaknesses } = last.result
      return [
        {
          id: last.id,
          recordId: record.id,
          name: record.name,
          agency: agencies.get(record.workspaceId)?.name ?? '',
          finishedAt: last.finishedAt!,
          invented: last.invented,
          score,
          confidence,
          areas: [...areas],
          strengths: [...strengths],
          weaknesses: [...weaknesses],
          previous: before?.result ? { finishedAt: before.finishedAt!, score: before.result.score, areas: [...before.result.areas] } : null,
        },
      ]
    }),
  }
}
