import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clock, minute } from '#platform/clock'
import { brokenInvariants, invariants } from '../checks/invariants.ts'
import { fillDemo } from '#app/demo.ts'
import { openHouse, type TestHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

interface Status {
  state: string
  workers: number
  jobsWaiting: number
  parts: { part: string; state: string }[]
}
const status = async (): Promise<Status> => {
  clock.travel(minute)
  return (await house.app.inject('/api/v1/status')).json<Status>()
}
const partOf = (told: Status, part: string) => told.parts.find((one) => one.part === part)?.state

test('the house says that it lives, and its figures', async () => {
  expect((await house.app.inject('/healthz')).statusCode).toBe(200)
  expect((await house.app.inject('/readyz')).json()).toEqual({ ok: true, checks: { database: true, accepting: true } })
  const figures = (await house.app.inject('/metrics')).body
  for (const name of [
    'griot_http_seconds',
    'griot_operation_seconds',
    'griot_job_seconds',
    'griot_page_seconds',
    'griot_pool_connections',
    'griot_event_loop_delay_p99_seconds',
    'griot_stream_connections',
    'griot_jobs_waiting',
  ])
    expect(figures).toContain(name)
})

test('the status says what works, and names what does not', async () => {
  const alone = await status()
  expect(partOf(alone, 'database')).toBe('good')
  expect(partOf(alone, 'files')).toBe('good')
  expect([alone.state, partOf(alone, 'jobs'), alone.workers]).toEqual(['down', 'down', 0])
  await sql`insert into platform.workers (id, process) values ('worker-1', ${randomUUID()})`.execute(house.db)
  const staffed = await status()
  expect([partOf(staffed, 'jobs'), staffed.workers]).toEqual(['good', 1])
})

test('work that waits long is told as slow', async () => {
  await sql`select graphile_worker.add_job('platform.mail', '{}'::json, run_at := now() - interval '10 minutes')`.execute(house.db)
  const told = await status()
  expect([partOf(told, 'jobs'), told.jobsWaiting]).toEqual(['slow', 1])
})

test('what must always hold holds on the demo, and a break is found by name', async () => {
  await fillDemo()
  expect((await sql`select 1 from cinema.films`.execute(house.db)).rows.length).toBeGreaterThan(50)
  expect(await brokenInvariants(house.db)).toEqual([])
  await sql`update cinema.films set ratings = ratings + 1 where id = (select min(id::text)::uuid from cinema.films)`.execute(house.db)
  await sql`alter table platform.audit disable trigger audit_append_only`.execute(house.db)
  const broken = (await brokenInvariants(house.db)).map((one) => one.invariant)
  expect(broken).toEqual(['the stars told of a film are those that were given', 'the audit trail cannot be changed'])
  for (const one of broken) expect(Object.keys(invariants)).toContain(one)
})

test('an address nobody serves, a method nobody knows and a text nobody can keep are refused, never a bug', async () => {
  for (const url of ['/api/v1/nothing', '/api/nothing']) {
    const answer = await house.app.inject(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ code: 'platform.missing', kind: 'missing' })
  }
  expect((await house.app.inject({ method: 'TRACE', url: '/api/v1/films' })).statusCode).toBe(404)
  expect((await house.app.inject('/api/v1/people/x%00y')).statusCode).toBe(422)
})
