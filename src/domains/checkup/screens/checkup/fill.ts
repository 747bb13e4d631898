import { pageOf, type Submitted } from '#platform/page'
import type { RouterContextProvider } from 'react-router'
import { criteria } from '../../rules/grid/criteria.ts'
import { typed } from '../typed.ts'

interface Change {
  criterion: string
  answer?: string | null
  score?: number | null
  reason?: string
}

/** What this form changed: each answer stands beside what it was, so that two people who fill one check-up do not undo each other. */
export function changesIn(form: FormData): Change[] {
  return criteria.flatMap(({ key }): Change[] => {
    const change: Change = { criterion: key }
    if (form.has(`answer.${key}`) && typed(form, `answer.${key}`) !== typed(form, `was.${key}`)) change.answer = typed(form, `answer.${key}`) || null
    const [score, reason] = [typed(form, `score.${key}`), typed(form, `reason.${key}`)]
    if (score !== typed(form, `wasScore.${key}`) || (score !== '' && reason !== typed(form, `wasReason.${key}`))) {
      change.score = score === '' ? null : Number(score.replace(',', '.'))
      change.reason = reason
    }
    return 'answer' in change || 'score' in change ? [change] : []
  })
}

/** Sends the changes; a refusal speaks of the fields as the form names them. */
export async function fill(context: Readonly<RouterContextProvider>, id: string, form: FormData): Promise<Submitted> {
  const answers = changesIn(form)
  if (answers.length === 0) return { ok: true, output: null }
  const result = await pageOf(context).submit('checkup.fillCheckup', form, { id, answers })
  if (result.ok) return result
  const fields = result.refusal.fields.map((one) => {
    const [, place = '', what = ''] = /^answers\.(\d+)\.(\w+)$/.exec(one.field) ?? []
    return place ? { ...one, field: `${what === 'criterion' ? 'answer' : what}.${answers[Number(place)]!.criterion}` } : one
  })
  return { ...result, refusal: { ...result.refusal, fields } }
}
