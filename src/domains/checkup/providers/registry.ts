import { Refusal } from '#platform/refusal'
import { deezer } from './deezer.ts'
import { musicbrainz } from './musicbrainz.ts'
import type { NetworkProvider, ProviderName } from './provider.ts'
import { spotify } from './spotify.ts'
import { youtube } from './youtube.ts'

export const providers: readonly NetworkProvider[] = [deezer, musicbrainz, youtube, spotify]

const played = new Set<string>()

/** Said by a fresh start: these are stand-ins, and what they tell is invented. */
export function playedByStandIns(names: readonly ProviderName[]): void {
  played.clear()
  for (const name of names) played.add(name)
}

export const isStandIn = (network: string): boolean => played.has(network)

export const findProvider = (network: string): NetworkProvider | undefined => providers.find(({ name }) => name === network)

/** A network that can do that. Refuses `checkup.networkClosed`. */
export function providerWith<Verb extends 'measure' | 'find' | 'links'>(network: string, verb: Verb): NetworkProvider & Required<Pick<NetworkProvider, Verb>> {
  const provider = findProvider(network)
  if (!provider?.[verb] || !provider.isOpen()) throw new Refusal('refused', 'checkup.networkClosed', { network })
  return provider as NetworkProvider & Required<Pick<NetworkProvider, Verb>>
}
