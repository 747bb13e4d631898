import { z } from 'zod'
import { id, instant } from '#platform/operation'
import { isTimeZone, minutesOf } from './rules.ts'
import { channels, deliveryStates, noticeTopics, rhythms } from './types.ts'

export const Notice = z
  .object({
    id,
    kind: z.string(),
    title: z.string(),
    body: z.string(),
    action: z.string(),
    href: z.string().nullable(),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notice' })

export const Unread = z.object({ count: z.int() }).meta({ id: 'UnreadNotices' })

const pairs = noticeTopics.flatMap((topic) => channels.map((channel) => `${topic}:${channel}` as const))
const paces = noticeTopics.flatMap((topic) => rhythms.map((rhythm) => `${topic}:${rhythm}` as const))
const time = z.string().refine((text) => minutesOf(text) !== null)

export const PushDevice = z
  .object({
    id,
    name: z.string(),
    /** The beginning of the SHA-256 of its address: a browser can tell whether it is meant. */
    mark: z.string(),
    createdAt: instant,
    heardAt: instant.nullable(),
  })
  .meta({ id: 'PushDevice' })

export const NoticeSettings = z
  .object({
    topics: z.array(
      z
        .object({ topic: z.enum(noticeTopics), channels: z.array(z.object({ channel: z.enum(channels), wanted: z.boolean() })), digest: z.enum(rhythms) })
        .meta({ id: 'TopicSettings' }),
    ),
    timeZone: z.string(),
    quietFrom: z.string().nullable(),
    quietTo: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    /** The public key that browsers subscribe with (VAPID). */
    pushKey: z.string(),
    devices: z.array(PushDevice),
  })
  .meta({ id: 'NoticeSettings' })

export const settingsInput = z.object({
  wanted: z.array(z.enum(pairs)).max(pairs.length).default([]),
  digests: z.array(z.enum(paces)).max(paces.length).default([]),
  timeZone: z.string().max(64).refine(isTimeZone),
  quiet: z.boolean().default(false),
  quietFrom: time.optional(),
  quietTo: time.optional(),
})

export const deviceInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1_000),
  p256dh: z.string().regex(/^[\w-]{87}=?$/),
  auth: z.string().regex(/^[\w-]{22}={0,2}$/),
})

export const Delivery = z
  .object({
    id,
    /** What was told; null for a digest. */
    title: z.string().nullable(),
    channel: z.enum(channels),
    state: z.enum(deliveryStates),
    problem: z.string().nullable(),
    dueAt: instant.nullable(),
    at: instant,
  })
  .meta({ id: 'NoticeDelivery' })

export const Unsubscription = z.object({ topics: z.array(z.enum(noticeTopics)), stopped: z.boolean() }).meta({ id: 'Unsubscription' })
