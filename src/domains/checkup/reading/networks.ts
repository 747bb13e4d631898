import type { Ctx } from '#platform/context'
import { isStandIn, providerWith } from '../providers/registry.ts'
import { artistOf } from './agency.ts'
import type { searchable } from '../schema/figures.ts'

type Searchable = (typeof searchable)[number]

/** Artists of that name on a network, for a person to choose from. Asks the network: refuses as its adapter does. */
export async function findCandidates(ctx: Ctx, { recordId, network, name }: { recordId: string; network: Searchable; name?: string | undefined }) {
  const artist = await artistOf(ctx, recordId)
  const found = await providerWith(network, 'find').find(name ?? artist.name)
  return { items: found.map((one) => ({ network, ...one })), sandbox: isStandIn(network) }
}

/** Where the chosen artist is found elsewhere: what MusicBrainz knows, or the one address of another network. */
export async function candidateLinks(ctx: Ctx, { recordId, network, identifier }: { recordId: string; network: Searchable; identifier: string }) {
  await artistOf(ctx, recordId)
  const own = { network: network as string, url: addressOf(network, identifier) }
  const links = network === 'musicbrainz' ? await providerWith(network, 'links').links(identifier) : []
  return { items: [own, ...links.map(({ network: where, url }) => ({ network: where as string, url }))], sandbox: isStandIn(network) }
}

const addressOf = (network: Searchable, identifier: string): string => {
  const id = encodeURIComponent(identifier)
  return { musicbrainz: `https://musicbrainz.org/artist/${id}`, deezer: `https://www.deezer.com/artist/${id}`, spotify: `https://open.spotify.com/artist/${id}` }[network]
}
