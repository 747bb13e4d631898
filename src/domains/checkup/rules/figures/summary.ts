import type { ArtistFigures, AudiencePlaces, MeasuredNetwork, Metric, NetworkFigures } from '../../types.ts'
import { flagsOf, jumpsIn } from './anomalies.ts'
import { growthOver, type Measure } from './growth.ts'

/** All measures of one figure, in order of day. */
export interface Course {
  network: MeasuredNetwork
  metric: Metric
  measures: readonly Measure[]
  invented: boolean
}

const nothing: NetworkFigures = {
  followers: null,
  at: null,
  growth30: null,
  growth90: null,
  engagement: null,
  posts30: null,
  streams30: null,
  listeners: null,
  saves30: null,
  likes30: null,
  views: null,
  releases: null,
  anomalies: [],
  invented: false,
}

const named = {
  followers: 'followers',
  engagement: 'engagement',
  posts: 'posts30',
  streams: 'streams30',
  listeners: 'listeners',
  saves: 'saves30',
  likes: 'likes30',
  views: 'views',
  releases: 'releases',
} as const satisfies Record<Metric, keyof NetworkFigures>

/** What the courses of one artist say today, network by network. */
export function figuresIn(courses: readonly Course[]): ArtistFigures {
  const figures: Partial<Record<MeasuredNetwork, NetworkFigures>> = {}
  for (const { network, metric, measures, invented } of courses) {
    const last = measures.at(-1)
    if (!last) continue
    const known = figures[network] ?? nothing
    const followers = metric === 'followers' ? { at: last.day, growth30: growthOver(measures, 30), growth90: growthOver(measures, 90), anomalies: jumpsIn(network, measures) } : {}
    figures[network] = { ...known, ...followers, [named[metric]]: last.value, invented: known.invented || invented }
  }
  for (const [network, known] of Object.entries(figures) as [MeasuredNetwork, NetworkFigures][]) {
    figures[network] = { ...known, anomalies: [...known.anomalies, ...flagsOf(network, known.at, known)] }
  }
  return figures
}

/** The network with most followers, or null when none is known. */
export function mainNetwork(figures: ArtistFigures): MeasuredNetwork | null {
  const known = (Object.entries(figures) as [MeasuredNetwork, NetworkFigures][]).filter(([, one]) => one.followers !== null)
  return known.toSorted(([a, x], [b, y]) => y.followers! - x.followers! || (a < b ? -1 : 1))[0]?.[0] ?? null
}

/** Share of the known audience that lives where the artist plays, 0–1; null when either is unknown. `home` counts when no touring area is told. */
export function countryMatch(places: Pick<AudiencePlaces, 'countries' | 'touring'> | null, home: string | null): number | null {
  const touring = places && places.touring.length > 0 ? places.touring : home ? [home] : []
  const whole = places?.countries.reduce((sum, { share }) => sum + share, 0) ?? 0
  if (!places || touring.length === 0 || whole === 0) return null
  return places.countries.reduce((sum, { country, share }) => sum + (touring.includes(country) ? share : 0), 0) / whole
}
