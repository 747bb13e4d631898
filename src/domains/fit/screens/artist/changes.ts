import { criteria, type Criterion } from '../../types.ts'

export type Changes = Partial<Record<Criterion, number>>

/** What is asked in the address: `growth=80&rights=100`. What makes no sense is left out. */
export function changesIn(params: URLSearchParams): Changes {
  const changes: Changes = {}
  for (const criterion of criteria) {
    const given = params.get(criterion)
    const value = given === null || given === '' ? Number.NaN : Number(given)
    if (value >= 0 && value <= 100) changes[criterion] = value
  }
  return changes
}
