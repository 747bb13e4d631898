import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  GraphQLFloat,
  GraphQLID,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableInputType,
  type GraphQLNullableOutputType,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql'
import type { JsonSchema } from '../../json-schema.ts'
import { resolved, schemaRoot } from '../catalogue.ts'
import { DateTime, Json, SafeInt } from './scalars.ts'

/** Builds GraphQL types from the catalogue's JSON Schemas; each shape becomes one type, however often it is used. */
export interface Types {
  output: (schema: JsonSchema, name: string) => GraphQLOutputType
  input: (schema: JsonSchema, name: string) => GraphQLInputType
  /** Arguments of a field, one for each property of the input. */
  args: (schema: JsonSchema, name: string) => Record<string, GraphQLInputFieldConfig>
  /** Names that two different nameless shapes would have had. */
  clashes: string[]
}

interface Read {
  core: JsonSchema
  nullable: boolean
  /** The shape's own name, if it has one. */
  named: string | null
}

type Properties = Record<string, JsonSchema>

export const pascal = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).replace(/[^A-Za-z0-9]+(\w?)/g, (_all, next: string) => next.toUpperCase())
const singular = (name: string): string => (name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.endsWith('s') && !name.endsWith('ss') ? name.slice(0, -1) : `${name}Item`)
const legal = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value) && !['true', 'false', 'null'].includes(value) && !value.startsWith('__')

/** An object without a single field: GraphQL has no such type, the answer is `true`. */
export function isNothing(schema: JsonSchema): boolean {
  return schema.type === 'object' && Object.keys((schema.properties ?? {}) as Properties).length === 0 && !isRecord(schema)
}

const isRecord = (schema: JsonSchema): boolean =>
  schema.propertyNames !== undefined || (typeof schema.additionalProperties === 'object' && Object.keys(schema.additionalProperties as object).length >= 0)

export function read(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): Read {
  if (typeof schema.$ref === 'string') {
    const inner = read(resolved(schema, schemas), schemas)
    return { ...inner, named: inner.named ?? schema.$ref.replace(schemaRoot, '') }
  }
  const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined
  if (choices) {
    const solid = choices.filter((one) => one.type !== 'null')
    if (solid.length === 1) return { ...read(solid[0]!, schemas), nullable: true }
    return { core: { ...schema, anyOf: solid, oneOf: undefined }, nullable: solid.length < choices.length, named: null }
  }
  if (Array.isArray(schema.type) && schema.type.includes('null')) {
    const types = schema.type.filter((type) => type !== 'null')
    return { core: { ...schema, type: types.length === 1 ? types[0] : types }, nullable: true, named: null }
  }
  return { core: schema, nullable: schema.type === 'null', named: null }
}

export function typesOf(schemas: Readonly<Record<string, JsonSchema>>): Types {
  const made = new Map<string, { source: string; type: unknown }>()
  const clashes: string[] = []

  /** The type of that name, made once for each shape. A nameless shape leaves the names of named ones alone. */
  const once = <T>(wanted: string, schema: JsonSchema, make: (free: string) => T): T => {
    const source = JSON.stringify(schema)
    const name = wanted in schemas && JSON.stringify(schemas[wanted]) !== source ? `${wanted}Part` : wanted
    let free = name
    for (let number = 2; made.has(free) && made.get(free)!.source !== source; number += 1) free = `${name}${number}`
    if (free !== name) clashes.push(name)
    const known = made.get(free)
    if (known) return known.type as T
    const entry: { source: string; type: unknown } = { source, type: null }
    made.set(free, entry)
    const type = make(free)
    entry.type = type
    return type
  }

  const choice = (schema: JsonSchema, name: string): GraphQLEnumType | typeof GraphQLString => {
    const values = schema.enum as unknown[]
    // A value that is no GraphQL name stays text, so that it is spelled the same everywhere.
    if (!values.every(legal)) return GraphQLString
    return once(name, { enum: values }, (free) => new GraphQLEnumType({ name: free, values: Object.fromEntries(values.map((value) => [value as string, {}])) }))
  }

  const scalar = (schema: JsonSchema, name: string): GraphQLNullableInputType & GraphQLNullableOutputType => {
    if (schema.enum) return choice(schema, name)
    if (schema.type === 'boolean') return GraphQLBoolean
    if (schema.type === 'number') return GraphQLFloat
    if (schema.type === 'integer') return Math.abs(Number(schema.minimum ?? 0)) < 2 ** 31 && Number(schema.maximum ?? Infinity) < 2 ** 31 ? GraphQLInt : SafeInt
    if (schema.type !== 'string') return Json
    return schema.format === 'uuid' ? GraphQLID : schema.format === 'date-time' ? DateTime : GraphQLString
  }

  const outputCore = ({ core, named }: Read, given: string): GraphQLNullableOutputType => {
    const name = named ?? given
    if (core.type === 'array') return core.items && !core.prefixItems ? new GraphQLList(output(core.items as JsonSchema, singular(name))) : Json
    if (core.anyOf) return union(core, name)
    if (core.type !== 'object') return scalar(core, name)
    if (isRecord(core)) return Json
    if (isNothing(core)) return GraphQLBoolean
    return once(
      named ?? pageName(core) ?? given,
      core,
      (free) => new GraphQLObjectType({ name: free, description: core.description as string | undefined, fields: () => outputFields(core, free) }),
    )
  }

  /** A page of named things is named after them. */
  const pageName = (core: JsonSchema): string | null => {
    const properties = core.properties as Properties
    const item = Object.keys(properties).toSorted().join() === 'items,next' ? read((properties.items?.items ?? {}) as JsonSchema, schemas).named : null
    return item && `${item}Page`
  }

  const union = (core: JsonSchema, name: string): GraphQLNullableOutputType => {
    const members = (core.anyOf as JsonSchema[]).map((one) => read(one, schemas))
    if (!members.every((one) => one.core.type === 'object' && !isRecord(one.core) && !isNothing(one.core))) return Json
    const constants = members.map((one) => Object.entries(one.core.properties as Properties).find(([, property]) => property.const !== undefined))
    if (!constants.every(Boolean)) return Json
    const types = members.map((one, index) => outputCore(one, name + pascal(String(constants[index]![1].const))) as GraphQLObjectType)
    const resolveType = (value: Record<string, unknown>): string | undefined => types[constants.findIndex((constant) => value[constant![0]] === constant![1].const)]?.name
    return once(name, core, (free) => new GraphQLUnionType({ name: free, types, resolveType }))
  }

  const outputFields = (core: JsonSchema, owner: string): Record<string, GraphQLFieldConfig<unknown, unknown>> => {
    const required = (core.required ?? []) as string[]
    return Object.fromEntries(
      Object.entries(core.properties as Properties).map(([key, schema]) => {
        const type = output(schema, owner + pascal(key))
        return [key, { type: required.includes(key) || !(type instanceof GraphQLNonNull) ? type : type.ofType, description: schema.description as string | undefined }]
      }),
    )
  }

  const output = (schema: JsonSchema, name: string): GraphQLOutputType => {
    const known = read(schema, schemas)
    const type = outputCore(known, name)
    return known.nullable || type === Json ? type : new GraphQLNonNull(type)
  }

  const inputCore = ({ core, named }: Read, given: string): GraphQLNullableInputType => {
    const name = named ?? given
    if (core.type === 'array') return core.items && !core.prefixItems ? new GraphQLList(input(core.items as JsonSchema, singular(name))) : Json
    if (core.type !== 'object') return core.anyOf ? Json : scalar(core, name)
    if (isRecord(core) || isNothing(core)) return Json
    const own = name.endsWith('Input') ? name : `${name}Input`
    return once(
      own,
      core,
      (free) => new GraphQLInputObjectType({ name: free, description: core.description as string | undefined, fields: () => args(core, name.replace(/Input$/, '')) }),
    )
  }

  const input = (schema: JsonSchema, name: string): GraphQLInputType => {
    const known = read(schema, schemas)
    const type = inputCore(known, name)
    return known.nullable || type === Json ? type : new GraphQLNonNull(type)
  }

  const args = (schema: JsonSchema, owner: string): Record<string, GraphQLInputFieldConfig> => {
    const { core } = read(schema, schemas)
    const required = (core.required ?? []) as string[]
    return Object.fromEntries(
      Object.entries((core.properties ?? {}) as Properties).map(([key, property]) => {
        const type = input(property, owner + pascal(key))
        const simple = ['string', 'number', 'boolean'].includes(typeof property.default)
        const optional = !required.includes(key) && type instanceof GraphQLNonNull
        return [key, { type: optional ? type.ofType : type, description: property.description as string | undefined, ...(simple ? { default: { value: property.default } } : {}) }]
      }),
    )
  }

  return { output, input, args, clashes }
}
