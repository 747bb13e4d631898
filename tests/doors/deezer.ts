import { grown, type NetworkDoor, numberOf, openNetworkDoor } from './network-door.ts'

/**
 * Stand-in of Deezer's public API (public code that calls https://api.deezer.com): `/artist/{id}`, `/search/artist?q=`; no key; failures come with 200 and
 * `{ error: { type, message, code } }`, code 800 for what is not there, 4 for more than 50 requests in 5 seconds. Any number is an artist but those above 9 000 000 000; figures are invented.
 */
export function openDeezer(): Promise<NetworkDoor> {
  const asked: number[] = []
  return openNetworkDoor(
    (url) => ({ DEEZER_URL: url }),
    (url) => {
      const now = Date.now()
      asked.push(now)
      while (asked[0]! < now - 5_000) asked.shift()
      if (asked.length > 50) return { status: 200, body: { error: { type: 'Exception', message: 'Quota limit exceeded', code: 4 } } }
      const [, id] = /^\/artist\/(\d+)$/.exec(url.pathname) ?? []
      if (id && Number(id) <= 9_000_000_000) return { status: 200, body: artist(id, `Artiste ${id}`) }
      if (id) return { status: 200, body: { error: { type: 'DataException', message: 'no data', code: 800 } } }
      if (url.pathname !== '/search/artist') return { status: 200, body: { error: { type: 'InvalidQueryException', message: 'Unknown path', code: 600 } } }
      const name = url.searchParams.get('q') ?? ''
      const data = name.includes('introuvable') ? [] : [name, `${name} Trio`, `DJ ${name}`].map((one) => artist(String(numberOf(one, 10_000, 90_000_000)), one))
      return { status: 200, body: { data, total: data.length } }
    },
  )
}

function artist(id: string, name: string): Record<string, unknown> {
  return {
    id: Number(id),
    name,
    link: `https://www.deezer.com/artist/${id}`,
    nb_album: numberOf(`albums ${id}`, 1, 9),
    nb_fan: grown(numberOf(`fans ${id}`, 150, 9_000)),
    radio: true,
    tracklist: `https://api.deezer.com/artist/${id}/top?limit=50`,
    type: 'artist',
  }
}
