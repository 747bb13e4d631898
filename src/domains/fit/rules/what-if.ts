import type { Analysis, Criterion, Weights } from '../types.ts'
import { means, type Scores } from './score.ts'

/** What an artist and their agency can work on; the rest is as it is. */
export const workable = ['growth', 'engagement', 'live', 'monetisation', 'catalogue', 'rights', 'pressKit'] as const satisfies readonly Criterion[]
export type Workable = (typeof workable)[number]
const ofCheckup = ['live', 'monetisation', 'catalogue', 'rights', 'pressKit'] as const satisfies readonly Criterion[]
const ofFigures = ['growth', 'engagement'] as const satisfies readonly Criterion[]

/** A level worth working towards. */
export const goodLevel = 80

/** The scores of an analysis, by criterion. */
export const scoresIn = (analysis: Pick<Analysis, 'reasons'>): Scores => Object.fromEntries(analysis.reasons.map((one) => [one.criterion, one.score])) as Scores

/** The whole if these criteria were otherwise, all else equal. Exact: the same sum as the score itself. */
export function scoreIf(analysis: Pick<Analysis, 'reasons'>, weights: Weights, changes: Readonly<Partial<Record<Criterion, number>>>): number | null {
  return means({ ...scoresIn(analysis), ...changes }, weights).whole
}

export interface Gain {
  criterion: Criterion
  from: number | null
  to: number
  /** Points of the whole; of a criterion that is unknown, what knowing it to be good would change. */
  gain: number
}

/** What raising each workable criterion to a good level would bring, most first. */
export function gains(analysis: Pick<Analysis, 'reasons' | 'score'>, weights: Weights): Gain[] {
  const scores = scoresIn(analysis)
  return workable
    .filter((criterion) => (scores[criterion] ?? 0) < goodLevel)
    .map((criterion) => {
      const whole = scoreIf(analysis, weights, { [criterion]: goodLevel })
      return { criterion, from: scores[criterion], to: goodLevel, gain: Math.round(((whole ?? 0) - (analysis.score ?? 0)) * 100) / 100 }
    })
    .toSorted((a, b) => b.gain - a.gain || a.criterion.localeCompare(b.criterion))
}

/** The next best step: know first, then work on what moves the score most, then make an offer. */
export type NextStep = { kind: 'checkup' | 'figures' | 'offer' } | { kind: 'work'; criterion: Workable; gain: number }

export function nextStep(analysis: Pick<Analysis, 'reasons' | 'score'>, weights: Weights): NextStep {
  const scores = scoresIn(analysis)
  if (ofFigures.every((one) => scores[one] === null)) return { kind: 'figures' }
  if (ofCheckup.every((one) => scores[one] === null)) return { kind: 'checkup' }
  const best = gains(analysis, weights).find((one) => one.from !== null && one.gain > 0)
  return best ? { kind: 'work', criterion: best.criterion as Workable, gain: best.gain } : { kind: 'offer' }
}

/** What moved between two analyses, largest first: the reasons of a change. */
export function moved(before: Pick<Analysis, 'reasons'>, after: Pick<Analysis, 'reasons'>): { criterion: Criterion; from: number | null; to: number | null; points: number }[] {
  const old = new Map(before.reasons.map((one) => [one.criterion, one]))
  return after.reasons
    .map((one) => ({
      criterion: one.criterion,
      from: old.get(one.criterion)?.score ?? null,
      to: one.score,
      points: Math.round((one.points - (old.get(one.criterion)?.points ?? 0)) * 100) / 100,
    }))
    .filter((one) => one.from !== one.to)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || a.criterion.localeCompare(b.criterion))
}
