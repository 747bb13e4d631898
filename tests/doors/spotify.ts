import { grown, type NetworkDoor, numberOf, openNetworkDoor } from './network-door.ts'

const client = { id: 'client-of-the-stand-in', secret: 'secret-of-the-stand-in' }

export interface SpotifyDoor extends NetworkDoor {
  /** Tokens end before their hour. */
  endTokens: () => void
}

/**
 * Stand-in of Spotify's accounts service and Web API (official-open-api.yml; changes of Nov 2024 and Feb 2026): client credentials, `/v1/artists/{id}`, `/v1/search?type=artist`; errors
 * `{ error: { status, message } }`, 429 with Retry-After beyond `perHalfMinute`. With `development` an app sees neither followers nor popularity. Ids have 22 letters; figures are invented.
 */
export async function openSpotify({ development = false, perHalfMinute = 1_000 }: { development?: boolean; perHalfMinute?: number } = {}): Promise<SpotifyDoor> {
  const tokens = new Set<string>()
  let asked: number[] = []
  const door = await openNetworkDoor(
    (url) => ({ SPOTIFY_URL: url, SPOTIFY_ACCOUNTS_URL: url, SPOTIFY_CLIENT_ID: client.id, SPOTIFY_CLIENT_SECRET: client.secret }),
    (url, request, body) => {
      if (url.pathname === '/api/token') {
        const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`
        if (request.headers.authorization !== basic) return { status: 400, body: { error: 'invalid_client', error_description: 'Invalid client' } }
        if (new URLSearchParams(body).get('grant_type') !== 'client_credentials') return { status: 400, body: { error: 'unsupported_grant_type' } }
        const token = crypto.randomUUID()
        tokens.add(token)
        return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 3600 } }
      }
      if (!tokens.has((request.headers.authorization ?? '').replace('Bearer ', ''))) return { status: 401, body: { error: { status: 401, message: 'Invalid access token' } } }
      const now = Date.now()
      asked = [...asked.filter((at) => at > now - 30_000), now]
      if (asked.length > perHalfMinute) return { status: 429, body: { error: { status: 429, message: 'API rate limit exceeded' } }, headers: { 'retry-after': '7' } }
      const [, id] = /^\/v1\/artists\/(.+)$/.exec(url.pathname) ?? []
      if (id)
        return /^\w{22}$/.test(id)
          ? { status: 200, body: artist(id, `Artiste ${id.slice(0, 4)}`, development) }
          : { status: 400, body: { error: { status: 400, message: 'Invalid base62 id' } } }
      const name = url.searchParams.get('q')
      if (url.pathname !== '/v1/search' || !name) return { status: 404, body: { error: { status: 404, message: 'Service not found' } } }
      const items = [name, `${name} Sound`].map((one) =>
        artist(
          String(numberOf(one, 10_000_000, 99_999_999))
            .repeat(3)
            .slice(0, 22),
          one,
          development,
        ),
      )
      return { status: 200, body: { artists: { href: url.href, items, limit: 8, next: null, offset: 0, previous: null, total: items.length } } }
    },
  )
  return { ...door, endTokens: () => tokens.clear() }
}

function artist(id: string, name: string, development: boolean): Record<string, unknown> {
  const told = { followers: { href: null, total: grown(numberOf(`followers ${id}`, 90, 7_000)) }, popularity: numberOf(`popularity ${id}`, 2, 35), genres: ['afropop', 'chanson'] }
  return {
    id,
    name,
    type: 'artist',
    uri: `spotify:artist:${id}`,
    href: `https://api.spotify.com/v1/artists/${id}`,
    external_urls: { spotify: `https://open.spotify.com/artist/${id}` },
    images: [],
    ...(development ? {} : told),
  }
}
