import { z } from 'zod'
import { clock } from '#platform/clock'
import { config } from '#platform/config'
import { isRefusal, Refusal } from '#platform/refusal'
import type { NetworkProvider } from './provider.ts'
import { ask, readAs, type Said, unavailable } from './wire.ts'

/**
 * Spotify Web API (its OpenAPI description; changes of 27 Nov 2024 and Feb 2026): client credentials, 3600 s; `followers` is deprecated and may be absent, so nothing here counts on it;
 * 429 with Retry-After.
 */

const Token = z.object({ access_token: z.string(), expires_in: z.number() })
const Artist = z.object({
  id: z.string(),
  name: z.string(),
  external_urls: z.object({ spotify: z.string().optional() }).optional(),
  followers: z.object({ total: z.number().nullish() }).nullish(),
  genres: z.array(z.string()).nullish(),
})

let token: { value: string; until: number; of: string } | null = null

async function bearer(): Promise<string> {
  const { SPOTIFY_CLIENT_ID: id, SPOTIFY_CLIENT_SECRET: secret, SPOTIFY_ACCOUNTS_URL: accounts } = config()
  if (token && token.of === `${accounts}${id}` && token.until > clock.now().getTime()) return token.value
  const { status, body } = await ask('spotify', `${accounts}/api/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  })
  if (status === 400) throw new Refusal('refused', 'checkup.networkKeyWrong', { network: 'spotify' })
  const { access_token: value, expires_in: seconds } = readAs('spotify', Token, body)
  token = { value, until: clock.now().getTime() + (seconds - 60) * 1_000, of: `${accounts}${id}` }
  return value
}

const askApi = async (path: string): Promise<Said> => ask('spotify', `${config().SPOTIFY_URL}/v1${path}`, { headers: { authorization: `Bearer ${await bearer()}` } })

async function get<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> {
  const kept = token
  const { status, body } = await askApi(path).catch((error: unknown) => {
    const isKept = kept !== null && token === kept
    if (!isKept || !isRefusal(error) || error.code !== 'checkup.networkKeyWrong') throw error
    // A token may end before its hour.
    token = null
    return askApi(path)
  })
  if (status === 400) throw new Refusal('missing', 'checkup.notOnNetwork', { network: 'spotify' })
  if (status !== 200) throw unavailable('spotify')
  return readAs('spotify', shape, body)
}

export const spotify: NetworkProvider = {
  name: 'spotify',
  isOpen: () => config().SPOTIFY_CLIENT_ID !== undefined,
  measure: async (identifier) => {
    const { followers } = await get(`/artists/${encodeURIComponent(identifier)}`, Artist)
    const total = followers?.total ?? null
    return total === null ? [] : [{ metric: 'followers', value: total }]
  },
  find: async (name) => {
    const { artists } = await get(`/search?type=artist&limit=8&q=${encodeURIComponent(name)}`, z.object({ artists: z.object({ items: z.array(Artist) }) }))
    return artists.items.map((one) => ({
      identifier: one.id,
      name: one.name,
      url: one.external_urls?.spotify ?? `https://open.spotify.com/artist/${one.id}`,
      detail: (one.genres ?? []).slice(0, 3).join(', '),
      followers: one.followers?.total ?? null,
    }))
  },
}
