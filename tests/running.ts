import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { socketsOf } from '#platform/database/postgres'

/** Griot as a real process, started the way people start it. */
export interface Running {
  url: string
  pid: number
  /** Everything it has printed. */
  said: () => string
  /** The exit code, once it has left. */
  left: Promise<number | null>
  kill: (signal: NodeJS.Signals) => void
}

export interface StartOptions {
  env: Record<string, string>
  /** Put before the command: `setpriv …`. */
  prefix?: readonly string[]
}

/** Starts the launcher. Answers at once; `greeting` waits until it serves. */
export function launch({ env, prefix = [] }: StartOptions): Running {
  const line = [...prefix, process.execPath, 'griot.mjs', 'start']
  const child = spawn(line[0] ?? process.execPath, line.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], env: { ...ownEnv(), PORT: '0', DEMO: '0', LOG_LEVEL: 'error', ...env } })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const left = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  return {
    get url() {
      return /Griot: (http:\S+)/.exec(printed)?.[1]?.replace('localhost', '127.0.0.1') ?? ''
    },
    pid: child.pid ?? 0,
    said: () => printed,
    left,
    kill: (signal) => void child.kill(signal),
  }
}

/** The machine's own variables, without what the test run set for itself. */
function ownEnv(): Record<string, string> {
  const { NODE_ENV: _mode, VITEST: _run, LOG_LEVEL: _level, ...rest } = process.env
  return rest as Record<string, string>
}

export async function greeting(one: Running, seconds = 120): Promise<Running> {
  const until = Date.now() + seconds * 1000
  let gone = false
  void one.left.then(() => (gone = true))
  while (!one.url) {
    if (gone || Date.now() > until) throw new Error(`Griot did not greet:\n${one.said().slice(-3_000)}`)
    await wait(20)
  }
  return one
}

/** A connection to the embedded database of a data folder, from outside. */
export async function intoEmbedded(dataFolder: string): Promise<pg.Client> {
  const client = new pg.Client({ host: socketsOf(join(dataFolder, 'postgres')), user: 'griot', database: 'griot' })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
