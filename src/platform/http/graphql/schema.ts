import { type GraphQLFieldConfig, GraphQLObjectType, GraphQLSchema, recommendedRules, specifiedRules } from 'graphql'
import type { JsonSchema } from '../../json-schema.ts'
import { addressOf, type Who } from '../../operation.ts'
import type { Catalogue, Entry } from '../catalogue.ts'
import { whoMay } from '../openapi.ts'
import { isNothing, pascal, read, typesOf } from './types.ts'

/** Calls one operation for one field. `alias` is the name of the field in the answer. */
export type Resolve = (entry: Entry, input: unknown, context: unknown, alias: string) => Promise<unknown>

export const rules = [...new Set([...specifiedRules, ...recommendedRules])]

/**
 * The GraphQL schema of the house: each query is a field of `Query`, each command a field of `Mutation`, under its short name; inputs are arguments.
 *
 * Lists keep the house's page, `{ items, next }` with arguments `after` and `limit`, instead of Relay's connections: one cursor a page is all the
 * stores give, edges would repeat it for every row, and a program that knows the REST answer knows this one. A command that answers nothing answers `true`.
 */
export function schemaOf(catalogue: Catalogue, resolve: Resolve): { schema: GraphQLSchema; clashes: string[] } {
  const types = typesOf(catalogue.schemas)
  const root = (name: string, kind: Entry['operation']['kind']): GraphQLObjectType | undefined => {
    const fields = catalogue.entries.filter((entry) => entry.operation.kind === kind).map((entry) => [entry.short, fieldOf(entry)] as const)
    return fields.length > 0 ? new GraphQLObjectType({ name, fields: Object.fromEntries(fields) }) : undefined
  }
  const fieldOf = (entry: Entry): GraphQLFieldConfig<unknown, unknown> => {
    const answer = read(entry.output, catalogue.schemas)
    const nothing = isNothing(answer.core) && !answer.nullable
    return {
      description: `${entry.operation.summary}.\n\n${whoMay(entry.operation.who as Who<unknown>).sentence as string} REST: \`${entry.method} ${addressOf(entry.path)}\`.`,
      type: types.output(entry.output, `${pascal(entry.short)}Result`),
      args: types.args(entry.input, pascal(entry.short)),
      extensions: { entry },
      resolve: async (_source, args, context, info) => {
        const output = await resolve(entry, withoutNulls(args, entry.input, catalogue.schemas), context, String(info.path.key))
        return nothing ? true : output
      },
    }
  }
  const schema = new GraphQLSchema({ query: root('Query', 'query'), mutation: root('Mutation', 'command') })
  return { schema, clashes: types.clashes }
}

/** GraphQL lets any optional argument be null; where the shape has no null, null means "left out". */
function withoutNulls(value: unknown, schema: JsonSchema, schemas: Catalogue['schemas']): unknown {
  const { core } = read(schema, schemas)
  if (Array.isArray(value)) return value.map((one) => withoutNulls(one, (core.items ?? {}) as JsonSchema, schemas))
  const properties = core.properties as Record<string, JsonSchema> | undefined
  if (typeof value !== 'object' || value === null || !properties) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => one !== null || read(properties[key] ?? {}, schemas).nullable)
      .map(([key, one]) => [key, withoutNulls(one, properties[key] ?? {}, schemas)]),
  )
}
