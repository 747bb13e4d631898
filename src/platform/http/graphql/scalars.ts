import { GraphQLError, GraphQLScalarType } from 'graphql'

/** Scalars beyond GraphQL's own five. Each is spelled in JSON exactly as REST spells it. */

export const DateTime = new GraphQLScalarType<Date | string, string>({
  name: 'DateTime',
  description: 'An instant, ISO 8601 in UTC: `2026-11-21T03:37:06.000Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  coerceOutputValue: (value) => {
    if (value instanceof Date) return value.toISOString()
    if (typeof value === 'string') return value
    throw new GraphQLError('DateTime is an instant')
  },
  coerceInputValue: (value) => {
    if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value
    throw new GraphQLError('DateTime is written in ISO 8601')
  },
})

export const SafeInt = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description: 'A whole number between −(2^53 − 1) and 2^53 − 1: bytes, bits a second, anything that may pass 32 bits.',
  coerceOutputValue: safe,
  coerceInputValue: safe,
  coerceInputLiteral: (node) => (node.kind === 'IntValue' ? safe(Number(node.value)) : undefined),
})

function safe(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new GraphQLError('SafeInt is a whole number')
}

export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value: what has no fixed fields.',
})
