import type { z } from 'zod'
import { findPeople } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { agencyOf } from '../agency.ts'
import { conversions, monthsBack } from '../rules/pipeline/funnel.ts'
import type { PipelineStats, StatsQuery } from '../schema/pipeline-stats.ts'
import { totalRows } from '../store/boards.ts'
import { defaultPipeline, ensurePipelines, listStages, type PipelineRow, readPipeline, type StageRow } from '../store/pipelines.ts'
import { cohortRows, forecastRows, type ShareRow, shareRows, stayRows } from '../store/stats.ts'

type Stats = z.input<typeof PipelineStats>

/** Figures of a pipeline over the last months; what each means is written in the room's README. */
export async function pipelineStats(ctx: Ctx, { workspaceId, pipelineId, months }: z.output<typeof StatsQuery>): Promise<Stats> {
  const pipeline = found(await chosen(ctx, workspaceId, pipelineId))
  const [id] = [pipeline.id]
  const period = monthsBack(ctx.now, months)
  const from = `${period[0]!}-01`
  const stages = await listStages(ctx.db, [id])
  const wanted = { workspaceId: pipeline.workspaceId, now: ctx.now, record: {} }
  const [totals, stays, cohorts, forecast, owners, sources] = await Promise.all([
    totalRows(ctx.db, id, wanted),
    stayRows(ctx.db, id, from),
    cohortRows(ctx.db, id, from),
    forecastRows(ctx.db, id),
    shareRows(ctx.db, id, 'owner', from),
    shareRows(ctx.db, id, 'source', from),
  ])
  const people = await findPeople(
    ctx.db,
    owners.flatMap(({ name }) => name ?? []),
  )
  const funnel = conversions(stages, cohorts)
  const byOwner = sharesOf(owners)
  const [won, lost] = [sumOf(byOwner, 'won'), sumOf(byOwner, 'lost')]
  const perStage = stages.map((stage) => ({ ...stageFigures(stage, totals, stays), ...funnel.get(stage.id)! }))
  return {
    pipelineId: id,
    name: pipeline.name,
    from,
    stages: perStage,
    cohorts: period.map((month) => cohortOf(month, stages, cohorts)),
    forecast: forecastOf(forecast),
    owners: byOwner.map(({ name, ...share }) => ({ owner: name ? { id: name, name: people.get(name)?.name ?? '' } : null, ...share })),
    sources: sharesOf(sources).map(({ name, ...share }) => ({ source: name, ...share })),
    open: perStage.reduce((all, { outcome, count }) => all + (outcome === 'open' ? count : 0), 0),
    stalled: perStage.reduce((all, one) => all + one.stalled, 0),
    won,
    lost,
    winRate: won + lost === 0 ? null : (100 * won) / (won + lost),
  }
}

/** The pipeline asked for, of the workspace that was checked; else the first of artists. */
async function chosen(ctx: Ctx, asked: string | undefined, pipelineId: string | undefined): Promise<PipelineRow | null> {
  if (pipelineId) return readPipeline(ctx.db, pipelineId)
  const workspaceId = await agencyOf(ctx, asked)
  await ensurePipelines(ctx.db, workspaceId, ctx.lang)
  return defaultPipeline(ctx.db, workspaceId, 'artists')
}

function stageFigures({ id, name, outcome }: StageRow, totals: Awaited<ReturnType<typeof totalRows>>, stays: Awaited<ReturnType<typeof stayRows>>) {
  const own = totals.filter(({ stageId }) => stageId === id)
  const stay = stays.find(({ stageId }) => stageId === id)
  return {
    stageId: id,
    name,
    outcome,
    count: own.reduce((all, row) => all + row.count, 0),
    stalled: own.reduce((all, row) => all + row.stalled, 0),
    sums: own.flatMap(({ currency, value, weighted }) => (currency ? [{ currency, value, weighted }] : [])),
    medianDays: stay?.medianDays ?? null,
    stays: stay?.stays ?? 0,
  }
}

function cohortOf(month: string, stages: readonly StageRow[], rows: Awaited<ReturnType<typeof cohortRows>>): Stats['cohorts'][number] {
  const own = rows.filter((row) => row.month === month)
  const count = (fits: (row: (typeof own)[number]) => boolean): number => own.reduce((all, row) => all + (fits(row) ? row.count : 0), 0)
  return {
    month,
    began: count(() => true),
    won: count(({ outcome }) => outcome === 'won'),
    lost: count(({ outcome }) => outcome === 'lost'),
    reached: stages.filter(({ outcome }) => outcome !== 'lost').map((stage) => ({ stageId: stage.id, count: count(({ furthest }) => furthest >= stage.position) })),
  }
}

function forecastOf(rows: Awaited<ReturnType<typeof forecastRows>>): Stats['forecast'] {
  const months = [...new Set(rows.map(({ month }) => month))]
  return months.map((month) => {
    const own = rows.filter((row) => row.month === month)
    return { month, count: own.reduce((all, { count }) => all + count, 0), sums: own.flatMap(({ currency, value, weighted }) => (currency ? [{ currency, value, weighted }] : [])) }
  })
}

interface Share {
  name: string | null
  open: number
  won: number
  lost: number
  sums: { currency: NonNullable<ShareRow['currency']>; value: number; weighted: number }[]
}

function sharesOf(rows: readonly ShareRow[]): Share[] {
  const shares = new Map<string | null, Share>()
  for (const { name, open, won, lost, currency, value, weighted } of rows) {
    const share = shares.get(name) ?? { name, open: 0, won: 0, lost: 0, sums: [] }
    shares.set(name, { name, open: share.open + open, won: share.won + won, lost: share.lost + lost, sums: currency ? [...share.sums, { currency, value, weighted }] : share.sums })
  }
  return [...shares.values()].toSorted((a, b) => b.open + b.won + b.lost - (a.open + a.won + a.lost))
}

const sumOf = (shares: readonly Share[], of: 'won' | 'lost'): number => shares.reduce((all, share) => all + share[of], 0)
