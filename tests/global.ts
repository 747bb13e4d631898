import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import pg from 'pg'
import { migrate } from '#platform/database/migrate'
import { closePool, openPool } from '#platform/database/pool'
import { startPostgres } from '#platform/database/postgres'
import { migrateJobs } from '#platform/worker'
import { readConfig, setConfig } from '#platform/config'

declare module 'vitest' {
  interface ProvidedContext {
    socket: string
  }
}

/** One PostgreSQL for the whole run, one migrated template; each test file copies it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'griot-test-'))
  const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: folder })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
  const server = await startPostgres(join(folder, 'pg'), { careless: true })
  await migrate(openPool(server.connection, 2))
  await migrateJobs()
  await closePool()
  const admin = new pg.Client({ ...server.connection, database: 'postgres' })
  await admin.connect()
  await admin.query('alter database griot is_template true')
  await admin.end()
  project.provide('socket', String(server.connection.host))
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
