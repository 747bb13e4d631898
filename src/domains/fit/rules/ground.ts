import type { Network } from '#domains/crm'
import { type FitFacts, type Ground, ranked, type Tally } from '../types.ts'
import { measures, peersKey } from './criteria/position.ts'
import { tierOf } from './tiers.ts'

type Result = { facts: Pick<FitFacts, 'country' | 'genres'>; won: boolean }

/** What the agency's artists and results say of the market, to compare one with. */
export function groundOf(artists: readonly FitFacts[], results: readonly Result[]): Ground {
  return {
    artists: artists.length,
    countries: counts(artists.flatMap((one) => one.country ?? [])),
    genres: counts(artists.flatMap((one) => own(one.genres))),
    located: artists.filter((one) => one.country !== null).length,
    styled: artists.filter((one) => one.genres.length > 0).length,
    results: { won: results.filter((one) => one.won).length, lost: results.filter((one) => !one.won).length },
    byCountry: tallies(results.flatMap(({ facts, won }) => (facts.country === null ? [] : [{ key: facts.country, won }]))),
    byGenre: tallies(results.flatMap(({ facts, won }) => own(facts.genres).map((key) => ({ key, won })))),
    networks: networksOf(artists),
    peers: peersOf(artists),
  }
}

/** An agency of which nothing is known yet. */
export const noGround: Ground = groundOf([], [])

const own = (genres: readonly string[]): string[] => [...new Set(genres.map((one) => one.toLowerCase()))]

// Keys are what people typed: gathered in maps, since `__proto__` is a genre like any other.
function tallies(ended: readonly { key: string; won: boolean }[]): Record<string, Tally> {
  const byKey = Map.groupBy(ended, (one) => one.key)
  return Object.fromEntries([...byKey].map(([key, all]) => [key, { won: all.filter((one) => one.won).length, lost: all.filter((one) => !one.won).length }]))
}

function counts(keys: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]))
}

function networksOf(artists: readonly FitFacts[]): Ground['networks'] {
  const grown = artists.flatMap((one) => (one.network === null || one.growth90 === null ? [] : [{ network: one.network, growth: one.growth90 }]))
  const byNetwork = Map.groupBy(grown, (one) => one.network)
  return Object.fromEntries(
    [...byNetwork].map(([network, all]): [Network, { growth: number; of: number }] => [network, { growth: median(all.map((one) => one.growth)), of: all.length }]),
  )
}

function peersOf(artists: readonly FitFacts[]): Ground['peers'] {
  const peers = new Map<string, number[]>()
  for (const facts of artists) {
    const tier = tierOf(facts.followers)
    const genre = facts.genres[0]?.toLowerCase()
    for (const measure of ranked) {
      const value = measures[measure](facts)
      if (value === null) continue
      for (const key of [peersKey(measure, tier), ...(genre === undefined ? [] : [peersKey(measure, tier, genre)])]) put(peers, key, value)
    }
  }
  return Object.fromEntries([...peers].map(([key, values]) => [key, values.toSorted((a, b) => a - b)]))
}

function put(into: Map<string, number[]>, key: string, value: number): void {
  const there = into.get(key)
  if (there) there.push(value)
  else into.set(key, [value])
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
