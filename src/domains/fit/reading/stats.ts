import type { z } from 'zod'
import { outcomesOf, selectRecords, standingOf, type Standing } from '#domains/crm'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { Lang } from '#platform/text'
import { least } from '../rules/learning/learn.ts'
import { expert, partOf, partWeights } from '../rules/weights.ts'
import type { FitModel, FitStats } from '../schema.ts'
import { readBefore } from '../store/analyses.ts'
import { type ModelRow, readModel } from '../store/models.ts'
import { readScores, readSegments, readTotals } from '../store/scores.ts'
import { criteria, parts, type Weights } from '../types.ts'
import { agencyOf } from './agency.ts'
import { criterionName, partName } from './shown.ts'

type Stats = z.input<typeof FitStats>
type ShownModel = z.input<typeof FitModel>
const all = 200_000

/** How an agency's artists fit: distribution, by stage and segment, weights in force, and how honest the chances are. */
export async function fitStats(ctx: Ctx, { workspaceId: asked }: { workspaceId?: string | undefined }): Promise<Stats> {
  const workspaceId = await agencyOf(ctx, asked)
  const totals = await readTotals(ctx.db, workspaceId)
  const scores = await readScores(ctx.db, workspaceId)
  const artists = await selectRecords(ctx.db, workspaceId, { kind: 'artist' }, all)
  return {
    artists: artists.length,
    ...totals,
    distribution: distributionOf([...scores.values()]),
    stages: stagesOf(await standingOf(ctx.db, workspaceId), scores),
    segments: await readSegments(ctx.db, workspaceId),
    model: await modelOf(ctx, workspaceId),
    mayEdit: may(ctx.actor, workspaceId, 'artists.edit'),
    mayManage: may(ctx.actor, workspaceId, 'artists.manage'),
  }
}

/** Ten bands of ten points; 100 is in the last. */
function distributionOf(scores: readonly (number | null)[]): Stats['distribution'] {
  const counts = Array.from({ length: 10 }, () => 0)
  for (const score of scores) if (score !== null) counts[Math.min(9, Math.floor(score / 10))]! += 1
  return counts.map((artists, place) => ({ from: place * 10, to: place * 10 + 10, artists }))
}

function stagesOf({ stages, artists }: Standing, scores: ReadonlyMap<string, number | null>): Stats['stages'] {
  const there = Map.groupBy(artists, (one) => one.stage)
  return stages.map(({ key, name }, place) => {
    const own = (there.get(place) ?? []).map((one) => scores.get(one.recordId) ?? null)
    const known = own.filter((one) => one !== null)
    return {
      key,
      name,
      artists: own.length,
      scored: known.length,
      mean: known.length === 0 ? null : Math.round((100 * known.reduce((sum, one) => sum + one, 0)) / known.length) / 100,
    }
  })
}

async function modelOf(ctx: Ctx, workspaceId: string): Promise<ShownModel> {
  const last = await readModel(ctx.db, workspaceId)
  const results = await outcomesOf(ctx.db, workspaceId)
  const known = await readBefore(ctx.db, workspaceId, results)
  return {
    ...shownModel(ctx.lang, last),
    results: {
      won: results.filter((one) => one.outcome === 'won').length,
      lost: results.filter((one) => one.outcome === 'lost').length,
      usable: known.filter((one) => one !== null && one.score !== null).length,
      needed: least.results,
      neededOfEach: least.ofEach,
    },
  }
}

function shownModel(lang: Lang, last: ModelRow | null): Omit<ShownModel, 'results'> {
  const now: Weights = last?.model.weights ?? expert
  const [before, after] = [partWeights(expert), partWeights(now)]
  return {
    basis: last?.model.basis ?? 'expert',
    version: last?.model.basis === 'adaptive' ? last.version : 0,
    learntAt: last?.madeAt ?? null,
    weights: criteria.map((one) => ({ criterion: one, part: partOf[one], label: criterionName(lang, one), expert: expert[one], now: now[one] })),
    parts: parts.map((one) => ({ part: one, label: partName(lang, one), expert: before[one], now: after[one] })),
    lambda: last?.model.lambda ?? null,
    calibration: last?.model.calibration ? { ...last.model.calibration, lines: [...last.model.calibration.lines] } : null,
  }
}
