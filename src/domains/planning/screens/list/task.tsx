import { redirect, useNavigation, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { priorities } from '../../types.ts'
import { textIn } from '../form-text.ts'
import { actAddress } from '../parts/doing.ts'
import { SeriesOf } from './series.tsx'
import '../planning.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  const planning = callerOf<typeof operations>(context, 'planning')
  const task = await planning.getTask({ id: params.id ?? '' })
  const { items: people } = await planning.taskPeople({ workspaceId: task.workspaceId })
  return { task, people }
}

const acts: Readonly<Record<string, string>> = { edit: 'planning.editTask', series: 'planning.editSeries', endSeries: 'planning.endSeries', resumeSeries: 'planning.resumeSeries' }

export async function action({ context, request, params }: ActionFunctionArgs): Promise<{ intent: string; result: Submitted }> {
  const form = await request.formData()
  const intent = textIn(form, 'intent')
  const [hours, minutes] = textIn(form, 'time').split(':')
  const dueMinute = minutes === undefined ? null : Number(hours) * 60 + Number(minutes)
  const result = await pageOf(context).submit(acts[intent] ?? 'planning.editTask', form, { id: params.id, ...(form.has('time') ? { dueMinute } : {}) })
  if (result.ok && (intent === 'edit' || intent === 'series')) throw redirect('/mona/tasks', 303)
  return { intent, result }
}

export type TaskData = Awaited<ReturnType<typeof loader>>

/** One task, to be read and changed. */
export default function TaskPage({ loaderData: { task, people }, actionData }: { loaderData: TaskData; actionData?: { intent: string; result: Submitted } }) {
  const { t, dateTime } = useText()
  const { state, doneBy, doneAt, createdBy, createdAt, subject, mayEdit } = task
  const refused = (...intents: string[]): Submitted | null => (actionData && intents.includes(actionData.intent) ? actionData.result : null)
  return (
    <Page width="text">
      <Breadcrumbs items={[{ href: '/mona/tasks', label: t('planning.tasks') }, { label: task.title }]} />
      <PageHead
        title={task.title}
        lead={subject ? <a href={subject.href}>{subject.label}</a> : undefined}
        actions={mayEdit && <States task={task} />}
        eyebrow={state === 'open' ? undefined : <Badge tone={state === 'done' ? 'good' : 'neutral'}>{t(`planning.state.${state}`)}</Badge>}
      />
      {doneAt && <p className="text-soft">{t('planning.endedBy', { name: doneBy ?? t('planning.theHouse'), when: dateTime(doneAt) })}</p>}
      {mayEdit && <Edit task={task} people={people} result={refused('edit')} />}
      {!mayEdit && task.notes && <p className="whitespace-pre-line">{task.notes}</p>}
      {mayEdit && (
        <Section title={t('planning.repetition')}>
          <SeriesOf task={task} result={refused('series', 'endSeries', 'resumeSeries')} />
        </Section>
      )}
      <p className="text-soft text-sm">{t('planning.madeBy', { name: createdBy ?? t('planning.theHouse'), when: dateTime(createdAt) })}</p>
    </Page>
  )
}

function States({ task: { id, state } }: Pick<TaskData, 'task'>) {
  const { t } = useText()
  const intents = state === 'open' ? (['done', 'drop'] as const) : (['open'] as const)
  return intents.map((intent) => (
    <form key={intent} method="post" action={actAddress}>
      <Hidden values={{ intent, id, next: `/mona/tasks/${id}` }} />
      <Button type="submit" kind={intent === 'drop' ? 'quiet' : 'secondary'}>
        {t(`planning.do.${intent}`)}
      </Button>
    </form>
  ))
}

function Edit({ task, people, result }: TaskData & { result: Submitted | null }) {
  const { t } = useText()
  const busy = useNavigation().state === 'submitting'
  const { dueMinute, version, owner } = task
  const time = dueMinute === null ? '' : `${String(Math.floor(dueMinute / 60)).padStart(2, '0')}:${String(dueMinute % 60).padStart(2, '0')}`
  const others = owner && !people.some(({ id }) => id === owner.id) ? [owner] : []
  return (
    <Form result={result} submit={t('planning.save')} busy={busy}>
      <Hidden values={{ intent: 'edit', version }} />
      <div className="task-form">
        <Field name="title" label={t('planning.titleLabel')} defaultValue={task.title} maxLength={300} required />
        <Field type="textarea" name="notes" label={t('planning.notes')} defaultValue={task.notes ?? ''} maxLength={10_000} />
        <div className="task-form-row">
          <Field type="date" name="dueOn" label={t('planning.dueOn')} defaultValue={task.dueOn ?? ''} />
          <Field type="time" name="time" label={t('planning.dueTime')} defaultValue={time} />
          <Field type="date" name="remindOn" label={t('planning.remindOn')} defaultValue={task.remindOn ?? ''} />
        </div>
        <div className="task-form-row">
          <Field
            type="select"
            name="ownerId"
            label={t('planning.owner')}
            defaultValue={owner?.id ?? ''}
            options={[{ value: '', label: t('planning.nobody') }, ...[...others, ...people].map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <Field
            type="select"
            name="priority"
            label={t('planning.priorityLabel')}
            defaultValue={task.priority}
            options={priorities.map((value) => ({ value, label: t(`planning.priority.${value}`) }))}
            required
          />
        </div>
      </div>
    </Form>
  )
}
