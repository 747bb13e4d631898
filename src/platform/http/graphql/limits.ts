import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLOutputType,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql'
import { Refusal } from '../../refusal.ts'

export const mostDepth = 10
export const mostCost = 5_000
/** What a list without a `limit` of its own is taken to hold. */
const usualList = 5
/** A field of the root is a call of an operation: rights, a query or more, an audit line. */
const rootCost = 10

interface Walk {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  variables: Readonly<Record<string, unknown>>
  spent: number
}

/**
 * Refuses a query before it runs: deeper than `mostDepth` fields, or dearer than `mostCost`. Each field costs 1, once for each row it can be asked of
 * (`limit` of the operation, else 20; 5 for the lists inside); aliases and spreads count each time; introspection has a rule of its own.
 * Refuses `platform.queryTooDeep`, `platform.queryTooCostly`.
 */
export function refuseTooMuch(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [[one.name.value, one] as const] : [])))
  const walk: Walk = { fragments, variables, spent: 0 }
  const root = schema.getRootType(operation.operation) ?? undefined
  for (const node of operation.selectionSet.selections) visit(walk, node, root, { depth: 1, times: 1, limit: null })
  return walk.spent
}

interface Place {
  depth: number
  /** How often what is here can be asked for. */
  times: number
  /** Rows that the operation around was asked for; null at the root. */
  limit: number | null
}

function visit(walk: Walk, node: SelectionNode, parent: unknown, place: Place): void {
  pay(walk, place.times * (place.limit === null && node.kind === 'Field' ? rootCost : 1))
  if (node.kind !== 'Field') {
    const selections = node.kind === 'InlineFragment' ? node.selectionSet.selections : (walk.fragments.get(node.name.value)?.selectionSet.selections ?? [])
    for (const one of selections) visit(walk, one, parent, place)
    return
  }
  if (node.name.value.startsWith('__')) return
  if (place.depth > mostDepth) throw new Refusal('invalid', 'platform.queryTooDeep', { max: mostDepth })
  const type = typeOf(parent, node.name.value)
  const limit = place.limit ?? limitOf(walk, node)
  const times = place.times * (place.limit === null || !type ? 1 : rowsOf(type, place.depth, limit))
  for (const one of node.selectionSet?.selections ?? []) visit(walk, one, type && getNamedType(type), { depth: place.depth + 1, times, limit })
}

/** The type of a field; undefined inside a union's member, whose fields are then taken as single. */
function typeOf(parent: unknown, name: string): GraphQLOutputType | undefined {
  return parent instanceof GraphQLObjectType || parent instanceof GraphQLInterfaceType ? parent.getFields()[name]?.type : undefined
}

/** A list right inside the operation's answer holds `limit` rows; one inside those rows a few. */
function rowsOf(type: GraphQLOutputType, depth: number, limit: number): number {
  const bare = type instanceof GraphQLNonNull ? type.ofType : type
  return bare instanceof GraphQLList ? (depth === 2 ? limit : usualList) : 1
}

function limitOf(walk: Walk, node: SelectionNode & { kind: 'Field' }): number {
  const value = node.arguments?.find((one) => one.name.value === 'limit')?.value
  const given = value?.kind === 'IntValue' ? Number(value.value) : value?.kind === 'Variable' ? Number(walk.variables[value.name.value] ?? NaN) : NaN
  return Number.isFinite(given) && given > 0 ? given : 20
}

function pay(walk: Walk, cost: number): void {
  walk.spent += cost
  if (walk.spent > mostCost) throw new Refusal('invalid', 'platform.queryTooCostly', { cost: Math.round(walk.spent), max: mostCost })
}
