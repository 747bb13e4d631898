import type { ArtistFacts } from '#domains/crm'
import type { ArtistFigures, AudiencePlaces, Tier } from '../../types.ts'
import { mainNetwork } from '../figures/summary.ts'
import { tierOf } from './bands.ts'

/** All that a grid is filled from. Null and absent = unknown. */
export interface GridFacts {
  artist: Pick<ArtistFacts, 'name' | 'biography' | 'country' | 'email' | 'phone' | 'links'>
  figures: ArtistFigures
  /** Whose bands apply: by followers on the largest network. Null: those of the smallest tiers. */
  tier: Tier | null
  /** Share of the audience that lives where the artist plays, 0–1. */
  countryMatch: number | null
}

/** What a reader found: a figure that bands judge, or a judgement of its own. */
export type Reading = { value: number; params?: Params } | { score: number; code: string; params?: Params }
export type Params = Readonly<Record<string, string | number>>

/** The tier that the figures, or else the followers kept with the artist, put them in. */
export function tierIn(figures: ArtistFigures, followers: number | null): Tier | null {
  const main = mainNetwork(figures)
  return tierOf(main ? figures[main]!.followers : followers)
}

/** What a finished check-up keeps of what it was made from, to be read later as it was. */
export interface KeptFacts {
  name: string
  /** ISO day. */
  day: string
  tier: Tier | null
  figures: ArtistFigures
  places: AudiencePlaces | null
}
