import { z } from 'zod'
import { currencies } from '#platform/money'
import { id } from '#platform/operation'
import { outcomes } from '../types.ts'

/* Figures of a pipeline. What each means is written in the room's README, "Figures of a pipeline". */

export const StatsQuery = z.object({
  workspaceId: id.optional(),
  /** Left out: the agency's first pipeline of artists. */
  pipelineId: id.optional(),
  /** How many months back, this one included. */
  months: z.int().min(1).max(36).default(6),
})

const Sum = z.object({ currency: z.enum(currencies), value: z.number(), weighted: z.number() }).meta({ id: 'StatsSum' })
const StageStats = z
  .object({
    stageId: id,
    name: z.string(),
    outcome: z.enum(outcomes),
    count: z.int(),
    stalled: z.int(),
    sums: z.array(Sum),
    /** Median of finished stays, in days; null when there is none. */
    medianDays: z.number().nullable(),
    stays: z.int(),
    /** Of the cards that began in the period: how many came at least this far; null for lost. */
    reached: z.int().nullable(),
    /** Of those that reached the stage before: the share that came here, in hundredths. Null for the first, and when nobody reached it. */
    conversion: z.number().nullable(),
  })
  .meta({ id: 'StageStats' })
const Cohort = z
  .object({ month: z.string(), began: z.int(), won: z.int(), lost: z.int(), reached: z.array(z.object({ stageId: id, count: z.int() }).meta({ id: 'CohortStage' })) })
  .meta({ id: 'PipelineCohort' })
const Forecast = z.object({ month: z.string().nullable(), count: z.int(), sums: z.array(Sum) }).meta({ id: 'PipelineForecast' })
const Share = { open: z.int(), won: z.int(), lost: z.int(), sums: z.array(Sum) }

export const PipelineStats = z
  .object({
    pipelineId: id,
    name: z.string(),
    from: z.string(),
    stages: z.array(StageStats),
    cohorts: z.array(Cohort),
    forecast: z.array(Forecast),
    owners: z.array(z.object({ owner: z.object({ id, name: z.string() }).nullable(), ...Share }).meta({ id: 'OwnerShare' })),
    sources: z.array(z.object({ source: z.string().nullable(), ...Share }).meta({ id: 'SourceShare' })),
    open: z.int(),
    stalled: z.int(),
    won: z.int(),
    lost: z.int(),
    /** Of what ended in the period: the share won, in hundredths; null when nothing ended. */
    winRate: z.number().nullable(),
  })
  .meta({ id: 'PipelineStats' })
export type PipelineStats = z.output<typeof PipelineStats>
