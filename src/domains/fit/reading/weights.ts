import type { Db } from '#platform/context'
import { expertChance } from '../rules/funnel.ts'
import { expert } from '../rules/weights.ts'
import { readModel } from '../store/models.ts'
import type { Weights } from '../types.ts'

/** The weights by which an agency's artists are scored today. Version 0 = the house's own. */
export interface InForce {
  version: number
  weights: Weights
  /** Log-odds per 100 points of score. */
  slope: number
}

export async function inForce(db: Db, workspaceId: string): Promise<InForce> {
  const last = await readModel(db, workspaceId)
  if (!last) return { version: 0, weights: expert, slope: expertChance.slope }
  const { basis, weights, chance } = last.model
  return { version: basis === 'adaptive' ? last.version : 0, weights, slope: chance?.slope ?? expertChance.slope }
}
