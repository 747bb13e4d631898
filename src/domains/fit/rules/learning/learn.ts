import { criteria, type Lesson, type Model, type Weights } from '../../types.ts'
import { expert } from '../weights.ts'
import { means, type Scores } from '../score.ts'
import { calibrationOf, type Said } from './calibration.ts'
import { type Row, sigmoid, solve } from './solver.ts'

/** Below so many results, and so many of each kind, nothing is learnt. */
export const least = { results: 40, ofEach: 10 } as const

/** How strongly weights are pulled to the house's own, strongest first; null = they stand. */
const strengths: readonly (number | null)[] = [null, 100, 30, 10, 3, 1, 0.3]
/** Each fold is foretold from all that came before it; the first share of the results only teaches. */
const firstShare = 0.4
const folds = 4
/** The house's weights are trusted to tell at least one unit of log-odds from worst to best. */
const leastSlope = 1
/** Standard errors by which others must beat the house's weights before these give way: luck alone does so once in forty times. */
const sure = 2

/**
 * Learns weights from results in the order in which they came. The strength of the pull is the strongest within one standard error of the best, on results that were not learnt from;
 * where nothing surely beats the house's weights, they stand. Weights are never negative, so the score stays monotone. Same results, same answer.
 */
export function learn(lessons: readonly Lesson[]): Model {
  const won = lessons.filter((one) => one.won).length
  const counts = { won, lost: lessons.length - won }
  const few = lessons.length < least.results || Math.min(counts.won, counts.lost) < least.ofEach
  if (few) return { basis: 'expert', weights: expert, chance: null, lambda: null, counts, calibration: null, trials: [] }
  const trials = strengths.map((lambda) => ({ lambda, said: foretell(lessons, lambda) })).map((one) => ({ ...one, losses: one.said.map(lossOf) }))
  const best = trials.reduce((top, one) => (mean(one.losses) < mean(top.losses) ? one : top))
  const chosen = trials.find((one) => mean(one.losses) <= mean(best.losses) + (one.lambda === null ? sure : 1) * errorOfDifference(one.losses, best.losses))!
  const { weights, chance } = fit(lessons, chosen.lambda)
  return {
    basis: chosen.lambda === null ? 'expert' : 'adaptive',
    weights,
    chance,
    lambda: chosen.lambda,
    counts,
    calibration: calibrationOf(chosen.said),
    trials: trials.map(({ lambda, losses }) => ({ lambda, loss: mean(losses) })),
  }
}

/** Weights and the chance they give, from these results. */
export function fit(lessons: readonly Lesson[], lambda: number | null): { weights: Weights; chance: { intercept: number; slope: number } } {
  const weights = lambda === null ? expert : learnt(lessons, lambda)
  const [intercept, slope] = solve({ rows: lessons.map((one) => ({ x: [wholeOf(one, weights)], y: one.won ? 1 : 0 })), prior: [leastSlope], lambda: 0.1 })
  return { weights, chance: { intercept: intercept!, slope: slope! } }
}

/** The chance of being won that a score stands for. */
export const chanceOf = (score: number, { intercept, slope }: { intercept: number; slope: number }): number => sigmoid(intercept + (slope * score) / 100)

function learnt(lessons: readonly Lesson[], lambda: number): Weights {
  const scale = Math.max(leastSlope, solve({ rows: lessons.map((one) => ({ x: [wholeOf(one, expert)], y: one.won ? 1 : 0 })), prior: [leastSlope], lambda: 0.1 })[1]!)
  const usual = usualOf(lessons)
  const rows = lessons.map((one): Row => ({ x: filled(one, usual), y: one.won ? 1 : 0 }))
  const [, ...coefficients] = solve({ rows, prior: criteria.map((one) => scale * expert[one]), lambda })
  const sum = coefficients.reduce((all, one) => all + one, 0)
  return sum <= 1e-9 ? expert : (Object.fromEntries(criteria.map((one, place) => [one, coefficients[place]! / sum])) as Weights)
}

/** The score of a lesson, 0–1, by the same sum as everywhere. */
function wholeOf({ features }: Lesson, weights: Weights): number {
  const scores = Object.fromEntries(criteria.map((one) => [one, features[one] === null ? null : features[one] * 100])) as Scores
  return (means(scores, weights).whole ?? 50) / 100
}

/** Features without holes: what is unknown takes the usual value, which says nothing for or against. */
function filled({ features }: Lesson, usual: readonly number[]): number[] {
  return criteria.map((one, place) => features[one] ?? usual[place]!)
}

/** The mean of each criterion where it is known. */
function usualOf(lessons: readonly Lesson[]): number[] {
  return criteria.map((one) => {
    const known = lessons.flatMap(({ features }) => features[one] ?? [])
    return known.length === 0 ? 0.5 : mean(known)
  })
}

/** Says a chance for each result after the first share, knowing only what came before its fold. */
function foretell(lessons: readonly Lesson[], lambda: number | null): Said[] {
  const start = Math.floor(lessons.length * firstShare)
  const ends = Array.from({ length: folds + 1 }, (_fold, place) => start + Math.round(((lessons.length - start) * place) / folds))
  return ends.slice(0, -1).flatMap((from, place) => {
    const { weights, chance } = fit(lessons.slice(0, from), lambda)
    return lessons.slice(from, ends[place + 1]).map((one) => ({ chance: chanceOf(wholeOf(one, weights) * 100, chance), won: one.won }))
  })
}

const lossOf = ({ chance, won }: Said): number => -Math.log(Math.min(1 - 1e-9, Math.max(1e-9, won ? chance : 1 - chance)))
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

/** Standard error of the mean difference between two series of losses on the same results. */
function errorOfDifference(a: readonly number[], b: readonly number[]): number {
  const gaps = a.map((one, place) => one - b[place]!)
  const centre = mean(gaps)
  return Math.sqrt(gaps.reduce((sum, one) => sum + (one - centre) ** 2, 0) / Math.max(1, gaps.length - 1) / gaps.length)
}
