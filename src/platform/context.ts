import type { Kysely } from 'kysely'
import type { DB } from '#db'
import type { Actor } from './actor.ts'
import type { Lang } from './text.ts'
import type { Logger } from './log.ts'

/** The database as stores see it: the pool in queries, the open transaction in commands. */
export type Db = Kysely<DB>

/** What every operation, reaction and job receives. */
export interface Ctx {
  /** In a command: its one transaction (with the audit line and the announced events). In a query: the pool. */
  db: Db
  actor: Actor
  lang: Lang
  now: Date
  log: Logger
  requestId: string
  request: RequestFacts
}

/** What is known of the HTTP request, empty in jobs. */
export interface RequestFacts {
  ip: string
  userAgent: string
  /** Absolute public origin, no slash at the end. */
  origin: string
  headers: Headers
  /** Cookies and other headers to send back with the answer. */
  reply: Headers
}
