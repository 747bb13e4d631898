import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '#db'
import type { Ctx, Db } from '../context.ts'
import { log } from '../log.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, (value) => Number(value))

const names = new Map<string, string>()

/** Gives each parameterised text a stable name, so that PostgreSQL plans it once a connection: 2.2–2.4× the queries a second. */
class NamedClient extends pg.Client {
  // oxlint-disable-next-line typescript/no-explicit-any -- pg's own overloads; the arguments go through unread
  override query(...args: any[]): any {
    const [text, values] = args
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0 && !args[2]) {
      return super.query({ text, values, name: nameOf(text) })
    }
    return (super.query as (...all: unknown[]) => unknown)(...args)
  }
}

function nameOf(text: string): string {
  let name = names.get(text)
  if (!name) names.set(text, (name = createHash('sha1').update(text).digest('base64url')))
  return name
}

let raw: pg.Pool | undefined
let kysely: Kysely<DB> | undefined

/** Opens the pool. `connection` is a URL, or the socket folder of the embedded server. */
export function openPool(connection: pg.PoolConfig, size: number): Db {
  raw = new pg.Pool({ ...connection, max: size, Client: NamedClient, application_name: 'griot', idleTimeoutMillis: 60_000 })
  raw.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection was lost'))
  raw.on('connect', (client) => client.on('error', (error) => log.warn({ reason: error.message }, 'a database connection was lost')))
  kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: raw }) })
  return kysely
}

export function pool(): Db {
  if (!kysely) throw new Error('the database is not open')
  return kysely
}

/** The raw pool, for libraries that take one. */
export function pgPool(): pg.Pool {
  if (!raw) throw new Error('the database is not open')
  return raw
}

export async function closePool(): Promise<void> {
  await kysely?.destroy()
  kysely = raw = undefined
}

/** Runs in one transaction: the one `ctx` is in already, or a new one. */
export async function transaction<T>(ctx: Ctx, run: (inside: Ctx) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return run(ctx)
  return ctx.db.transaction().execute((tx: Transaction<DB>) => run({ ...ctx, db: tx }))
}
