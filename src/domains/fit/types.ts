import type { Network } from '#domains/crm'

/** The four parts of the score, in the order they are shown. */
export const parts = ['audience', 'market', 'readiness', 'position'] as const
export type Part = (typeof parts)[number]

/** What a score is made from, part by part. */
export const criteria = [
  'target',
  'independence',
  'growth',
  'engagement',
  'country',
  'genre',
  'genreDemand',
  'areaDemand',
  'networkGrowth',
  'live',
  'monetisation',
  'catalogue',
  'rights',
  'pressKit',
  'growthRank',
  'engagementRank',
  'listenersRank',
  'checkupRank',
] as const
export type Criterion = (typeof criteria)[number]

/** Shares of the whole, by criterion; they sum to 1. */
export type Weights = Readonly<Record<Criterion, number>>

/** Where followers are counted. */
export const networks = [
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

/** What is known of an artist; null = unknown. */
export interface FitFacts {
  country: string | null
  genres: readonly string[]
  selfProduced: boolean | null
  hasTeam: boolean | null
  /** On the largest network. */
  followers: number | null
  network: Network | null
  /** Growth of those followers in 90 days, as a fraction; null too when a jump makes it hard to believe. */
  growth90: number | null
  /** In hundredths of a per cent (250 = 2.50 %), and where. */
  engagement: number | null
  engagementNetwork: Network | null
  /** Listeners a month, where they are most. */
  listeners: number | null
  /** Scores of the last check-up, 0–100: the whole, and the areas that say how ready somebody is. */
  checkup: Readonly<Record<CheckupFact, number | null>>
  /** At least one figure was made up for a demonstration. */
  invented: boolean
}
export const checkupFacts = ['score', 'live', 'monetisation', 'catalogue', 'rights', 'pressKit'] as const
export type CheckupFact = (typeof checkupFacts)[number]

export const tiers = ['starting', 'nano', 'micro', 'large'] as const
export type Tier = (typeof tiers)[number]
export const ranked = ['growth', 'engagement', 'listeners', 'checkup'] as const
export type Ranked = (typeof ranked)[number]

/** How cards ended. */
export interface Tally {
  won: number
  lost: number
}

/** What an artist is compared with: the agency's artists and results on that day. */
export interface Ground {
  /** How many artists it was drawn from. */
  artists: number
  /** Artists by country, and by genre. */
  countries: Readonly<Record<string, number>>
  genres: Readonly<Record<string, number>>
  /** Artists whose country, and whose genres, are known. */
  located: number
  styled: number
  /** How cards ended: all, by country, by genre. */
  results: Tally
  byCountry: Readonly<Record<string, Tally>>
  byGenre: Readonly<Record<string, Tally>>
  /** Median growth in 90 days by network, and how many artists it was measured on. */
  networks: Readonly<Partial<Record<Network, { growth: number; of: number }>>>
  /** Values of the agency's artists, ascending: `<tier>.<measure>`. */
  peers: Readonly<Record<string, readonly number[]>>
}

/** Why a criterion has its score: `fit.because.<code>` and what fills the sentence. */
export interface Because {
  code: string
  params: Readonly<Record<string, string | number>>
}

/** One criterion of one analysis. `points` and `share` are 0 while nothing is known. */
export interface Reason {
  criterion: Criterion
  part: Part
  /** 0–100; null = unknown, which lowers confidence and never the score. */
  score: number | null
  /** Share of the whole, by the weights in force. */
  weight: number
  /** Points it brings to the whole; the points of all criteria sum to the score. */
  points: number
  /** Points it brings to its part; those of one part sum to the part's score. */
  pointsOfPart: number
  because: Because
}

export interface PartScore {
  part: Part
  score: number | null
  weight: number
  /** Points it brings to the whole. */
  points: number
  /** Known weight / weight, 0–1. */
  confidence: number
}

/** A score taken apart. Scores and points have two decimals; sums are exact in them. */
export interface Analysis {
  score: number | null
  confidence: number
  parts: readonly PartScore[]
  reasons: readonly Reason[]
}

/** Why an analysis was made: asked by a person or a program, the artist's card came into a pipeline, new facts, the daily round. */
export const occasions = ['asked', 'entry', 'facts', 'daily'] as const
export type Occasion = (typeof occasions)[number]

/** One past result to learn from: what was known before (0–1, null = unknown), and how it ended. */
export interface Lesson {
  features: Readonly<Record<Criterion, number | null>>
  won: boolean
}

/** One line of a reliability table: of those who were given a chance in this band, how many were won. */
export interface ReliabilityLine {
  from: number
  to: number
  count: number
  /** Mean chance that was said. */
  said: number | null
  /** Share that was won. */
  seen: number | null
}

/** How well chances that were said before the fact agree with what happened. */
export interface Calibration {
  count: number
  won: number
  /** Mean squared error of the chances, 0 best; and what always saying the average would have got. */
  brier: number
  brierOfAverage: number
  /** Chance that a won card had been given more than a lost one; null when there are not both. */
  auc: number | null
  /** Mean gap between said and seen, weighted by count. */
  ece: number
  lines: readonly ReliabilityLine[]
}

/** What was learnt from an agency's results. */
export interface Model {
  /** `expert`: the house's weights stand, because data are few or teach nothing better. */
  basis: 'expert' | 'adaptive'
  weights: Weights
  /** Chance = 1 / (1 + e^-(intercept + slope × score / 100)); null while data are few. */
  chance: { intercept: number; slope: number } | null
  /** Strength of the pull to the expert weights that was chosen; null = they stand unchanged. */
  lambda: number | null
  counts: Tally
  /** Out of fold; null while data are few. */
  calibration: Calibration | null
  /** Log loss out of fold by strength, strongest first. */
  trials: readonly { lambda: number | null; loss: number }[]
}
