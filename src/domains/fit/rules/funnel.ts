import { chanceOf } from './learning/learn.ts'

/** A stage of a pipeline, in order. `probability` = chance to be won from there, 0–1, as the agency set it. */
export interface FunnelStage {
  key: string
  name: string
  outcome: 'open' | 'won' | 'lost'
  probability: number
}

/** Where one artist stands: the stage's place, and their score (null = not analysed). */
export interface Standing {
  stage: number
  score: number | null
}

export interface FunnelLine {
  key: string
  name: string
  outcome: 'open' | 'won' | 'lost'
  /** Artists who stand there now. */
  now: number
  /** How many of all artists of the pipeline will get there, expected: those already there or further, and the others by their chances. */
  expected: number
}

/** Until results teach better: a score 20 points above the middle doubles the odds. */
export const expertChance = { slope: (100 * Math.LN2) / 20 } as const
const middle = 50

/**
 * The chance to be won from a stage for one score: the stage's own odds, moved by what the score says of this artist. `slope` = log-odds per 100 points; a score in the middle (of the agency's
 * own when it is known) changes nothing.
 */
export function chanceFrom(probability: number, score: number | null, slope: number, centre = middle): number {
  if (probability <= 0 || probability >= 1 || score === null) return Math.min(1, Math.max(0, probability))
  return chanceOf(score - centre, { intercept: Math.log(probability / (1 - probability)), slope })
}

/** The chance to get from one stage to a later one: whoever is won passes both, so it is the quotient of their chances. */
export function chanceToReach(from: number, to: number): number {
  return to <= 0 ? 0 : Math.min(1, from / to)
}

/** Expected numbers at each stage that leads to a result, from where artists stand today. Lost stages are left out; so are the artists in them. */
export function funnelOf(stages: readonly FunnelStage[], artists: readonly Standing[], slope: number, centre?: number): FunnelLine[] {
  const way = stages.map((stage, place) => ({ ...stage, place })).filter((stage) => stage.outcome !== 'lost')
  const there = artists.filter((one) => way.some((stage) => stage.place === one.stage))
  return way.map(({ key, name, outcome, place }) => ({
    key,
    name,
    outcome,
    now: there.filter((one) => one.stage === place).length,
    expected: there.reduce((sum, one) => sum + reach(stages, one, place, slope, centre), 0),
  }))
}

/** One artist's chances to reach each stage of their pipeline; 1 for those behind them. */
export function pathOf(stages: readonly FunnelStage[], artist: Standing, slope: number, centre?: number): { key: string; name: string; chance: number; here: boolean }[] {
  return stages
    .map((stage, place) => ({ stage, place }))
    .filter(({ stage }) => stage.outcome !== 'lost')
    .map(({ stage, place }) => ({ key: stage.key, name: stage.name, chance: reach(stages, artist, place, slope, centre), here: place === artist.stage }))
}

function reach(stages: readonly FunnelStage[], { stage, score }: Standing, place: number, slope: number, centre?: number): number {
  if (place <= stage) return 1
  const chance = (at: number) => chanceFrom(stages[at]!.probability, score, slope, centre)
  return chanceToReach(chance(stage), chance(place))
}
