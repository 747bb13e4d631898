import type { FastifyInstance } from 'fastify'
import type { JsonSchema } from '../json-schema.ts'
import type { Who } from '../operation.ts'
import { addressOf } from '../operation.ts'
import { digest } from '../secrets.ts'
import { type Catalogue, type Entry, resolved } from './catalogue.ts'
import { components, everyAnswer, refusals } from './openapi-parts.ts'

/** A raw address that is no operation (an upload protocol, a stream, media): documented, not generated. */
export interface Address {
  /** Verb and whole path, `:name` for parameters. */
  route: `${'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`
  room: string
  /** Unique; `room.` is put before it. */
  name: string
  summary: string
  /** The protocol it follows, with a link. */
  protocol?: { name: string; url: string }
  /** Media type of success. Default none. */
  answers?: string
  status?: number
}

export interface OpenApi {
  openapi: '3.1.1'
  info: { title: string; version: string; summary: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  tags: { name: string; description?: string }[]
  paths: Record<string, Record<string, JsonSchema>>
  components: JsonSchema
}

export interface About {
  version: string
  description: string
  license: string
}

const introduction = `Everything Griot can do, by REST and by GraphQL (\`/api/graphql\`), from one definition of each operation.
Lists are paged by cursor: send the \`next\` of one page as \`after\` of the following one; it is null on the last page.
Instants are ISO 8601 in UTC. Ids are UUIDs. Unknown fields are refused where the shape says so, ignored elsewhere.`

/** The OpenAPI 3.1 document of the whole house. `about` is what package.json says of it. */
export function openapi(catalogue: Catalogue, { version, description, license }: About, addresses: readonly Address[] = []): OpenApi {
  const paths: OpenApi['paths'] = {}
  const put = (path: string, method: string, operation: JsonSchema): void => {
    const where = path.replaceAll(/:(\w+)/g, '{$1}')
    paths[where] = { ...paths[where], [method.toLowerCase()]: operation }
  }
  for (const entry of catalogue.entries) put(addressOf(entry.path), entry.method, describe(entry, catalogue.schemas))
  for (const address of addresses) {
    const [method = '', path = ''] = address.route.split(' ')
    put(path, method, describeRaw(address, path))
  }
  const tags = [...new Set([...catalogue.entries.map((e) => e.room), ...addresses.map((a) => a.room)])].map((name) => ({ name }))
  return {
    openapi: '3.1.1',
    info: { title: 'Griot', version, summary: description, description: introduction, license: { name: 'GNU Affero General Public License', identifier: license } },
    servers: [{ url: '/' }],
    tags,
    paths,
    components: components(catalogue.schemas),
  }
}

function describe(entry: Entry, schemas: Catalogue['schemas']): JsonSchema {
  const { operation, name, room } = entry
  const input = resolved(entry.input, schemas)
  const properties = (input.properties ?? {}) as Record<string, JsonSchema>
  const required = (input.required ?? []) as string[]
  const inBody = entry.method !== 'GET' && entry.method !== 'DELETE'
  const query = inBody ? [] : Object.keys(properties).filter((key) => !entry.parameters.includes(key))
  const parameters: JsonSchema[] = [
    ...entry.parameters.map((key) => ({ name: key, in: 'path', required: true, schema: properties[key] ?? { type: 'string' } })),
    ...query.map((key) => ({ name: key, in: 'query', required: required.includes(key), schema: properties[key] })),
    ...(operation.kind === 'command' && operation.idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...('lang' in properties ? [] : [{ $ref: '#/components/parameters/Language' }]),
  ]
  const body = inBody ? bodyOf(entry, properties, required, input) : null
  const status = operation.kind === 'command' ? (operation.status ?? 200) : 200
  return {
    operationId: name,
    tags: [room],
    summary: operation.summary,
    ...(properties.after && properties.limit ? { 'x-paging': 'cursor' } : {}),
    'x-kind': operation.kind,
    'x-graphql': entry.short,
    'x-who': whoMay(operation.who as Who<unknown>),
    'x-requests-per-minute': operation.perMinute ?? 600,
    security: securityOf(entry),
    parameters,
    ...(body ? { requestBody: body } : {}),
    responses: {
      [status]: { description: 'Done.', headers: everyAnswer, ...(status === 204 ? {} : { content: { 'application/json': { schema: entry.output } } }) },
      ...refusalsOf(entry, body !== null),
    },
  }
}

function bodyOf(entry: Entry, properties: Record<string, JsonSchema>, required: readonly string[], input: JsonSchema): JsonSchema | null {
  const own = Object.keys(properties).filter((key) => !entry.parameters.includes(key))
  if (own.length === 0) return null
  const needed = required.filter((key) => own.includes(key))
  const cut = { ...input, properties: Object.fromEntries(own.map((key) => [key, properties[key]])), required: needed }
  return { required: needed.length > 0, content: { 'application/json': { schema: entry.parameters.length === 0 ? entry.input : cut } } }
}

/** Who may call, for machines and in one English sentence. */
export function whoMay(who: Who<unknown>): JsonSchema {
  switch (who.kind) {
    case 'anyone':
      return { kind: 'anyone', sentence: 'Anyone.' }
    case 'signed-in':
      return { kind: 'signed-in', sentence: 'Anyone who has signed in.' }
    case 'staff':
      return { kind: 'staff', roles: who.roles, sentence: `Platform staff: ${who.roles.join(', ')}.` }
    case 'member':
      return {
        kind: 'member',
        permission: who.permission,
        orStaff: who.orStaff,
        sentence: `Members of the workspace with the permission ${who.permission}${orStaff(who.orStaff)}.`,
      }
    case 'owner':
      return { kind: 'owner', orStaff: who.orStaff, sentence: `The person it belongs to${orStaff(who.orStaff)}.` }
  }
}

const orStaff = (roles: readonly string[]): string => (roles.length > 0 ? `, and platform staff: ${roles.join(', ')}` : '')

/** The scope a personal key needs for this operation; none where anyone may. */
export function scopeOf(entry: Pick<Entry, 'room' | 'operation'>): string | null {
  return entry.operation.who.kind === 'anyone' ? null : `${entry.room}:${entry.operation.kind === 'query' ? 'read' : 'write'}`
}

function securityOf(entry: Entry): JsonSchema[] {
  const scope = scopeOf(entry)
  return [...(scope ? [] : [{}]), { bearer: scope ? [scope] : [] }, { session: [] }]
}

function refusalsOf(entry: Entry, hasBody: boolean): JsonSchema {
  const { who, kind } = entry.operation
  const possible: Record<string, boolean> = {
    400: hasBody,
    401: who.kind !== 'anyone',
    403: who.kind !== 'anyone' || kind === 'command',
    404: entry.parameters.length > 0 || who.kind === 'member' || who.kind === 'owner',
    409: kind === 'command',
    413: hasBody,
    415: hasBody,
    422: true,
    429: true,
    503: true,
  }
  return Object.fromEntries(
    Object.keys(refusals)
      .filter((status) => possible[status])
      .map((status) => [status, { $ref: `#/components/responses/Refusal${status}` }]),
  )
}

function describeRaw(address: Address, path: string): JsonSchema {
  const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  return {
    operationId: `${address.room}.${address.name}`,
    tags: [address.room],
    summary: address.summary,
    'x-raw': true,
    ...(address.protocol ? { externalDocs: { description: address.protocol.name, url: address.protocol.url } } : {}),
    parameters,
    responses: {
      [address.status ?? 200]: { description: 'Done.', ...(address.answers ? { content: { [address.answers]: {} } } : {}) },
      default: { description: 'A refusal.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  }
}

/** Addresses of the house itself that no operation stands for. */
export const ownAddresses: readonly Address[] = [
  {
    route: 'GET /api/stream',
    room: 'platform',
    name: 'stream',
    summary: 'Live changes: `?topics=a:1,b:2`, up to 20 topics a connection; `Last-Event-ID` replays what was missed, for a day',
    protocol: { name: 'Server-sent events (HTML Living Standard)', url: 'https://html.spec.whatwg.org/multipage/server-sent-events.html' },
    answers: 'text/event-stream',
  },
  {
    route: 'POST /api/graphql',
    room: 'platform',
    name: 'graphql',
    summary: 'Every operation again, as GraphQL: the schema is at `/api/graphql/schema`',
    protocol: { name: 'GraphQL over HTTP', url: 'https://graphql.github.io/graphql-over-http/draft/' },
    answers: 'application/graphql-response+json',
  },
]

/** Serves the document at `/api/openapi.json`, written once. */
export function serveOpenApi(app: FastifyInstance, describe: () => OpenApi): void {
  let made: { text: Buffer; etag: string } | undefined
  const write = () => {
    const text = JSON.stringify(describe())
    return { text: Buffer.from(text), etag: `"${digest(text).slice(0, 32)}"` }
  }
  app.get('/api/openapi.json', async (request, reply) => {
    const { text, etag } = (made ??= write())
    reply.headers({ 'cache-control': 'public, max-age=300', etag, 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(text)
  })
}
