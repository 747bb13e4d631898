import type { FitFacts, Ranked } from '../../types.ts'
import type { Judge } from '../criteria.ts'
import { entryOf } from '../scales.ts'
import { tierOf } from '../tiers.ts'

/** Below so many peers a rank says nothing. */
export const leastPeers = 8

/** The measures that artists are ranked by. */
export const measures: Readonly<Record<Ranked, (facts: FitFacts) => number | null>> = {
  growth: (facts) => facts.growth90,
  engagement: (facts) => facts.engagement,
  listeners: (facts) => facts.listeners,
  checkup: (facts) => facts.checkup.score,
}

/** Competitive positioning: where they stand among the agency's artists of the same tier, and of the same genre when there are enough. */
export const position = {
  growthRank: rank('growth'),
  engagementRank: rank('engagement'),
  listenersRank: rank('listeners'),
  checkupRank: rank('checkup'),
} as const satisfies Record<string, Judge>

/** Where the values of some peers are kept. */
export const peersKey = (measure: Ranked, tier: string, genre?: string): string => (genre === undefined ? `${measure}.${tier}` : `${measure}.${tier}.${genre}`)

function rank(measure: Ranked): Judge {
  return (facts, ground) => {
    const value = measures[measure](facts)
    if (value === null) return null
    const tier = tierOf(facts.followers)
    const genre = facts.genres[0]?.toLowerCase()
    const own = genre === undefined ? undefined : entryOf(ground.peers, peersKey(measure, tier, genre))
    const inGenre = own !== undefined && own.length >= leastPeers
    const peers = inGenre ? own : (entryOf(ground.peers, peersKey(measure, tier)) ?? [])
    if (peers.length < leastPeers) return null
    const score = percentile(peers, value)
    return { score, because: { code: inGenre ? 'rankInGenre' : 'rank', params: { tier, of: peers.length, percentile: Math.round(score), genre: inGenre ? (genre ?? '') : '' } } }
  }
}

/** The share of ascending values below this one, ties counted half, 0–100. */
export function percentile(ascending: readonly number[], value: number): number {
  const below = countBelow(ascending, value, false)
  const upTo = countBelow(ascending, value, true)
  return (100 * (below + upTo)) / (2 * ascending.length)
}

function countBelow(ascending: readonly number[], value: number, orEqual: boolean): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const at = ascending[middle]!
    if (at < value || (orEqual && at === value)) low = middle + 1
    else high = middle
  }
  return low
}
