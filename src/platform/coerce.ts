import type { JsonSchema } from './json-schema.ts'

type Raw = string | string[]

/** Reads text fields (a query string, a form) into what the shape expects: numbers, booleans, lists, nested objects by dotted names (`credits.0.name`). What does not fit stays as it was, for the shape to refuse. */
export function coerce(fields: Iterable<readonly [string, string]>, schema: JsonSchema): Record<string, unknown> {
  const tree: Record<string, unknown> = {}
  const together = new Map<string, Raw>()
  for (const [name, value] of fields) {
    const before = together.get(name)
    together.set(name, before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value])
  }
  for (const [name, value] of together) plant(tree, name.split('.'), value)
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
      return typeof value === 'string' && /^\s*-?[\d\s\u202f\u00a0]+([.,]\d+)?\s*$/.test(value) ? Number(value.replace(/[\s\u202f\u00a0]/g, '').replace(',', '.')) : value
    case 'boolean':
      return value === 'true' || value === 'on' || value === '1' ? true : value === 'false' || value === '0' ? false : value
    default:
      return value
  }
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
