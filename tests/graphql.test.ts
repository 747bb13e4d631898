import { buildClientSchema, buildSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from 'graphql'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nobody, type Person } from '#platform/actor'
import { catalogueOf } from '#platform/http/catalogue'
import { schemaOf } from '#platform/http/graphql/schema.ts'
import { allOperations } from '#app/domains.ts'
import { plain, request } from './graphql-selection.ts'
import { openHouse, type TestHouse } from './house.ts'
import { oneId, openSmallHouse, type SmallHouse } from './small-house.ts'

let house: TestHouse
let small: SmallHouse
let awa: Person
let schema: GraphQLSchema
beforeAll(async () => {
  house = await openHouse()
  small = openSmallHouse()
  awa = await house.person()
  schema = buildSchema((await small.app.inject('/api/graphql/schema')).body)
})
afterAll(async () => {
  await small.app.close()
  await house.close()
})
beforeEach(() => small.as(nobody))

type Answer = { data?: Record<string, unknown> | null; errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[] }
const post = async (
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Answer & { status: number; type: string; headers: Record<string, unknown> }> => {
  const answer = await small.app.inject({
    method: 'POST',
    url: '/api/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify({ query, variables }),
  })
  return { ...answer.json<Answer>(), status: answer.statusCode, type: String(answer.headers['content-type']), headers: answer.headers }
}

test('a query answers what REST and the caller inside answer, every field of every form', async () => {
  for (const [name, input, url] of [
    ['getDance', { id: oneId, title: 'Nuit' }, `/api/v1/dances/${oneId}?title=Nuit`],
    ['listDances', { limit: 3, towns: ['Kétou', 'Ouidah'], big: true, state: 'danced' }, '/api/v1/dances?limit=3&towns=K%C3%A9tou&towns=Ouidah&big=true&state=danced'],
    ['listDances', { after: 'x' }, '/api/v1/dances?after=x'],
  ] as const) {
    const { query, variables } = request(schema, 'query', name, input)
    const graph = await post(query, variables)
    expect(graph.errors).toBeUndefined()
    const rest = (await small.app.inject(url)).json<unknown>()
    expect(plain(graph.data![name])).toEqual(rest)
    const inside = await small.door.call(house.ctx(nobody), `dances.${name}`, input)
    expect(plain(inside)).toEqual(rest)
  }
})

test('types are named after shapes; ids, instants, large numbers, unions and free records have types of their own', async () => {
  const text = (await small.app.inject('/api/graphql/schema')).body
  for (const line of [
    'type Dance {',
    'type DancePage {',
    'type Mask {',
    'union DanceProof = DanceProofFilm | SpokenProof',
    'enum DanceState {',
    'at: DateTime!',
    'ended: DateTime',
    'bytes: SafeInt!',
    'year: Int',
    'figures: JSON',
    'size: String!',
    'best: Mask',
    'place: DancePlace!',
    'input CreateDanceMaskInput {',
  ])
    expect(text).toContain(line)
  expect(text).toContain('endDance(id: ID!): Boolean!')
  expect(text).toMatch(/listDances\([^)]*limit: Int = 20/)
})

test('a command runs with its rights, its transaction and its key', async () => {
  const create = 'mutation($title: String!) { createDance(title: $title, masks: [{ name: "Gèlèdé" }], place: { town: "Kétou", note: null }) { title } }'
  const refused = await post(create, { title: 'Fête' })
  expect(refused).toMatchObject({ status: 200, data: null, errors: [{ path: ['createDance'], extensions: { code: 'platform.signInNeeded', kind: 'unauthenticated' } }] })
  small.as(awa)
  expect((await post(create, { title: 'Fête' })).data).toEqual({ createDance: { title: 'Fête Gèlèdé' } })
  const count = async (): Promise<number> => Number((await sql<{ n: number }>`select count(*) as n from platform.events where type = 'dance.planned'`.execute(house.db)).rows[0]!.n)
  const before = await count()
  const both = await post('mutation { a: createDance(title: "first") { title } b: createDance(title: "fails") { title } }')
  expect(both.errors?.[0]?.path).toEqual(['b'])
  expect(await count()).toBe(before + 1)
  for (let time = 0; time < 2; time += 1) await post(create, { title: 'once only' }, { 'idempotency-key': 'k1' })
  const rest = await small.app.inject({
    method: 'POST',
    url: '/api/v1/dances',
    headers: { 'idempotency-key': 'k1' },
    payload: { title: 'once only', masks: [{ name: 'Gèlèdé' }], place: { town: 'Kétou', note: null } },
  })
  expect(rest.statusCode).toBe(201)
  expect(await count()).toBe(before + 2)
  small.as({ ...awa, staff: ['moderator'] })
  expect((await post(`mutation { endDance(id: "${oneId}") }`)).data).toEqual({ endDance: true })
})

test('a refusal speaks the language of the caller and names the fields; a bug tells nothing', async () => {
  small.as(awa)
  const wrong = await post('mutation { createDance(title: "x") { title } }', {}, { 'accept-language': 'en' })
  expect(wrong.errors![0]!.extensions).toEqual({
    code: 'platform.invalid',
    kind: 'invalid',
    params: {},
    fields: [{ field: 'title', code: 'platform.tooShort', params: { min: 3 }, message: 'Write at least 3 characters.' }],
  })
  expect((await post('mutation { createDance(title: "x") { title } }')).errors![0]!.message).toBe('Certaines réponses sont à corriger.')
  const broken = await post('mutation { createDance(title: "breaks") { title } }')
  expect(JSON.stringify(broken)).not.toContain('a secret of the house')
  expect(broken.errors![0]!.extensions).toMatchObject({ code: 'platform.unexpected', params: { requestId: broken.headers['x-request-id'] } })
})

test('too deep and too costly are refused before anything runs, however they are written', async () => {
  const wide = Array.from({ length: 500 }, (_one, n) => `d${n}: getDance(id: "${oneId}") { title }`).join(' ')
  expect((await post(`{ ${wide} }`)).errors![0]!.extensions).toMatchObject({ code: 'platform.queryTooCostly' })
  const rows =
    '{ listDances(limit: 100) { items { title state size at ended figures masks { id name weight bytes year } place { town steps { count } } best { id name weight bytes year } again: masks { id name weight bytes year } } } }'
  expect((await post(rows)).errors?.[0]?.extensions).toMatchObject({ code: 'platform.queryTooCostly' })
  expect((await post(rows.replace('100', '50'))).errors).toBeUndefined()
  expect((await post(rows.replace('(limit: 100)', '(limit: $n)').replace('{ list', 'query($n: Int) { list'), { n: 100 })).errors?.[0]?.extensions).toMatchObject({
    code: 'platform.queryTooCostly',
  })
  const bombs = Array.from({ length: 30 }, (_one, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join('\n')
  const started = Date.now()
  expect((await post(`{ ...f0 } ${bombs} fragment f30 on Query { getDance(id: "${oneId}") { title } }`)).errors).toBeDefined()
  expect(Date.now() - started).toBeLessThan(2_000)
  expect((await post(`{ ${'a { '.repeat(5_000)}`)).errors).toBeDefined()
})

test('depth counts fields, through fragments too', async () => {
  const { refuseTooMuch } = await import('#platform/http/graphql/limits.ts')
  const { parse } = await import('graphql')
  const self = buildSchema('type Query { a: A } type A { a: A, b: Int }')
  const nest = (depth: number): string => `${'a { '.repeat(depth - 1)}b${' }'.repeat(depth - 1)}`
  const weigh = (text: string): number => {
    const document = parse(text)
    return refuseTooMuch(
      self,
      document,
      document.definitions.find((one) => one.kind === 'OperationDefinition')!,
      {},
    )
  }
  expect(weigh(`{ ${nest(10)} }`)).toBeGreaterThan(0)
  expect(() => weigh(`{ ${nest(11)} }`)).toThrow('platform.queryTooDeep')
  expect(() => weigh(`{ a { ...deep } } fragment deep on A { ${nest(10)} }`)).toThrow('platform.queryTooDeep')
})

test('introspection is whole', async () => {
  const { data, errors } = await post(getIntrospectionQuery())
  expect(errors).toBeUndefined()
  expect(
    buildClientSchema(data as unknown as IntrospectionQuery)
      .getQueryType()!
      .getFields().listDances,
  ).toBeDefined()
})

test('the schema is told whole, and not a thousand times in one query', async () => {
  const whole = getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true })
  expect((await post(whole)).errors).toBeUndefined()
  const again = Array.from({ length: 100 }, (_one, n) => `s${n}: __schema { types { name fields { name type { fields { name } } } } }`).join(' ')
  const leaves = Array.from({ length: 2_000 }, (_one, n) => `n${n}: name`).join(' ')
  for (const query of [
    `{ ${again} }`,
    `{ __schema { types { fields { type { fields { ${leaves} } } } } } }`,
    `{ ...a } fragment a on Query { __schema { types { ...b } } } fragment b on __Type { fields { args { ${leaves} } } }`,
  ])
    expect((await post(query)).errors?.[0]?.extensions, query.slice(0, 60)).toMatchObject({ code: 'platform.queryTooCostly' })
  expect((await post('{ __type(name: "Dance") { fields { name type { name kind ofType { name } } } } }')).errors).toBeUndefined()
})

test('brackets in brackets and a field named a thousand times are refused before they are parsed and checked', async () => {
  for (const query of [
    `{ getDance(id: ${'['.repeat(3_900)}${']'.repeat(3_900)}) { title } }`,
    `{ getDance(id: ${'{a:'.repeat(2_000)}1${'}'.repeat(2_000)}) { title } }`,
    '{ a '.repeat(3_900),
    `{ ${'... { '.repeat(2_600)} __typename ${'}'.repeat(2_600)} }`,
    `query($a: ${'['.repeat(3_900)}Int${']'.repeat(3_900)}) { __typename }`,
  ])
    expect((await post(query)).errors?.[0]?.extensions, query.slice(0, 40)).toMatchObject({ code: 'platform.queryTooDeep' })
  const alike = Array.from({ length: 2_600 }, (_one, n) => `a: b${n}`).join(' ')
  expect((await post(`{ ${alike} }`)).errors?.[0]?.extensions).toMatchObject({ code: 'platform.queryTooCostly' })
})

test('HTTP: types, methods, and what a form of another site could send', async () => {
  const get = (query: string, headers = {}) => small.app.inject({ url: `/api/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent('{"n":1}')}`, headers })
  const read = await get('query($n: Int) { listDances(limit: $n) { next } }', { accept: 'application/json' })
  expect([read.statusCode, read.headers['content-type'], read.json()]).toEqual([200, 'application/json; charset=utf-8', { data: { listDances: { next: 'more' } } }])
  const write = await get(`mutation { endDance(id: "${oneId}") }`)
  expect([write.statusCode, write.headers.allow]).toEqual([405, 'POST'])
  expect(await post('{ nowhere }')).toMatchObject({ status: 400, type: 'application/graphql-response+json; charset=utf-8' })
  expect(await post('{ nowhere }', {}, { accept: 'application/json' })).toMatchObject({ status: 200, type: 'application/json; charset=utf-8' })
  expect(await post('{ listDances(limit: "many") { next } }')).toMatchObject({ status: 400 })
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await small.app.inject({ method: 'POST', url: '/api/graphql', headers: { 'content-type': type }, payload: '{"query":"{ listDances { next } }"}' })
    expect([type, answer.statusCode]).toEqual([type, 415])
  }
  const cross = await small.app.inject({
    method: 'POST',
    url: '/api/graphql',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
    payload: '{"query":"{ listDances { next } }"}',
  })
  expect(cross.statusCode).toBe(403)
  expect((await small.app.inject({ method: 'POST', url: '/api/graphql', payload: [{ query: '{ listDances { next } }' }] })).statusCode).toBe(400)
  expect((await small.app.inject({ url: '/api/graphql', headers: { accept: 'text/html' } })).headers.location).toBe('/api/docs#graphql')
})

test('every operation of the house is a field, and none has a name made up for it', () => {
  const catalogue = catalogueOf(allOperations())
  const { schema: whole, clashes } = schemaOf(catalogue, async () => null)
  expect([...clashes, ...catalogue.clashes]).toEqual([])
  for (const entry of catalogue.entries) {
    const field = (entry.operation.kind === 'query' ? whole.getQueryType() : whole.getMutationType())?.getFields()[entry.short]
    expect(field, entry.name).toBeDefined()
  }
})
