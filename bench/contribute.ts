/**
 * A whole contribution through REST at 50 a second: the order, the provider's callback, the state read again, the ledger, the confirmation. The house runs as it is deployed
 * where people pay, web and worker as two processes on one PostgreSQL (`one` as third argument: all in one process, as `npm start` does); the provider's stand-in runs in this one;
 * payers say yes after 500 ms. The load is open: requests begin when they are due, whether or not the last were answered.
 * Told: what the fan waits for (p95 ≤ 60 ms), the answer to the provider's callback, the delay from the payer's yes to the confirmation, and that none was lost: the ledger, the
 * contributions and the provider's own list are compared. The same load against an operation that only reads is the reference of the machine.
 * Run: node bench/contribute.ts [seconds] [contributions a second] [one]
 */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '#platform/database/postgres'
import { openFedapay } from '#tests/doors/fedapay.ts'
import { greeting, intoEmbedded, launch } from '#tests/running.ts'
import { buildPages } from '../scripts/building.ts'
import { contribute, plantProject, quietPort } from '../tests/stories/live-project.ts'

const [seconds = 30, rate = 50] = process.argv.slice(2, 4).map(Number)
const together = process.argv[4] === 'one'
const folder = mkdtempSync(join(tmpdir(), 'griot-bench-contribute-'))
const port = await quietPort()
const base = `http://127.0.0.1:${port}`
const door = await openFedapay({ behaviour: { approveAfterMs: 500 } })
door.callHome(base)
await buildPages({ quiet: true })
const server = together ? null : await startPostgres(join(folder, 'server'))
const where: Record<string, string> = server ? { DATABASE_URL: `postgres://griot@localhost/griot?host=${encodeURIComponent(String(server.connection.host))}` } : {}
const env = { ...door.env, ...where, NODE_ENV: 'production', SECRET: randomUUID() + randomUUID(), PUBLIC_URL: base, RATE_LIMIT_FACTOR: '0' }
const web = await greeting(launch({ env: { ...env, ROLE: server ? 'web' : 'all', GRIOT_DATA: folder, PORT: String(port) } }))
const worker = server ? launch({ env: { ...env, ROLE: 'worker', GRIOT_DATA: join(folder, 'worker') } }) : null
const db = server ? new pg.Client({ connectionString: where['DATABASE_URL'] }) : await intoEmbedded(folder)
if (server) await db.connect()

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Milliseconds of CPU that the house (without its database) has used so far. */
function cpuOfHouse(): number {
  const launchers = [web, ...(worker ? [worker] : [])]
  const children = launchers.map(({ pid }) =>
    Number(
      spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n')[0],
    ),
  )
  return children.reduce((total, pid) => {
    const [used = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13).map(Number)
    return total + (used + system) * 10
  }, 0)
}

/** Begins `one` so many times a second for so long; answers the milliseconds of each that went well, sorted, and how many did not. */
async function load(one: (n: number) => Promise<boolean>, duration: number): Promise<{ times: number[]; lost: number }> {
  const times: number[] = []
  let lost = 0
  const begun = performance.now()
  const all = Array.from({ length: Math.round(duration * rate) }, async (_, n) => {
    await wait(Math.max(0, begun + (n * 1_000) / rate - performance.now()))
    const from = performance.now()
    const good = await one(n).catch(() => false)
    if (good) times.push(performance.now() - from)
    else lost += 1
  })
  await Promise.all(all)
  return { times: times.toSorted((a, b) => a - b), lost }
}

try {
  const project = await plantProject(db, { goal: 100_000_000 })
  const give = async (n: number): Promise<boolean> => (await contribute(base, project.slug, randomUUID(), 5_000, `+2289${String(1_000_000 + n)}`)).status === 201
  const read = async (): Promise<boolean> => {
    const answer = await fetch(`${base}/api/v1/projects/${project.slug}`)
    await answer.arrayBuffer()
    return answer.ok
  }
  await load(give, 4)
  const reading = await load(read, Math.min(seconds, 10))
  const before = (await db.query<{ now: Date }>('select now() as now')).rows[0]!.now
  const cpuBefore = cpuOfHouse()
  const giving = await load(give, seconds)
  const waits = async (): Promise<number> => (await db.query<{ n: number }>(`select count(*)::int as n from crowdfunding.contributions where state <> 'confirmed'`)).rows[0]!.n
  for (const until = Date.now() + 60_000; Date.now() < until && (await waits()) > 0;) await wait(250)
  const cpu = (cpuOfHouse() - cpuBefore) / (giving.times.length + giving.lost)

  const { rows } = await db.query<{ ms: number }>(
    `select extract(epoch from confirmed_at - created_at)::float8 * 1000 as ms from crowdfunding.contributions where created_at > $1 and state = 'confirmed' order by 1`,
    [before],
  )
  const whole = rows.map((row) => row.ms - 500)
  const { rows: said } = await db.query<{ pot: number; given: number; count: number }>(
    `select (select coalesce(sum(posted), 0)::float8 from ledger.balances where owner = $1 and purpose = 'pot') as pot,
      (select coalesce(sum(amount), 0)::float8 from crowdfunding.contributions where state = 'confirmed') as given, (select count(*)::int from crowdfunding.contributions) as count`,
    [`project:${project.id}`],
  )
  const charged = door.entries().filter((entry) => entry.about === 'payment' && entry.moved > 0)
  const money = charged.reduce((total, entry) => total + entry.amount, 0)
  const p95 = at(giving.times, 0.95)
  const callbacks = door
    .deliveries()
    .map(({ ms }) => ms)
    .toSorted((a, b) => a - b)
  const none = giving.lost === 0 && said[0]!.pot === money && said[0]!.given === money && charged.every((entry) => entry.moved === 1) && (await waits()) === 0
  console.log(
    `${p95 <= 60 ? 'ok     ' : 'MISSED '} a contribution by REST at ${rate}/s, p95: ${p95.toFixed(1)} ms (≤ 60); median ${at(giving.times, 0.5).toFixed(1)}, p99 ${at(giving.times, 0.99).toFixed(1)}`,
  )
  console.log(`        ÷ reading its project at the same rate, p95: ${(p95 / at(reading.times, 0.95)).toFixed(2)} (${at(reading.times, 0.95).toFixed(1)} ms)`)
  console.log(`        the provider's callback answered, p95: ${at(callbacks, 0.95).toFixed(1)} ms`)
  console.log(`        CPU of the house for a whole contribution, from order to confirmation: ${cpu.toFixed(1)} ms (its database apart)`)
  console.log(`        from order to confirmation, the payer's half second apart: median ${at(whole, 0.5).toFixed(0)} ms, p95 ${at(whole, 0.95).toFixed(0)} ms`)
  console.log(
    `${none ? 'ok     ' : 'MISSED '} none lost: ${said[0]!.count} contributions, ${said[0]!.given} F given, ${said[0]!.pot} F in the pot, ${money} F charged by the provider, ${giving.lost} refused`,
  )
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)} on ${cpus().length} processors`)
  process.exitCode = p95 <= 60 && none ? 0 : 1
} finally {
  await db.end().catch(() => undefined)
  for (const one of [web, worker]) one?.kill('SIGTERM')
  await Promise.all([web.left, worker?.left])
  await server?.stop()
  await door.close()
  rmSync(folder, { recursive: true, force: true })
}
