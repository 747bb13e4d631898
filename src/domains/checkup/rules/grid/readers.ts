import type { MeasuredNetwork } from '../../types.ts'
import type { GridFacts, Reading } from './facts.ts'

/** How each criterion reads the facts. Each answers null when what it needs is unknown, so that nothing missing counts against anyone. */
export type Reader = (facts: GridFacts) => Reading | null

const handled = ['instagram', 'tiktok', 'youtube', 'facebook', 'x', 'soundcloud', 'bandcamp', 'twitch']
const social = ['instagram', 'tiktok', 'youtube', 'facebook'] as const
const streaming = ['spotify', 'deezer', 'apple-music', 'soundcloud'] as const
const stores = ['spotify', 'deezer', 'apple-music', 'youtube'] as const

const round = (value: number): number => Math.round(value * 100) / 100

/** The same handle everywhere: share of the handles that say the commonest one. */
export const sameHandles: Reader = ({ artist }) => {
  const handles = artist.links.filter(({ network }) => handled.includes(network)).map(({ identifier }) => plainHandle(identifier))
  if (handles.length < 2) return null
  const counts = Map.groupBy(handles, (handle) => handle)
  const most = Math.max(...[...counts.values()].map((same) => same.length))
  return { score: (100 * most) / handles.length, code: 'handles', params: { same: most, all: handles.length } }
}

/** Three social networks that we know of prove presence; fewer prove nothing. */
export const channels: Reader = ({ artist, figures }) => {
  const count = social.filter((one) => artist.links.some(({ network }) => network === one) || figures[one]).length
  return count >= 3 ? { score: 100, code: 'channels', params: { count } } : null
}

/** Growth of followers over 90 days, in per cent. */
export const growth =
  (network: MeasuredNetwork): Reader =>
  ({ figures }) => {
    const known = figures[network]?.growth90 ?? null
    return known === null ? null : { value: round(known * 100), params: { network } }
  }

/** Posts a week over the last 30 days. */
export const cadence =
  (network: MeasuredNetwork): Reader =>
  ({ figures }) => {
    const posts = figures[network]?.posts30 ?? null
    return posts === null ? null : { value: round((posts * 7) / 30), params: { network } }
  }

/** Engagement in per cent of followers. */
export const engagement =
  (network: MeasuredNetwork): Reader =>
  ({ figures }) => {
    const known = figures[network]?.engagement ?? null
    return known === null ? null : { value: known / 100, params: { network } }
  }

/** Red flags of what is followed closely enough to have any. */
export const health: Reader = ({ figures }) => {
  const watched = Object.values(figures).filter((one) => one.followers !== null && (one.growth30 !== null || one.engagement !== null))
  if (watched.length === 0) return null
  const count = watched.reduce((sum, one) => sum + one.anomalies.length, 0)
  return { score: count === 0 ? 100 : count === 1 ? 35 : 0, code: count === 0 ? 'healthy' : 'flags', params: { count } }
}

/** On all four stores. */
export const platforms: Reader = ({ artist, figures }) => {
  const count = stores.filter((one) => artist.links.some(({ network }) => network === one) || figures[one]).length
  return count === stores.length ? { score: 100, code: 'platforms', params: { count } } : null
}

/** A ratio of two Spotify figures: what the bands are known for. */
const ratio =
  (above: 'streams30' | 'saves30' | 'followers', times: number): Reader =>
  ({ figures: { spotify } }) => {
    const top = spotify?.[above] ?? null
    const listeners = spotify?.listeners ?? null
    return top === null || !listeners ? null : { value: round((top / listeners) * times), params: { network: 'spotify' } }
  }
export const repeat = ratio('streams30', 1)
export const saves = ratio('saves30', 100)
export const loyalty = ratio('followers', 100)

/** Three lengths of biography make a kit; what is written here tells of the longest only. */
export const biography: Reader = ({ artist }) => {
  const words = artist.biography?.trim().split(/\s+/).filter(Boolean).length ?? 0
  return words === 0 ? null : { score: words >= 150 ? 100 : words >= 50 ? 70 : 40, code: 'biography', params: { words } }
}

/** Three streaming or video links that a booker can play. */
export const tracks: Reader = ({ artist }) => {
  const count = artist.links.filter(({ network }) => ([...streaming, 'bandcamp', 'youtube'] as string[]).includes(network)).length
  return count >= 3 ? { score: 100, code: 'tracks', params: { count } } : null
}

/** Two networks whose figures carry their day, none older than what the house calls stale. */
export const datedFigures: Reader = ({ figures }) => {
  const count = Object.values(figures).filter((one) => one.followers !== null).length
  return count >= 2 ? { score: 100, code: 'dated', params: { count } } : null
}

/** Somebody can write to them. */
export const booking: Reader = ({ artist }) => {
  if (!artist.email && !artist.phone) return null
  return { score: 100, code: artist.email ? 'mail' : 'phone' }
}

export const country: Reader = ({ countryMatch }) => (countryMatch === null ? null : { value: round(countryMatch * 100) })

/** Handles as eyes compare them: no @, dots, underscores, « officiel », « music ». */
function plainHandle(identifier: string): string {
  return identifier
    .toLowerCase()
    .replace(/^.*\//, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/(official|officiel|officielle|music|musique|band)$/, '')
}
