// How long until the first page: on an empty folder (pages built, the demo's films not yet processed), and on an existing one; and the memory of an idle process.
// Targets: ≤ 20 s, ≤ 2 s, ≤ 250 MB. `node bench/start.ts [rounds]`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { greeting, launch } from '#tests/running.ts'
import { buildPages } from '../scripts/building.ts'

const rounds = Number(process.argv[2] ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'griot-bench-start-'))
const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

await buildPages({ quiet: true })
try {
  const first: number[] = []
  const again: number[] = []
  let memory = 0
  for (let round = 0; round < rounds; round += 1) {
    const data = join(folder, String(round))
    // The films' processing is switched off: it goes on after the first page and is measured by bench/processing.ts.
    first.push((await measure(data, { FFMPEG_PATH: '/nowhere' })).seconds)
    const { seconds, megabytes } = await measure(data, { FFMPEG_PATH: '/nowhere' }, 8_000)
    again.push(seconds)
    memory = Math.max(memory, megabytes)
  }
  const lines: [string, number, number, string][] = [
    ['first start, empty folder, to the first page', median(first), 20, 's'],
    ['start on an existing folder, to the first page', median(again), 2, 's'],
    ['memory of the idle process', memory, 250, 'MB'],
  ]
  for (const [what, value, target, unit] of lines) console.log(`${value <= target ? 'ok     ' : 'MISSED '} ${what}: ${value.toFixed(unit === 's' ? 2 : 0)} ${unit} (≤ ${target})`)
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`)
  process.exitCode = lines.every(([, value, target]) => value <= target) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Starts, asks for the home page, rests, reads the memory, stops. */
async function measure(data: string, env: Record<string, string>, rest = 0): Promise<{ seconds: number; megabytes: number }> {
  const begun = performance.now()
  const one = await greeting(launch({ env: { GRIOT_DATA: data, DEMO: '1', ...env } }))
  const home = await fetch(one.url)
  await home.text()
  const seconds = (performance.now() - begun) / 1000
  if (!home.ok) throw new Error(`the home page answered ${home.status}`)
  await wait(rest)
  const megabytes = rest ? memoryOf(one.pid) : 0
  one.kill('SIGTERM')
  await one.left
  return { seconds, megabytes }
}

/** Resident memory of the launcher's child, the process that serves. */
function memoryOf(launcher: number): number {
  const child =
    execFileSync('pgrep', ['-P', String(launcher)], { encoding: 'utf8' })
      .trim()
      .split('\n')[0] ?? ''
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
