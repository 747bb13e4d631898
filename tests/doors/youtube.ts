import { grown, type NetworkDoor, numberOf, openNetworkDoor } from './network-door.ts'

const key = 'key-of-the-stand-in'

/**
 * Stand-in of the YouTube Data API v3, `channels.list` (https://developers.google.com/youtube/v3/docs/channels/list): a key, statistics as text, `hiddenSubscriberCount`, an empty answer
 * for who is not there, 403 `quotaExceeded` after `units` calls. `@cachee` hides its subscribers, `@personne` is nobody; figures are invented.
 */
export function openYoutube({ units = 10_000 }: { units?: number } = {}): Promise<NetworkDoor> {
  let spent = 0
  return openNetworkDoor(
    (url) => ({ YOUTUBE_URL: url, YOUTUBE_API_KEY: key }),
    (url, request) => {
      if ((request.headers['x-goog-api-key'] ?? url.searchParams.get('key')) !== key) return failure(400, 'badRequest', 'API key not valid. Please pass a valid API key.')
      if (url.pathname !== '/youtube/v3/channels') return failure(404, 'notFound', 'Not Found')
      spent += 1
      if (spent > units) return failure(403, 'quotaExceeded', 'The request cannot be completed because you have exceeded your quota.')
      const who = url.searchParams.get('id') ?? url.searchParams.get('forHandle') ?? url.searchParams.get('forUsername')
      if (!who || !url.searchParams.get('part')) return failure(400, 'missingRequiredParameter', 'No filter selected.')
      const pageInfo = { totalResults: who === '@personne' ? 0 : 1, resultsPerPage: 5 }
      return { status: 200, body: { kind: 'youtube#channelListResponse', etag: 'x', pageInfo, ...(who === '@personne' ? {} : { items: [channel(who)] }) } }
    },
  )
}

function channel(who: string): Record<string, unknown> {
  const hidden = who === '@cachee'
  return {
    kind: 'youtube#channel',
    id: who.startsWith('UC') ? who : `UC${who.replaceAll(/\W/g, '').padEnd(22, 'x').slice(0, 22)}`,
    statistics: {
      viewCount: String(grown(numberOf(`views ${who}`, 8_000, 900_000))),
      subscriberCount: hidden ? '0' : String(grown(numberOf(`subscribers ${who}`, 120, 12_000))),
      hiddenSubscriberCount: hidden,
      videoCount: String(numberOf(`videos ${who}`, 4, 80)),
    },
  }
}

function failure(code: number, reason: string, message: string) {
  return { status: code, body: { error: { code, message, errors: [{ message, domain: 'youtube', reason }] } } }
}
