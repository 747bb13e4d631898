import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import { useLeaving, useRefusals } from './doing.ts'
import { QuickAdd } from './quick-add.tsx'
import { Refused } from './refused.tsx'
import { type ShownTask, TaskLine } from './task-line.tsx'
import '../planning.css'

interface TasksAboutProps {
  /** From `planning.listTasks` with `subjectId` and `state: 'all'`. */
  tasks: readonly ShownTask[]
  subjectId: string
  workspaceId: string
  today: string
  /** From `planning.taskPeople`. */
  people: readonly { id: string; name: string }[]
  mayEdit: boolean
  formKey: string
}

/** The tasks about something, on its own sheet: add one, end one, see what was done. */
export function TasksAbout({ tasks, subjectId, workspaceId, today, people, mayEdit, formKey }: TasksAboutProps) {
  const { t } = useText()
  const leaving = useLeaving()
  useRefusals()
  const open = tasks.filter(({ id, state }) => state === 'open' && !leaving.has(id))
  const over = tasks.filter(({ state }) => state !== 'open')
  return (
    <div className="tasks-about">
      <Refused />
      {mayEdit && <QuickAdd today={today} people={people} workspaceId={workspaceId} subjectId={subjectId} formKey={formKey} />}
      {open.length === 0 && over.length === 0 && <EmptyState title={t('planning.noneAbout')}>{t('planning.noneAboutText')}</EmptyState>}
      <TaskLines tasks={open} today={today} mayEdit={mayEdit} without="subject" />
      {over.length > 0 && (
        <details className="tasks-over">
          <summary>{t('planning.overCount', { count: over.length })}</summary>
          <TaskLines tasks={over} today={today} mayEdit={mayEdit} without="subject" />
        </details>
      )}
    </div>
  )
}

export function TaskLines({ tasks, ...rest }: { tasks: readonly ShownTask[]; today: string; mayEdit: boolean; mine?: boolean; without?: 'owner' | 'subject'; hourOnly?: boolean }) {
  if (tasks.length === 0) return null
  return (
    <ul className="tasks">
      {tasks.map((task) => (
        <TaskLine key={task.id} task={task} {...rest} />
      ))}
    </ul>
  )
}
