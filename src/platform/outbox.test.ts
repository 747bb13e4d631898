import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openHouse, type TestHouse } from '#tests/house.ts'
import type { Ctx } from './context.ts'
import { transaction } from './database/pool.ts'
import { announce, react, reaction, registerReactions } from './events.ts'
import { cancelLater, job, later } from './jobs.ts'
import { sendMailLater } from './mail.ts'
import { Refusal } from './refusal.ts'
import { startWorker, systemCtx, taskList } from './worker.ts'

let house: TestHouse
const reacted: string[] = []
let fails = 0
let letFirst = (): void => undefined
const firstMay = new Promise<void>((done) => (letFirst = done))

const note = async (ctx: Ctx, subject: string): Promise<void> => {
  await sql`insert into platform.stream (topic, data) values ('reacted', ${JSON.stringify({ subject })}::jsonb)`.execute(ctx.db)
  reacted.push(subject)
}

beforeAll(async () => {
  house = await openHouse()
  registerReactions([
    reaction('test.notesDances', 'dance.danced', (ctx, event) => note(ctx, event.subject)),
    reaction('test.keepsTurns', 'dance.turned', async (ctx, event) => {
      if (event.subject === 'first') await firstMay
      await note(ctx, event.subject)
    }),
    reaction('test.failsFirst', 'dance.failed', async (ctx, event) => {
      await note(ctx, event.subject)
      if ((fails += 1) === 1) throw new Error('the first time breaks')
    }),
  ])
})
afterAll(() => house.close())
beforeEach(() => {
  reacted.length = 0
})

const noted = async (): Promise<string[]> =>
  (await sql<{ subject: string }>`select data ->> 'subject' as subject from platform.stream where topic = 'reacted' order by id`.execute(house.db)).rows.map((row) => row.subject)
const jobs = async (task: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from graphile_worker.jobs where task_identifier = ${task}`.execute(house.db)).rows[0]?.n ?? 0

test('an event and its jobs exist if and only if the transaction commits', async () => {
  const before = await jobs('platform.react')
  await expect(
    transaction(systemCtx(), async (ctx) => {
      await announce(ctx.db, { type: 'dance.danced', subject: 'rolled back' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await jobs('platform.react')).toBe(before)
  expect((await sql`select 1 from platform.events where subject = 'rolled back'`.execute(house.db)).rows).toHaveLength(0)
  await transaction(systemCtx(), (ctx) => announce(ctx.db, { type: 'dance.danced', subject: 'kept' }))
  expect(await jobs('platform.react')).toBe(before + 1)
  await house.runJobs()
  expect(reacted).toEqual(['kept'])
})

test('a replayed event does nothing', async () => {
  const event = await announce(house.db, { type: 'dance.danced', subject: 'once' })
  await house.runJobs()
  for (let i = 0; i < 3; i += 1) await transaction(systemCtx(), (ctx) => react(ctx, event, 'test.notesDances'))
  expect(reacted).toEqual(['once'])
})

test('a reaction that breaks leaves nothing behind, and is done whole the next time', async () => {
  await announce(house.db, { type: 'dance.failed', subject: 'twice' })
  await house.runJobs()
  expect(await noted()).not.toContain('twice')
  // The failed try may still be written down when its turn is brought forward.
  for (let i = 0; i < 50 && !(await noted()).includes('twice'); i += 1) {
    await sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`.execute(house.db)
    await house.runJobs()
  }
  expect((await noted()).filter((subject) => subject === 'twice')).toEqual(['twice'])
})

test('a job is queued with its transaction, replaced under its key, and can be taken back', async () => {
  const target = job({ name: 'test.count', input: z.object({ n: z.int() }), run: async () => undefined })
  await transaction(systemCtx(), async (ctx) => {
    await later(ctx.db, target, { n: 1 }, { key: 'one' })
    await later(ctx.db, target, { n: 2 }, { key: 'one' })
    await later(ctx.db, target, { n: 3 }, { key: 'two' })
  })
  expect(await jobs('test.count')).toBe(2)
  await cancelLater(house.db, 'one')
  await cancelLater(house.db, 'two')
  expect(await jobs('test.count')).toBe(0)
})

test('a refused job ends; an unavailable one is tried again', async () => {
  const run = (kind: 'refused' | 'unavailable') => async () => {
    throw new Refusal(kind, 'platform.unavailable')
  }
  const tasks = taskList({
    jobs: [job({ name: 'test.refused', input: z.object({}), run: run('refused') }), job({ name: 'test.away', input: z.object({}), run: run('unavailable') })],
    timed: [],
  })
  const helpers = { job: { attempts: 1, max_attempts: 3 } } as never
  await expect(tasks['test.refused']!({}, helpers)).resolves.toBeUndefined()
  await expect(tasks['test.away']!({}, helpers)).rejects.toMatchObject({ kind: 'unavailable' })
})

/** A mail in the hands of a worker, as a process killed in the middle leaves it. */
async function mailHeldBy(worker: string, lockedAgo: string): Promise<string> {
  const to = `${randomUUID()}@griot.example`
  await sendMailLater(house.db, { to, subject: 'x', text: 'x' })
  await sql`update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now() - ${lockedAgo}::interval where payload ->> 'to' = ${to}`.execute(house.db)
  return to
}
const delivered = async (to: string): Promise<boolean> => (await sql`select 1 from platform.mailbox where recipient = ${to}`.execute(house.db)).rows.length > 0
const soon = async (what: () => Promise<boolean>): Promise<boolean> => {
  for (let i = 0; i < 100; i += 1) {
    if (await what()) return true
    await wait(50)
  }
  return false
}
const { mailJob } = await import('./mail.ts')
const work = { jobs: [mailJob as never], timed: [] }

test('the jobs of a dead worker are taken up; those of a living one are left', async () => {
  const dead = await mailHeldBy('worker-dead', '5 minutes')
  await sql`insert into platform.workers (id, process) values ('worker-alive', ${randomUUID()})`.execute(house.db)
  const alive = await mailHeldBy('worker-alive', '5 minutes')
  const worker = await startWorker(work, { alone: false })
  expect(await soon(() => delivered(dead))).toBe(true)
  expect(await delivered(alive)).toBe(false)
  await worker.stop()
})

test('long jobs never hold a short one', async () => {
  let end = (): void => undefined
  const ended = new Promise<void>((done) => (end = done))
  const film = job({ name: 'test.film', input: z.object({}), long: true, run: () => ended })
  for (let i = 0; i < 8; i += 1) await later(house.db, film, {})
  const worker = await startWorker({ jobs: [mailJob as never, film as never], timed: [] }, { alone: false })
  expect(
    await soon(async () => (await sql`select 1 from graphile_worker.jobs where task_identifier = 'test.film' and locked_at is not null`.execute(house.db)).rows.length > 0),
  ).toBe(true)
  const to = `${randomUUID()}@griot.example`
  await sendMailLater(house.db, { to, subject: 'x', text: 'x' })
  expect(await soon(() => delivered(to))).toBe(true)
  end()
  await worker.stop()
})

test('after kill -9 of the only process its jobs are taken up at once', async () => {
  const held = await mailHeldBy('worker-killed', '0 seconds')
  const worker = await startWorker(work, { alone: true })
  expect(await soon(() => delivered(held))).toBe(true)
  await worker.stop()
})

test('what is announced in one queue is heard in that order, however many hands are free', async () => {
  for (const subject of ['first', 'second']) await announce(house.db, { type: 'dance.turned', subject, queue: 'dance' })
  await announce(house.db, { type: 'dance.danced', subject: 'another' })
  const worker = await startWorker({ jobs: [], timed: [] }, { alone: false })
  expect(await soon(async () => reacted.includes('another'))).toBe(true)
  expect(reacted).toEqual(['another'])
  letFirst()
  expect(await soon(async () => reacted.length === 3)).toBe(true)
  expect(reacted).toEqual(['another', 'first', 'second'])
  await worker.stop()
})
