import type { FastifyInstance } from 'fastify'
import type { NoticeKinds } from '#domains/messaging/types.ts'
import type { Personal, Retention } from '#platform/personal'
import type { Ctx, Db } from '#platform/context'
import type { Reaction } from '#platform/events'
import type { Door } from '#platform/http/door'
import type { Address } from '#platform/http/openapi'
import type { Timed } from '#platform/jobs'
import type { Topic } from '#platform/stream'

/** The public pages of a room, in an order that stays: `lastmod` is the day what they show last changed. */
export interface Pages {
  count: (db: Db) => Promise<number>
  read: (db: Db, limit: number, offset: number) => Promise<{ path: string; at: Date | null }[]>
}

/** What the app takes from a room. */
export interface Room {
  name: string
  operations?: Readonly<Record<string, unknown>>
  reactions?: readonly Reaction[]
  jobs?: readonly unknown[]
  timed?: readonly Timed[]
  topics?: readonly Topic[]
  /** The kinds of notices it announces: what each is about and how it goes out. */
  notices?: NoticeKinds
  mount?: (app: FastifyInstance, door: Door) => void | Promise<void>
  /** Raw addresses that `mount` serves and that the API page should name. */
  addresses?: readonly Address[]
  /** Public pages, for search engines. */
  pages?: Pages
  seed?: (ctx: Ctx) => Promise<void>
  /** What the room keeps of people, and how long it keeps things. */
  personal?: Personal
  retentions?: readonly Retention[]
  /** Work of this room when a process begins (a listener, an index in memory). Answers how to end it. */
  begin?: () => Promise<() => Promise<void>>
  /** The same, only where jobs are done (a line held open to somewhere). */
  attend?: () => Promise<() => Promise<void>>
}
