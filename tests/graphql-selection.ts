import { getNamedType, GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema, GraphQLUnionType } from 'graphql'

/** Every field of a type, written as a selection: what REST would answer. `deep` ends shapes that refer to themselves. */
export function everything(type: GraphQLOutputType, deep = 7): string {
  const named = getNamedType(type)
  if (named instanceof GraphQLUnionType)
    return `{ __typename ${named
      .getTypes()
      .map((one) => `... on ${one.name} ${everything(one, deep)}`)
      .join(' ')} }`
  if (!(named instanceof GraphQLObjectType)) return ''
  const fields = Object.values(named.getFields()).filter((field) => deep > 1 || !(getNamedType(field.type) instanceof GraphQLObjectType))
  return `{ ${fields.map((field) => `${field.name} ${everything(field.type, deep - 1)}`).join(' ')} }`
}

/** A whole request for one operation, its input as variables. */
export function request(
  schema: GraphQLSchema,
  kind: 'query' | 'mutation',
  name: string,
  input: Readonly<Record<string, unknown>>,
): { query: string; variables: Record<string, unknown> } {
  const field = (kind === 'query' ? schema.getQueryType() : schema.getMutationType())!.getFields()[name]!
  const given = field.args.filter((arg) => input[arg.name] !== undefined)
  const head = given.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
  const call = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  return {
    query: `${kind} ${head && `(${head})`} { ${name}${call && `(${call})`} ${everything(field.type)} }`,
    variables: Object.fromEntries(given.map((arg) => [arg.name, input[arg.name]])),
  }
}

/** An answer without what only one side says: `__typename`; instants as text. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === '__typename' ? undefined : one))) as unknown
}
