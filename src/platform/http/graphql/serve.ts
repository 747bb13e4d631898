import { type DocumentNode, execute, type ExecutionResult, getOperationAST, GraphQLError, type GraphQLSchema, parse, printSchema, validate } from 'graphql'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { isRefusal, Refusal } from '../../refusal.ts'
import type { Catalogue } from '../catalogue.ts'
import { type Door, sendBack } from '../door.ts'
import { formatError, requestError } from './errors.ts'
import { introspectionLimit } from './introspection.ts'
import { refuseTooMuch } from './limits.ts'
import { rules, schemaOf } from './schema.ts'
import { refuseTooAlike, refuseTooNested } from './text-limits.ts'

const mostTokens = 8_000
/** Documents kept as they were read: the most recent, none larger than what a program sends. */
const kept = { documents: 500, characters: 5_000 }
const response = 'application/graphql-response+json'

interface Asked {
  query: string
  operationName: string | null
  variables: Record<string, unknown>
}

interface Context {
  ctx: Ctx
  key: string | undefined
}

/**
 * `/api/graphql`, after the GraphQL-over-HTTP draft: POST of JSON, GET for queries only. Fields go through the same door as REST: rights, limits (each field of the
 * root counts as one request), audit, one transaction for each mutation. JSON is demanded of a POST, so a form of another site cannot send one.
 */
export function graphql(app: FastifyInstance, door: Door, catalogue: () => Catalogue): void {
  let made: Served | undefined
  const served = (): Served => (made ??= servedBy(door, catalogue()))
  app.get('/api/graphql/schema', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('text/plain; charset=utf-8').send(printSchema(served().schema)),
  )
  route(app, door, served)
}

interface Served {
  schema: GraphQLSchema
  documents: ReturnType<typeof documentsOf>
  asksSchema: ReturnType<typeof introspectionLimit>
}

/** The schema of the whole house is large: made when first asked for. */
function servedBy(door: Door, catalogue: Catalogue): Served {
  const { schema } = schemaOf(catalogue, async (entry, input, context, alias) => {
    const { ctx, key } = context as Context
    door.spend(ctx, entry.operation, entry.name)
    // Each field has a key of its own; the field under its own name shares that of REST.
    return door.call(ctx, entry.name, input, key && (alias === entry.short ? key : `${key}:${alias}`))
  })
  return { schema, documents: documentsOf(schema), asksSchema: introspectionLimit(schema) }
}

function route(app: FastifyInstance, door: Door, served: () => Served): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/graphql',
    handler: async (request, reply) => {
      if (request.method === 'GET' && !(request.query as { query?: string }).query && (request.headers.accept ?? '').includes('text/html'))
        return reply.redirect('/api/docs#graphql', 303)
      const ctx = await door.ctxOf(request)
      const t = door.translate[ctx.lang]
      const send = (result: ExecutionResult | { errors: unknown[] }, failed = false): FastifyReply => {
        sendBack(ctx, reply)
        const type = answerType(request)
        const errors = result.errors?.map((error) => (error instanceof GraphQLError ? formatError(error, t, ctx) : error))
        return reply
          .code(failed && type === response ? 400 : reply.statusCode)
          .headers({ 'content-type': `${type}; charset=utf-8`, 'cache-control': 'private, no-store', vary: 'accept' })
          .send(JSON.stringify(errors ? { ...result, errors } : result))
      }
      const asked = ask(request)
      const { schema, documents, asksSchema } = served()
      const known = documents(asked.query)
      if ('errors' in known) return send(known, true)
      const operation = getOperationAST(known.document, asked.operationName)
      if (!operation) return send({ errors: [requestError('Name one of the operations of the document in operationName')] }, true)
      if (request.method === 'GET' && operation.operation !== 'query') {
        reply.code(405).header('allow', 'POST')
        return send({ errors: [requestError('A mutation is sent by POST')] })
      }
      try {
        refuseTooMuch(schema, known.document, operation, asked.variables)
        if (asksSchema(known.document, operation)) door.spend(ctx, null, 'introspection')
      } catch (error) {
        return send({ errors: [new GraphQLError('too much', { originalError: error as Error })] }, true)
      }
      const header = request.headers['idempotency-key']
      const contextValue: Context = { ctx, key: typeof header === 'string' ? header : undefined }
      const result = await execute({ schema, document: known.document, operationName: asked.operationName, variableValues: asked.variables, contextValue })
      return send(result, !('data' in result))
    },
  })
}

/** Documents already read and checked, the most recent ones. */
function documentsOf(schema: GraphQLSchema): (query: string) => { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  const known = new Map<string, { document: DocumentNode } | { errors: readonly GraphQLError[] }>()
  const readOne = (query: string): { document: DocumentNode } | { errors: readonly GraphQLError[] } => {
    try {
      refuseTooNested(query)
      const document = parse(query, { maxTokens: mostTokens, noLocation: false })
      refuseTooAlike(document)
      const errors = validate(schema, document, rules, { maxErrors: 20 })
      return errors.length > 0 ? { errors } : { document }
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] }
      if (isRefusal(error)) return { errors: [new GraphQLError('too much', { originalError: error })] }
      throw error
    }
  }
  return (query) => {
    const one = known.get(query) ?? readOne(query)
    known.delete(query)
    if (query.length <= kept.characters) known.set(query, one)
    if (known.size > kept.documents) known.delete(known.keys().next().value!)
    return one
  }
}

/** What is asked, from a POST's JSON or a GET's parameters. Refuses `platform.unsupportedType`, `platform.badJson`. */
function ask(request: FastifyRequest): Asked {
  const isGet = request.method === 'GET'
  if (!isGet && !/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) throw new Refusal('invalid', 'platform.unsupportedType')
  const { query, operationName = null, variables = null } = ((isGet ? request.query : request.body) ?? {}) as Record<string, unknown>
  const given = isGet && typeof variables === 'string' ? readJson(variables) : variables
  const isObject = given === null || (typeof given === 'object' && !Array.isArray(given))
  if (typeof query !== 'string' || !isObject || !(operationName === null || typeof operationName === 'string')) throw new Refusal('invalid', 'platform.badJson')
  return { query, operationName: operationName || null, variables: (given ?? {}) as Record<string, unknown> }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('invalid', 'platform.badJson')
  }
}

/** The newer media type unless only `application/json` is accepted, or is named first. */
function answerType(request: FastifyRequest): string {
  const accept = request.headers.accept ?? '*/*'
  const plain = accept.indexOf('application/json')
  const modern = accept.indexOf(response)
  return plain >= 0 && (modern < 0 || plain < modern) ? 'application/json' : response
}
