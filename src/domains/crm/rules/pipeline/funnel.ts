import type { Outcome } from '../../types.ts'

/** Cards that began in a month, by how far they came (position of the furthest stage that is not lost) and how they stand now. */
export interface CohortRow {
  month: string
  furthest: number
  outcome: Outcome
  count: number
}

interface Stage {
  id: string
  position: number
  outcome: Outcome
}

/** How many came at least to each stage, and what share that is of those who reached the stage before, in hundredths. Lost stages are no step. */
export function conversions(stages: readonly Stage[], cohorts: readonly CohortRow[]): Map<string, { reached: number | null; conversion: number | null }> {
  const figures = new Map<string, { reached: number | null; conversion: number | null }>()
  let previous: number | null = null
  for (const { id, position, outcome } of stages) {
    if (outcome === 'lost') {
      figures.set(id, { reached: null, conversion: null })
      continue
    }
    const reached = cohorts.reduce((all, row) => all + (row.furthest >= position ? row.count : 0), 0)
    figures.set(id, { reached, conversion: previous ? (100 * reached) / previous : null })
    previous = reached
  }
  return figures
}

/** The last months, `2026-11`, this one last; UTC. */
export function monthsBack(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, at) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (count - 1 - at), 1)).toISOString().slice(0, 7))
}
