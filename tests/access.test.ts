import { buildSchema, type GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Actor } from '#platform/actor'
import { addressOf, type Operation, type Who } from '#platform/operation'
import { isRefusal, type RefusalKind } from '#platform/refusal'
import { allOperations } from '#app/domains.ts'
import { entries } from './access-inputs.ts'
import { hush, openWorld, type Built, type Someone, type World } from './access/world.ts'
import { plain, request } from './graphql-selection.ts'

const operations = [...allOperations()]
let world: World
let schema: GraphQLSchema
beforeAll(async () => {
  world = await openWorld()
  schema = buildSchema((await world.house.app.inject('/api/graphql/schema')).body)
}, 120_000)
afterAll(() => world.close())
// Nothing here is about how many webhooks a workspace may have; and an outsider may have ended their own session.
beforeEach(async () => {
  await sql`delete from webhooks.endpoints`.execute(world.house.db)
  for (const outsider of [world.stranger, world.rival]) await world.signInAgain(outsider)
})

type Ended = { kind: 'ok'; text: string } | { kind: RefusalKind; text: string }

async function attempt(actor: Actor, name: string, input: object): Promise<Ended> {
  try {
    return { kind: 'ok', text: JSON.stringify(await world.house.call(actor, name, input)) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { kind: error.kind, text: JSON.stringify([error.params, error.fields]) }
  }
}

/** What somebody outside may be told at most. */
function allowed(who: Who<unknown>, caller: 'nobody' | 'outsider'): readonly string[] {
  if (who.kind === 'anyone') return ['ok', 'missing', 'invalid', 'conflict', 'refused', 'forbidden', 'unauthenticated']
  if (caller === 'nobody') return ['unauthenticated']
  if (who.kind === 'signed-in') return ['ok', 'missing', 'invalid', 'conflict', 'refused', 'forbidden']
  return who.kind === 'staff' ? ['forbidden'] : ['missing']
}

const numbers: Partial<Record<RefusalKind, number>> = { unauthenticated: 401, forbidden: 403, missing: 404 }

/** The call as a program makes it. */
function rest(operation: Operation, input: Readonly<Record<string, unknown>>, who: Someone | null) {
  const [method = '', path = ''] = operation.route.split(' ')
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!)
  const url = addressOf(path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(input[name]))))
  const others = Object.entries(input).filter(([name]) => !inPath.includes(name))
  const isRead = method === 'GET' || method === 'DELETE'
  const query = isRead ? others.flatMap(([name, value]) => [value].flat().map((one) => `${name}=${encodeURIComponent(String(one))}`)).join('&') : ''
  const headers = { host: 'localhost', 'user-agent': 'test', ...(who ? { cookie: who.cookie } : {}), ...(isRead ? {} : { origin: 'http://localhost' }) }
  return world.house.app.inject({
    method: method as 'GET',
    url: query ? `${url}?${query}` : url,
    headers,
    ...(isRead || others.length === 0 ? {} : { payload: Object.fromEntries(others) }),
  })
}

async function graph(
  operation: Operation,
  name: string,
  input: Readonly<Record<string, unknown>>,
  who: Someone | null,
): Promise<{ data?: Record<string, unknown>; errors?: { extensions: { kind: string } }[] }> {
  const body = request(schema, operation.kind === 'query' ? 'query' : 'mutation', name.split('.')[1]!, input)
  const headers = { host: 'localhost', 'user-agent': 'test', 'content-type': 'application/json', ...(who ? { cookie: who.cookie } : {}), origin: 'http://localhost' }
  return (await world.house.app.inject({ method: 'POST', url: '/api/graphql', headers, payload: JSON.stringify(body) })).json()
}

test('every operation has an entry, and every entry an operation', () => {
  expect(Object.keys(entries).toSorted()).toEqual(operations.map(([name]) => name).toSorted())
})

describe.each(operations.filter(([name]) => entries[name]))('%s', (name, operation) => {
  const entry = entries[name]!
  const who = operation.who as Who<unknown>

  test('lets in who may, and nobody else', async () => {
    const built = await entry.build(world)
    const outsiders: [string, Someone | null][] = entry.isKey
      ? []
      : [
          ['nobody', null],
          ['a stranger', world.stranger],
          ['another owner', world.rival],
        ]
    for (const [caller, someone] of outsiders) {
      const ended = await attempt(await world.actor(someone), name, built.input)
      expect(allowed(who, someone ? 'outsider' : 'nobody'), `${caller}: ${ended.kind} ${ended.text}`).toContain(ended.kind)
      expect(ended.text.toLowerCase(), `${caller} sees what is not theirs`).not.toContain(hush.toLowerCase())
      if (ended.kind === 'ok' || who.kind === 'anyone' || who.kind === 'signed-in') continue
      const over = await rest(operation, built.input, someone)
      expect(over.statusCode, `${caller} over REST`).toBe(numbers[ended.kind])
      expect((await graph(operation, name, built.input, someone)).errors?.[0]?.extensions.kind, `${caller} over GraphQL`).toBe(ended.kind)
    }
    await refuseInside(built)
    const ended = await attempt(await world.actor(built.by), name, built.input)
    expect(ended.kind, `who may: ${ended.text}`).toBe('ok')
    if (entry.isPrivate) expect(ended.text.toLowerCase()).toContain(hush.toLowerCase())
  })

  /** Members without the permission, keys without the scope, and an owner who names another's row beside their own. */
  async function refuseInside(built: Built): Promise<void> {
    if (who.kind === 'member' && built.by === world.maker) {
      const looker = await world.actor(world.looker)
      const may = looker.kind === 'person' && looker.memberships[0]!.permissions.includes(who.permission)
      if (!may) expect((await attempt(looker, name, built.input)).kind, 'a member without the permission').toBe('forbidden')
    }
    const actor = await world.actor(built.by)
    if (actor.kind === 'person' && who.kind !== 'anyone')
      expect((await attempt({ ...actor, via: 'key', scopes: ['elsewhere:read'] }, name, built.input)).kind, 'a key without the scope').toBe('forbidden')
    if (!entry.crossed) return
    const crossed = await attempt(await world.actor(world.rival), name, await entry.crossed(world, built))
    expect(['missing', 'invalid', 'forbidden', 'conflict', 'refused'], `crossed: ${crossed.text}`).toContain(crossed.kind)
    expect(crossed.text.toLowerCase()).not.toContain(hush.toLowerCase())
  }

  test('answers the same by REST, by GraphQL and inside the house', async () => {
    const once = await entry.build(world)
    const again = async (): Promise<Built> => (operation.kind === 'query' ? once : entry.build(world))
    const inside = await again()
    const answer = plain(operation.output.parse(await world.call(inside.by, name, inside.input)))
    const overRest = operation.kind === 'query' ? once : await entry.build(world)
    const reply = await rest(operation, overRest.input, overRest.by)
    expect(reply.statusCode, reply.body).toBe(operation.kind === 'command' ? (operation.status ?? 200) : 200)
    const overGraph = await again()
    const { data, errors } = await graph(operation, name, overGraph.input, overGraph.by)
    expect(errors).toBeUndefined()
    const graphed = data![name.split('.')[1]!]
    const same = operation.kind === 'query' ? (value: unknown): unknown => value : form
    if (reply.statusCode !== 204) expect(same(reply.json())).toEqual(same(answer))
    if (Object.keys(answer as object).length === 0) expect(graphed).toBe(true)
    else expect(same(plain(graphed))).toEqual(same(answer))
  })
})

/** The form of an answer: which fields, of which types. Lists by their first row. */
function form(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [form(value[0])]
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, form(one)])
      .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
  )
}
