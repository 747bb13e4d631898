import { askedFields, type AskedField } from '../../rules/pipeline/entry.ts'
import type { Stage } from '../../schema/pipeline.ts'
import { milestones, type Milestone } from '../../types.ts'

/** What the form of a stage says beyond its plain fields: its rules, the days without a move, whether it is folded. */
export function readStage(form: FormData): Record<string, unknown> {
  const needs = form.getAll('needs').map(String)
  const days = Number(form.get('contactDays'))
  const stalls = String(form.get('stallsAfter') ?? '').trim()
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
