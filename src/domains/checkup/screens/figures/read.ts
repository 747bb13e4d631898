import { pageOf, type Submitted } from '#platform/page'
import type { FieldRefusal } from '#platform/refusal'
import type { RouterContextProvider } from 'react-router'
import { readNumber } from '../../rules/figures/paste.ts'
import { measuredNetworks, metrics } from '../../types.ts'
import { allTyped, typed } from '../typed.ts'

/** A form that was refused, with what was typed. */
function refused(form: FormData, code: `${string}.${string}`, fields: readonly FieldRefusal[] = []): Submitted {
  return { ok: false, refusal: { kind: 'invalid', code, params: {}, fields }, values: allTyped(form) }
}

/** Figures typed on the grid: `f.<network>.<metric>`; cells left empty say nothing. */
export async function noteTyped(context: Readonly<RouterContextProvider>, recordId: string, form: FormData): Promise<Submitted> {
  const day = typed(form, 'day')
  const cells = measuredNetworks.flatMap((network) => metrics.map((metric) => ({ network, metric, name: `f.${network}.${metric}` }))).filter(({ name }) => typed(form, name) !== '')
  const read = cells.map((cell) => ({ ...cell, value: readNumber(typed(form, cell.name), cell.metric) }))
  const wrong = read.filter(({ value }) => value === null).map(({ name }): FieldRefusal => ({ field: name, code: 'checkup.notANumber' }))
  if (wrong.length > 0) return refused(form, 'platform.invalid', wrong)
  if (read.length === 0) return refused(form, 'checkup.nothingTyped')
  const result = await pageOf(context).submit('checkup.noteFigures', form, { recordId, figures: read.map(({ network, metric, value }) => ({ network, metric, day, value })) })
  if (result.ok || result.refusal.fields.length === 0) return result
  // Each figure has the day of the form.
  const fields = result.refusal.fields.slice(0, 1).map((one) => ({ ...one, field: one.field.endsWith('.day') ? 'day' : one.field }))
  return { ...result, refusal: { ...result.refusal, fields } }
}

/** « FR 45 », « BE 12,5 » a line; « FR, BE, CH ». */
export async function notePlaces(context: Readonly<RouterContextProvider>, recordId: string, form: FormData): Promise<Submitted> {
  const lines = typed(form, 'countries')
    .split(/[\n;]+/)
    .map((line) => line.trim())
    .filter(Boolean)
  const read = lines.map((line) => ({ line, parts: /^([A-Za-z]{2})\s*:?\s*(\d+(?:[.,]\d+)?)\s*%?$/.exec(line) }))
  const bad = read.find(({ parts }) => parts === null)
  if (bad) return refused(form, 'platform.invalid', [{ field: 'countries', code: 'checkup.placesUnread', params: { word: bad.line.slice(0, 40) } }])
  const countries = read.map(({ parts }) => ({ country: parts![1]!.toUpperCase(), share: Math.round(Number(parts![2]!.replace(',', '.')) * 100) }))
  const touring = typed(form, 'touring')
    .split(/[\s,;]+/)
    .filter(Boolean)
  const result = await pageOf(context).submit('checkup.setAudiencePlaces', form, { recordId, countries, touring })
  if (result.ok) return result
  const fields = result.refusal.fields.map((one) => ({ ...one, field: one.field.split('.')[0]! }))
  return { ...result, refusal: { ...result.refusal, fields } }
}
