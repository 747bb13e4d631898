import type { CheckupResult } from '../../types.ts'

/** From one check-up to the next, on what both know. */
export interface Comparison {
  /** Difference of the scores as they were shown; null when one of them has none. */
  score: number | null
  areas: readonly { area: string; before: number; after: number }[]
  /** Criteria that moved by 5 points or more, the largest moves first. */
  moved: readonly { criterion: string; before: number; after: number }[]
}

const worthTelling = 5

export function compare(before: CheckupResult, after: CheckupResult): Comparison {
  const olds = new Map(before.findings.map((one) => [one.criterion, one.score]))
  const areasBefore = new Map(before.areas.map((one) => [one.area, one.score]))
  return {
    score: before.score === null || after.score === null ? null : after.score - before.score,
    areas: after.areas.flatMap(({ area, score }) => {
      const old = areasBefore.get(area) ?? null
      return old === null || score === null ? [] : [{ area, before: old, after: score }]
    }),
    moved: after.findings
      .flatMap(({ criterion, score }) => {
        const old = olds.get(criterion) ?? null
        return old === null || score === null || Math.abs(score - old) < worthTelling ? [] : [{ criterion, before: old, after: score }]
      })
      .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.criterion < b.criterion ? -1 : 1)),
  }
}
