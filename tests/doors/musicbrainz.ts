import { createHash } from 'node:crypto'
import { type NetworkDoor, numberOf, openNetworkDoor } from './network-door.ts'

/**
 * Stand-in of the MusicBrainz web service, version 2 (https://musicbrainz.org/doc/MusicBrainz_API): `/ws/2/artist?query=` and `/ws/2/artist/{mbid}?inc=url-rels`; a User-Agent that says
 * nothing is refused (403), a second request within the second too (503). Every name is somebody; relations are invented.
 */
export function openMusicbrainz({ strict = true }: { strict?: boolean } = {}): Promise<NetworkDoor> {
  let last = 0
  const names = new Map<string, string>()
  return openNetworkDoor(
    (url) => ({ MUSICBRAINZ_URL: url, MUSICBRAINZ_CONTACT: 'bonjour@griot.example' }),
    (url, request) => {
      const agent = request.headers['user-agent'] ?? ''
      if (!/^\S+\/\S+ \( \S+ \)$/.test(agent)) return { status: 403, body: { error: 'Your request was refused: your application does not identify itself.' } }
      const now = Date.now()
      const tooSoon = now - last < 950
      last = now
      if (strict && tooSoon) return { status: 503, body: { error: 'Your requests are exceeding the allowable rate limit.' }, headers: { 'retry-after': '1' } }
      const [, id] = /^\/ws\/2\/artist\/([0-9a-f-]{36})$/.exec(url.pathname) ?? []
      if (id) return { status: 200, body: { id, relations: url.searchParams.get('inc') === 'url-rels' ? relations(names.get(id) ?? id.slice(0, 8)) : undefined } }
      const [, escaped] = /^artist:"(.*)"$/.exec(url.searchParams.get('query') ?? '') ?? []
      if (url.pathname !== '/ws/2/artist' || escaped === undefined) return { status: 400, body: { error: 'The query is not understood.' } }
      const name = escaped.replaceAll(/\\(["\\])/g, '$1')
      const found = name.includes('introuvable') ? [] : [name, `${name} & les Amis`]
      const artists = found.map((one, place) => artist(one, place, names))
      return { status: 200, body: { created: new Date().toISOString(), count: artists.length, offset: 0, artists } }
    },
  )
}

function artist(name: string, place: number, names: Map<string, string>): Record<string, unknown> {
  const digest = createHash('sha256').update(name).digest('hex')
  const id = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`
  names.set(id, name)
  return {
    id,
    type: place === 0 ? 'Person' : 'Group',
    score: 100 - 20 * place,
    name,
    country: 'FR',
    area: { name: 'France' },
    disambiguation: place === 0 ? 'personne inventée' : 'groupe inventé',
  }
}

function relations(name: string): unknown[] {
  const handle =
    name
      .normalize('NFD')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .toLowerCase() || 'artiste'
  const to = (type: string, resource: string, ended = false): unknown => ({ type, ended, direction: 'forward', url: { id: crypto.randomUUID(), resource } })
  return [
    to('official homepage', `https://${handle}.example/`),
    to('social network', `https://www.instagram.com/${handle}/`),
    to('social network', `https://www.facebook.com/${handle}`),
    to('youtube', `https://www.youtube.com/@${handle}`),
    to('free streaming', `https://www.deezer.com/artist/${numberOf(name, 10_000, 90_000_000)}`),
    to('social network', `https://twitter.com/${handle}_old`, true),
    to('wikidata', 'https://www.wikidata.org/wiki/Q1'),
  ]
}
