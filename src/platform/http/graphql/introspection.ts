import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getIntrospectionQuery,
  getOperationAST,
  type GraphQLSchema,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
} from 'graphql'
import { Refusal } from '../../refusal.ts'

/** What is said of a schema in lists, and how long such a list usually is. Types are counted. */
const lists = new Set(['fields', 'args', 'inputFields', 'interfaces', 'possibleTypes', 'enumValues', 'directives', 'locations'])
const usual = 8

interface Walk {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Types of the schema, and fields of its widest one. */
  types: number
  widest: number
  spent: number
  most: number
}

/**
 * Refuses more questions about the schema than twice what tools ask to know all of it, in one query: an answer of some megabytes is made of a few words of text, and aliases
 * would multiply it. Answers whether the schema is asked for at all. Refuses `platform.queryTooCostly`.
 */
export function introspectionLimit(schema: GraphQLSchema): (document: DocumentNode, operation: OperationDefinitionNode) => boolean {
  const types = Object.values(schema.getTypeMap())
  const widest = Math.max(...types.map((type) => (isObjectType(type) ? Object.keys(type.getFields()).length : 0)))
  const costOf = (document: DocumentNode, operation: OperationDefinitionNode, most: number): number => {
    const fragments = new Map(document.definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [[one.name.value, one] as const] : [])))
    const walk: Walk = { fragments, types: types.length, widest, spent: 0, most }
    for (const node of operation.selectionSet.selections) visitRoot(walk, node)
    return walk.spent
  }
  const whole = parse(getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }))
  const most = 2 * costOf(whole, getOperationAST(whole)!, Number.POSITIVE_INFINITY)
  return (document, operation) => costOf(document, operation, most) > 0
}

/** Fields of the root that ask for the schema, through fragments too. */
function visitRoot(walk: Walk, node: SelectionNode): void {
  if (node.kind !== 'Field') for (const one of within(walk, node)) visitRoot(walk, one)
  else if (node.name.value === '__schema' || node.name.value === '__type') for (const one of within(walk, node)) visit(walk, one, 1, node.name.value === '__type')
}

function visit(walk: Walk, node: SelectionNode, times: number, isNamed: boolean): void {
  walk.spent += times
  if (walk.spent > walk.most) throw new Refusal('invalid', 'platform.queryTooCostly', { cost: Math.round(walk.spent), max: walk.most })
  if (node.kind !== 'Field') for (const one of within(walk, node)) visit(walk, one, times, isNamed)
  else for (const one of within(walk, node)) visit(walk, one, times * lengthOf(walk, node.name.value, isNamed), false)
}

/** `isNamed`: asked of one type by its name, which may be the widest. */
function lengthOf(walk: Walk, field: string, isNamed: boolean): number {
  if (field === 'types') return walk.types
  if (!lists.has(field)) return 1
  return isNamed ? Math.max(usual, walk.widest) : usual
}

function within(walk: Walk, node: SelectionNode): readonly SelectionNode[] {
  return (node.kind === 'FragmentSpread' ? walk.fragments.get(node.name.value)?.selectionSet : node.selectionSet)?.selections ?? []
}
