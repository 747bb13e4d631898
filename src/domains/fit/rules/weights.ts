import { criteria, type Criterion, type Part, parts, type Weights } from '../types.ts'

/** Where each criterion counts. */
export const partOf: Readonly<Record<Criterion, Part>> = {
  target: 'audience',
  independence: 'audience',
  growth: 'audience',
  engagement: 'audience',
  country: 'audience',
  genre: 'audience',
  genreDemand: 'market',
  areaDemand: 'market',
  networkGrowth: 'market',
  live: 'market',
  monetisation: 'readiness',
  catalogue: 'readiness',
  rights: 'readiness',
  pressKit: 'readiness',
  growthRank: 'position',
  engagementRank: 'position',
  listenersRank: 'position',
  checkupRank: 'position',
}

/** The house's own weights, used until an agency's results teach better ones. In hundredths they are round on purpose: nobody knows more than that beforehand. */
export const expert: Weights = {
  target: 0.09,
  independence: 0.05,
  growth: 0.08,
  engagement: 0.08,
  country: 0.03,
  genre: 0.02,
  genreDemand: 0.06,
  areaDemand: 0.05,
  networkGrowth: 0.03,
  live: 0.06,
  monetisation: 0.09,
  catalogue: 0.08,
  rights: 0.06,
  pressKit: 0.07,
  growthRank: 0.04,
  engagementRank: 0.04,
  listenersRank: 0.04,
  checkupRank: 0.03,
}

export const criteriaOf = (part: Part): Criterion[] => criteria.filter((one) => partOf[one] === part)

/** The weight of each part: what its criteria weigh together. */
export function partWeights(weights: Weights): Record<Part, number> {
  return Object.fromEntries(parts.map((part) => [part, criteriaOf(part).reduce((sum, one) => sum + weights[one], 0)])) as Record<Part, number>
}
