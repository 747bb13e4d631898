import type { ArtistFigures, CheckupFacts, NetworkFigures } from '#domains/checkup'
import type { ArtistFacts, Network } from '#domains/crm'
import type { FitFacts } from '../types.ts'

/** What a score is made from, gathered from the artist's sheet, their figures and their last finished check-up. */
export function fitFacts(artist: ArtistFacts, figures: ArtistFigures | undefined, checkup: CheckupFacts | undefined): FitFacts {
  const measured = Object.entries(figures ?? {}) as [Network, NetworkFigures][]
  const noted = Object.entries(artist.audience) as [Network, ArtistFacts['audience'][Network] & object][]
  const audiences = [
    ...measured.map(([network, one]) => ({ network, followers: one.followers, engagement: one.engagement })),
    ...noted.map(([network, one]) => ({ network, ...one })),
  ]
  const main = largest(audiences.filter((one) => one.followers !== null))
  const engaged = largest(audiences.filter((one) => one.engagement !== null))
  const growing = main ? figureOf(figures, main.network) : undefined
  const listeners = measured.flatMap(([, one]) => one.listeners ?? [])
  return {
    country: artist.country,
    genres: artist.genres,
    selfProduced: artist.selfProduced,
    hasTeam: artist.hasTeam,
    followers: main?.followers ?? artist.followers,
    network: main?.network ?? null,
    growth90: growing && !growing.anomalies.some((one) => one.kind === 'jump') ? growing.growth90 : null,
    engagement: engaged?.engagement ?? null,
    engagementNetwork: engaged?.network ?? null,
    listeners: listeners.length === 0 ? null : Math.max(...listeners),
    checkup: checkupScores(checkup),
    invented: artist.invented || measured.some(([, one]) => one.invented) || noted.some(([, one]) => one.invented === true),
  }
}

/** The audience with most followers; of equal ones the first, measured ones before noted ones. */
function largest<One extends { network: Network; followers: number | null }>(audiences: readonly One[]): One | undefined {
  return audiences.reduce<One | undefined>((top, one) => (top === undefined || (one.followers ?? -1) > (top.followers ?? -1) ? one : top), undefined)
}

const figureOf = (figures: ArtistFigures | undefined, network: Network): NetworkFigures | undefined => Object.entries(figures ?? {}).find(([name]) => name === network)?.[1]

function checkupScores(checkup: CheckupFacts | undefined): FitFacts['checkup'] {
  const area = (name: string): number | null => checkup?.result.areas.find((one) => one.area === name)?.score ?? null
  return {
    score: checkup?.result.score ?? null,
    live: area('live'),
    monetisation: area('monetisation'),
    catalogue: area('catalogue'),
    rights: area('rights'),
    pressKit: area('press-kit'),
  }
}
