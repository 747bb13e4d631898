import { z } from 'zod'
import { findRecords, recordOf, standingOf, workspaceOfRecord } from '#domains/crm'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import { pathOf } from '../rules/funnel.ts'
import { explained } from '../rules/score.ts'
import { gains, scoreIf, scoresIn } from '../rules/what-if.ts'
import { percentile } from '../rules/criteria/position.ts'
import type { Fit, WhatIf, WhatIfQuery } from '../schema.ts'
import { type AnalysisRow, listAnalyses, readAnalysis, readCurrent } from '../store/analyses.ts'
import { readScores } from '../store/scores.ts'
import { criteria, type Criterion } from '../types.ts'
import { centreOf } from './funnel.ts'
import { criterionName, partName, type ShownAnalysis, shown, weightsIn } from './shown.ts'
import { inForce } from './weights.ts'

/** Below so many scored artists a place among them says nothing. */
const leastScored = 8
const historyLength = 30

/** One artist's score, what would move it, and how far they may get. */
export async function getFit(ctx: Ctx, { id }: { id: string }): Promise<z.input<typeof Fit>> {
  const { name, country, ownerId, workspaceId } = await recordOf(ctx.db, id)
  const current = (await readCurrent(ctx.db, workspaceId, [id])).get(id)
  const history = await listAnalyses(ctx.db, workspaceId, id, null, historyLength)
  const scores = await readScores(ctx.db, workspaceId)
  return {
    artist: { id, name, country, ownerId },
    analysis: current ? shown(ctx.lang, current, name) : null,
    gains: current ? gains(current.result, weightsIn(current.result)).map((one) => ({ ...one, label: criterionName(ctx.lang, one.criterion) })) : [],
    path: await pathFor(ctx, workspaceId, id, scores),
    history: history.map((one) => ({ id: one.id, score: one.result.score, madeAt: one.madeAt })).toReversed(),
    percentile: placeAmong([...scores.values()], current?.result.score ?? null),
    mayEdit: may(ctx.actor, workspaceId, 'artists.edit'),
  }
}

async function pathFor(ctx: Ctx, workspaceId: string, id: string, scores: ReadonlyMap<string, number | null>): Promise<z.input<typeof Fit>['path']> {
  const { stages, artists } = await standingOf(ctx.db, workspaceId)
  const stage = artists.find((one) => one.recordId === id)?.stage
  if (stage === undefined || stages[stage]?.outcome === 'lost') return []
  const { slope } = await inForce(ctx.db, workspaceId)
  return pathOf(stages, { stage, score: scores.get(id) ?? null }, slope, centreOf(scores))
}

function placeAmong(all: readonly (number | null)[], score: number | null): number | null {
  const known = all.filter((one) => one !== null).toSorted((a, b) => a - b)
  return score === null || known.length < leastScored ? null : Math.round(percentile(known, Math.fround(score)))
}

/** What the score would be if some criteria were otherwise, all else equal: exactly the sum that the score is. */
export async function fitWhatIf(ctx: Ctx, { id, ...asked }: z.output<typeof WhatIfQuery>): Promise<z.input<typeof WhatIf>> {
  const workspaceId = found(await workspaceOfRecord(ctx.db, id))
  const { result } = found((await readCurrent(ctx.db, workspaceId, [id])).get(id), 'fit.notAnalysed')
  const changes = Object.fromEntries(criteria.flatMap((one) => (asked[one] === undefined ? [] : [[one, asked[one]]]))) as Partial<Record<Criterion, number>>
  const weights = weightsIn(result)
  const to = scoreIf(result, weights, changes)
  const then = explained({ ...scoresIn(result), ...changes }, weights, () => ({ code: 'asked', params: {} }))
  return {
    from: result.score,
    to,
    gain: Math.round(((to ?? 0) - (result.score ?? 0)) * 100) / 100,
    parts: then.parts.map((one) => ({ ...one, label: partName(ctx.lang, one.part) })),
  }
}

const cursor = z.object({ madeAt: z.iso.datetime(), id: z.uuid() })

/** The analyses of an artist as they were made, newest first. */
export async function listFitAnalyses(ctx: Ctx, { id, after, limit }: { id: string; after?: string | undefined; limit: number }): Promise<Page<ShownAnalysis>> {
  const { name, workspaceId } = await recordOf(ctx.db, id)
  const rows = await listAnalyses(ctx.db, workspaceId, id, decodeCursor(after, cursor), limit + 1)
  const { items, next } = toPage<AnalysisRow>(rows, limit, (row) => ({ madeAt: row.madeAt.toISOString(), id: row.id }))
  return { items: items.map((row) => shown(ctx.lang, row, name)), next }
}

/** One analysis as it was made. */
export async function getFitAnalysis(ctx: Ctx, { id }: { id: string }): Promise<ShownAnalysis> {
  const row = found(await readAnalysis(ctx.db, id))
  const artist = (await findRecords(ctx.db, [row.recordId])).get(row.recordId)
  return shown(ctx.lang, row, artist?.name ?? null)
}

/** The agency of an analysis, for `member(…)`. */
export const workspaceOfAnalysis = async (ctx: Ctx, { id }: { id: string }): Promise<string | null> => (await readAnalysis(ctx.db, id))?.workspaceId ?? null
