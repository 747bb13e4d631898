import { z } from 'zod'
import { id, instant, pageOf, paging } from '#platform/operation'
import { criteria, networks, occasions, parts, tiers } from './types.ts'

const score = z.number().min(0).max(100)
const country = z.string().regex(/^[A-Z]{2}$/)
const text = (max: number) => z.string().trim().min(1).max(max)
const asked = score.nullable().optional()

/** Facts of an artist who is not in the agency's lists: all optional, unknown when left out. */
export const FactsGiven = z
  .object({
    /** Named back in the answer. */
    ref: text(100).optional(),
    country: country.nullable().optional(),
    genres: z.array(text(60)).max(10).default([]),
    selfProduced: z.boolean().nullable().optional(),
    hasTeam: z.boolean().nullable().optional(),
    followers: z.int().min(0).max(10_000_000_000).nullable().optional(),
    network: z.enum(networks).nullable().optional(),
    growth90: z.number().min(-1).max(1_000).nullable().optional().meta({ description: 'Growth of the followers in 90 days, as a fraction: 0.12 = +12 %' }),
    engagement: z.int().min(0).max(100_000).nullable().optional().meta({ description: 'In hundredths of a per cent: 250 = 2.50 %' }),
    engagementNetwork: z.enum(networks).nullable().optional(),
    listeners: z.int().min(0).max(10_000_000_000).nullable().optional(),
    checkup: z.object({ score: asked, live: asked, monetisation: asked, catalogue: asked, rights: asked, pressKit: asked }).default({}),
  })
  .meta({ id: 'FitFactsGiven' })

export const AnalyzeInput = z.object({
  workspaceId: id.optional(),
  artistId: id.optional(),
  artistIds: z.array(id).min(1).max(500).optional(),
  facts: z.union([FactsGiven, z.array(FactsGiven).min(1).max(500)]).optional(),
})

const because = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])), text: z.string() })
const reason = z
  .object({
    criterion: z.enum(criteria),
    part: z.enum(parts),
    label: z.string(),
    score: score.nullable(),
    weight: z.number(),
    points: z.number(),
    pointsOfPart: z.number(),
    because,
  })
  .meta({ id: 'FitReason' })
const part = z.object({ part: z.enum(parts), label: z.string(), score: score.nullable(), weight: z.number(), points: z.number(), confidence: z.number() }).meta({ id: 'FitPart' })
const step = z.object({ kind: z.enum(['checkup', 'figures', 'work', 'offer']), criterion: z.enum(criteria).nullable(), gain: z.number().nullable(), text: z.string() })

/** A score taken apart, as it was made. */
export const FitAnalysis = z
  .object({
    /** Null when it was made from given facts and not kept. */
    id: id.nullable(),
    artistId: id.nullable(),
    ref: z.string().nullable(),
    name: z.string().nullable(),
    score: score.nullable(),
    confidence: z.number(),
    parts: z.array(part),
    reasons: z.array(reason),
    nextStep: step,
    weightsVersion: z.int(),
    occasion: z.enum(occasions).nullable(),
    invented: z.boolean(),
    madeAt: instant,
  })
  .meta({ id: 'FitAnalysis' })
export const Analyzed = z.object({ items: z.array(FitAnalysis), missing: z.array(id) })

const gain = z.object({ criterion: z.enum(criteria), label: z.string(), from: score.nullable(), to: score, gain: z.number() })
const reached = z.object({ key: z.string(), name: z.string(), chance: z.number(), here: z.boolean() })
export const Fit = z
  .object({
    artist: z.object({ id, name: z.string(), country: z.string().nullable(), ownerId: id.nullable() }),
    /** Null until the artist has been analysed. */
    analysis: FitAnalysis.nullable(),
    gains: z.array(gain),
    /** Chances to get to each stage of the first pipeline; empty while the artist is in none. */
    path: z.array(reached),
    history: z.array(z.object({ id, score: score.nullable(), madeAt: instant })),
    /** Where they stand among the agency's scored artists: 0 = last, 100 = first; null below 8. */
    percentile: z.number().nullable(),
    mayEdit: z.boolean(),
  })
  .meta({ id: 'Fit' })

export const ScoreQuery = z.object({
  workspaceId: id.optional(),
  q: text(200).optional(),
  scoreFrom: score.optional(),
  scoreTo: score.optional(),
  confidenceFrom: z.number().min(0).max(1).optional(),
  country: country.optional(),
  genre: text(60).optional(),
  tier: z.enum(tiers).optional(),
  ownerId: id.optional(),
  tag: text(60).optional(),
  stage: text(40).optional().meta({ description: 'Key of a stage of the first pipeline of artists, or none' }),
  silentDays: z.int().min(1).max(3_650).optional().meta({ description: 'Nobody spoke with them for so many days' }),
  ...paging,
})
const scored = z
  .object({
    artistId: id,
    name: z.string(),
    analysisId: id,
    score: score.nullable(),
    confidence: z.number(),
    audience: score.nullable(),
    market: score.nullable(),
    readiness: score.nullable(),
    position: score.nullable(),
    country: z.string().nullable(),
    genre: z.string().nullable(),
    tier: z.enum(tiers),
    ownerId: id.nullable(),
    invented: z.boolean(),
    madeAt: instant,
  })
  .meta({ id: 'FitScore' })
export const Scores = pageOf(scored)

const reliability = z.object({ from: z.number(), to: z.number(), count: z.int(), said: z.number().nullable(), seen: z.number().nullable() })
const calibration = z
  .object({ count: z.int(), won: z.int(), brier: z.number(), brierOfAverage: z.number(), auc: z.number().nullable(), ece: z.number(), lines: z.array(reliability) })
  .meta({ id: 'FitCalibration' })
const weight = z.object({ criterion: z.enum(criteria), part: z.enum(parts), label: z.string(), expert: z.number(), now: z.number() })
const stage = z.object({ key: z.string(), name: z.string(), artists: z.int(), scored: z.int(), mean: score.nullable() })
const segment = z.object({ by: z.enum(['country', 'genre', 'tier']), key: z.string(), artists: z.int(), mean: score })

/** Weights in force and what they were learnt from. */
export const FitModel = z
  .object({
    basis: z.enum(['expert', 'adaptive']),
    /** 0 = the house's own. */
    version: z.int(),
    learntAt: instant.nullable(),
    weights: z.array(weight),
    parts: z.array(z.object({ part: z.enum(parts), label: z.string(), expert: z.number(), now: z.number() })),
    lambda: z.number().nullable(),
    /** Results today, and what is needed before anything is learnt. */
    results: z.object({ won: z.int(), lost: z.int(), usable: z.int(), needed: z.int(), neededOfEach: z.int() }),
    /** Of chances said before the result was known; null while data are few. */
    calibration: calibration.nullable(),
  })
  .meta({ id: 'FitModel' })

export const FitStats = z
  .object({
    artists: z.int(),
    analysed: z.int(),
    scored: z.int(),
    invented: z.int(),
    mean: score.nullable(),
    confidence: z.number().nullable(),
    madeAt: instant.nullable(),
    /** Ten bands of ten points. */
    distribution: z.array(z.object({ from: z.int(), to: z.int(), artists: z.int() })),
    stages: z.array(stage),
    segments: z.array(segment),
    model: FitModel,
    mayEdit: z.boolean(),
    mayManage: z.boolean(),
  })
  .meta({ id: 'FitStats' })

export const Funnel = z
  .object({
    stages: z.array(z.object({ key: z.string(), name: z.string(), outcome: z.enum(['open', 'won', 'lost']), now: z.int(), expected: z.number() })),
    /** Log-odds per 100 points of score, and the score that changes nothing. */
    slope: z.number(),
    centre: score,
  })
  .meta({ id: 'FitFunnel' })

/** `growth=80`: what if a criterion were at that score. */
export const WhatIfQuery = z.object({ id, ...Object.fromEntries(criteria.map((one) => [one, score.optional()])) } as { id: typeof id } & Record<
  (typeof criteria)[number],
  z.ZodOptional<typeof score>
>)
export const WhatIf = z.object({ from: score.nullable(), to: score.nullable(), gain: z.number(), parts: z.array(part) }).meta({ id: 'FitWhatIf' })

export const Analyses = pageOf(FitAnalysis)
export const ofArtist = z.object({ id })
export const ofAgency = z.object({ workspaceId: id.optional() })
export const ofOwner = z.object({ workspaceId: id.optional(), ownerId: id.optional() })
export const listOf = z.object({ id, ...paging })
