/** The areas of the grid, in the order they are shown. */
export const areas = ['identity', 'presence', 'cadence', 'engagement', 'variety', 'catalogue', 'live', 'press-kit', 'rights', 'monetisation', 'contact'] as const
export type Area = (typeof areas)[number]

export const bands = ['red', 'amber', 'green'] as const
export type Band = (typeof bands)[number]

/** Audience tiers by followers on the largest network: starting below 1,000, nano to 10,000, micro to 100,000, then large. */
export const tiers = ['starting', 'nano', 'micro', 'large'] as const
export type Tier = (typeof tiers)[number]

/** Where a criterion's score comes from. */
export const origins = ['computed', 'manual', 'missing'] as const
export type Origin = (typeof origins)[number]

/** One criterion of one check-up. */
export interface Finding {
  /** Key within the grid: `engagement.instagram`. */
  criterion: string
  area: Area
  /** 0–100; null when nothing is known, which lowers confidence and never the score. */
  score: number | null
  /** Share of the whole, as the grid says. */
  weight: number
  band: Band | null
  origin: Origin
  /** Why, as a sentence's key and what fills it (`checkup.because.…`). */
  because: { code: string; params: Record<string, string | number> }
  /** Set by hand: by whom, and the reason they gave. */
  reason: string | null
}

/** What a finished check-up says. */
export interface CheckupResult {
  /** 0–100, the weighted mean of what is known; null when nothing is. */
  score: number | null
  /** Known weight / whole weight, 0–1. */
  confidence: number
  areas: readonly { area: Area; score: number | null; weight: number; confidence: number }[]
  findings: readonly Finding[]
  /** Criteria, best and worst first. */
  strengths: readonly string[]
  weaknesses: readonly string[]
  /** Among the agency's artists, 0–100; null below 20 finished check-ups. */
  percentile: number | null
}

/** A check-up as other rooms and the prescription read it. */
export interface CheckupFacts {
  id: string
  workspaceId: string
  recordId: string
  gridVersion: number
  finishedAt: Date | null
  result: CheckupResult
}
