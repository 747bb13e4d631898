import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import type { operations as checkupOperations } from '#domains/checkup/operations.ts'
import type { operations as crmOperations } from '#domains/crm/operations.ts'
import { actOnSheet, loadArtist, type SheetSaid } from '#domains/crm/screens/parts/sheet.ts'
import { offer } from '#domains/crm/screens/pipeline/forms.ts'
import type { operations as fitOperations } from '#domains/fit/operations.ts'
import type { operations as planningOperations } from '#domains/planning/operations.ts'
import { callerOf, pageOf } from '#platform/page'

/** The parts of an artist's sheet: the story first, then what only some visits need. */
export const tabs = ['story', 'figures', 'plan', 'deals'] as const
export type Tab = (typeof tabs)[number]

/** What the open part needs, asked of each room at once. */
export async function loadSheet(args: LoaderFunctionArgs) {
  const { context, params, request } = args
  const { actor } = pageOf(context)
  const id = params.id!
  const tab = tabs.find((one) => one === new URL(request.url).searchParams.get('tab')) ?? 'story'
  const [data, figures, deals] = await Promise.all([
    loadArtist(args),
    tab === 'figures' ? loadFigures(context, id) : null,
    tab === 'deals' ? callerOf<typeof crmOperations>(context, 'crm').listOpportunities({ id }) : null,
  ])
  const permissions = (actor.kind === 'person' && actor.memberships.find(({ workspaceId }) => workspaceId === data.sheet.workspaceId)?.permissions) || []
  const may = { edit: permissions.includes('artists.edit'), check: permissions.includes('checkups.edit'), plan: permissions.includes('tasks.edit') }
  const { workspaceId } = data.sheet
  const [plan, tasks] = tab === 'plan' ? await Promise.all([loadPlan(context, id, workspaceId), loadTasks(context, id, workspaceId)]) : [null, null]
  return { data, tab, may, figures, plan, tasks, deals: deals?.items ?? [], formKey: crypto.randomUUID() }
}
export type ArtistSheet = Awaited<ReturnType<typeof loadSheet>>

type Context = LoaderFunctionArgs['context']

async function loadFigures(context: Context, id: string) {
  const [figures, fit] = await Promise.all([
    callerOf<typeof checkupOperations>(context, 'checkup').artistFigures({ recordId: id }),
    callerOf<typeof fitOperations>(context, 'fit').getFit({ id }),
  ])
  return { figures, fit }
}

async function loadPlan(context: Context, recordId: string, workspaceId: string) {
  const checkup = callerOf<typeof checkupOperations>(context, 'checkup')
  const [checkups, plans] = await Promise.all([checkup.listCheckups({ recordId, workspaceId }), checkup.listPrescriptions({ recordId, workspaceId })])
  return { checkups: checkups.items, plans: plans.items, isReady: checkups.items.some(({ state }) => state === 'finished') }
}

async function loadTasks(context: Context, subjectId: string, workspaceId: string) {
  const planning = callerOf<typeof planningOperations>(context, 'planning')
  const [about, people, day] = await Promise.all([
    planning.listTasks({ workspaceId, subjectId, state: 'all' }),
    planning.taskPeople({ workspaceId }),
    planning.myDay({ workspaceId }),
  ])
  return { tasks: about.items, people: people.items, today: day.today }
}

/** Each form says by its `intent` which room it is for. */
export async function actOnArtist(args: ActionFunctionArgs): Promise<Response | SheetSaid> {
  const form = await args.request.formData()
  const intent = form.get('intent')
  const here = `/mona/artists/${args.params.id!}`
  if (intent === 'opportunity') {
    const result = await offer(args.context, form)
    return result.ok ? redirect(`${here}?tab=deals`, 303) : { intent, result }
  }
  if (intent === 'draftPlan') {
    const result = await pageOf(args.context).submit('checkup.draftPrescription', form, { recordId: args.params.id })
    return result.ok ? redirect(`/mona/plans/${(result.output as { id: string }).id}`, 303) : { intent, result }
  }
  const said = await actOnSheet(args, form, '/mona/artists')
  if (!said) throw new Response(null, { status: 400 })
  return said
}
