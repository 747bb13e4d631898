import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { openFedapay } from '#tests/doors/fedapay.ts'
import type { DoorEntry } from '#tests/doors/payment-door.ts'
import type { KeptDoor } from '#tests/doors/payment-keeper.ts'
import { buildPages } from '../../scripts/building.ts'
import { type CrashingHouse, openCrashing } from './crashing.ts'
import { contribute, type LiveProject, plantProject } from './live-project.ts'

const long = Boolean(process.env.GRIOT_LONG)
let house: CrashingHouse | null = null
let door: KeptDoor | null = null

beforeAll(() => buildPages({ quiet: true }), 300_000)
afterEach(async () => {
  await house?.close()
  await door?.close()
}, 60_000)

/** A fan on a bad network: the same request under the same key until the house has answered it. */
async function insists(url: string, project: LiveProject, fan: number): Promise<string> {
  const key = randomUUID()
  for (;;) {
    const answer = await contribute(url, project.slug, key, 1_000 + fan, `+22890${String(100_000 + fan)}`).catch(() => null)
    if (answer?.status === 201) return answer.body.id
    if (answer && answer.status < 500 && answer.status !== 409 && answer.status !== 429) throw new Error(JSON.stringify(answer.body))
    await wait(200 + Math.random() * 300)
  }
}

/** All fans, eight at a time, each once; answers the contributions they were told of. */
async function crowd(url: string, project: LiveProject, fans: number, pause: number): Promise<string[]> {
  const waiting = Array.from({ length: fans }, (_, fan) => fan)
  const given: string[] = []
  const hand = async (): Promise<void> => {
    for (let fan = waiting.shift(); fan !== undefined; fan = waiting.shift()) {
      given.push(await insists(url, project, fan))
      await wait(pause * (0.5 + Math.random()))
    }
  }
  await Promise.all(Array.from({ length: 8 }, hand))
  return given
}

interface Told {
  id: string
  state: string
  amount: number
  number: string
  payment: string
}

const contributionsOf = async (db: pg.Client, project: LiveProject): Promise<Told[]> =>
  (await db.query<Told>(`select id, state, amount::int, number, payment_id as payment from crowdfunding.contributions where project_id = $1 order by number`, [project.id])).rows

/** Waits until nothing is under way. Short runs do not wait as long as the house would between two readings. */
async function settled(db: pg.Client, project: LiveProject): Promise<void> {
  for (const until = Date.now() + (long ? 600_000 : 60_000); Date.now() < until; await wait(500)) {
    if (!long) await db.query(`update graphile_worker._private_jobs set run_at = now() where key like 'payments.%' and run_at > now() and locked_at is null`)
    const { rows } = await db.query(
      `select 1 from crowdfunding.contributions where state <> 'confirmed' union all select 1 from graphile_worker.jobs where task_identifier = 'platform.react' limit 1`,
    )
    if (rows.length === 0) return
  }
  throw new Error(`still under way: ${JSON.stringify((await contributionsOf(db, project)).filter((one) => one.state !== 'confirmed'))}`)
}

const one = async (db: pg.Client, question: string, values: unknown[] = []): Promise<unknown> =>
  Object.values((await db.query<Record<string, unknown>>(question, values)).rows[0] ?? {})[0]
const posted = (db: pg.Client, owner: string, purpose: string): Promise<unknown> =>
  one(db, `select coalesce(sum(posted), 0)::int from ledger.balances where owner = $1 and purpose = $2`, [owner, purpose])
const sum = (all: readonly { amount: number }[]): number => all.reduce((total, { amount }) => total + amount, 0)

/** Each fan is charged once, every franc charged is in the ledger, and the provider's list says the same. */
async function compare(db: pg.Client, project: LiveProject, entries: readonly DoorEntry[], given: readonly string[]): Promise<void> {
  const contributions = await contributionsOf(db, project)
  const charged = entries.filter((entry) => entry.about === 'payment' && entry.moved > 0)
  expect(new Set(contributions.map(({ id }) => id))).toEqual(new Set(given))
  expect(contributions.length).toBe(given.length)
  expect(entries.filter((entry) => entry.moved > 1)).toEqual([])
  expect(charged.length).toBe(given.length)
  expect(new Map(charged.map((entry) => [entry.reference, entry.amount]))).toEqual(new Map(contributions.map(({ payment, amount }) => [payment, amount])))
  expect(await posted(db, `project:${project.id}`, 'pot')).toBe(sum(charged))
  const fees = charged.reduce((total, { amount }) => total + Math.ceil((amount * 18) / 1_000), 0)
  expect([await posted(db, 'provider:fedapay', 'charges'), await posted(db, 'provider:fedapay', 'float')]).toEqual([fees, sum(charged) - fees])
  expect(await one(db, `select count(*)::int from ledger.transfers where state = 'pending'`)).toBe(0)
  // Told once: one confirmation a payment, one receipt a contribution without a gap, no work that was given up.
  expect(await one(db, `select count(*)::int from platform.events where type = 'contribution.confirmed'`)).toBe(given.length)
  expect(contributions.map(({ number }) => Number(number.split('-')[2]))).toEqual(given.map((_, i) => i + 1))
  // A job that was queued again while it ran, and was then killed, stays behind without key and without error: its successor did the work.
  const dead = `select task_identifier as task, last_error as error from graphile_worker.jobs where attempts >= max_attempts and (key is not null or last_error is not null)`
  expect((await db.query(dead)).rows).toEqual([])
}

const cases = [
  { kind: 'one process', fans: long ? 200 : 40, kills: long ? 20 : 3 },
  { kind: 'web and worker', fans: long ? 100 : 16, kills: long ? 8 : 1 },
] as const

test.for(cases)(
  '$fans contributions, $kind killed $kills times, while the provider delays, doubles, forges and loses its callbacks: nobody pays twice, no franc is lost',
  { timeout: 1_800_000 },
  async ({ kind, fans, kills }) => {
    door = await openFedapay({ behaviour: { callbacks: 'chaos', answers: 'chaos', approveAfterMs: 800, lateMs: 2_500 } })
    house = await openCrashing(kind, door.env)
    door.callHome(house.url)
    await house.begin()
    const plant = await house.database()
    const project = await plantProject(plant)
    await plant.end()
    const giving = crowd(house.url, project, fans, long ? 400 : 150)
    for (let kill = 0; kill < kills; kill += 1) {
      await wait(800 + Math.random() * 1_500)
      await house.crash()
    }
    const given = await giving
    door.behave({ callbacks: 'normal', answers: 'normal' })
    await door.quiet()
    const db = await house.database()
    await settled(db, project)
    await compare(db, project, door.entries(), given)
    await db.end()
    // The provider was as bad as told, and no forged word was believed.
    const forged = door.deliveries().filter((delivery) => delivery.forged)
    expect(forged.length).toBeGreaterThan(0)
    expect(forged.filter(({ status }) => status > 0 && status < 400)).toEqual([])
    expect(house.broken()).toBeNull()
  },
)
