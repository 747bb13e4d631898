import Fastify, { type FastifyInstance } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { house as wholeHouse } from '#app/server.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'
import { transaction } from '../database/pool.ts'
import { publish } from '../stream.ts'
import { systemCtx } from '../worker.ts'
import { openDoor } from './door.ts'
import { errors } from './errors.ts'
import { stream } from './stream.ts'

let house: TestHouse
let app: FastifyInstance
let base = ''

beforeAll(async () => {
  house = await openHouse()
  app = Fastify({ forceCloseConnections: true })
  const door = openDoor(wholeHouse)
  errors(app, door)
  await stream(app, door, [{ prefix: 'dance', mayListen: (_ctx, rest) => rest !== 'secret' }])
  base = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await house.close()
})

interface Tab {
  heard: { id: number; topic: string; data: unknown }[]
  /** Waits until so many messages were heard. */
  until: (count: number) => Promise<void>
  close: () => void
}

async function open(topics: string, lastId?: number): Promise<Tab> {
  const away = new AbortController()
  const answer = await fetch(`${base}/api/stream?topics=${topics}`, { signal: away.signal, headers: lastId ? { 'last-event-id': String(lastId) } : {} })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const heard: Tab['heard'] = []
  void (async () => {
    let rest = ''
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const [, id, topic, data] = /^id: (\d+)\nevent: (.+)\ndata: (.+)$/.exec(part) ?? []
        if (id && topic && data) heard.push({ id: Number(id), topic, data: JSON.parse(data) as unknown })
      }
    }
  })().catch(() => undefined)
  return {
    heard,
    until: async (count) => {
      for (let i = 0; i < 100 && heard.length < count; i += 1) await wait(20)
      expect(heard.length).toBeGreaterThanOrEqual(count)
    },
    close: () => away.abort(),
  }
}

test('a tab hears its topics, once, in order, and no others', async () => {
  const tab = await open('dance:1,dance:2')
  for (const [topic, n] of [
    ['dance:1', 1],
    ['dance:3', 2],
    ['dance:2', 3],
    ['dance:1', 4],
  ] as const)
    await publish(house.db, topic, { n })
  await tab.until(3)
  await wait(100)
  expect(tab.heard.map(({ topic, data }) => [topic, data])).toEqual([
    ['dance:1', { n: 1 }],
    ['dance:2', { n: 3 }],
    ['dance:1', { n: 4 }],
  ])
  tab.close()
})

test('what a transaction says is heard after it commits, and never when it does not', async () => {
  const tab = await open('dance:tx')
  await expect(
    transaction(systemCtx(), async (ctx) => {
      await publish(ctx.db, 'dance:tx', { n: 'rolled back' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await transaction(systemCtx(), async (ctx) => {
    await publish(ctx.db, 'dance:tx', { n: 'kept' })
    await wait(100)
    expect(tab.heard).toEqual([])
  })
  await tab.until(1)
  expect(tab.heard.map(({ data }) => data)).toEqual([{ n: 'kept' }])
  tab.close()
})

test('a tab that comes back hears what it missed, from Last-Event-ID on', async () => {
  const before = await open('dance:back')
  await publish(house.db, 'dance:back', { n: 1 })
  await before.until(1)
  before.close()
  for (const n of [2, 3]) await publish(house.db, 'dance:back', { n })
  const after = await open('dance:back', before.heard[0]?.id)
  await after.until(2)
  await publish(house.db, 'dance:back', { n: 4 })
  await after.until(3)
  expect(after.heard.map(({ data }) => data)).toEqual([{ n: 2 }, { n: 3 }, { n: 4 }])
  after.close()
})

test('a topic that is not allowed, not known or not named is refused', async () => {
  const ask = async (topics: string) => (await fetch(`${base}/api/stream?topics=${topics}`)).status
  expect([await ask('dance:secret'), await ask('film:1'), await ask('dance:1,film:1'), await ask('')]).toEqual([401, 401, 401, 422])
  expect(await ask(Array.from({ length: 21 }, (_, i) => `dance:${i}`).join())).toBe(422)
})

test('one caller opens a dozen streams at most', async () => {
  const tabs = await Promise.all(Array.from({ length: 12 }, (_, i) => open(`dance:many${i}`)))
  expect((await fetch(`${base}/api/stream?topics=dance:more`)).status).toBe(429)
  for (const tab of tabs) tab.close()
  await wait(100)
  const again = await open('dance:more')
  again.close()
})
