import { readdirSync } from 'node:fs'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from '../context.ts'

const folder = new URL('../../../db/migrations/', import.meta.url)

/** Brings the schema up to date, under a lock: several processes may start at once. Answers the names applied. */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: readMigrations },
    migrationTableSchema: 'platform_migrations',
    allowUnorderedMigrations: true,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
  const loaded = await Promise.all(files.map(async (name) => [name.replace(/\.ts$/, ''), (await import(new URL(name, folder).href)) as Migration] as const))
  return Object.fromEntries(loaded)
}
