import fastJson from 'fast-json-stringify'
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
  // Both are made when the operation is first called: hundreds are not, in the life of a process.
  let made: { input: JsonSchema; write: (answer: unknown) => string } | undefined
  const make = () => ({ input: jsonSchemaOf(operation.input, 'input'), write: writerOf(operation) })
  app.route({
    method,
    url: addressOf(path),
    config: { operation: name },
    handler: async (request, reply) => {
      const ctx = await door.ctxOf(request)
      door.spend(ctx, operation, name)
      const { input, write } = (made ??= make())
      const key = request.headers['idempotency-key']
      const answer = await door.call(ctx, name, readInput(request, input), typeof key === 'string' ? key : undefined)
      sendBack(ctx, reply)
      cacheOf(operation, ctx.actor.kind === 'nobody', reply)
      return status === 204 ? reply.code(204).send() : reply.code(status).type('application/json; charset=utf-8').serializer(write).send(answer)
    },
  })
}

/** Writes the fields of the output shape and no other. A shape that holds itself is written as it is. */
function writerOf(operation: Operation): (answer: unknown) => string {
  const shape = serializerSchemaOf(operation.output)
  return shape ? fastJson(shape) : JSON.stringify
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
