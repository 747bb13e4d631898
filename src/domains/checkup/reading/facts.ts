import { artistsOf } from '#domains/crm'
import type { Db } from '#platform/context'
import { countryMatch, figuresIn } from '../rules/figures/summary.ts'
import { type GridFacts, type KeptFacts, tierIn } from '../rules/grid/facts.ts'
import { readPlaces } from '../store/places.ts'
import { coursesOf, today } from './figures.ts'

export interface Drawn {
  facts: GridFacts
  kept: KeptFacts
  /** Some of it was made up for a demonstration. */
  invented: boolean
}

/** All that the house knows of these artists today, by record id: three reads, however many they are. Removed ones are left out. */
export async function drawFacts(db: Db, recordIds: readonly string[], now: Date): Promise<Map<string, Drawn>> {
  const [artists, courses, places] = await Promise.all([artistsOf(db, recordIds), coursesOf(db, recordIds, now), readPlaces(db, recordIds)])
  return new Map(
    [...artists].map(([id, artist]) => {
      const figures = figuresIn(courses.get(id) ?? [])
      const own = places.get(id) ?? null
      const tier = tierIn(figures, artist.followers)
      const facts = { artist, figures, tier, countryMatch: countryMatch(own, artist.country) }
      const invented = artist.invented || Object.values(figures).some((one) => one.invented) || own?.invented === true
      return [id, { facts, kept: { name: artist.name, day: today(now), tier, figures, places: own }, invented }]
    }),
  )
}
