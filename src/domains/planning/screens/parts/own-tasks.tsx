import { Check } from 'lucide-react'
import { useLocation } from 'react-router'
import type { z } from 'zod'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { OwnTask } from '../../schema.ts'
import { actAddress } from './doing.ts'
import { useDays } from './words.ts'
import '../planning.css'

/** From `planning.myTasks`: a person's own tasks, also where they are no member (an artist's plan). Plain forms, so that it works anywhere. */
export function OwnTasks({ tasks, today }: { tasks: readonly z.output<typeof OwnTask>[]; today: string }) {
  const { t } = useText()
  if (tasks.length === 0) return <EmptyState title={t('planning.noneMine')}>{t('planning.noneMineText')}</EmptyState>
  return (
    <ul className="tasks">
      {tasks.map((task) => (
        <OwnLine key={task.id} task={task} today={today} />
      ))}
    </ul>
  )
}

function OwnLine({ task: { id, title, notes, dueOn, dueMinute, state, href, workspace }, today }: { task: z.output<typeof OwnTask>; today: string }) {
  const { t } = useText()
  const { day, full, hour } = useDays(today)
  const { pathname, search } = useLocation()
  return (
    <li className="task" data-state={state}>
      <form method="post" action={actAddress}>
        <Hidden values={{ intent: state === 'open' ? 'doneMine' : 'openMine', id, next: pathname + search }} />
        <button type="submit" className="task-tick" data-state={state} aria-label={t(state === 'open' ? 'planning.finish' : 'planning.reopenNamed', { title })}>
          <Icon of={Check} size="small" />
        </button>
      </form>
      <div className="task-words">
        {href ? (
          <a className="task-title" href={href}>
            {title}
          </a>
        ) : (
          <span className="task-title">{title}</span>
        )}
        {notes && <p className="task-notes">{notes}</p>}
        <div className="task-facts">
          {dueOn && (
            <time className="task-due" dateTime={dueOn} title={full(dueOn)} data-late={state === 'open' && dueOn < today ? '' : undefined}>
              {day(dueOn)}
              {dueMinute !== null && `, ${hour(dueMinute)}`}
            </time>
          )}
          <span>{workspace}</span>
        </div>
      </div>
    </li>
  )
}
