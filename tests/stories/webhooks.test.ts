import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { globSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clock, day, minute } from '#platform/clock'
import type { Person } from '#platform/actor'
import { announce } from '#platform/events'
import { eventTypes } from '#domains/webhooks'
import { openHouse, type TestHouse } from '../house.ts'

/** A receiver that behaves as told, and checks signatures by the specification of Standard Webhooks, not by our code. */
interface Got {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

let house: TestHouse
let server: Server
let origin: string
let awa: Person
let workspaceId: string
let slug: string
const subject = randomUUID()
const got: Got[] = []
let answers: number[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(answers.shift() ?? 204, { 'content-type': 'text/plain' }).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  house = await openHouse({ OUTGOING_ALLOW: new URL(origin).host })
  awa = await house.person({ name: 'Awa Diop' })
  workspaceId = await house.workspace(awa)
  slug = awa.memberships[0]!.slug
})
afterAll(async () => {
  await house.close()
  await new Promise((done) => server.close(done))
})

interface Made {
  webhook: { id: string; state: string; failures: number }
  secret: string
}
interface Log {
  items: { id: string; type: string; state: string; tries: number; nextAt: Date | null; last: { status: number | null; problem: string | null } | null }[]
}

const create = (path: string, events: string[]): Promise<Made> => house.call<Made>(awa, 'webhooks.createWebhook', { slug, url: origin + path, events })
const log = (webhookId: string): Promise<Log> => house.call<Log>(awa, 'webhooks.listWebhookDeliveries', { webhookId })
const happen = (type: `${string}.${string}`, where: string | null = workspaceId): Promise<string> =>
  announce(house.db, { type, subject, workspaceId: where, actorId: awa.id, payload: { slug: 'yeelen' } })
const to = (path: string): Got[] => got.filter((one) => one.path === path)

/** Makes the tries that wait for later due now, and runs them. */
async function goOn(): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(house.db)
  await house.runJobs()
}

function verify({ headers, body }: Got, secret: string): boolean {
  const expected = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`)
    .digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => {
      const given = Buffer.from(one.replace(/^v1,/, ''), 'base64')
      return given.length === expected.length && timingSafeEqual(given, expected)
    })
}

test('an event is sent signed, fails, is tried again under the same id, and arrives', async () => {
  const { webhook, secret } = await create('/first', ['film.published'])
  answers = [500, 503]
  await happen('film.published')
  await house.runJobs()
  expect(to('/first')).toHaveLength(1)
  expect((await log(webhook.id)).items[0]).toMatchObject({ state: 'waiting', tries: 1, last: { status: 500 } })
  await goOn()
  await goOn()
  const all = to('/first')
  expect(all).toHaveLength(3)
  expect(new Set(all.map((one) => one.headers['webhook-id'])).size).toBe(1)
  expect(new Set(all.map((one) => one.body)).size).toBe(1)
  for (const one of all) {
    expect(verify(one, secret)).toBe(true)
    expect(verify({ ...one, body: `${one.body} ` }, secret)).toBe(false)
    expect(Math.abs(Number(one.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60)
  }
  expect(JSON.parse(all[0]!.body)).toMatchObject({ type: 'film.published', data: { subject, workspaceId, slug: 'yeelen' } })
  expect((await log(webhook.id)).items[0]).toMatchObject({ state: 'delivered', tries: 3, nextAt: null, last: { status: 204 } })
  await goOn()
  expect(to('/first')).toHaveLength(3)
})

test('the secret is shown once and never kept readable', async () => {
  const { webhook, secret } = await create('/secret', ['*'])
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const { rows } = await sql<{ whole: string }>`select row_to_json(e)::text as whole from webhooks.endpoints e where id = ${webhook.id}`.execute(house.db)
  expect(rows[0]!.whole).not.toContain(Buffer.from(secret).toString('hex'))
  expect(JSON.stringify(await house.call(awa, 'webhooks.listWebhooks', { slug }))).not.toContain('whsec_')
  await house.call(awa, 'webhooks.removeWebhook', { webhookId: webhook.id })
})

test('only what was asked for, and only what belongs to the workspace, is sent', async () => {
  const stranger = await house.person({ name: 'Bintou' })
  const elsewhere = await house.workspace(stranger, { name: 'Ailleurs' })
  await create('/some', ['film.refused'])
  await create('/all', ['*'])
  await happen('film.returned')
  await happen('film.refused', elsewhere)
  await happen('film.refused', null)
  await house.runJobs()
  expect(to('/some')).toHaveLength(0)
  expect(to('/all').map((one) => JSON.parse(one.body) as unknown)).toMatchObject([{ type: 'film.returned', data: { workspaceId } }])
})

test('an event that reacts twice is sent once', async () => {
  const { webhook } = await create('/twice', ['film.entrusted'])
  const eventId = await happen('film.entrusted')
  await house.runJobs()
  await sql`delete from platform.reactions where event_id = ${eventId}`.execute(house.db)
  await sql`select graphile_worker.add_job('platform.react', ${JSON.stringify({ eventId, reaction: 'webhooks.tellEndpoints' })}::json)`.execute(house.db)
  await house.runJobs()
  expect(to('/twice')).toHaveLength(1)
  expect((await log(webhook.id)).items).toHaveLength(1)
})

test('for a day after a change both secrets verify, then only the new one', async () => {
  const made = await create('/rotated', ['film.withdrawn'])
  const next = await house.call<Made>(awa, 'webhooks.rotateWebhookSecret', { webhookId: made.webhook.id })
  await happen('film.withdrawn')
  await house.runJobs()
  clock.travel(day + minute)
  await happen('film.withdrawn')
  await house.runJobs()
  clock.reset()
  const [during, later] = to('/rotated')
  expect([made, next].map(({ secret }) => verify(during!, secret))).toEqual([true, true])
  expect([made, next].map(({ secret }) => verify(later!, secret))).toEqual([false, true])
})

test('a delivery can be sent again under its own id, and a trial goes to one address alone', async () => {
  const { webhook } = await create('/again', ['film.submitted'])
  await happen('film.submitted')
  await house.runJobs()
  const [delivery] = (await log(webhook.id)).items
  await house.call(awa, 'webhooks.redeliverWebhook', { deliveryId: delivery!.id })
  await house.runJobs()
  expect(to('/again').map((one) => one.headers['webhook-id'])).toEqual([delivery!.id, delivery!.id])
  const before = got.length
  await house.call(awa, 'webhooks.testWebhook', { webhookId: webhook.id })
  await house.runJobs()
  expect(got.slice(before).map((one) => [one.path, (JSON.parse(one.body) as { type: string }).type])).toEqual([['/again', 'webhook.tested']])
  const whole = await house.call<{ body: string; tries: { status: number }[] }>(awa, 'webhooks.getWebhookDelivery', { deliveryId: delivery!.id })
  expect(whole.tries.map((one) => one.status)).toEqual([204, 204])
  expect(whole.body).toBe(to('/again')[0]!.body)
})

test('an address that fails for a day is paused, its owners are told, and it can be taken up again', async () => {
  const { webhook } = await create('/dead', ['title.ready'])
  answers = Array.from({ length: 12 }, () => 500)
  await happen('title.ready')
  await house.runJobs()
  for (let tries = 0; tries < 4; tries += 1) await goOn()
  expect(await house.call(awa, 'webhooks.getWebhook', { webhookId: webhook.id })).toMatchObject({ state: 'active', failures: 5 })
  clock.travel(day + minute)
  await goOn()
  clock.reset()
  expect(await house.call(awa, 'webhooks.getWebhook', { webhookId: webhook.id })).toMatchObject({ state: 'failing' })
  const notices = await house.call<{ items: { title: string; href: string }[] }>(awa, 'messaging.listNotices', {})
  const told = notices.items.find((one) => one.href === `/account/workspaces/${slug}/webhooks/${webhook.id}`)
  expect(told?.title).toContain(new URL(origin).host)
  const sent = to('/dead').length
  await happen('title.ready')
  await goOn()
  expect(to('/dead')).toHaveLength(sent)
  answers = []
  await house.call(awa, 'webhooks.editWebhook', { webhookId: webhook.id, state: 'active' })
  await house.runJobs()
  expect((await log(webhook.id)).items).toMatchObject([{ state: 'delivered', tries: 7 }])
  expect(await house.call(awa, 'webhooks.getWebhook', { webhookId: webhook.id })).toMatchObject({ state: 'active', failures: 0 })
})

test('an address that says it is gone is paused at once', async () => {
  const { webhook } = await create('/gone', ['title.removed'])
  answers = [410]
  await happen('title.removed')
  await house.runJobs()
  expect(await house.call(awa, 'webhooks.getWebhook', { webhookId: webhook.id })).toMatchObject({ state: 'failing' })
})

test('addresses inside the house, without https or with a password are refused, and so is one that turns out to be inside', async () => {
  const refused = async (url: string): Promise<unknown> =>
    house.call(awa, 'webhooks.createWebhook', { slug, url, events: ['*'] }).then(
      () => 'accepted',
      (error: { fields?: { code: string }[] }) => error.fields?.[0]?.code,
    )
  expect(await refused('http://example.org/hook')).toBe('webhooks.badUrl')
  expect(await refused('https://user:pass@example.org/')).toBe('webhooks.badUrl')
  expect(await refused('nonsense')).toBe('webhooks.badUrl')
  for (const host of ['127.0.0.1', '10.0.0.8', '169.254.169.254', '[::1]', 'localhost', '[::ffff:10.0.0.1]'])
    expect([host, await refused(`https://${host}/`)]).toEqual([host, 'webhooks.innerUrl'])
  const { webhook } = await create('/inside', ['workspace.renamed'])
  await sql`update webhooks.endpoints set url = 'http://127.0.0.1:1/hook' where id = ${webhook.id}`.execute(house.db)
  await happen('workspace.renamed')
  await house.runJobs()
  expect((await log(webhook.id)).items[0]).toMatchObject({ state: 'waiting', last: { status: null, problem: 'platform.outsideForbidden' } })
})

test('a workspace has at most twenty, even when they are asked for at once', async () => {
  const owner = await house.person()
  await house.workspace(owner)
  const own = owner.memberships[0]!.slug
  const all = await Promise.allSettled(Array.from({ length: 24 }, () => house.call(owner, 'webhooks.createWebhook', { slug: own, url: `${origin}/many`, events: ['*'] })))
  expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(20)
  expect(all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(Array(4).fill('webhooks.tooMany'))
})

test('every kind of event on offer is announced by a room and has its words', async () => {
  const sources = globSync('src/domains/**/*.ts')
    .filter((path) => !path.startsWith('src/domains/webhooks/') && !path.includes('.test.'))
    .map((path) => readFileSync(path, 'utf8'))
    .join()
  const { texts: french } = await import('#domains/webhooks/texts.fr.ts')
  for (const type of eventTypes) {
    expect(sources.includes(`'${type}'`), type).toBe(true)
    expect(Object.keys(french)).toContain(`event.${type}`)
  }
})
