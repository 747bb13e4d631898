import { redirect, type ActionFunctionArgs } from 'react-router'
import { pageOf, type PageRequest, type Submitted } from '#platform/page'
import { allTyped, typed } from '../typed.ts'
import { type LineRow, linesOf, movedLines } from './rows.ts'

export interface Sent {
  intent: string
  result: Submitted
}

/** What a form of the plan asked, under the name of its operation. */
const plain: Readonly<Record<string, string>> = { answer: 'answerPrescription', withdraw: 'withdrawPrescription', told: 'recordAcceptance', renew: 'renewPrescription' }

/** Every form of a plan's page. The long one saves first whatever its button asks, so that nothing typed is lost; then it does what was asked. */
export async function takePlanForm({ context, params, request }: ActionFunctionArgs): Promise<Sent | Response> {
  const page = pageOf(context)
  const form = await request.formData()
  const intent = typed(form, 'intent')
  const id = params.id ?? ''
  if (intent === 'invite') {
    const result = await page.submit('checkup.inviteArtist', form)
    return { intent, result }
  }
  if (plain[intent]) {
    const result = await page.submit(`checkup.${plain[intent]}`, form, { id })
    return result.ok ? redirect(placeOf(id, intent), 303) : { intent, result }
  }
  return takeLines(page, form, id)
}

async function takeLines(page: PageRequest, form: FormData, id: string): Promise<Sent | Response> {
  const act = typed(form, 'act')
  const saved = await page.submit('checkup.editPrescription', spelled(form, act, page.t('checkup.plan.newLine')), { id })
  if (!saved.ok) return { intent: 'lines', result: { ...saved, values: allTyped(form) } }
  const { version } = saved.output as { version: number }
  const [verb = '', line = ''] = act.split(' ')
  if (verb === 'send' || verb === 'hand') {
    const sent = await page.submit('checkup.sendPrescription', new FormData(), { id, version, by: verb === 'hand' ? 'hand' : 'letter' })
    return sent.ok ? redirect(placeOf(id, 'sent'), 303) : { intent: 'lines', result: { ...sent, values: {} } }
  }
  if (verb === 'reword' || verb === 'house') {
    const done = await page.submit(`checkup.${verb === 'house' ? 'houseLine' : 'rewordLine'}`, new FormData(), { id, version, line })
    if (!done.ok) return { intent: 'lines', result: { ...done, values: {} } }
    const isSame = (done.output as { by?: string }).by === 'built-in'
    return redirect(placeOf(id, isSame ? 'noRewording' : verb, `l-${line}`), 303)
  }
  return redirect(placeOf(id, verb === 'add' ? 'added' : 'saved', verb === 'add' ? 'last-line' : undefined), 303)
}

/** The fields of the edit: the lines in the order asked, with the new one at the end. */
function spelled(form: FormData, act: string, newTitle: string): FormData {
  const ready = new FormData()
  for (const [name, value] of form) if (typeof value === 'string' && !name.startsWith('lines.') && name !== 'act') ready.append(name, value)
  const rows = movedLines(linesOf(form), act)
  if (act === 'add') rows.push(newLine(rows, newTitle, typed(form, 'startsOn')))
  if (rows.length === 0) for (const _ of [0, 1]) ready.append('lines', '')
  rows.forEach((row, place) => {
    for (const [field, value] of Object.entries(row)) ready.append(`lines.${place}.${field}`, value)
  })
  return ready
}

function newLine(rows: readonly LineRow[], title: string, startsOn: string): LineRow {
  const last = rows.reduce((latest, { dueOn }) => (dueOn > latest ? dueOn : latest), startsOn)
  return { key: '', title, text: '', dueOn: last, hours: '1', owner: 'coach' }
}

const placeOf = (id: string, said: string, at?: string): string => `/mona/plans/${id}?said=${said}${at ? `#${at}` : ''}`
