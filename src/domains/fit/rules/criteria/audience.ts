import type { Network } from '#domains/crm'
import type { FitFacts, Ground, Tier } from '../../types.ts'
import { along, entryOf, type Step } from '../scales.ts'
import { tierOf } from '../tiers.ts'
import type { Judge } from '../criteria.ts'

/** The agency's target: 1,000 to 15,000 followers, self-produced, no team. */
export const targetBand = [1_000, 15_000] as const
/** So many times below or above the band, nothing is left. */
const farAway = 10

/** Growth of the followers in 90 days. */
const growthSteps: readonly Step[] = [
  [-0.1, 0],
  [0, 35],
  [0.1, 65],
  [0.3, 100],
]

/** Engagement that is weak and strong, in hundredths of a per cent, for 1,000 to 15,000 followers (law-and-tax §7). */
const bands: Readonly<Partial<Record<Network, readonly [number, number]>>> = {
  instagram: [150, 350],
  tiktok: [200, 500],
  facebook: [50, 200],
  x: [50, 180],
  youtube: [300, 500],
}
const usual = [150, 350] as const
/** The larger an audience, the less of it answers. */
const expected: Readonly<Record<Tier, number>> = { starting: 1.2, nano: 1, micro: 0.7, large: 0.5 }

/** Below so many artists an agency has no shape yet that one could fit. */
export const leastArtists = 10
/** A country or genre of one artist in ten is the agency's own. */
const atHome = 0.1

/** Audience alignment: is this whom the agency is for? */
export const audience = {
  target: ({ followers }) => {
    if (followers === null) return null
    const [low, high] = targetBand
    const times = followers < low ? low / Math.max(followers, 1) : followers / high
    const score = followers >= low && followers <= high ? 100 : 100 * Math.max(0, 1 - Math.log(times) / Math.log(farAway))
    return { score, because: { code: followers < low ? 'below' : followers > high ? 'above' : 'within', params: { followers, low, high } } }
  },
  independence: ({ selfProduced, hasTeam }) => {
    const known = [selfProduced, hasTeam === null ? null : !hasTeam].filter((one) => one !== null)
    if (known.length === 0) return null
    const score = (100 * known.filter(Boolean).length) / known.length
    return { score, because: { code: 'independence', params: { selfProduced: said(selfProduced), hasTeam: said(hasTeam) } } }
  },
  growth: ({ growth90 }) => (growth90 === null ? null : { score: along(growthSteps, growth90), because: { code: 'growth', params: { growth: growth90 } } }),
  engagement: ({ engagement, engagementNetwork, followers }) => {
    if (engagement === null) return null
    const [weak, strong] = engagementBand(engagementNetwork, followers)
    const steps: Step[] = [
      [0, 0],
      [weak, 40],
      [strong, 80],
      [strong * 2, 100],
    ]
    return {
      score: along(steps, engagement),
      because: { code: 'engagement', params: { engagement: engagement / 10_000, strong: strong / 10_000, network: engagementNetwork ?? 'none' } },
    }
  },
  country: ({ country }, ground) => (country === null ? null : share(entryOf(ground.countries, country) ?? 0, ground.located, { code: 'country', params: { country } })),
  genre: ({ genres }, ground) => {
    const best = closest(genres, ground.genres)
    return best === null ? null : share(entryOf(ground.genres, best) ?? 0, ground.styled, { code: 'genre', params: { genre: best } })
  },
} as const satisfies Record<string, Judge>

/** Engagement that is weak and strong on a network for an audience of this size. */
export function engagementBand(network: Network | null, followers: number | null): [number, number] {
  const [weak, strong] = (network && bands[network]) ?? usual
  const factor = expected[tierOf(followers)]
  return [weak * factor, strong * factor]
}

/** The genre of an artist that the agency has most of. */
export function closest(genres: readonly string[], counts: Ground['genres']): string | null {
  return genres
    .map((one) => one.toLowerCase())
    .reduce<string | null>((best, one) => (best === null || (entryOf(counts, one) ?? 0) > (entryOf(counts, best) ?? 0) ? one : best), null)
}

function share(own: number, of: number, because: { code: string; params: Record<string, string | number> }) {
  if (of < leastArtists) return null
  const part = own / of
  return { score: 100 * Math.min(1, part / atHome), because: { code: because.code, params: { ...because.params, share: part } } }
}

const said = (known: FitFacts['hasTeam']): string => (known === null ? 'unknown' : known ? 'yes' : 'no')
