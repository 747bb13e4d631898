import { z } from 'zod'
import { id, instant } from '#platform/operation'

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
