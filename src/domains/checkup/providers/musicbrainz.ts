import { z } from 'zod'
import type { Network } from '#domains/crm'
import { config } from '#platform/config'
import type { NetworkProvider } from './provider.ts'
import { ask, readAs } from './wire.ts'

/** MusicBrainz (https://musicbrainz.org/doc/MusicBrainz_API): no key, one request a second, a User-Agent with a contact; 503 when asked too often. */

const Search = z.object({
  artists: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      country: z.string().optional(),
      disambiguation: z.string().optional(),
      type: z.string().nullish(),
      area: z.object({ name: z.string() }).optional(),
    }),
  ),
})
const Relations = z.object({
  relations: z.array(z.object({ type: z.string(), ended: z.boolean().optional(), url: z.object({ resource: z.string() }).optional() })).default([]),
})

/** Hosts that say which network an address is of. Addresses elsewhere are kept when MusicBrainz calls them the artist's own page. */
const hosts: readonly (readonly [RegExp, Network])[] = [
  [/(^|\.)instagram\.com$/, 'instagram'],
  [/(^|\.)tiktok\.com$/, 'tiktok'],
  [/(^|\.)youtube\.com$/, 'youtube'],
  [/(^|\.)facebook\.com$/, 'facebook'],
  [/(^|\.)(twitter|x)\.com$/, 'x'],
  [/^open\.spotify\.com$/, 'spotify'],
  [/(^|\.)deezer\.com$/, 'deezer'],
  [/(^|\.)music\.apple\.com$/, 'apple-music'],
  [/(^|\.)soundcloud\.com$/, 'soundcloud'],
  [/\.bandcamp\.com$/, 'bandcamp'],
  [/(^|\.)twitch\.tv$/, 'twitch'],
]

async function get<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> {
  const { body } = await ask('musicbrainz', `${config().MUSICBRAINZ_URL}/ws/2${path}`, { headers: { 'user-agent': `Griot/1.0 ( ${config().MUSICBRAINZ_CONTACT} )` } })
  return readAs('musicbrainz', shape, body)
}

export const musicbrainz: NetworkProvider = {
  name: 'musicbrainz',
  isOpen: () => config().MUSICBRAINZ_CONTACT !== undefined,
  find: async (name) => {
    // Lucene reads the name: quotes and backslashes of people's names are escaped.
    const query = `artist:"${name.replaceAll(/["\\]/g, String.raw`\$&`)}"`
    const { artists } = await get(`/artist?query=${encodeURIComponent(query)}&limit=8&fmt=json`, Search)
    return artists.map(({ id, name: called, country, area, disambiguation }) => ({
      identifier: id,
      name: called,
      url: `https://musicbrainz.org/artist/${id}`,
      detail: [area?.name ?? country, disambiguation].filter(Boolean).join(' · '),
      followers: null,
    }))
  },
  links: async (identifier) => {
    const { relations } = await get(`/artist/${encodeURIComponent(identifier)}?inc=url-rels&fmt=json`, Relations)
    const open = relations.filter((one) => one.ended !== true && one.url !== undefined)
    return open.flatMap(({ type, url }) => {
      const network = networkOf(url!.resource)
      return network ? [{ network, url: url!.resource }] : type === 'official homepage' ? [{ network: 'website' as const, url: url!.resource }] : []
    })
  },
}

function networkOf(address: string): Network | null {
  const host = URL.canParse(address) ? new URL(address).hostname : ''
  return hosts.find(([shape]) => shape.test(host))?.[1] ?? null
}
