import type { JsonSchema } from './json-schema.ts'

type Raw = string | string[]

/** Levels of a dotted name: more than any shape has. */
const deepest = 12

/** Reads text fields (a query string, a form) into what the shape expects: numbers, booleans, lists, nested objects by dotted names (`credits.0.name`). What does not fit stays as it was, for the shape to refuse. */
export function coerce(fields: Iterable<readonly [string, string]>, schema: JsonSchema): Record<string, unknown> {
  const tree: Record<string, unknown> = {}
  const together = new Map<string, Raw>()
  for (const [name, value] of fields) {
    const before = together.get(name)
    if (Array.isArray(before)) before.push(value)
    else together.set(name, before === undefined ? value : [before, value])
  }
  for (const [name, value] of together) {
    const path = name.split('.', deepest + 1)
    // Deeper than any shape: kept whole, as a field that nobody asked for.
    plant(tree, path.length > deepest ? [name] : path, value)
  }
  return shaped(tree, schema, schema) as Record<string, unknown>
}

function plant(tree: Record<string, unknown>, path: string[], value: Raw): void {
  const [head = '', ...rest] = path
  if (['__proto__', 'constructor', 'prototype'].includes(head)) return
  if (rest.length === 0) {
    tree[head] = value
    return
  }
  const next = (typeof tree[head] === 'object' && tree[head] !== null && !Array.isArray(tree[head]) ? tree[head] : {}) as Record<string, unknown>
  tree[head] = next
  plant(next, rest, value)
}

interface Known {
  schema: JsonSchema
  nullable: boolean
}

function resolve(schema: JsonSchema | undefined, root: JsonSchema): Known {
  if (!schema) return { schema: {}, nullable: false }
  if (typeof schema.$ref === 'string') return resolve((root.$defs as Record<string, JsonSchema> | undefined)?.[schema.$ref.replace('#/$defs/', '')], root)
  const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined
  if (Array.isArray(schema.type) && schema.type.includes('null')) {
    const types = schema.type.filter((t) => t !== 'null')
    return { schema: { ...schema, type: types.length === 1 ? types[0] : undefined }, nullable: true }
  }
  if (!choices) return { schema, nullable: false }
  const solid = choices.filter((c) => c.type !== 'null')
  return { schema: solid.length === 1 ? resolve(solid[0], root).schema : {}, nullable: solid.length < choices.length }
}

function shaped(value: unknown, wanted: JsonSchema | undefined, root: JsonSchema): unknown {
  const { schema, nullable } = resolve(wanted, root)
  if (value === '') return nullable ? null : schema.type === 'string' ? value : undefined
  switch (schema.type) {
    case 'object':
      return object(value, schema, root)
    case 'array':
      return list(value)
        .map((one) => shaped(one, schema.items as JsonSchema | undefined, root))
        .filter((one) => one !== undefined && one !== '')
    case 'integer':
    case 'number':
      return typeof value === 'string' ? number(value) : value
    case 'boolean':
      return value === 'true' || value === 'on' || value === '1' ? true : value === 'false' || value === '0' ? false : value
    default:
      return value
  }
}

/** `1 989`, `-3`, `1,66`; what is no number stays as it was. Blanks go first: a pattern that lets them stand in several places tries them all, for hours. */
function number(text: string): number | string {
  const plain = text.replaceAll(/\s/g, '')
  return /^-?\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : text
}

function object(value: unknown, schema: JsonSchema, root: JsonSchema): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>
  const result: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(value)) {
    const optional = !((schema.required as string[] | undefined) ?? []).includes(key)
    const read = one === '' && optional && !resolve(properties[key], root).nullable ? undefined : shaped(one, properties[key], root)
    if (read !== undefined) result[key] = read
  }
  return result
}

/** `a,b`, repeated names and numbered names (`tags.0`) all make a list. */
function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return value.split(',')
  return Object.entries(value as object)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, one]) => one)
}
