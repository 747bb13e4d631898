import { z } from 'zod'
import { id, instant, paging } from '#platform/operation'
import { answers } from '../rules/grid/score.ts'
import { areas, bands, origins, tiers } from '../types.ts'
import { NetworkFigures, Places } from './figures.ts'
import { ofAgency } from './grid.ts'

const score = z.number().min(0).max(100)

export const Because = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).meta({ id: 'CheckupBecause' })
export const Finding = z
  .object({
    criterion: z.string(),
    area: z.enum(areas),
    score: z.number().nullable(),
    weight: z.number(),
    band: z.enum(bands).nullable(),
    origin: z.enum(origins),
    because: Because,
    reason: z.string().nullable(),
    /** What it brings to the score; these add up to it. */
    points: z.number(),
  })
  .meta({ id: 'CheckupFinding' })

export const Result = z
  .object({
    score: z.number().nullable(),
    confidence: z.number(),
    areas: z.array(z.object({ area: z.enum(areas), score: z.number().nullable(), weight: z.number(), confidence: z.number() }).meta({ id: 'CheckupArea' })),
    findings: z.array(Finding),
    strengths: z.array(z.string()),
    weaknesses: z.array(z.string()),
    percentile: z.number().nullable(),
  })
  .meta({ id: 'CheckupResult' })

export const Comparison = z
  .object({
    score: z.number().nullable(),
    areas: z.array(z.object({ area: z.string(), before: z.number(), after: z.number() })),
    moved: z.array(z.object({ criterion: z.string(), before: z.number(), after: z.number() })),
  })
  .meta({ id: 'CheckupComparison' })

export const Checkup = z
  .object({
    id,
    workspaceId: id,
    recordId: id,
    name: z.string(),
    state: z.enum(['open', 'finished']),
    gridVersion: z.int(),
    tier: z.enum(tiers).nullable(),
    invented: z.boolean(),
    startedAt: instant,
    startedBy: z.string().nullable(),
    finishedAt: instant.nullable(),
    finishedBy: z.string().nullable(),
    version: z.int(),
    result: Result,
    answers: z.array(
      z
        .object({ criterion: z.string(), answer: z.enum(answers).nullable(), score: z.number().nullable(), reason: z.string().nullable(), by: z.string().nullable(), at: instant })
        .meta({ id: 'CheckupAnswer' }),
    ),
    figures: z.array(NetworkFigures),
    places: Places.nullable(),
    previous: z.object({ id, finishedAt: instant, score: z.number().nullable() }).nullable(),
    comparison: Comparison.nullable(),
    /** The caller may fill and finish it. */
    mayEdit: z.boolean(),
  })
  .meta({ id: 'Checkup' })

export const CheckupRef = z.object({ id, state: z.enum(['open', 'finished']) }).meta({ id: 'CheckupRef' })
export const CheckupById = z.object({ id })
export const CheckupFill = z.object({
  id,
  answers: z
    .array(
      z.object({
        criterion: z.string().max(60),
        /** Null takes the answer back. */
        answer: z.enum(answers).nullable().optional(),
        /** Goes before the data, with a reason; null takes it back. */
        score: score.nullable().optional(),
        reason: z.string().trim().max(500).nullable().optional(),
      }),
    )
    .min(1)
    .max(100),
})
export const CheckupScore = z.object({ id, version: z.int(), score: z.number().nullable(), confidence: z.number() }).meta({ id: 'CheckupScore' })

export const CheckupLine = z
  .object({
    id,
    recordId: id,
    name: z.string(),
    state: z.enum(['open', 'finished']),
    gridVersion: z.int(),
    score: z.number().nullable(),
    confidence: z.number().nullable(),
    invented: z.boolean(),
    startedAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'CheckupLine' })
export const CheckupQuery = z.object({ ...ofAgency, state: z.enum(['open', 'finished']).optional(), recordId: id.optional(), ...paging })

export const ManyCheckups = z.object({ ...ofAgency, recordIds: z.array(id).min(1).max(1_000) })
export const CheckedMany = z.object({
  items: z.array(
    z.object({ recordId: id, score: z.number().nullable(), confidence: z.number(), strengths: z.array(z.string()), weaknesses: z.array(z.string()) }).meta({ id: 'CheckedArtist' }),
  ),
})

/** What an artist reads of their own. */
export const MyResult = z
  .object({
    id,
    recordId: id,
    name: z.string(),
    agency: z.string(),
    finishedAt: instant,
    invented: z.boolean(),
    score: z.number().nullable(),
    confidence: z.number(),
    areas: Result.shape.areas,
    strengths: z.array(z.string()),
    weaknesses: z.array(z.string()),
    previous: z.object({ finishedAt: instant, score: z.number().nullable(), areas: Result.shape.areas }).nullable(),
  })
  .meta({ id: 'MyCheckupResult' })
