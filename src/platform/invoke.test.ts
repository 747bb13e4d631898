import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openHouse, type TestHouse } from '#tests/house.ts'
import type { Actor, Person } from './actor.ts'
import { invoke } from './invoke.ts'
import { anyone, command, type Operation, query, signedIn } from './operation.ts'
import { Refusal } from './refusal.ts'

let house: TestHouse
let awa: Person
let runs = 0

const note = command({
  summary: 'Write a note',
  route: 'POST /notes',
  who: signedIn,
  input: z.object({ text: z.string().min(1), slow: z.boolean().default(false) }),
  output: z.object({ run: z.int() }),
  idempotent: true,
  run: async (ctx, { text, slow }) => {
    if (slow) await wait(200)
    await sql`insert into platform.mailbox (channel, recipient, subject, body_text) values ('mail', 'notes', ${text}, '')`.execute(ctx.db)
    if (text === 'refused') throw new Refusal('refused', 'platform.unavailable')
    return { run: (runs += 1) }
  },
})
const call = (operation: Operation, actor: Actor, input: unknown, idempotencyKey?: string) =>
  invoke(house.ctx(actor), { name: 'notes.operation', operation, input, idempotencyKey })
const notes = async (text: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from platform.mailbox where recipient = 'notes' and subject = ${text}`.execute(house.db)).rows[0]?.n ?? 0

beforeAll(async () => {
  house = await openHouse()
  awa = await house.person()
})
afterAll(() => house.close())

test('a replay under the same key gets the first answer and does nothing', async () => {
  const key = randomUUID()
  const first = await call(note, awa, { text: 'replay' }, key)
  expect(await call(note, awa, { text: 'replay' }, key)).toEqual(first)
  expect(await notes('replay')).toBe(1)
})

test('another request under the same key is refused', async () => {
  const key = randomUUID()
  await call(note, awa, { text: 'one' }, key)
  await expect(call(note, awa, { text: 'other' }, key)).rejects.toMatchObject({ kind: 'conflict', code: 'platform.keyReused' })
  expect(await notes('other')).toBe(0)
})

test('the same request sent ten times at once is done once', async () => {
  const key = randomUUID()
  const answers = await Promise.allSettled(Array.from({ length: 10 }, () => call(note, awa, { text: 'at once', slow: true }, key)))
  expect(await notes('at once')).toBe(1)
  const given = answers.flatMap((one) => (one.status === 'fulfilled' ? [JSON.stringify(one.value)] : []))
  expect(new Set(given).size).toBe(1)
  for (const one of answers) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'platform.keyBusy' })
})

test('a key belongs to its caller', async () => {
  const key = randomUUID()
  const koffi = await house.person({ name: 'Koffi' })
  await call(note, awa, { text: 'mine' }, key)
  await call(note, koffi, { text: 'mine' }, key)
  expect(await notes('mine')).toBe(2)
})

test('a visitor’s own key is theirs wherever they are; a key anyone could hit upon counts at one address', async () => {
  const open = command({ ...note, who: anyone })
  const from = (ip: string, text: string, key: string) => {
    const ctx = house.ctx(house.nobody)
    return invoke({ ...ctx, request: { ...ctx.request, ip } }, { name: 'notes.open', operation: open, input: { text }, idempotencyKey: key })
  }
  const own = randomUUID()
  for (const ip of ['192.0.2.1', '192.0.2.2']) await from(ip, 'moved', own)
  expect(await notes('moved')).toBe(1)
  for (const ip of ['192.0.2.1', '192.0.2.2', '192.0.2.2']) await from(ip, 'weak', '1')
  expect(await notes('weak')).toBe(2)
})

test('a refused command keeps nothing, not even its key', async () => {
  const key = randomUUID()
  for (let i = 0; i < 2; i += 1) await expect(call(note, awa, { text: 'refused' }, key)).rejects.toMatchObject({ kind: 'refused' })
  expect(await notes('refused')).toBe(0)
})

test('a change leaves its line in the audit trail, in the same transaction; a read leaves none', async () => {
  const ctx = { ...house.ctx(awa), requestId: randomUUID() }
  const lines = async () =>
    (
      await sql<{ outcome: string; operation: string }>`select outcome, operation from platform.audit where request_id = ${ctx.requestId} and actor_id = ${awa.id}`.execute(
        house.db,
      )
    ).rows
  await invoke(ctx, {
    name: 'notes.read',
    operation: query({ summary: 'x', route: 'GET /x', who: anyone, input: z.object({}), output: z.object({}), run: async () => ({}) }),
    input: {},
  })
  await invoke(ctx, { name: 'notes.operation', operation: note, input: { text: 'audited' } })
  await expect(invoke(ctx, { name: 'notes.operation', operation: note, input: { text: 'refused' } })).rejects.toThrow()
  expect(await lines()).toEqual([{ outcome: 'ok', operation: 'notes.operation' }])
})

test('a forbidden call leaves its line too', async () => {
  const operation = command({ ...note, who: { kind: 'staff', roles: ['moderator'] } })
  await expect(invoke(house.ctx(awa), { name: 'notes.forbidden', operation, input: { text: 'x' } })).rejects.toMatchObject({ kind: 'forbidden' })
  expect((await sql`select 1 from platform.audit where operation = 'notes.forbidden' and outcome = 'forbidden' and actor_id = ${awa.id}`.execute(house.db)).rows).toHaveLength(1)
})

test('a way in that is refused leaves its line, where the operation asks for it', async () => {
  const refuse = async () => {
    throw new Refusal('invalid', 'platform.invalid')
  }
  for (const auditRefusals of [true, false])
    await expect(call(command({ ...note, who: anyone, auditRefusals, run: refuse }), house.nobody, { text: 'x' })).rejects.toMatchObject({ kind: 'invalid' })
  expect((await sql`select 1 from platform.audit where operation = 'notes.operation' and outcome = 'invalid' and ip = '127.0.0.1'`.execute(house.db)).rows).toHaveLength(1)
})

test('the audit trail is append only, for the database itself', async () => {
  await expect(sql`update platform.audit set outcome = 'ok'`.execute(house.db)).rejects.toThrow('append only')
  await expect(sql`delete from platform.audit`.execute(house.db)).rejects.toThrow('append only')
})

test('a key with scopes does what its scopes say', async () => {
  const reader: Person = { ...awa, scopes: ['notes:read'] }
  await expect(call(note, reader, { text: 'scoped' })).rejects.toMatchObject({ code: 'platform.scopeMissing', params: { scope: 'notes:write' } })
  await call(note, { ...awa, scopes: ['notes:write'] }, { text: 'scoped' })
  expect(await notes('scoped')).toBe(1)
})

test('a wrong input is refused field by field, before anything runs', async () => {
  const before = runs
  await expect(call(note, awa, { text: '', slow: 'perhaps' })).rejects.toMatchObject({
    kind: 'invalid',
    fields: [
      { field: 'text', code: 'platform.required' },
      { field: 'slow', code: 'platform.invalidField' },
    ],
  })
  expect(runs).toBe(before)
})

test('a key longer than the database can hold is refused, before anything runs', async () => {
  const before = runs
  await expect(call(note, awa, { text: 'long key' }, 'k'.repeat(5_000))).rejects.toMatchObject({ kind: 'invalid', code: 'platform.keyTooLong' })
  expect(runs).toBe(before)
})

test('an answer names no more wrong fields than anybody reads', async () => {
  const many = query({ summary: 'x', route: 'GET /x', who: anyone, input: z.object({ text: z.array(z.string()) }), output: z.object({}), run: async () => ({}) })
  const refused = (await call(many, awa, { text: Array.from({ length: 50_000 }, () => 0) }).catch((error: unknown) => error)) as Refusal
  expect(refused.fields).toHaveLength(100)
})

test('a page marker that somebody wrote by hand is refused as one, also when only the database sees it', async () => {
  const list = query({
    summary: 'x',
    route: 'GET /x',
    who: anyone,
    input: z.object({ after: z.string().optional() }),
    output: z.object({}),
    run: async ({ db }, { after }) => {
      await sql`select ${after ?? 'nothing'}::timestamptz`.execute(db)
      return {}
    },
  })
  for (const after of ['x', '999999-01-01']) await expect(call(list, awa, { after })).rejects.toMatchObject({ kind: 'invalid', code: 'platform.badCursor' })
  await expect(call(list, awa, {})).rejects.not.toMatchObject({ name: 'Refusal' })
})

test('a number that its column cannot hold is refused under its field', async () => {
  const count = command({
    ...{ summary: 'x', route: 'POST /x', who: anyone, output: z.object({}) },
    input: z.object({ version: z.int() }),
    run: async ({ db }, { version }) => {
      await sql`select ${version}::integer`.execute(db)
      return {}
    },
  })
  await expect(call(count, awa, { version: 2 ** 40 })).rejects.toMatchObject({ kind: 'invalid', fields: [{ field: 'version', code: 'platform.tooBig' }] })
  expect(await call(count, awa, { version: 3 })).toEqual({})
})

test('who comes second with the same free name tries again, and takes the next one', async () => {
  await sql`create table platform.test_names (name text primary key)`.execute(house.db)
  let looked = 0
  let bothLooked = (): void => undefined
  const both = new Promise<void>((done) => (bothLooked = done))
  const name = command({
    ...{ summary: 'x', route: 'POST /x', who: anyone, output: z.object({ name: z.string() }), input: z.object({}) },
    run: async ({ db }) => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from platform.test_names`.execute(db)
      looked += 1
      if (looked === 2) bothLooked()
      await both
      const free = `n${rows[0]!.n}`
      await sql`insert into platform.test_names values (${free})`.execute(db)
      return { name: free }
    },
  })
  const made = (await Promise.all([call(name, awa, {}), call(name, awa, {})])) as { name: string }[]
  expect(made.map((one) => one.name).toSorted()).toEqual(['n0', 'n1'])
})
