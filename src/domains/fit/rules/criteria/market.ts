import type { Tally } from '../../types.ts'
import { along, entryOf, type Step } from '../scales.ts'
import type { Judge } from '../criteria.ts'

/** Below so many results an agency has no market that one could read. */
export const leastResults = 10
/** A genre's or country's own results count fully only beside so many average ones. */
const average = 8
/** Below so many artists nobody knows how a network grows. */
export const leastMeasured = 5

/** Median growth of a network's audiences in 90 days. */
const networkSteps: readonly Step[] = [
  [-0.05, 0],
  [0, 40],
  [0.05, 60],
  [0.2, 100],
]

/** Market opportunity: does what they make sell, where they are? */
export const market = {
  genreDemand: ({ genres }, ground) => {
    const best = genres
      .map((one) => one.toLowerCase())
      .map((genre) => ({ genre, ...rateOf(entryOf(ground.byGenre, genre), ground.results) }))
      .reduce<{ genre: string; rate: number; cards: number } | null>((top, one) => (top === null || one.rate > top.rate ? one : top), null)
    return best === null ? null : demand('genreDemand', best.rate, best.cards, ground.results, { genre: best.genre })
  },
  areaDemand: ({ country }, ground) => {
    if (country === null) return null
    const { rate, cards } = rateOf(entryOf(ground.byCountry, country), ground.results)
    return demand('areaDemand', rate, cards, ground.results, { country })
  },
  networkGrowth: ({ network }, ground) => {
    const measured = network === null ? undefined : ground.networks[network]
    if (network === null || !measured || measured.of < leastMeasured) return null
    return { score: along(networkSteps, measured.growth), because: { code: 'networkGrowth', params: { network, growth: measured.growth, of: measured.of } } }
  },
  live: ({ checkup }) => (checkup.live === null ? null : { score: checkup.live, because: { code: 'area', params: { score: checkup.live } } }),
} as const satisfies Record<string, Judge>

const won = ({ won: yes, lost }: Tally): number => (yes + 1) / (yes + lost + 2)

/** The share of cards won here, drawn to the agency's own average while there are few. */
function rateOf(here: Tally | undefined, all: Tally): { rate: number; cards: number } {
  const { won: yes, lost } = here ?? { won: 0, lost: 0 }
  return { rate: (yes + average * won(all)) / (yes + lost + average), cards: yes + lost }
}

/** 50 = as everywhere; more the more often it is won here. */
function demand(code: string, rate: number, cards: number, all: Tally, params: Record<string, string>) {
  if (all.won + all.lost < leastResults) return null
  return { score: (100 * rate) / (rate + won(all)), because: { code, params: { ...params, rate, usual: won(all), cards } } }
}
