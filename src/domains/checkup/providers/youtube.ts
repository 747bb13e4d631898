import { z } from 'zod'
import { config } from '#platform/config'
import { Refusal } from '#platform/refusal'
import type { NetworkProvider } from './provider.ts'
import { ask, busy, readAs, unavailable } from './wire.ts'

/** YouTube Data API v3, channels.list (https://developers.google.com/youtube/v3/docs/channels): a key; statistics come as text; a channel may hide its subscribers; 403 quotaExceeded until midnight, Pacific time. */

const Channels = z.object({
  items: z
    .array(
      z.object({
        statistics: z
          .object({ viewCount: z.string().optional(), subscriberCount: z.string().optional(), hiddenSubscriberCount: z.boolean().optional(), videoCount: z.string().optional() })
          .optional(),
      }),
    )
    .optional(),
})
const Failure = z.object({ error: z.object({ errors: z.array(z.object({ reason: z.string() })).default([]) }) })
const untilTomorrow = 6 * 3_600

/** A channel id, a handle with its @, or an old user name. */
const parameterOf = (identifier: string): string =>
  identifier.startsWith('UC')
    ? `id=${encodeURIComponent(identifier)}`
    : identifier.startsWith('user/')
      ? `forUsername=${encodeURIComponent(identifier.slice(5))}`
      : `forHandle=${encodeURIComponent(identifier.replace(/^c\//, '@'))}`

export const youtube: NetworkProvider = {
  name: 'youtube',
  isOpen: () => config().YOUTUBE_API_KEY !== undefined,
  measure: async (identifier) => {
    const { status, body } = await ask('youtube', `${config().YOUTUBE_URL}/youtube/v3/channels?part=statistics&${parameterOf(identifier)}`, {
      headers: { 'x-goog-api-key': config().YOUTUBE_API_KEY! },
    })
    if (status !== 200) throw refusalOf(status, body)
    const found = readAs('youtube', Channels, body).items?.[0]
    if (!found) throw new Refusal('missing', 'checkup.notOnNetwork', { network: 'youtube' })
    const { subscriberCount, viewCount, videoCount, hiddenSubscriberCount } = found.statistics ?? {}
    const told = [
      ['followers', hiddenSubscriberCount ? undefined : subscriberCount],
      ['views', viewCount],
      ['releases', videoCount],
    ] as const
    return told.flatMap(([metric, text]) => (text !== undefined && /^\d{1,12}$/.test(text) ? [{ metric, value: Number(text) }] : []))
  },
}

function refusalOf(status: number, body: unknown): Refusal {
  const reason = Failure.safeParse(body).data?.error.errors[0]?.reason ?? ''
  if (/quota|rateLimit/i.test(reason)) return busy('youtube', untilTomorrow)
  return status === 403 || /key/i.test(reason) ? new Refusal('refused', 'checkup.networkKeyWrong', { network: 'youtube' }) : unavailable('youtube')
}
