import { z } from 'zod'

export type JsonSchema = { [key: string]: unknown }

/** JSON Schema 2020-12 of a zod shape. Instants become `date-time` strings; shapes with an id become `$defs`. */
export function jsonSchemaOf(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const schema = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type !== 'date') return
      delete jsonSchema.instant
      jsonSchema.type = 'string'
      jsonSchema.format = 'date-time'
    },
  }) as JsonSchema
  delete schema.$schema
  return schema
}

/** The form the compiled serializer is fast on: references inlined, `X or null` said as `nullable`. Null when the shape refers to itself. */
export function serializerSchemaOf(shape: z.ZodType): JsonSchema | null {
  const schema = jsonSchemaOf(shape, 'output')
  const defs = (schema.$defs ?? {}) as Record<string, JsonSchema>
  try {
    return inline(schema, defs, []) as JsonSchema
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function inline(node: unknown, defs: Record<string, JsonSchema>, path: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((one) => inline(one, defs, path))
  if (typeof node !== 'object' || node === null) return node
  const schema = node as JsonSchema
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.replace('#/$defs/', '')
    const target = defs[name]
    if (!target || path.includes(name)) throw new RangeError(`${name} refers to itself`)
    return inline(target, defs, [...path, name])
  }
  const choices = schema.anyOf as JsonSchema[] | undefined
  if (choices?.length === 2 && choices.some((c) => c.type === 'null')) {
    const other = inline(
      choices.find((c) => c.type !== 'null'),
      defs,
      path,
    ) as JsonSchema
    return { ...other, nullable: true }
  }
  const solid =
    Array.isArray(schema.type) && schema.type.length === 2 && schema.type.includes('null') ? { ...schema, type: schema.type.find((t) => t !== 'null'), nullable: true } : schema
  return Object.fromEntries(
    Object.entries(solid)
      .filter(([key, value]) => key !== '$defs' && !(key === 'id' && typeof value === 'string'))
      .map(([key, value]) => [key, inline(value, defs, path)]),
  )
}
