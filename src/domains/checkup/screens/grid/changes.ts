import type { z } from 'zod'
import type { Grid } from '../../schema/grid.ts'
import type { Tier } from '../../types.ts'

export type GridData = z.output<typeof Grid>

interface Change {
  criterion: string
  weight?: number
  tier?: Tier
  low?: number
  high?: number
}

/** What a form changed in a grid. What is no number goes as it is, for the shape to refuse. */
export function gridChanges(grid: GridData, form: FormData): { changes: Change[]; names: string[] } {
  const typed = (name: string): number | null => {
    const value = form.get(name)
    return typeof value === 'string' ? Number(value.trim() === '' ? Number.NaN : value.replace(',', '.')) : null
  }
  const changes: Change[] = []
  const names: string[] = []
  for (const { key, weight, bands } of grid.criteria) {
    const asked = typed(`weight.${key}`)
    if (asked !== null && asked !== weight) {
      changes.push({ criterion: key, weight: asked })
      names.push(`weight.${key}`)
    }
    for (const { tier, low, high } of bands) {
      const [newLow, newHigh] = [typed(`low.${key}.${tier}`), typed(`high.${key}.${tier}`)]
      if (newLow === null || newHigh === null || (newLow === low && newHigh === high)) continue
      changes.push({ criterion: key, tier, low: newLow, high: newHigh })
      names.push(`${key}.${tier}`)
    }
  }
  return { changes, names }
}

/** `changes.3.high` is the field `high.engagement.instagram.nano` of the form. */
export function fieldOf(names: readonly string[], field: string): string {
  const [, place = '', what = ''] = /^changes\.(\d+)\.(\w+)$/.exec(field) ?? []
  const name = names[Number(place)]
  if (place === '' || name === undefined) return field
  return name.startsWith('weight.') ? name : `${what === 'low' ? 'low' : 'high'}.${name}`
}
