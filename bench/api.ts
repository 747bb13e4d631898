// The price of the house: REST with a session against a bare Node server that runs the same statement on the same kind of pool and answers with JSON.stringify.
// Targets: the film list (20 rows, joined) ≥ 0.6 of its requests a second, one film ≥ 0.5; the catalogue page ≥ 120 pages a second and core, 95th percentile ≤ 50 ms at half that load.
// `node bench/api.ts [seconds a run] [rounds]`. Runs alternate, medians are compared. Under other load on the machine look at the CPU ratios: they hardly move.
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPages } from '../scripts/building.ts'
import { openBenchHouse } from './api/ground.ts'

const [seconds = 4, rounds = 5] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'griot-bench-api-'))
const children: ChildProcess[] = []

interface Load {
  perSecond: number
  p95: number
  /** CPU milliseconds of the server for each request. */
  cpu: number
}

interface Server {
  url: string
  cpu: () => Promise<number>
  child: ChildProcess
}

const ask = <T>(child: ChildProcess, message: unknown): Promise<T> =>
  new Promise((done) => {
    child.once('message', (answer) => done(answer as T))
    child.send(message as object)
  })

async function start(role: 'house' | 'bare', ground: object): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'api/server.ts'), [role], { env: { ...process.env, LOG_LEVEL: 'error', NODE_ENV: 'production' } })
  children.push(child)
  child.on('exit', (code) => code && console.error(`${role} left with ${code}`))
  const { url } = await ask<{ url: string }>(child, ground)
  return { url, child, cpu: async () => (await ask<{ cpu: number }>(child, 'cpu')).cpu }
}

/** One run of the load generator, in a process of its own. */
async function load(
  server: Server,
  path: string,
  headers: Record<string, string>,
  { connections = 16, rate = 0, duration = seconds }: { connections?: number; rate?: number; duration?: number } = {},
): Promise<Load> {
  const flags = [
    '-j',
    '-n',
    '-c',
    String(connections),
    '-d',
    String(duration),
    ...(rate > 0 ? ['-R', String(rate)] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`]),
  ]
  const before = await server.cpu()
  const child = spawn(process.execPath, ['node_modules/autocannon/autocannon.js', ...flags, server.url + path], { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  for await (const chunk of child.stdout) text += String(chunk)
  const result = JSON.parse(text) as { requests: { total: number }; duration: number; latency: { p97_5: number; p95?: number }; '2xx': number; non2xx: number; errors: number }
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] === 0) throw new Error(`${path}: ${result.non2xx} refused, ${result.errors} lost`)
  return { perSecond: result['2xx'] / result.duration, p95: result.latency.p97_5, cpu: ((await server.cpu()) - before) / result['2xx'] }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const figure = (value: number): string => value.toFixed(2)

async function compare(name: string, target: number, house: [Server, string, Record<string, string>], bare: [Server, string]): Promise<boolean> {
  await load(...house, { duration: 2 })
  await load(bare[0], bare[1], {}, { duration: 2 })
  const runs: { ours: Load; theirs: Load }[] = []
  for (let round = 0; round < rounds; round += 1) runs.push({ ours: await load(...house), theirs: await load(bare[0], bare[1], {}) })
  const ratio = median(runs.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond))
  const cpu = median(runs.map(({ ours, theirs }) => theirs.cpu / ours.cpu))
  const [ours, theirs] = [median(runs.map((run) => run.ours.perSecond)), median(runs.map((run) => run.theirs.perSecond))]
  console.log(
    `${name}: ${figure(ratio)} of a bare server (target ≥ ${target}); ${Math.round(ours)} to ${Math.round(theirs)} a second; by CPU of the process ${figure(cpu)} (${figure(median(runs.map((run) => run.ours.cpu)))} ms to ${figure(median(runs.map((run) => run.theirs.cpu)))} ms a request)`,
  )
  return ratio >= target
}

async function pages(house: Server, path: string): Promise<boolean> {
  const headers = { 'accept-language': 'fr' }
  await load(house, path, headers, { connections: 4, duration: 3 })
  const full = await load(house, path, headers, { connections: 4 })
  const perCore = 1000 / full.cpu
  const half = await load(house, path, headers, { connections: 8, rate: Math.max(1, Math.round(Math.min(perCore, full.perSecond) / 2)) })
  console.log(
    `catalogue page: ${Math.round(perCore)} pages a second and core (target ≥ 120), ${Math.round(full.perSecond)} a second measured; at half load 97.5 % within ${half.p95} ms (target: 95 % within 50 ms)`,
  )
  return perCore >= 120 && half.p95 <= 50
}

await buildPages({ quiet: true })
const ground = await openBenchHouse(folder)
try {
  console.log(`${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} before we begin; ${seconds} s a run, ${rounds} rounds`)
  const house = await start('house', ground.facts)
  const bare = await start('bare', ground.facts)
  const session = { cookie: ground.facts.cookie, 'accept-language': 'fr' }
  const kept = [
    await compare('film list, 20 rows', 0.6, [house, '/api/v1/films?limit=20', session], [bare, '/list']),
    await compare('one film', 0.5, [house, `/api/v1/films/${ground.facts.slug}`, session], [bare, '/one']),
    await pages(house, '/karangou/films'),
  ]
  process.exitCode = kept.every(Boolean) ? 0 : 1
} finally {
  for (const child of children) child.kill('SIGTERM')
  await ground.close()
  rmSync(folder, { recursive: true, force: true })
}
