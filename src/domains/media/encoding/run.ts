import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Ran {
  ok: boolean
  /** Why it was stopped, if it was. */
  stopped: 'asked' | 'time' | null
  /** The end of what it printed on standard error. */
  errors: string
  /** Length written so far, in milliseconds, as its last progress line says. */
  writtenMs: number
}

export interface RunOptions {
  signal?: AbortSignal
  limitMs: number
  onProgress?: (writtenMs: number) => void
}

const onPath = (name: string): string | null =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path)) ?? null

/** Stood before ffmpeg: `setpriv` makes the kernel kill it when this process dies, even by kill -9; `nice` leaves the processor to visitors. */
function before(): string[] {
  const setpriv = onPath('setpriv')
  const nice = onPath('nice')
  return [...(setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : []), ...(nice ? [nice, '-n', '10'] : [])]
}

/** Runs ffmpeg as its own process group, reads its progress, and ends the whole group when told or when its time is over. Never throws for ffmpeg's own failure. */
export function runFfmpeg(path: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const [command = path, ...rest] = [...before(), path, ...args]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', AV_LOG_FORCE_NOCOLOR: '1' } })
  const ran: Ran = { ok: false, stopped: null, errors: '', writtenMs: 0 }
  const end = (why: 'asked' | 'time'): void => {
    ran.stopped ??= why
    killGroup(child)
  }
  const onAbort = (): void => end('asked')
  options.signal?.addEventListener('abort', onAbort, { once: true })
  if (options.signal?.aborted) onAbort()
  const timer = setTimeout(() => end('time'), options.limitMs)
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.errors = (ran.errors + text).slice(-64_000)))
  createInterface({ input: child.stdout }).on('line', (line) => readProgress(line, ran, options))
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
    }
    child.once('error', (error) => (settle(), reject(error)))
    child.once('close', (code) => {
      settle()
      ran.ok = code === 0 && ran.stopped === null
      resolve(ran)
    })
  })
}

function readProgress(line: string, ran: Ran, options: RunOptions): void {
  const [name, value = ''] = line.split('=')
  if (name !== 'out_time_us' || !/^\d+$/.test(value)) return
  ran.writtenMs = Math.max(ran.writtenMs, Math.round(Number(value) / 1000))
  options.onProgress?.(ran.writtenMs)
}

function killGroup(child: ChildProcess): void {
  if (!child.pid || child.exitCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

/**
 * Ends what a dead process left running on this folder, where the kernel did not: any ffmpeg whose arguments name it.
 * Linux only (it reads /proc); elsewhere there is nothing to find.
 */
export function killLeftovers(folder: string): void {
  if (!existsSync('/proc/self/cmdline')) return
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      if (args.some((arg) => arg.startsWith(folder + '/')) && args.some((arg) => arg.includes('ffmpeg'))) process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It ended by itself while we were looking.
    }
  }
}
