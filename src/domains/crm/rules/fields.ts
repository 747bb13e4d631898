import { Refusal, type FieldRefusal } from '#platform/refusal'
import type { FieldType } from '../types.ts'
import { plainName } from './names.ts'

/** The agency's own fields: what may stand in each. */

export interface FieldRule {
  key: string
  type: FieldType
  choices: readonly string[]
}

export type FieldValue = string | number | boolean | string[] | null

export const longestText = 2_000

/** The value as it is kept; `undefined` when it is none of this type. An empty text or list is null: nothing known. */
export function fieldValue({ type, choices }: Pick<FieldRule, 'type' | 'choices'>, given: unknown): FieldValue | undefined {
  if (given === null || given === undefined || (typeof given === 'string' && given.trim() === '') || (Array.isArray(given) && given.length === 0)) return null
  switch (type) {
    case 'text':
      return typeof given === 'string' && given.length <= longestText ? given.trim() : undefined
    case 'number':
      return numberIn(given)
    case 'date':
      return typeof given === 'string' && isDay(given.trim()) ? given.trim() : undefined
    case 'yes-no':
      return yesNoIn(given)
    case 'choice':
      return typeof given === 'string' && choices.includes(given) ? given : undefined
    case 'choices': {
      const list = (typeof given === 'string' ? given.split(',') : given) as unknown[]
      const all = Array.isArray(list) ? [...new Set(list.map((one) => (typeof one === 'string' ? one.trim() : '')))].filter(Boolean) : []
      return all.length > 0 && all.every((one) => choices.includes(one)) ? all : undefined
    }
    case 'link':
      return linkIn(given)
  }
}

function numberIn(given: unknown): number | undefined {
  const number = typeof given === 'number' ? given : typeof given === 'string' ? Number(given.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.')) : Number.NaN
  return Number.isFinite(number) && Math.abs(number) < 1e15 ? number : undefined
}

function yesNoIn(given: unknown): boolean | undefined {
  if (typeof given === 'boolean') return given
  if (given === 'true' || given === 'on' || given === 'yes' || given === 'oui') return true
  return given === 'false' || given === 'no' || given === 'non' ? false : undefined
}

function linkIn(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 500 || !/^https?:\/\/[^\s/]+\.[^\s]+$/i.test(given.trim())) return undefined
  return URL.canParse(given.trim()) ? given.trim() : undefined
}

/** A day that is in the calendar: not the 30th of February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** Values by key, checked against the fields of the kind; a key that is no field is refused by name. Null takes a value away. */
export function customValues(fields: readonly FieldRule[], given: Readonly<Record<string, unknown>>): { values: Record<string, FieldValue>; wrong: FieldRefusal[] } {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const values: Record<string, FieldValue> = {}
  const wrong: FieldRefusal[] = []
  for (const [key, value] of Object.entries(given)) {
    const field = byKey.get(key)
    const read = field && fieldValue(field, value)
    if (read === undefined) wrong.push({ field: `custom.${key.slice(0, 60)}`, code: field ? `crm.field.wrong.${field.type}` : 'crm.field.unknown' })
    else values[key] = read
  }
  return { values, wrong }
}

/** The key of a new field from its label: `Cachet moyen` → `cachet_moyen`; numbered when taken. */
export function fieldKey(label: string, taken: ReadonlySet<string>): string {
  const plain = plainName(label)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 36)
  const base = plain || 'field'
  let key = base
  for (let number = 2; taken.has(key); number += 1) key = `${base}_${number}`
  return key
}

/** A list of choices must be given for the two types that have one, each once. */
export function whyCannotHaveChoices(type: FieldType, choices: readonly string[]): Refusal | null {
  const needs = type === 'choice' || type === 'choices'
  if (needs && choices.length === 0) return new Refusal('invalid', 'crm.field.choicesNeeded', {}, [{ field: 'choices', code: 'crm.field.choicesNeeded' }])
  // Lists are sent as texts parted by commas.
  if (choices.some((one) => one.includes(','))) return new Refusal('invalid', 'crm.field.commaInChoice', {}, [{ field: 'choices', code: 'crm.field.commaInChoice' }])
  return null
}
