import { type Analysis, criteria, type Criterion, type FitFacts, type Ground, type Part, parts, type PartScore, type Reason, type Weights } from '../types.ts'
import { judges } from './criteria.ts'
import { clamp, shareOut, twoDecimals } from './scales.ts'
import { criteriaOf, expert, partOf, partWeights } from './weights.ts'

/** The scores of the criteria alone, 0–100 or null. */
export type Scores = Readonly<Record<Criterion, number | null>>

/** Takes an artist's score apart. A part is the weighted mean of its known criteria, the whole that of its known parts: what is unknown lowers confidence only. */
export function analyse(facts: FitFacts, ground: Ground, weights: Weights): Analysis {
  const judged = Object.fromEntries(criteria.map((one) => [one, judges[one](facts, ground)])) as Record<Criterion, ReturnType<(typeof judges)[Criterion]>>
  const scores = Object.fromEntries(criteria.map((one) => [one, judged[one] === null ? null : twoDecimals(clamp(judged[one].score, 0, 100))])) as Scores
  return explained(scores, weights, (one) => judged[one]?.because ?? { code: `unknown.${one}`, params: {} })
}

/** The same from scores of criteria that are known already: what an old analysis would be with others. */
export function explained(scores: Scores, weights: Weights, because: (criterion: Criterion) => Reason['because']): Analysis {
  const { whole, ofPart } = means(scores, weights)
  const shares = partWeights(weights)
  const held = partsThatCount(ofPart, shares)
  const pointsOfParts = shareOut(
    whole ?? 0,
    parts.map((part) => held[part] * (ofPart[part] ?? 0)),
  )
  const drawn = parts.map((part, place) => drawPart(part, { scores, weights, score: ofPart[part], points: pointsOfParts[place]!, share: shares[part] }))
  const reasons = drawn.flatMap((one) => one.reasons).map((one) => ({ ...one, because: because(one.criterion) }))
  const confidence = criteria.reduce((sum, one) => sum + (scores[one] === null ? 0 : weights[one]), 0)
  return { score: whole, confidence: twoDecimals(confidence), parts: drawn.map((one) => one.part), reasons }
}

/** Whole and parts, with two decimals. */
export function means(scores: Scores, weights: Weights): { whole: number | null; ofPart: Record<Part, number | null> } {
  const exact = Object.fromEntries(parts.map((part) => [part, meanOf(part, scores, weights)])) as Record<Part, number | null>
  const held = partsThatCount(exact, partWeights(weights))
  const sum = parts.reduce((all, part) => all + held[part], 0)
  const whole = sum === 0 ? null : twoDecimals(parts.reduce((all, part) => all + held[part] * (exact[part] ?? 0), 0) / sum)
  return { whole, ofPart: Object.fromEntries(parts.map((part) => [part, exact[part] === null ? null : twoDecimals(exact[part])])) as Record<Part, number | null> }
}

/** What each part counts: nothing while it is unknown. Where learning left nothing to those that are known, the house's weights speak. */
function partsThatCount(ofPart: Record<Part, number | null>, shares: Record<Part, number>): Record<Part, number> {
  const known = (weights: Record<Part, number>) => Object.fromEntries(parts.map((part) => [part, ofPart[part] === null ? 0 : weights[part]])) as Record<Part, number>
  const own = known(shares)
  return parts.some((part) => own[part] > 0) ? own : known(partWeights(expert))
}

/** The same inside a part. */
function criteriaThatCount(part: Part, scores: Scores, weights: Weights): { criterion: Criterion; score: number; weight: number }[] {
  const known = (from: Weights) => criteriaOf(part).flatMap((criterion) => (scores[criterion] === null ? [] : [{ criterion, score: scores[criterion], weight: from[criterion] }]))
  const own = known(weights)
  return own.some((one) => one.weight > 0) ? own : known(expert)
}

function meanOf(part: Part, scores: Scores, weights: Weights): number | null {
  const known = criteriaThatCount(part, scores, weights)
  const sum = known.reduce((all, one) => all + one.weight, 0)
  return known.length === 0 ? null : known.reduce((all, one) => all + one.weight * one.score, 0) / sum
}

function drawPart(part: Part, given: { scores: Scores; weights: Weights; score: number | null; points: number; share: number }) {
  const { scores, weights, score, points, share } = given
  const known = criteriaThatCount(part, scores, weights)
  const amounts = known.map((one) => one.weight * one.score)
  const ofWhole = shareOut(points, amounts)
  const ofPart = shareOut(score ?? 0, amounts)
  const place = new Map(known.map((one, at) => [one.criterion, at]))
  const reasons = criteriaOf(part).map((criterion) => {
    const at = place.get(criterion)
    return {
      criterion,
      part: partOf[criterion],
      score: scores[criterion],
      weight: weights[criterion],
      points: at === undefined ? 0 : ofWhole[at]!,
      pointsOfPart: at === undefined ? 0 : ofPart[at]!,
    }
  })
  const knownShare = criteriaOf(part).reduce((sum, one) => sum + (scores[one] === null ? 0 : weights[one]), 0)
  const drawnPart: PartScore = { part, score, weight: share, points, confidence: share === 0 ? (known.length > 0 ? 1 : 0) : twoDecimals(knownShare / share) }
  return { part: drawnPart, reasons }
}
