import { areas, type Area, type CheckupResult, type Finding } from '../../types.ts'
import { bandOf, greenFrom, scoreIn } from './bands.ts'
import { type Criterion, criteria } from './criteria.ts'
import type { GridFacts, Reading } from './facts.ts'
import type { Grid, GridLine } from './grid.ts'

export const answers = ['yes', 'part', 'no'] as const
export type AnswerWord = (typeof answers)[number]

/** What people said of one criterion. A `score` goes before the data and needs its reason; an `answer` only fills what the data do not say. */
export interface Answer {
  answer?: AnswerWord | undefined
  score?: number | undefined
  reason?: string | undefined
}
export type Answers = Readonly<Record<string, Answer>>

const worth: Record<AnswerWord, number> = { yes: 100, part: 50, no: 0 }
/** At how many finished check-ups of an agency a percentile says something. */
export const fewestForPercentile = 20
const mostNamed = 5

/** Every criterion of the grid that counts, judged. Pure: the same facts and answers give the same findings. */
export function judge(grid: Grid, facts: GridFacts, given: Answers): Finding[] {
  return criteria.filter(({ key }) => (grid[key]?.weight ?? 0) > 0).map((one) => judgeOne(one, grid[one.key]!, facts, given[one.key]))
}

function judgeOne(one: Criterion, line: GridLine, facts: GridFacts, given: Answer | undefined): Finding {
  const finding = (score: number | null, origin: Finding['origin'], because: Finding['because'], reason: string | null = null): Finding => ({
    criterion: one.key,
    area: one.area,
    score,
    weight: line.weight,
    band: bandOf(score),
    origin,
    because,
    reason,
  })
  if (given?.score !== undefined) return finding(given.score, 'manual', { code: 'override', params: { score: given.score } }, given.reason ?? '')
  const read = one.read?.(facts) ?? null
  if (read) return finding(scoreOf(one, line, facts, read), 'computed', becauseOf(one, line, facts, read))
  if (given?.answer) return finding(worth[given.answer], 'manual', { code: given.answer, params: {} })
  return finding(null, 'missing', { code: one.figure ? 'noFigure' : 'noAnswer', params: {} })
}

const bandsFor = (line: GridLine, one: Criterion, facts: GridFacts) => (line.bands ?? one.figure!.bands)[facts.tier ?? 'starting']

function scoreOf(one: Criterion, line: GridLine, facts: GridFacts, read: Reading): number {
  return 'score' in read ? read.score : scoreIn(bandsFor(line, one, facts), read.value)
}

function becauseOf(one: Criterion, line: GridLine, facts: GridFacts, read: Reading): Finding['because'] {
  if ('score' in read) return { code: read.code, params: { ...read.params } }
  return { code: one.figure!.code, params: { ...read.params, value: read.value, ...bandsFor(line, one, facts) } }
}

/** The score is the weighted mean of what is known; what is unknown lowers the confidence alone. */
export function resultOf(findings: readonly Finding[]): CheckupResult {
  const { score, confidence } = meanOf(findings)
  const known = findings.filter((one): one is Finding & { score: number } => one.score !== null)
  const by = (distance: (one: Finding & { score: number }) => number): string[] =>
    known
      .toSorted((a, b) => distance(b) - distance(a) || (a.criterion < b.criterion ? -1 : 1))
      .filter((one) => distance(one) > 0)
      .slice(0, mostNamed)
      .map(({ criterion }) => criterion)
  return {
    score,
    confidence,
    areas: areas.flatMap((area) => areaOf(area, findings)),
    findings,
    strengths: by((one) => (one.score >= greenFrom ? one.weight * (one.score - greenFrom + 1) : 0)),
    weaknesses: by((one) => one.weight * (greenFrom - one.score)),
    percentile: null,
  }
}

function areaOf(area: Area, findings: readonly Finding[]): CheckupResult['areas'] {
  const own = findings.filter((one) => one.area === area)
  return own.length === 0 ? [] : [{ area, ...meanOf(own) }]
}

function meanOf(findings: readonly Finding[]): { score: number | null; weight: number; confidence: number } {
  let weight = 0
  let known = 0
  let sum = 0
  for (const one of findings) {
    weight += one.weight
    if (one.score === null) continue
    known += one.weight
    sum += one.weight * one.score
  }
  return { score: known > 0 ? sum / known : null, weight, confidence: weight > 0 ? known / weight : 0 }
}

/** What each known finding brings to the score: their sum is the score. */
export function contributions(findings: readonly Finding[]): { criterion: string; points: number }[] {
  const known = findings.filter((one) => one.score !== null)
  const whole = known.reduce((sum, one) => sum + one.weight, 0)
  return known.map((one) => ({ criterion: one.criterion, points: whole > 0 ? (one.weight * one.score!) / whole : 0 }))
}

/** Place among others, 0–100: the share that scores lower, equals counted half. Null when they are too few. */
export function percentileAmong(score: number | null, others: readonly number[]): number | null {
  if (score === null || others.length < fewestForPercentile) return null
  const below = others.filter((one) => one < score).length
  const equal = others.filter((one) => one === score).length
  return (100 * (below + equal / 2)) / others.length
}
