import type { Tier } from '../../types.ts'
import { tiers } from '../../types.ts'
import type { Bands } from './bands.ts'
import { criteria } from './criteria.ts'
import type { GridFacts } from './facts.ts'
import type { Grid, GridLine } from './grid.ts'

/** From so many artists with a figure on, an agency's own percentiles take the place of the bands (law-and-tax §7). */
export const ownFrom = 200
/** A tier with fewer of them keeps its bands. */
export const fewestInTier = 30
/** Red below the first quartile, green from the third. */
const [lower, upper] = [0.25, 0.75]

/** The grid with bands measured on these artists where they are enough; lines that a person has edited stay. The same grid when nothing changes. */
export function withOwnBands(grid: Grid, artists: readonly GridFacts[]): Grid {
  const next: Record<string, GridLine> = { ...grid }
  let hasMoved = false
  for (const { key, figure, read } of criteria) {
    const line = grid[key]
    if (!figure || !read || !line?.bands || line.from === 'edited') continue
    const found = artists.flatMap((facts) => {
      const reading = read(facts)
      return reading && 'value' in reading ? [{ tier: facts.tier ?? ('starting' as const), value: reading.value }] : []
    })
    if (found.length < ownFrom) continue
    const measured = tiers.flatMap((tier) => {
      const bands = quartiles(found.filter((one) => one.tier === tier).map(({ value }) => value))
      return bands ? [[tier, bands] as const] : []
    })
    const bands = { ...line.bands, ...(Object.fromEntries(measured) as Partial<Record<Tier, Bands>>) }
    if (JSON.stringify(bands) === JSON.stringify(line.bands)) continue
    next[key] = { ...line, bands, from: 'own' }
    hasMoved = true
  }
  return hasMoved ? next : grid
}

/** Null where artists are too few, or too alike to be told apart. */
function quartiles(values: readonly number[]): Bands | null {
  if (values.length < fewestInTier) return null
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const floor = Math.floor(place)
    return sorted[floor]! + (place - floor) * (sorted[Math.min(floor + 1, sorted.length - 1)]! - sorted[floor]!)
  }
  const [low, high] = [Math.max(0, round(at(lower))), round(at(upper))]
  return low < high ? { low, high } : null
}

const round = (value: number): number => Math.round(value * 100) / 100
