import { type JsonSchema, jsonSchemaOf } from '../json-schema.ts'
import type { Operation } from '../operation.ts'

/** An operation as the API describes it: shapes as JSON Schema whose references point into the catalogue's `schemas`. */
export interface Entry {
  /** `room.operation`. */
  name: string
  room: string
  short: string
  operation: Operation
  method: string
  /** Below `/api/v1`, `:name` for parameters. */
  path: string
  /** Names of the path's parameters. */
  parameters: string[]
  input: JsonSchema
  output: JsonSchema
}

/** Every operation and every named shape: what OpenAPI, GraphQL and the reading page are written from. */
export interface Catalogue {
  entries: Entry[]
  schemas: Record<string, JsonSchema>
  /** Names that two different shapes claim. Each second one got a number; a test demands that there be none. */
  clashes: string[]
}

export const schemaRoot = '#/components/schemas/'

/** Reads the operations once. A named shape that differs as input (defaults may be left out there) is called `…Input`. */
export function catalogueOf(operations: ReadonlyMap<string, Operation>): Catalogue {
  const names: Names = { schemas: {}, source: new Map(), clashes: [] }
  const entries = [...operations].map(([name, operation]): Entry => {
    const [room = '', short = ''] = name.split('.')
    const [method = '', path = ''] = operation.route.split(' ')
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter!)
    return { name, room, short, operation, method, path, parameters, input: {}, output: adopt(jsonSchemaOf(operation.output, 'output'), names, '') }
  })
  for (const entry of entries) entry.input = adopt(jsonSchemaOf(entry.operation.input, 'input'), names, 'Input')
  return { entries, schemas: names.schemas, clashes: names.clashes }
}

interface Names {
  schemas: Record<string, JsonSchema>
  /** What each name stands for, as the shape was written. */
  source: Map<string, string>
  clashes: string[]
}

/** Moves the schema's own definitions into the house's, under names that mean one thing. */
function adopt(schema: JsonSchema, names: Names, suffix: string): JsonSchema {
  const { $defs = {}, ...rest } = schema as JsonSchema & { $defs?: Record<string, JsonSchema> }
  const source = new Map(Object.keys($defs).map((name) => [name, whole(name, $defs)]))
  const renamed = new Map<string, string>()
  for (const [name, text] of source) renamed.set(name, free(name, text, names, suffix))
  for (const [name, definition] of Object.entries($defs)) {
    const final = renamed.get(name)!
    names.source.set(final, source.get(name)!)
    names.schemas[final] ??= pointed(definition, renamed) as JsonSchema
  }
  return pointed(rest, renamed) as JsonSchema
}

function free(name: string, text: string, names: Names, suffix: string): string {
  const same = (candidate: string): boolean => [undefined, text].includes(names.source.get(candidate))
  if (same(name)) return name
  if (suffix && same(name + suffix)) return name + suffix
  names.clashes.push(name)
  for (let number = 2; ; number += 1) if (same(`${name}${number}`)) return `${name}${number}`
}

/** A definition with all that it refers to: two shapes of one name are the same only if these are equal. */
function whole(name: string, $defs: Record<string, JsonSchema>): string {
  const seen = new Set<string>()
  const add = (one: string): void => {
    if (seen.has(one)) return
    seen.add(one)
    for (const [, next] of JSON.stringify($defs[one] ?? {}).matchAll(/"#\/\$defs\/([^"]+)"/g)) add(next!)
  }
  add(name)
  return JSON.stringify([...seen].map((one) => [one, $defs[one]]))
}

function pointed(node: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((one) => pointed(one, renamed))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key !== '$ref' || typeof value !== 'string') return [key, pointed(value, renamed)]
      const name = value.replace('#/$defs/', '')
      return [key, schemaRoot + (renamed.get(name) ?? name)]
    }),
  )
}

/** What a reference stands for; any other schema is itself. */
export function resolved(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return typeof schema.$ref === 'string' ? resolved(schemas[schema.$ref.replace(schemaRoot, '')] ?? {}, schemas) : schema
}
