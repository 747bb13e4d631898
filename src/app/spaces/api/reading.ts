import type { OpenApi } from '#platform/http/openapi'

/** The API document as a person reads it: rooms, operations, tables of fields. Pure; made from `/api/openapi.json` and nothing else. */

type Schema = { [key: string]: unknown }

export interface TypeWords {
  /** What stands around a shape: `… []`, `… | null`, or the whole of it when there is no shape. */
  before: string
  /** A named shape, described further down on the same page. */
  shape: string | null
  after: string
}

export interface Row {
  name: string
  type: TypeWords
  required: boolean
  /** Where it goes: in the address, after `?`, in the body, or in a header. */
  place: 'path' | 'query' | 'body' | 'header' | null
  note: string
}

export interface Reading {
  id: string
  short: string
  method: string
  path: string
  summary: string
  raw: { protocol: string; url: string } | null
  kind: 'query' | 'command' | null
  who: { kind: string; permission: string; roles: string; orStaff: string } | null
  scope: string | null
  perMinute: number
  isPaged: boolean
  isIdempotent: boolean
  input: Row[]
  status: number
  answer: { type: TypeWords; rows: Row[] } | null
  refusals: number[]
  curl: string
}

export interface Room {
  name: string
  operations: Reading[]
  /** Named shapes that this room's operations take or give. */
  shapes: { name: string; description: string; rows: Row[] }[]
}

const refName = (ref: unknown): string => String(ref).replace('#/components/schemas/', '')

export function roomNames(document: OpenApi): string[] {
  return document.tags.map((tag) => tag.name)
}

/** One line an operation, for the table of contents. */
export function contents(document: OpenApi): { name: string; operations: Pick<Reading, 'id' | 'short' | 'method' | 'path' | 'summary'>[] }[] {
  return roomNames(document).map((name) => ({ name, operations: inRoom(document, name).map(({ method, path, operation }) => ({ ...named(operation), method, path })) }))
}

/** Everything about one room, or null when there is none of that name. */
export function readRoom(document: OpenApi, name: string, origin: string): Room | null {
  if (!roomNames(document).includes(name)) return null
  const schemas = (document.components.schemas ?? {}) as Record<string, Schema>
  const operations = inRoom(document, name).map(({ method, path, operation }) => readOperation(method, path, operation, schemas, origin))
  const wanted = new Set<string>()
  for (const { operation } of inRoom(document, name)) collect(operation, schemas, wanted)
  const shapes = [...wanted].toSorted().map((shape) => ({ name: shape, description: worded(schemas[shape]?.description), rows: rowsOf(schemas[shape] ?? {}, null) }))
  return { name, operations, shapes }
}

function inRoom(document: OpenApi, room: string): { method: string; path: string; operation: Schema }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => ((operation.tags as string[])[0] === room ? [{ method: method.toUpperCase(), path, operation }] : [])),
  )
}

function named(operation: Schema): Pick<Reading, 'id' | 'short' | 'summary'> {
  const id = String(operation.operationId)
  return { id, short: id.slice(id.indexOf('.') + 1), summary: String(operation.summary) }
}

function readOperation(method: string, path: string, operation: Schema, schemas: Record<string, Schema>, origin: string): Reading {
  const parameters = (operation.parameters ?? []) as Schema[]
  const own = parameters.filter((one) => one.$ref === undefined)
  const body = bodyOf(operation)
  const responses = operation.responses as Record<string, Schema>
  const status = Number(Object.keys(responses).find((one) => one.startsWith('2')) ?? 200)
  const answer = ((responses[status]?.content as Schema | undefined)?.['application/json'] as { schema: Schema } | undefined)?.schema
  const docs = operation.externalDocs as { description: string; url: string } | undefined
  const who = operation['x-who'] as { kind: string; permission?: string; roles?: string[]; orStaff?: string[] } | undefined
  const security = (operation.security ?? []) as { bearer?: string[] }[]
  return {
    ...named(operation),
    method,
    path,
    raw: operation['x-raw'] ? { protocol: docs?.description ?? '', url: docs?.url ?? '' } : null,
    kind: (operation['x-kind'] as Reading['kind']) ?? null,
    who: who ? { kind: who.kind, permission: who.permission ?? '', roles: (who.roles ?? []).join(', '), orStaff: (who.orStaff ?? []).join(', ') } : null,
    scope: security.flatMap((one) => one.bearer ?? [])[0] ?? null,
    perMinute: Number(operation['x-requests-per-minute'] ?? 600),
    isPaged: operation['x-paging'] === 'cursor',
    isIdempotent: parameters.some((one) => one.$ref === '#/components/parameters/IdempotencyKey'),
    input: [
      ...own.map((one): Row => ({
        name: String(one.name),
        type: words(one.schema as Schema),
        required: one.required === true,
        place: one.in as Row['place'],
        note: note(one.schema as Schema),
      })),
      ...(body ? rowsOf(follow(body, schemas), 'body') : []),
    ],
    status,
    answer: answer ? { type: words(answer), rows: rowsOf(answer.$ref ? {} : answer, null) } : null,
    refusals: Object.keys(responses)
      .map(Number)
      .filter((one) => one >= 400),
    curl: curl(method, path, own, body && follow(body, schemas), security, origin, schemas),
  }
}

const follow = (schema: Schema, schemas: Record<string, Schema>): Schema => (schema.$ref ? (schemas[refName(schema.$ref)] ?? {}) : schema)

function bodyOf(operation: Schema): Schema | null {
  const content = (operation.requestBody as { content?: Record<string, { schema: Schema }> } | undefined)?.content
  return content?.['application/json']?.schema ?? null
}

function rowsOf(schema: Schema, place: Row['place'], prefix = ''): Row[] {
  const required = (schema.required ?? []) as string[]
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([key, property]) => {
    const row: Row = { name: prefix + key, type: words(property), required: required.includes(key), place, note: note(property) }
    const item = property.type === 'array' ? (property.items as Schema) : property
    const inner = item?.type === 'object' && item.properties && prefix.split('.').length < 3 ? rowsOf(item, place, `${prefix}${key}${property.type === 'array' ? '[]' : ''}.`) : []
    return [row, ...inner]
  })
}

/** A type in a few words: `string`, `integer 1–100`, `fr | en`, `Film [] | null`. */
export function words(schema: Schema): TypeWords {
  const plain = (text: string): TypeWords => ({ before: text, shape: null, after: '' })
  if (schema.$ref) return { before: '', shape: refName(schema.$ref), after: '' }
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (choices) {
    const solid = choices.filter((one) => one.type !== 'null')
    const ending = solid.length < choices.length ? ' | null' : ''
    if (solid.length === 1) return { ...words(solid[0]!), after: words(solid[0]!).after + ending }
    return plain(solid.map((one) => ((one) => one.before + (one.shape ?? '') + one.after)(words(one))).join(' | ') + ending)
  }
  if (schema.enum) return plain((schema.enum as unknown[]).join(' | '))
  if (schema.const !== undefined) return plain(JSON.stringify(schema.const))
  if (schema.type === 'array') {
    const item = words((schema.items ?? {}) as Schema)
    return { ...item, after: `${item.after} []` }
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : worded(schema.type) || 'any'
  return plain(schema.format ? `${type} (${worded(schema.format)})` : type)
}

function note(schema: Schema): string {
  const range = (low: unknown, high: unknown): string => {
    const [from, to] = [Number(low ?? -Infinity), Number(high ?? Infinity)].map((one) => (Math.abs(one) >= Number.MAX_SAFE_INTEGER ? null : one))
    return from === null && to === null ? '' : from === null ? `≤ ${to}` : to === null ? `≥ ${from}` : `${from}–${to}`
  }
  const length = range(schema.minLength ?? schema.minItems, schema.maxLength ?? schema.maxItems)
  const parts = [
    schema.description,
    range(schema.minimum, schema.maximum),
    length && `${length} ${schema.type === 'array' ? 'items' : 'characters'}`,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ]
  return parts.filter(Boolean).join(' · ')
}

function collect(node: unknown, schemas: Record<string, Schema>, into: Set<string>): void {
  for (const [, name] of JSON.stringify(node).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (into.has(name!)) continue
    into.add(name!)
    collect(schemas[name!] ?? {}, schemas, into)
  }
}

function curl(
  method: string,
  path: string,
  parameters: readonly Schema[],
  body: Schema | null,
  security: readonly object[],
  origin: string,
  schemas: Record<string, Schema>,
): string {
  const query = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map((one) => `${String(one.name)}=${encodeURIComponent(String(sample(one.schema as Schema, schemas)))}`)
  const isOpen = security.length === 0 || security.some((one) => Object.keys(one).length === 0)
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} '${origin}${path}${query.length > 0 ? `?${query.join('&')}` : ''}'`,
    ...(isOpen ? [] : [`  -H "Authorization: Bearer $GRIOT_KEY"`]),
    ...(body ? [`  -H 'Content-Type: application/json'`, `  -d '${JSON.stringify(sample(body, schemas)).replaceAll("'", String.raw`'\''`)}'`] : []),
  ]
  return lines.join(' \\\n')
}

/** A likely value: what is required, in the smallest form that would pass. */
function sample(schema: Schema, schemas: Record<string, Schema>, deep = 0): unknown {
  const known = follow(schema, schemas)
  if (known.default !== undefined) return known.default
  const first = (known.enum as unknown[] | undefined)?.[0] ?? known.const
  if (first !== undefined) return first
  const choices = (known.anyOf ?? known.oneOf) as Schema[] | undefined
  if (choices) return sample(choices[0]!, schemas, deep + 1)
  if (known.type === 'array') return deep < 4 && Number(known.minItems ?? 0) > 0 ? [sample(known.items as Schema, schemas, deep + 1)] : []
  if (known.type === 'object')
    return Object.fromEntries(
      ((known.required ?? []) as string[]).map((key) => [key, deep < 4 ? sample((known.properties as Record<string, Schema>)[key] ?? {}, schemas, deep + 1) : null]),
    )
  if (known.type === 'integer' || known.type === 'number') return Math.max(Number(known.minimum ?? 1), 1)
  if (known.type === 'boolean') return true
  const formats: Record<string, string> = {
    uuid: '0197a000-0000-7000-8000-000000000001',
    email: 'awa@example.org',
    'date-time': '2026-11-21T12:00:00Z',
    uri: 'https://example.org/',
  }
  return formats[String(known.format)] ?? '…'
}

const worded = (value: unknown): string => (typeof value === 'string' ? value : '')
