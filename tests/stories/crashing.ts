import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Embedded, startPostgres } from '#platform/database/postgres'
import { greeting, intoEmbedded, launch, type Running } from '#tests/running.ts'
import { quietPort } from './live-project.ts'

/** A house of real processes that is killed without warning and started again: one process that does everything, or web and worker apart on a database server beside them. */
export interface CrashingHouse {
  url: string
  begin: () => Promise<void>
  /** kill -9: the whole house, or one of its two processes in turn; then starts what is missing. */
  crash: () => Promise<void>
  database: () => Promise<pg.Client>
  /** What `griot check` says of the data: null = all holds. */
  broken: () => string | null
  close: () => Promise<void>
}

export async function openCrashing(kind: 'one process' | 'web and worker', env: Record<string, string>): Promise<CrashingHouse> {
  const data = mkdtempSync(join(tmpdir(), 'griot-crash-'))
  const port = await quietPort()
  const apart: Embedded | null = kind === 'web and worker' ? await startPostgres(join(data, 'server')) : null
  const where: Record<string, string> = apart ? { DATABASE_URL: `postgres://griot@localhost/griot?host=${encodeURIComponent(String(apart.connection.host))}` } : {}
  const usual = { ...env, ...where, GRIOT_DATA: data, NODE_ENV: 'development', RATE_LIMIT_FACTOR: '0', MIN_FREE_BYTES: '0' }
  const roles = apart ? ['web', 'worker'] : ['all']
  const alive = new Map<string, Running>()
  let crashes = 0
  const begin = async (): Promise<void> => {
    const missing = roles.filter((role) => !alive.has(role))
    for (const role of missing) alive.set(role, launch({ env: { ...usual, ROLE: role, PORT: String(port), GRIOT_DATA: role === 'worker' ? join(data, 'worker') : data } }))
    // A worker has no address and says nothing.
    for (const role of missing) if (role !== 'worker') await greeting(alive.get(role)!)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    begin,
    crash: async () => {
      const role = roles[crashes % roles.length]!
      crashes += 1
      const one = alive.get(role)!
      killNow(one)
      await one.left
      alive.delete(role)
      await begin()
    },
    database: async () => {
      if (!apart) return intoEmbedded(data)
      const client = new pg.Client({ connectionString: where.DATABASE_URL })
      client.on('error', () => undefined)
      await client.connect()
      return client
    },
    broken: () => {
      const said = spawnSync(process.execPath, ['griot.mjs', 'check'], { encoding: 'utf8', env: { ...process.env, ...usual } })
      return said.status === 0 ? null : said.stderr + said.stdout
    },
    close: async () => {
      for (const one of alive.values()) one.kill('SIGTERM')
      await Promise.all([...alive.values()].map((one) => one.left))
      await apart?.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The launcher and the house it started. The embedded database outlives them, as it would. */
function killNow(one: Running): void {
  const children = spawnSync('pgrep', ['-P', String(one.pid)], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .filter(Boolean)
  for (const pid of [one.pid, ...children.map(Number)]) process.kill(pid, 'SIGKILL')
}
