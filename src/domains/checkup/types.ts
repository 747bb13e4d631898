import type { Network } from '#domains/crm'

/** Networks that figures are kept for. */
export const measuredNetworks = [
  'instagram',
  'tiktok',
  'youtube',
  'facebook',
  'x',
  'spotify',
  'deezer',
  'apple-music',
  'soundcloud',
  'bandcamp',
  'twitch',
] as const satisfies readonly Network[]
export type MeasuredNetwork = (typeof measuredNetworks)[number]

/**
 * What is measured. `followers`, `views`, `releases` (albums, videos) stand as of the day; `posts`, `streams`, `listeners`, `likes`, `saves` are of the 30 days before it;
 * `engagement` is (likes + comments + shares + saves) / followers of the last posts, in hundredths of a per cent (250 = 2.50 %).
 */
export const metrics = ['followers', 'engagement', 'posts', 'views', 'listeners', 'streams', 'saves', 'likes', 'releases'] as const
export type Metric = (typeof metrics)[number]

export const figureSources = ['typed', 'imported', 'provider', 'noted'] as const
export type FigureSource = (typeof figureSources)[number]

/** Red flags (law-and-tax §7). `jump` and `drop`: followers moved as they never do on this network; `quiet`: many followers and nearly no engagement; `playlist`: listeners who do not follow. */
export const anomalies = ['jump', 'drop', 'quiet', 'playlist'] as const
export type AnomalyKind = (typeof anomalies)[number]
export interface Anomaly {
  kind: AnomalyKind
  network: MeasuredNetwork
  /** ISO day of the measure. */
  day: string
  from: number | null
  to: number
}

/** The last figures on one network, not older than `staleAfter` days (rules/figures/growth.ts). Null = unknown. */
export interface NetworkFigures {
  followers: number | null
  /** Day of the last followers. */
  at: string | null
  /** As a fraction: 0.12 = +12 %. */
  growth30: number | null
  growth90: number | null
  /** Hundredths of a per cent. */
  engagement: number | null
  posts30: number | null
  streams30: number | null
  listeners: number | null
  saves30: number | null
  likes30: number | null
  views: number | null
  releases: number | null
  anomalies: readonly Anomaly[]
  /** At least one of these was made up for a demonstration. */
  invented: boolean
}

export type ArtistFigures = Readonly<Partial<Record<MeasuredNetwork, NetworkFigures>>>

/** Where the audience lives (share in hundredths of a per cent) and where the artist plays. */
export interface AudiencePlaces {
  countries: readonly { country: string; share: number }[]
  touring: readonly string[]
  day: string
  invented: boolean
}

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
