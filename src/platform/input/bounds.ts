import { type FieldRefusal, Refusal } from '../refusal.ts'

/** More than any form of the house asks for: lists hold 10,000 rows at most, and no shape is nested deeper. */
export const mostValues = 100_000
export const mostDepth = 32

/**
 * Why an input is refused before any shape looks at it, or null: more values than `mostValues`, deeper than `mostDepth` (`platform.tooLarge`), or a text that no database
 * can keep, which nobody types: a zero byte (PostgreSQL, SQLSTATE 22021) or half a pair of UTF-16 (refused inside jsonb). One walk, at most `mostValues` steps.
 */
export function whyOutOfBounds(input: unknown): Refusal | null {
  let values = 0
  const look = (value: unknown, path: readonly string[]): Refusal | null => {
    values += 1
    if (values > mostValues || path.length > mostDepth) return new Refusal('invalid', 'platform.tooLarge')
    if (typeof value === 'string') return isKeepable(value) ? null : unkeepable(path)
    if (typeof value !== 'object' || value === null) return null
    if (!Array.isArray(value) && !isPlain(value)) return null
    for (const [key, one] of Object.entries(value)) {
      const refusal = isKeepable(key) ? look(one, [...path, key]) : unkeepable(path)
      if (refusal) return refusal
    }
    return null
  }
  return look(input, [])
}

const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

const unkeepable = (path: readonly string[]): Refusal => new Refusal('invalid', 'platform.invalid', {}, [{ field: path.join('.'), code: 'platform.badCharacter' }])

/** What JSON or a form can say; bytes and dates of callers inside the house are left alone. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const largest = 2 ** 31 - 1

/** The numbers of an input that PostgreSQL's `integer` cannot hold, each under its field: whoever asked for one is told the limit. */
export function numbersOutOfRange(input: unknown, path: readonly string[] = []): FieldRefusal[] {
  if (typeof input === 'number' && (input > largest || input < -largest)) {
    const field = path.join('.')
    return [input > 0 ? { field, code: 'platform.tooBig', params: { max: largest } } : { field, code: 'platform.tooSmall', params: { min: -largest } }]
  }
  return typeof input === 'object' && input !== null ? Object.entries(input).flatMap(([key, one]) => numbersOutOfRange(one, [...path, key])) : []
}
