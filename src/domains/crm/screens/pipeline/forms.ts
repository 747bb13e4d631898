import type { RouterContextProvider } from 'react-router'
import { fromMajor, isCurrency } from '#platform/money'
import { pageOf, type Submitted } from '#platform/page'
import { askedFields, type AskedField } from '../../rules/pipeline/entry.ts'
import type { Stage } from '../../schema/pipeline.ts'
import { milestones, type Milestone } from '../../types.ts'

/** A text field of a form; a file or nothing is no text. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** A form as the API takes it: the value typed in euros or francs becomes the smallest unit. What is no amount stays as typed, to be refused by its field. */
export function inMinor(form: FormData): FormData {
  const [typed, currency] = [form.get('value'), form.get('currency')]
  if (typeof typed !== 'string' || typeof currency !== 'string') return form
  const money = isCurrency(currency) ? fromMajor(typed, currency) : null
  if (money) form.set('value', String(money.amount))
  return form
}

interface Named {
  id: string
  name: string
}

/** The artist that a name means: the only one found, or the one called exactly so. */
export function chosenArtist(typed: string, found: readonly Named[]): string | null {
  const plain = (name: string): string => name.trim().toLocaleLowerCase()
  return (found.find(({ name }) => plain(name) === plain(typed)) ?? (found.length === 1 ? found[0] : undefined))?.id ?? null
}

/** Reads the form of the opportunities part: `intent: opportunity`. */
export const offer = (context: Readonly<RouterContextProvider>, form: FormData): Promise<Submitted> => pageOf(context).submit('crm.createOpportunity', inMinor(form))

/** What the form of a stage says beyond its plain fields: its rules, the days without a move, whether it is folded. */
export function readStage(form: FormData): Record<string, unknown> {
  const needs = form.getAll('needs').filter((one) => typeof one === 'string')
  const days = Number(form.get('contactDays'))
  const stalls = textOf(form, 'stallsAfter').trim()
  const rules = [
    ...milestones.filter((one) => needs.includes(one)).map((milestone) => ({ needs: 'milestone', milestone })),
    ...askedFields.filter((one) => needs.includes(one)).map((field) => ({ needs: 'field', field })),
    ...(days > 0 ? [{ needs: 'contact', days }] : []),
  ]
  form.delete('stallsAfter')
  return { rules, stallsAfter: stalls === '' ? null : Number(stalls), folded: form.get('folded') === 'true' }
}

export function asks(stage: Stage | undefined, need: Milestone | AskedField): boolean {
  return stage?.rules.some((rule) => rule.milestone === need || rule.field === need) ?? false
}

/** The order with one stage moved; null at the ends. */
export function shifted(ids: readonly string[], at: number, by: -1 | 1): string[] | null {
  const to = at + by
  if (to < 0 || to >= ids.length) return null
  const next = [...ids]
  ;[next[at], next[to]] = [next[to]!, next[at]!]
  return next
}
