import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { coerce } from '../coerce.ts'
import { type JsonSchema, jsonSchemaOf, serializerSchemaOf } from '../json-schema.ts'
import { addressOf, type Operation } from '../operation.ts'
import { Refusal } from '../refusal.ts'
import { type Door, sendBack } from './door.ts'

/** One REST route for each operation. Answers leave through a serializer compiled from the output shape: an undeclared field cannot leak. */
export function rest(app: FastifyInstance, door: Door): void {
  for (const [name, operation] of door.house.operations) addRoute(app, door, name, operation)
}

export function splitRoute(operation: Operation): { method: string; path: string } {
  const [method = '', path = ''] = operation.route.split(' ')
  return { method, path }
}

function addRoute(app: FastifyInstance, door: Door, name: string, operation: Operation): void {
  const { method, path } = splitRoute(operation)
  const status = operation.kind === 'command' ? (operation.status ?? 200) : 200
  const input = jsonSchemaOf(operation.input, 'input')
  const output = serializerSchemaOf(operation.output)
  app.route({
    method,
    url: addressOf(path),
    config: { operation: name },
    ...(output && status !== 204 ? { schema: { response: { [status]: output } } } : {}),
    handler: async (request, reply) => {
      const ctx = await door.ctxOf(request)
      door.spend(ctx, operation, name)
      const key = request.headers['idempotency-key']
      const answer = await door.call(ctx, name, readInput(request, input), typeof key === 'string' ? key : undefined)
      sendBack(ctx, reply)
      cacheOf(operation, ctx.actor.kind === 'nobody', reply)
      return status === 204 ? reply.code(204).send() : reply.code(status).send(answer)
    },
  })
}

function cacheOf(operation: Operation, isPublic: boolean, reply: FastifyReply): void {
  const cache = operation.kind === 'query' && isPublic ? operation.cache : undefined
  reply.header('cache-control', cache ?? 'private, no-store')
  if (cache) reply.header('vary', 'accept-language, cookie, authorization')
}

/** Parameters of the path, then the query string (GET, DELETE) or the JSON body. The path wins: a body cannot name another row. */
function readInput(request: FastifyRequest, schema: JsonSchema): unknown {
  const params = Object.entries(request.params as Record<string, string>)
  if (request.method === 'GET' || request.method === 'DELETE') return coerce([...asked(request, schema), ...params], schema)
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) throw new Refusal('invalid', 'platform.badJson')
  return { ...body, ...coerce(params, schema) }
}

function asked(request: FastifyRequest, schema: JsonSchema): [string, string][] {
  const query = Object.entries(request.query as Record<string, string | string[]>).filter(([name]) => name !== 'lang' || hasLang(schema))
  return query.flatMap(([name, value]) => (Array.isArray(value) ? value.map((one): [string, string] => [name, one]) : [[name, value]]))
}

/** `?lang=` chooses the language of the answer, unless the operation has an input of that name. */
const hasLang = (schema: JsonSchema): boolean => 'lang' in ((schema.properties ?? {}) as object)
