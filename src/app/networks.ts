import { existsSync } from 'node:fs'
import type { ProviderName } from '#domains/checkup/providers/provider.ts'
import { playedByStandIns } from '#domains/checkup/providers/registry.ts'
import type { Config } from '#platform/config'
import type { NetworkDoor } from '../../tests/doors/network-door.ts'

const standIns: readonly { name: ProviderName; opener: string; isGiven: (config: Config) => boolean }[] = [
  // Deezer asks for no key: who wants the real one in a demo says where it is.
  { name: 'deezer', opener: 'openDeezer', isGiven: () => Boolean(process.env.DEEZER_URL) },
  { name: 'musicbrainz', opener: 'openMusicbrainz', isGiven: (config) => config.MUSICBRAINZ_CONTACT !== undefined },
  { name: 'youtube', opener: 'openYoutube', isGiven: (config) => config.YOUTUBE_API_KEY !== undefined },
  { name: 'spotify', opener: 'openSpotify', isGiven: (config) => config.SPOTIFY_CLIENT_ID !== undefined },
]

/** Plays the networks that tell figures and have no keys, in this process; what they tell is marked as invented. Answers what the house must be told of them. */
export async function openNetworks(config: Config): Promise<{ env: Record<string, string>; allow: string[]; close: () => Promise<void> }> {
  const doors = new Map<ProviderName, NetworkDoor>()
  for (const { name, opener, isGiven } of standIns) {
    const file = new URL(`../../tests/doors/${name}.ts`, import.meta.url)
    if (isGiven(config) || !existsSync(file)) continue
    const module = (await import(file.href)) as Record<string, () => Promise<NetworkDoor>>
    const door = await module[opener]?.()
    if (door) doors.set(name, door)
  }
  playedByStandIns([...doors.keys()])
  const all = [...doors.values()].map((door) => door.env)
  return {
    env: Object.assign({}, ...all.map(({ OUTGOING_ALLOW: _host, ...rest }) => rest)) as Record<string, string>,
    allow: all.map(({ OUTGOING_ALLOW }) => OUTGOING_ALLOW!),
    close: async () => {
      playedByStandIns([])
      await Promise.all([...doors.values()].map((door) => door.close()))
    },
  }
}
