import { addressOf } from '#platform/operation'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nobody } from '#platform/actor'
import type { OpenApi } from '#platform/http/openapi'
import { allOperations } from '#app/domains.ts'
import { texts as api } from '#app/spaces/api/texts.fr.ts'
import { apiDocument, catalogue } from '#app/server.ts'
import { openHouse, type TestHouse } from './house.ts'
import { oneId, openSmallHouse, type SmallHouse } from './small-house.ts'

let house: TestHouse
let small: SmallHouse
let document: OpenApi
beforeAll(async () => {
  house = await openHouse()
  small = openSmallHouse()
  document = (await small.app.inject('/api/openapi.json')).json<OpenApi>()
})
afterAll(async () => {
  await small.app.close()
  await house.close()
})
beforeEach(() => small.as(nobody))

async function mistakes(of: OpenApi): Promise<unknown> {
  const validator = new Validator()
  const verdict = await validator.validate(JSON.parse(JSON.stringify(of)) as Record<string, unknown>)
  return verdict.valid ? [] : verdict.errors
}

/** Every `$ref` of a document that leads nowhere. */
function lost(of: OpenApi): string[] {
  const refs = [...JSON.stringify(of).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!)
  return refs.filter(
    (ref) =>
      ref
        .slice(2)
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], of) === undefined,
  )
}

test('the document of the house is valid OpenAPI 3.1, says an independent validator, and no reference is lost', async () => {
  const served = (await house.app.inject('/api/openapi.json')).json<OpenApi>()
  expect(served.openapi).toBe('3.1.1')
  expect(await mistakes(served)).toEqual([])
  expect(lost(served)).toEqual([])
  expect(await mistakes(document)).toEqual([])
  expect(lost(document)).toEqual([])
})

test('the validator and the search for lost references can fail', async () => {
  expect(await mistakes({ ...document, paths: { nowhere: { get: { responses: { 200: {} } } } } } as OpenApi)).not.toEqual([])
  expect(lost({ ...document, tags: [{ $ref: '#/components/schemas/Nothing' }] } as unknown as OpenApi)).toEqual(['#/components/schemas/Nothing'])
})

test('every operation is in the document, under its REST address, and every documented address exists', () => {
  const documented = new Map<string, Record<string, unknown>>(
    Object.entries(apiDocument().paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const)),
  )
  for (const [name, operation] of allOperations()) {
    const [method, path] = operation.route.split(' ')
    const key = `${method} ${addressOf(path!.replaceAll(/:(\w+)/g, '{$1}'))}` as const
    expect(documented.get(key)?.operationId, key).toBe(name)
  }
  for (const [key, operation] of documented) {
    const [method, path] = key.split(' ')
    expect(house.app.hasRoute({ method: method as 'GET', url: path!.replaceAll(/\{(\w+)\}/g, ':$1') }), key).toBe(true)
    expect(Object.keys(api), 'a room has its words on the API page').toContain(`room.${(operation.tags as string[])[0]}`)
  }
  expect(new Set([...documented.values()].map((one) => one.operationId)).size).toBe(documented.size)
})

test('an operation says its inputs, its answer, its refusals, who may, its scope and its limits', () => {
  const create = document.paths['/api/v1/dances']!.post!
  expect(create).toMatchObject({
    operationId: 'dances.createDance',
    tags: ['dances'],
    'x-who': { kind: 'signed-in' },
    security: [{ bearer: ['dances:write'] }, { session: [] }],
    requestBody: { required: true, content: { 'application/json': { schema: { required: ['title'], properties: { title: { minLength: 3, maxLength: 20 } } } } } },
    responses: {
      201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Dance' } } } },
      401: { $ref: '#/components/responses/Refusal401' },
      409: {},
      413: {},
      415: {},
      422: {},
      429: {},
      503: {},
    },
  })
  expect(create.parameters).toContainEqual({ $ref: '#/components/parameters/IdempotencyKey' })
  const list = document.paths['/api/v1/dances']!.get!
  expect(list).toMatchObject({ 'x-paging': 'cursor', security: [{}, { bearer: [] }, { session: [] }] })
  expect(list.parameters).toContainEqual({ name: 'towns', in: 'query', required: false, schema: { type: 'array', items: { type: 'string' } } })
  expect(Object.keys(list.responses as object)).not.toContain('401')
  const rename = document.paths['/api/v1/dances/{id}']!.patch!
  expect(rename).toMatchObject({ requestBody: { content: { 'application/json': { schema: { properties: { title: { type: 'string' } }, required: ['title'] } } } } })
  expect(JSON.stringify(rename.requestBody)).not.toContain('"id"')
  expect(document.paths['/api/v1/dances/{id}']!.delete).toMatchObject({ responses: { 204: { description: 'Done.' } }, 'x-who': { roles: ['moderator'] } })
  expect(document.components).toMatchObject({
    schemas: { Dance: { properties: { at: { type: 'string', format: 'date-time' } } }, Mask: { description: 'A carved mask.' } },
    headers: { RateLimit: {} },
  })
})

test('what REST answers fits what the document says', async () => {
  const { default: Ajv } = await import('ajv/dist/2020.js')
  const { default: formats } = await import('ajv-formats')
  const ajv = new Ajv.default({ strict: false })
  formats.default(ajv)
  ajv.addSchema({ $id: 'house', components: document.components })
  const fits = ajv.compile({ $ref: 'house#/components/schemas/Dance' })
  const dance = (await small.app.inject(`/api/v1/dances/${oneId}`)).json<Record<string, unknown>>()
  expect(fits(dance), JSON.stringify(fits.errors)).toBe(true)
  expect(fits({ ...dance, at: 5 })).toBe(false)
  const problem = ajv.compile({ $ref: 'house#/components/schemas/Problem' })
  const refused = (await small.app.inject('/api/v1/dances?limit=1000')).json<unknown>()
  expect(problem(refused), JSON.stringify(problem.errors)).toBe(true)
})

test('the document is served once for many: with an ETag, for any site', async () => {
  const first = await small.app.inject('/api/openapi.json')
  expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' })
  expect((await small.app.inject({ url: '/api/openapi.json', headers: { 'if-none-match': first.headers.etag as string } })).statusCode).toBe(304)
})

test('shapes have one meaning each in the whole house', () => {
  expect(catalogue().clashes).toEqual([])
})
