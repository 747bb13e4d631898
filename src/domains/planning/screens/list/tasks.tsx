import { useLocation, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Field } from '#ui/form'
import { Island } from '#ui/island'
import { Page, PageHead } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { ExportMenu } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { priorities, taskSorts, taskStates, whens } from '../../types.ts'
import { useOthers, useRefusals } from '../parts/doing.ts'
import { QuickAdd } from '../parts/quick-add.tsx'
import { Refused } from '../parts/refused.tsx'
import { TaskLines } from '../parts/tasks-about.tsx'
import '../planning.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

const names = ['q', 'owner', 'state', 'when', 'priority', 'sort'] as const
const known: Readonly<Partial<Record<(typeof names)[number], readonly string[]>>> = { state: [...taskStates, 'all'], when: whens, priority: priorities, sort: taskSorts }
type Asked = Partial<Record<(typeof names)[number], string>>

/** What the address asks for; what it does not know it does not ask. */
function askedIn(request: Request): Asked {
  const search = new URL(request.url).searchParams
  const given = names.flatMap((name) => {
    const value = search.get(name)?.trim()
    const fits = value && (known[name]?.includes(value) ?? (name === 'q' || /^(me|none|[0-9a-f-]{36})$/.test(value)))
    return fits ? [[name, value.slice(0, 200)] as const] : []
  })
  return Object.fromEntries(given)
}

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const planning = callerOf<typeof operations>(context, 'planning')
  const asked = askedIn(request)
  const after = new URL(request.url).searchParams.get('after') ?? undefined
  const [page, { today, people, workspaceId, mayEdit }] = await Promise.all([planning.listTasks({ ...(asked as object), after, limit: 50 }), planning.myDay({})])
  return { ...page, asked, further: after !== undefined, today, people, workspaceId, mayEdit, me: actor.kind === 'person' ? actor.id : '', formKey: crypto.randomUUID() }
}

type Data = Awaited<ReturnType<typeof loader>>

/** Everyone's tasks, by who, when, how and what. */
export default function Tasks({ loaderData: data }: { loaderData: Data }) {
  const { t } = useText()
  const { items, next, further, asked, today, mayEdit, workspaceId } = data
  const { pathname } = useLocation()
  useOthers(workspaceId, data.me)
  useRefusals()
  const address = (more: Record<string, string> = {}): string => {
    const search = new URLSearchParams({ ...asked, ...more })
    return search.size > 0 ? `${pathname}?${search}` : pathname
  }
  return (
    <Page>
      <PageHead
        title={t('planning.tasks')}
        lead={t('planning.tasksLead')}
        actions={
          <>
            {items.length > 0 && <ExportMenu href={(format) => `/api/v1/exports/tasks.${format}?${new URLSearchParams(asked)}`} />}
            <LinkButton href="/mona/rhythm">{t('planning.rhythm')}</LinkButton>
          </>
        }
      />
      <Island name="live" when="now" topics={`tasks:${workspaceId}`} />
      <Refused />
      {mayEdit && <QuickAdd today={today} people={data.people} workspaceId={workspaceId} formKey={data.formKey} />}
      <Filters data={data} />
      {items.length === 0 && <EmptyState title={t('planning.noneFound')}>{t(Object.keys(asked).length > 0 ? 'planning.noneFoundText' : 'planning.noneYet')}</EmptyState>}
      <TaskLines tasks={items} today={today} mayEdit={mayEdit} />
      <Pager previous={further ? address() : null} next={next ? address({ after: next }) : null} />
    </Page>
  )
}

/** A form of the address: a filtered list can be kept and sent. */
function Filters({ data: { asked, people } }: { data: Data }) {
  const { t } = useText()
  const { pathname } = useLocation()
  const options = (name: string, values: readonly string[], all = true) => [
    ...(all ? [{ value: '', label: t('planning.any') }] : []),
    ...values.map((value) => ({ value, label: t(`planning.${name}.${value}`) })),
  ]
  const owners = [
    { value: '', label: t('planning.everyone') },
    { value: 'me', label: t('planning.me') },
    { value: 'none', label: t('planning.nobody') },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <form
      className="task-filters"
      action={pathname}
      role="search"
      noValidate
      key={JSON.stringify(asked)}
      onChange={(event) => (event.target as HTMLElement as HTMLInputElement).type !== 'search' && event.currentTarget.requestSubmit()}
    >
      <Field type="search" name="q" label={t('planning.search')} defaultValue={asked.q} maxLength={200} required={false} />
      <Field type="select" name="owner" label={t('planning.owner')} defaultValue={asked.owner ?? ''} options={owners} required />
      <Field type="select" name="state" label={t('planning.state')} defaultValue={asked.state ?? 'open'} options={options('state', [...taskStates, 'all'], false)} required />
      <Field type="select" name="when" label={t('planning.when')} defaultValue={asked.when ?? ''} options={options('when', whens)} required={false} />
      <Field type="select" name="priority" label={t('planning.priorityLabel')} defaultValue={asked.priority ?? ''} options={options('priority', priorities)} required={false} />
      <Field type="select" name="sort" label={t('planning.sort')} defaultValue={asked.sort ?? 'due'} options={options('sortBy', taskSorts, false)} required />
      <Button type="submit">{t('planning.filter')}</Button>
    </form>
  )
}
