import type { Area } from '../../types.ts'
import { byTier, everyTier, type TierBands } from './bands.ts'
import * as read from './readers.ts'

/** Where a criterion and its bands come from; the sentence is `checkup.source.<key>`. */
export const sources = ['engagement', 'cadence', 'streaming', 'kit', 'flags', 'list', 'house'] as const
export type Source = (typeof sources)[number]

export interface Criterion {
  /** `<area>.<what>`. Its words: `criterion.<key>`, `ask.<key>`. */
  key: string
  area: Area
  /** Of 100 in the house's own grid. */
  weight: number
  /** Fills itself from facts; answers null when they do not say. */
  read?: read.Reader
  /** How a figure is judged; the sentence that says it is `because.<figure>`. */
  figure?: { code: string; bands: TierBands }
  source: Source
}

const line = (key: string, weight: number, source: Source, more: Pick<Criterion, 'read' | 'figure'> = {}): Criterion => ({
  key,
  area: key.slice(0, key.indexOf('.')) as Area,
  weight,
  source,
  ...more,
})
const measured = (key: string, weight: number, source: Source, reader: read.Reader, code: string, bands: TierBands): Criterion =>
  line(key, weight, source, { read: reader, figure: { code, bands } })

const growth = byTier([2, 10], [1.5, 7], [1, 5])

/**
 * The house's own grid. Engagement, streaming, cadence and press kit as law-and-tax §7 gives them (default bands of 1,000–15,000 followers; large audiences by its generic figures);
 * growth and country match are ours. Weights of the press kit are its score table, brought to 16 of 100.
 */
export const criteria: readonly Criterion[] = [
  line('identity.handles', 3, 'list', { read: read.sameHandles }),
  line('identity.look', 3, 'list'),
  line('identity.bio', 2, 'list'),
  line('presence.channels', 3, 'list', { read: read.channels }),
  measured('presence.instagram', 3, 'house', read.growth('instagram'), 'growth', growth),
  measured('presence.tiktok', 2, 'house', read.growth('tiktok'), 'growth', growth),
  measured('presence.youtube', 1, 'house', read.growth('youtube'), 'growth', growth),
  measured('presence.spotify', 1, 'house', read.growth('spotify'), 'growth', growth),
  measured('cadence.instagram', 4, 'cadence', read.cadence('instagram'), 'cadence', everyTier(1, 2.5)),
  measured('cadence.tiktok', 4, 'cadence', read.cadence('tiktok'), 'cadence', everyTier(1, 2.5)),
  measured('engagement.instagram', 6, 'engagement', read.engagement('instagram'), 'engagement', byTier([1.5, 3.5], [1, 3], [0.6, 1.9])),
  measured('engagement.tiktok', 5, 'engagement', read.engagement('tiktok'), 'engagement', byTier([2, 5], [1.5, 5], [1.5, 2.3])),
  measured('engagement.youtube', 2, 'engagement', read.engagement('youtube'), 'engagement', everyTier(3, 5)),
  line('engagement.health', 3, 'flags', { read: read.health }),
  line('variety.formats', 4, 'list'),
  line('catalogue.platforms', 3, 'list', { read: read.platforms }),
  line('catalogue.releases', 3, 'house'),
  measured('catalogue.repeat', 3, 'streaming', read.repeat, 'repeat', everyTier(2, 3)),
  measured('catalogue.saves', 2, 'streaming', read.saves, 'saves', everyTier(5, 10)),
  measured('catalogue.loyal', 3, 'streaming', read.loyalty, 'loyal', everyTier(5, 10)),
  line('live.concerts', 4, 'list'),
  line('press-kit.bio', 1.6, 'kit', { read: read.biography }),
  line('press-kit.photos', 1.6, 'kit'),
  line('press-kit.tracks', 1.6, 'kit', { read: read.tracks }),
  line('press-kit.video', 2.4, 'kit'),
  line('press-kit.rider', 1.6, 'kit'),
  line('press-kit.dates', 1.6, 'kit'),
  line('press-kit.quotes', 1.6, 'kit'),
  line('press-kit.figures', 1.6, 'kit', { read: read.datedFigures }),
  line('press-kit.contact', 1.6, 'kit'),
  line('press-kit.logo', 0.8, 'kit'),
  line('rights.society', 3, 'list'),
  line('rights.codes', 3, 'list'),
  line('monetisation.income', 3, 'house'),
  line('monetisation.tickets', 3, 'list'),
  line('contact.booking', 3, 'list', { read: read.booking }),
  line('contact.list', 2, 'list'),
  measured('contact.audience', 3, 'flags', read.country, 'country', everyTier(40, 70)),
]

export const criterionOf: ReadonlyMap<string, Criterion> = new Map(criteria.map((one) => [one.key, one]))
