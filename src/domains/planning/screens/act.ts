import { type ActionFunctionArgs, redirect } from 'react-router'
import { pageOf, type Submitted } from '#platform/page'
import { textIn } from './form-text.ts'

/** What the small forms of tasks may ask for, and the operation of each. */
const operationsOf: Readonly<Record<string, string>> = {
  done: 'planning.completeTask',
  open: 'planning.reopenTask',
  doneMine: 'planning.completeMyTask',
  openMine: 'planning.reopenMyTask',
  drop: 'planning.dropTask',
  edit: 'planning.editTask',
  move: 'planning.moveTasks',
  quick: 'planning.quickTask',
  morning: 'planning.setMorning',
}

/** Does what a form asks. With script the answer goes back to it; without, one comes back to the page one was on, with what was typed and why it was refused in the address. */
export async function action({ context, request }: ActionFunctionArgs): Promise<Submitted> {
  const form = await request.formData()
  const operation = operationsOf[textIn(form, 'intent')]
  const result = operation ? await pageOf(context).submit(operation, form) : ({ ok: true, output: null } satisfies Submitted)
  if (form.get('script')) return result
  throw redirect(placeOf(form.get('next'), result), 303)
}

/** A page of this house, and what it has to say. */
function placeOf(next: unknown, result: Submitted): string {
  const [path = '', query = ''] = typeof next === 'string' && /^\/(?![/\\])[^\\]*$/.test(next) ? next.split('?') : ['/mona/today']
  const search = new URLSearchParams(query)
  search.delete('refused')
  search.delete('text')
  if (!result.ok) {
    search.set('refused', (result.refusal.fields[0] ?? result.refusal).code)
    if (typeof result.values.text === 'string') search.set('text', result.values.text)
  }
  return search.size > 0 ? `${path}?${search}` : path
}

export const loader = (): Response => redirect('/mona/today', 303)
