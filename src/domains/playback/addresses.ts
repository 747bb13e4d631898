import type { Address } from '#platform/http/openapi'

const hls = { name: 'HTTP Live Streaming (RFC 8216)', url: 'https://www.rfc-editor.org/rfc/rfc8216' }

/** Raw addresses of this room, for the API page. */
export const addresses: readonly Address[] = [
  {
    route: 'GET /api/playback/:token/:file',
    room: 'playback',
    name: 'playlist',
    summary: 'Playlists and key of a watching session, while its lease holds: the addresses are in the answer of startWatching',
    protocol: hls,
    answers: 'application/vnd.apple.mpegurl',
  },
  {
    route: 'GET /media/segments/:title/:version/:rendition/:file',
    room: 'playback',
    name: 'segment',
    summary: 'One encrypted segment, under a signed address that ends; the playlists name them',
    protocol: hls,
    answers: 'video/mp4',
  },
]
