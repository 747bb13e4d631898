import { useRef } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Island } from '#ui/island'
import { Page, PageHead, Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { actAddress, useLeaving, useOthers, useRefusals } from '../parts/doing.ts'
import { QuickAdd } from '../parts/quick-add.tsx'
import { Refused } from '../parts/refused.tsx'
import type { ShownTask } from '../parts/task-line.tsx'
import { TaskLines } from '../parts/tasks-about.tsx'
import { useDays } from '../parts/words.ts'
import { KeysHelp, useKeys } from './keys.tsx'
import '../planning.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  const day = await callerOf<typeof operations>(context, 'planning').myDay({})
  return { ...day, me: actor.kind === 'person' ? actor.id : '', formKey: crypto.randomUUID() }
}

export type Day = Awaited<ReturnType<typeof loader>>

/** The first page of the morning: what is late, what is for today, what comes, what has no day. */
export default function Today({ loaderData: day }: { loaderData: Day }) {
  const { t, date } = useText()
  const { counts, today, workspaceId, people, mayEdit, formKey } = day
  const page = useRef<HTMLDivElement>(null)
  useOthers(workspaceId, day.me)
  useRefusals()
  useKeys(page, day)
  const empty = counts.overdue + counts.dueToday + counts.coming + counts.undated === 0
  return (
    <Page width="text">
      <PageHead eyebrow={t('planning.myDay')} title={date(today, 'full')} tab={t('planning.myDay')} lead={t('planning.dayLead', { ...counts })} />
      <Island name="live" when="now" topics={`tasks:${workspaceId}`} />
      <div ref={page}>
        <Refused />
        {mayEdit && <QuickAdd today={today} people={people} workspaceId={workspaceId} formKey={formKey} />}
        {empty && <EmptyState title={t('planning.dayEmpty')}>{t('planning.dayEmptyText')}</EmptyState>}
        <Groups day={day} />
      </div>
      <Foot day={day} />
    </Page>
  )
}

function Groups({ day }: { day: Day }) {
  const { t } = useText()
  const leaving = useLeaving()
  const shown = (tasks: readonly ShownTask[]): ShownTask[] => tasks.filter(({ id }) => !leaving.has(id))
  const { today, counts, mayEdit } = day
  const lines = { today, mayEdit, mine: true, without: 'owner' as const }
  return (
    <>
      {day.overdue.length > 0 && (
        <Section title={t('planning.overdue', { count: counts.overdue })} action={mayEdit && <Postpone tasks={day.overdue} today={today} />}>
          <TaskLines tasks={shown(day.overdue)} {...lines} />
          <More shown={day.overdue.length} all={counts.overdue} when="overdue" />
        </Section>
      )}
      {day.dueToday.length > 0 && (
        <Section title={t('planning.dueToday', { count: counts.dueToday })}>
          <TaskLines tasks={shown(day.dueToday)} {...lines} hourOnly />
          <More shown={day.dueToday.length} all={counts.dueToday} when="today" />
        </Section>
      )}
      {day.coming.length > 0 && (
        <Section title={t('planning.coming', { count: counts.coming })}>
          <Coming tasks={shown(day.coming)} {...lines} />
          <More shown={day.coming.length} all={counts.coming} when="week" />
        </Section>
      )}
      {day.undated.length > 0 && (
        <Section title={t('planning.undated', { count: counts.undated })}>
          <TaskLines tasks={shown(day.undated)} {...lines} />
          <More shown={day.undated.length} all={counts.undated} when="undated" />
        </Section>
      )}
    </>
  )
}

/** The coming days, each under its name. */
function Coming({ tasks, today, ...rest }: { tasks: readonly ShownTask[]; today: string; mayEdit: boolean; mine: boolean; without: 'owner' }) {
  const { full } = useDays(today)
  return [...Map.groupBy(tasks, ({ dueOn }) => dueOn ?? '')].map(([day, some]) => (
    <div key={day}>
      <h3 className="task-group-day">{full(day)}</h3>
      <TaskLines tasks={some} today={today} {...rest} hourOnly />
    </div>
  ))
}

function More({ shown, all, when }: { shown: number; all: number; when: string }) {
  const { t } = useText()
  if (all <= shown) return null
  return (
    <p>
      <a className="link" href={`/mona/tasks?owner=me&when=${when}`}>
        {t('planning.seeAll', { count: all })}
      </a>
    </p>
  )
}

/** All that is late is for today. */
function Postpone({ tasks, today }: { tasks: readonly ShownTask[]; today: string }) {
  const { t } = useText()
  return (
    <form method="post" action={actAddress}>
      <Hidden values={{ intent: 'move', workspaceId: tasks[0]?.workspaceId, dueOn: today, next: '/mona/today', ids: tasks.map(({ id }) => id).join(',') }} />
      <Button type="submit" size="small" kind="quiet">
        {t('planning.postponeAll')}
      </Button>
    </form>
  )
}

function Foot({ day: { morning } }: { day: Day }) {
  const { t } = useText()
  return (
    <footer className="mt-8 grid gap-3">
      <form method="post" action={actAddress} className="flex flex-wrap items-center gap-3">
        <Hidden values={{ intent: 'morning', wanted: morning ? 'false' : 'true', next: '/mona/today' }} />
        <span className="text-soft text-sm">{t(morning ? 'planning.morningOn' : 'planning.morningOff')}</span>
        <Button type="submit" size="small" kind="quiet">
          {t(morning ? 'planning.morningStop' : 'planning.morningStart')}
        </Button>
      </form>
      <KeysHelp />
    </footer>
  )
}
