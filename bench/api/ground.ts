import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import type { DB } from '#db'
import { closeSessionCookie, sessionCookie } from '#domains/identity/cookies.ts'
import { makePerson } from '#domains/identity/seed.ts'
import { insertSession } from '#domains/identity/store/sessions.ts'
import { nobody } from '#platform/actor'
import { readConfig, setConfig } from '#platform/config'
import type { Db } from '#platform/context'
import { migrate } from '#platform/database/migrate'
import { closePool, openPool, pgPool, pool } from '#platform/database/pool'
import { startPostgres } from '#platform/database/postgres'
import { randomToken } from '#platform/secrets'
import { migrateJobs, systemCtx } from '#platform/worker'
import { importFilms } from '../../src/domains/cinema/actions/import-films.ts'
import { getFilm, listFilms } from '../../src/domains/cinema/queries.ts'
import { demoRecords } from '../../src/domains/cinema/seed.ts'

export interface Statement {
  text: string
  values: unknown[]
}

/** What both servers are told. */
export interface Facts {
  env: Record<string, string>
  socket: string
  cookie: string
  slug: string
  /** The very statements of the house, for the bare server to run. */
  list: Statement
  one: Statement
}

/** A database with the films of the demo, somebody signed in, and the statements that the two reads come to. */
export async function openBenchHouse(folder: string): Promise<{ facts: Facts; close: () => Promise<void> }> {
  const env = { GRIOT_DATA: join(folder, 'data'), SECRET: randomToken(32), PUBLIC_URL: 'http://127.0.0.1', RATE_LIMIT_FACTOR: '1000000', MIN_FREE_BYTES: '0', DEMO: '0' }
  const read = readConfig({ NODE_ENV: 'test', ...env })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
  const server = await startPostgres(join(folder, 'postgres'))
  await migrate(openPool(server.connection, 4))
  await migrateJobs()
  await importFilms(systemCtx(), await demoRecords())
  const person = await makePerson(pool(), { name: 'Awa Diop' })
  const token = randomToken()
  const now = new Date()
  await insertSession(pool(), {
    userId: person.id,
    token,
    kind: 'browser',
    method: 'password',
    ip: '127.0.0.1',
    userAgent: 'bench',
    now,
    expiresAt: new Date(now.getTime() + 86_400_000),
  })
  const said: Statement[] = []
  const listening = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: pgPool() }),
    log: ({ query }) => void said.push({ text: query.sql, values: [...query.parameters] }),
  }) as unknown as Db
  const ctx = { ...systemCtx(), db: listening, actor: { ...nobody }, lang: 'fr' as const }
  const { items } = await listFilms(ctx, { limit: 20 })
  const slug = items[3]!.slug
  await getFilm(ctx, { slug })
  const [list, one, ...more] = said
  if (!list || !one || more.length > 0) throw new Error(`the two reads came to ${said.length} statements`)
  await pgPool().query('analyze')
  return {
    facts: { env, socket: String(server.connection.host), cookie: `${sessionCookie()}=${closeSessionCookie(token)}`, slug, list, one },
    close: async () => {
      await closePool()
      await server.stop()
    },
  }
}
