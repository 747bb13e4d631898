import { redirect, type ActionFunctionArgs } from 'react-router'
import { type Currency, isCurrency } from '#platform/money'
import { pageOf, type Submitted } from '#platform/page'
import { sharePoints } from './lists.ts'
import { moved, rowsOf } from './rows.ts'
import { amountOf, moneyFacts } from './written.ts'

export type Sent = { intent: string; result: Submitted }

interface Intent {
  operation: string
  /** The tab shown afterwards, and whether « enregistré » is said. */
  tab: string
  said?: string
  /** Amounts typed in major units. */
  money?: readonly string[]
  /** A list of lines, sent whole; `field` is what the operation calls it, `amount` the field of a line that is money. */
  list?: { field: string; amount?: string }
  /** Afterwards one stands where one was, on the same page of the same list. */
  stays?: boolean
  /** The row the act is about when it is not the project itself. */
  about?: string
}

/** The forms of a project's pages → the operation each calls, and where one stands afterwards. */
export const intents: Readonly<Record<string, Intent>> = {
  facts: { operation: 'editProject', tab: 'story', money: moneyFacts },
  budget: { operation: 'setBudget', tab: 'budget', list: { field: 'lines', amount: 'amount' } },
  rewards: { operation: 'setRewards', tab: 'rewards', list: { field: 'rewards', amount: 'amount' } },
  team: { operation: 'setTeam', tab: 'team', list: { field: 'team' } },
  milestones: { operation: 'setMilestones', tab: 'milestones', list: { field: 'milestones' } },
  payout: { operation: 'setPayoutTo', tab: 'milestones' },
  removePicture: { operation: 'removeProjectPicture', tab: 'story' },
  removeDocument: { operation: 'removeProjectDocument', tab: 'documents' },
  submit: { operation: 'submitProject', tab: 'review', said: 'submitted' },
  launch: { operation: 'launchProject', tab: 'dashboard', said: 'launched' },
  cancel: { operation: 'cancelProject', tab: 'review', said: 'cancelled' },
  remove: { operation: 'removeProject', tab: '/karangou/studio/projects' },
  update: { operation: 'postUpdate', tab: 'updates', said: 'posted' },
  answer: { operation: 'answerQuestion', tab: 'talk', said: 'answered', about: 'questionId' },
  removeComment: { operation: 'removeComment', tab: 'talk', about: 'commentId' },
  message: { operation: 'moderateMessage', tab: 'contributors', about: 'contributionId', stays: true },
  request: { operation: 'askMilestone', tab: 'payouts', said: 'asked', about: 'milestoneId' },
}

/** Answers a form of the project's page: by its operation, then by the page again; a refusal comes back with what was typed. */
export async function takeProjectForm({ context, params, request, url }: ActionFunctionArgs): Promise<Sent | Response> {
  const form = await request.formData()
  const name = text(form, 'intent')
  const intent = intents[name]
  if (!intent || !params.id) throw new Response(null, { status: 400 })
  const ready = spelled(form, intent, name)
  const about = intent.about ? text(form, intent.about) : params.id
  const result = await pageOf(context).submit(`crowdfunding.${intent.operation}`, ready, { id: about })
  if (!result.ok) return { intent: name, result: { ...result, values: typedIn(form) } }
  if (intent.stays) return redirect(url.pathname + url.search, 303)
  return redirect(intent.tab.startsWith('/') ? intent.tab : placeAfter(params.id, intent, text(form, 'tab')), 303)
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

function placeAfter(id: string, { tab, said }: Intent, from: string): string {
  const search = new URLSearchParams({ ...(from || tab ? { tab: from || tab } : {}), said: said ?? 'saved' })
  return `/karangou/studio/projects/${id}?${search}`
}

/** What the operation reads: amounts and shares as whole numbers, lists without their empty lines and in the order asked. What cannot be read stays as typed, for the operation to refuse. */
function spelled(form: FormData, { money = [], list }: Intent, name: string): FormData {
  const currency = currencyOf(form)
  const ready = new FormData()
  const rows = list ? moved(rowsOf(form, name), text(form, 'act')) : []
  for (const [field, value] of form) {
    if (typeof value !== 'string' || ['act', 'tab'].includes(field) || (list && field.startsWith(`${name}.`))) continue
    ready.append(field, money.includes(field) ? minor(value, currency) : value)
  }
  if (list) {
    // Two empty answers make a list even when every line is empty.
    if (rows.length === 0) for (const _ of [0, 1]) ready.append(list.field, '')
    rows.forEach((row, place) => {
      for (const [field, value] of Object.entries(row)) {
        if (field === 'share') ready.append(`${list.field}.${place}.basisPoints`, String(sharePoints(value) ?? value))
        else ready.append(`${list.field}.${place}.${field}`, field === list.amount ? minor(value, currency) : value)
      }
    })
  }
  return ready
}

const currencyOf = (form: FormData): Currency => {
  const code = text(form, 'currency')
  return isCurrency(code) ? code : 'XOF'
}

function minor(typed: string, currency: Currency): string {
  if (!typed.trim()) return ''
  return String(amountOf(typed, currency) ?? typed)
}

/** What was typed, as it was typed. */
function typedIn(form: FormData): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    const before = kept[name]
    kept[name] = before === undefined ? value : [before, value].flat()
  }
  return kept
}
