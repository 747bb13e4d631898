import type { Tier } from '../../types.ts'
import type { TierBands } from './bands.ts'
import { criteria } from './criteria.ts'

export const lineOrigins = ['house', 'own', 'edited'] as const
/** Whose bands: the house's, the agency's own percentiles, or a person's. */
export type LineOrigin = (typeof lineOrigins)[number]

export interface GridLine {
  /** 0 leaves the criterion out. */
  weight: number
  bands?: TierBands
  from: LineOrigin
}

/** One version of a grid: a line a criterion. */
export type Grid = Readonly<Record<string, GridLine>>

export const houseGrid: Grid = Object.fromEntries(criteria.map(({ key, weight, figure }) => [key, { weight, from: 'house', ...(figure ? { bands: figure.bands } : {}) }]))

/** A kept version, with what the house has added since. */
export const completed = (kept: Grid): Grid => Object.fromEntries(criteria.map(({ key }) => [key, kept[key] ?? { ...houseGrid[key]!, weight: 0 }]))

/** A change to one line. */
export interface LineChange {
  criterion: string
  weight?: number | undefined
  tier?: Tier | undefined
  low?: number | undefined
  high?: number | undefined
}

/** Why a line cannot be changed so, as the end of a refusal's code; null when it can. */
export function whyCannotChange(grid: Grid, change: LineChange): string | null {
  const line = grid[change.criterion]
  if (!line) return 'noSuchCriterion'
  const given = [change.tier, change.low, change.high].filter((one) => one !== undefined).length
  if (given > 0 && !line.bands) return 'noBands'
  if (given > 0 && given < 3) return 'wholeBands'
  return given === 3 && change.low! >= change.high! ? 'bandsCrossed' : null
}

/** The grid with these changes, lines named by their new origin. */
export function changed(grid: Grid, changes: readonly LineChange[]): Grid {
  const next: Record<string, GridLine> = { ...grid }
  for (const { criterion, weight, tier, low, high } of changes) {
    const line = next[criterion]!
    const bands = tier === undefined || !line.bands ? line.bands : { ...line.bands, [tier]: { low: low!, high: high! } }
    const isEdited = tier !== undefined && JSON.stringify(bands) !== JSON.stringify(line.bands)
    next[criterion] = { weight: weight ?? line.weight, ...(bands ? { bands } : {}), from: isEdited ? 'edited' : line.from }
  }
  return next
}

/** What differs between two versions. */
export function differences(
  before: Grid,
  after: Grid,
): { criterion: string; weight: readonly [number, number] | null; tiers: readonly { tier: Tier; before: readonly [number, number]; after: readonly [number, number] }[] }[] {
  return Object.keys(after).flatMap((criterion) => {
    const [old, now] = [before[criterion], after[criterion]!]
    if (!old) return []
    const tiers = (Object.keys(now.bands ?? {}) as Tier[]).flatMap((tier) => {
      const [was, is] = [old.bands![tier], now.bands![tier]]
      return was.low === is.low && was.high === is.high ? [] : [{ tier, before: [was.low, was.high] as const, after: [is.low, is.high] as const }]
    })
    const weight = old.weight === now.weight ? null : ([old.weight, now.weight] as const)
    return weight || tiers.length > 0 ? [{ criterion, weight, tiers }] : []
  })
}
