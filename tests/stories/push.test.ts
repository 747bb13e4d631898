import { createECDH } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { notify } from '#domains/messaging'
import type { Person } from '#platform/actor'
import { decrypt, openPushDoor, type PushDoor, readVapid } from '#tests/doors/push.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
let push: PushDoor
beforeAll(async () => {
  push = await openPushDoor()
  house = await openHouse({ OUTGOING_ALLOW: push.host })
})
afterAll(async () => {
  await house.close()
  await push.close()
})
beforeEach(() => {
  push.received.length = 0
  push.refused.length = 0
})

interface Settings {
  pushKey: string
  devices: { id: string; name: string; mark: string }[]
}
const settings = (person: Person) => house.call<Settings>(person, 'messaging.getNoticeSettings')

async function subscriber(): Promise<{ person: Person; endpoint: string }> {
  const person = await house.person({ name: 'Awa' })
  const subscription = push.subscribe((await settings(person)).pushKey)
  await house.call(person, 'messaging.subscribePush', subscription)
  return { person, endpoint: subscription.endpoint }
}

const film = (person: Person, key?: string) =>
  notify(house.db, { userId: person.id, kind: 'cinema.watchable', params: { title: 'Mossane' }, href: '/karangou/films/mossane', ...(key ? { key } : {}) })

const lines = async (person: Person) =>
  (
    await sql<{
      state: string
      problem: string | null
      tries: number
    }>`select state, problem, tries from messaging.deliveries where user_id = ${person.id} and channel = 'push' order by id`.execute(house.db)
  ).rows

/** Brings the next try forward: the database's clock cannot be moved. */
const hurry = () => sql`update graphile_worker._private_jobs set run_at = now() where run_at > now()`.execute(house.db)

test('the decryption of the stand-in opens the message of RFC 8291 §5', () => {
  const curve = createECDH('prime256v1')
  const privateKey = Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url')
  curve.setPrivateKey(privateKey)
  expect(curve.getPublicKey('base64url')).toBe('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4')
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN'
  const opened = decrypt({ privateKey, publicKey: curve.getPublicKey(), auth: Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url') }, Buffer.from(body, 'base64url'))
  expect(opened.toString()).toBe('When I grow up, I want to be a watermelon')
})

test('a signature for another service, or with a changed letter, is not believed', async () => {
  const { person } = await subscriber()
  const headers: string[] = []
  const { default: webpush } = await import('web-push')
  const { vapidKeys } = await import('#domains/messaging/channels/vapid.ts')
  const sub = push.subscribe()
  const { headers: made } = webpush.generateRequestDetails({ endpoint: sub.endpoint, keys: sub }, 'x', { vapidDetails: vapidKeys() })
  headers.push(String(made['Authorization']))
  expect(readVapid(headers[0]!, push.url)).toMatchObject({ key: (await settings(person)).pushKey, subject: 'mailto:bonjour@griot.example' })
  expect(readVapid(headers[0]!, 'https://push.example')).toEqual({ why: 'audience' })
  expect(
    readVapid(
      headers[0]!.replace(/\.([\w-]{5})/, (_all, five: string) => `.${five.split('').toReversed().join('')}`),
      push.url,
    ),
  ).toHaveProperty('why')
})

test('a notice reaches the device, readable by it alone, in the words and the language of the person', async () => {
  const { person, endpoint } = await subscriber()
  await film(person)
  await house.runJobs()
  expect(push.refused).toEqual([])
  expect(push.received).toMatchObject([
    {
      endpoint,
      ttl: 86_400,
      urgency: 'normal',
      subject: 'mailto:bonjour@griot.example',
      message: { title: '« Mossane » peut être regardé'.replace('« ', '«\u00a0').replace(' »', '\u00a0»'), href: '/karangou/films/mossane', lang: 'fr' },
    },
  ])
  const [{ message, topic }] = push.received as [(typeof push.received)[number]]
  expect(String(message.tag).replaceAll('-', '')).toBe(topic)
  expect(await lines(person)).toEqual([{ state: 'sent', problem: null, tries: 1 }])
})

test('every device of a person is written to, each once', async () => {
  const { person } = await subscriber()
  await house.call(person, 'messaging.subscribePush', push.subscribe())
  await film(person, 'same')
  await film(person, 'same')
  await house.runJobs()
  expect(push.received).toHaveLength(2)
  expect(new Set(push.received.map(({ endpoint }) => endpoint)).size).toBe(2)
})

test('a browser that is gone is written to no more', async () => {
  const { person, endpoint } = await subscriber()
  push.forget(endpoint)
  await film(person)
  await house.runJobs()
  expect(await lines(person)).toEqual([{ state: 'failed', problem: 'messaging.pushGone', tries: 1 }])
  expect((await settings(person)).devices).toEqual([])
  await film(person)
  await house.runJobs()
  expect(await lines(person)).toHaveLength(1)
})

test('a busy service is asked again, when it says, and the message arrives once', async () => {
  const { person } = await subscriber()
  push.next.push({ status: 429, retryAfter: 3_600 }, { status: 503 })
  await film(person)
  await house.runJobs()
  const { rows } = await sql<{
    wait: number
  }>`select extract(epoch from due_at - now())::int as wait from messaging.deliveries where user_id = ${person.id} and channel = 'push'`.execute(house.db)
  expect(rows[0]!.wait).toBeGreaterThan(3_500)
  expect(await lines(person)).toEqual([{ state: 'queued', problem: 'messaging.pushBusy', tries: 1 }])
  await hurry()
  await house.runJobs()
  expect(await lines(person)).toMatchObject([{ state: 'queued', tries: 2 }])
  await hurry()
  await house.runJobs()
  expect(await lines(person)).toEqual([{ state: 'sent', problem: null, tries: 3 }])
  expect(push.received).toHaveLength(1)
})

test('what would never be taken is not tried again', async () => {
  const { person } = await subscriber()
  push.next.push({ status: 413 })
  await film(person)
  await house.runJobs()
  expect(await lines(person)).toEqual([{ state: 'failed', problem: 'messaging.pushRefused', tries: 1 }])
})

test('a long body is cut to what a push message holds', async () => {
  const { person } = await subscriber()
  await notify(house.db, { userId: person.id, kind: 'cinema.watchable', params: { title: 'Ñ'.repeat(5_000) } })
  await house.runJobs()
  expect(push.refused).toEqual([])
  expect(String(push.received[0]!.message.title).endsWith('…')).toBe(true)
  expect(push.received[0]!.message.href).toBe('/account/notices')
})

test('a browser belongs to whoever signed in there last, and to ten at most; only its owner takes it away', async () => {
  const { person, endpoint } = await subscriber()
  const other = await house.person({ name: 'Fatou' })
  const { id } = (await settings(person)).devices[0]!
  await expect(house.call(other, 'messaging.unsubscribePush', { deviceId: id })).rejects.toMatchObject({ code: 'platform.missing' })
  const { p256dh, auth } = push.subscribe()
  await house.call(other, 'messaging.subscribePush', { endpoint, p256dh, auth })
  expect((await settings(person)).devices).toEqual([])
  for (let n = 0; n < 12; n += 1) await house.call(other, 'messaging.subscribePush', push.subscribe())
  const { devices } = await settings(other)
  expect(devices).toHaveLength(10)
  await house.call(other, 'messaging.unsubscribePush', { deviceId: devices[0]!.id })
  expect((await settings(other)).devices).toHaveLength(9)
})

test('an address that is no push service of the outside is refused, or leads nowhere', async () => {
  const person = await house.person()
  const { p256dh, auth } = push.subscribe()
  const at = (endpoint: string) => house.call(person, 'messaging.subscribePush', { endpoint, p256dh, auth })
  await expect(at('http://push.example/x')).rejects.toMatchObject({ code: 'messaging.pushAddress' })
  await expect(at('file:///etc/passwd')).rejects.toMatchObject({ code: 'platform.invalid' })
  await at('https://127.0.0.1:1/x')
  await film(person)
  await house.runJobs()
  expect(await lines(person)).toEqual([{ state: 'failed', problem: 'platform.outsideForbidden', tries: 1 }])
})

test('keys that are no keys are found out, and the device forgotten', async () => {
  const person = await house.person()
  const { endpoint, auth } = push.subscribe()
  await house.call(person, 'messaging.subscribePush', { endpoint, auth, p256dh: 'B'.padEnd(87, 'A') })
  await film(person)
  await house.runJobs()
  expect(await lines(person)).toEqual([{ state: 'failed', problem: 'messaging.pushKeysWrong', tries: 1 }])
  expect((await settings(person)).devices).toEqual([])
})
