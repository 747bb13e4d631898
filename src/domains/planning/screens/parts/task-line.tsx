import { CalendarClock, Check, Flag, Repeat, RotateCcw, UserRound } from 'lucide-react'
import { useLocation } from 'react-router'
import type { z } from 'zod'
import { Avatar } from '#ui/badge'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { addDays, mondayOf } from '../../rules/days.ts'
import type { Task } from '../../schema.ts'
import { textIn } from '../form-text.ts'
import { actAddress, useAct } from './doing.ts'
import { useDays } from './words.ts'
import '../planning.css'

export type ShownTask = z.output<typeof Task>

interface LineProps {
  task: ShownTask
  today: string
  /** The task is the reader's own: they may end it whatever their role is. */
  mine?: boolean
  mayEdit: boolean
  /** Not shown where it is said by the place. */
  without?: 'owner' | 'subject'
  /** The place says the day: only the hour is shown. */
  hourOnly?: boolean
}

/** One task: end it, read it, see when and for whom, put it on another day. */
export function TaskLine({ task, today, mine = false, mayEdit, without, hourOnly = false }: LineProps) {
  const { id, title, state, owner, subject, priority } = task
  return (
    <li className="task" data-task={id} data-state={state} data-priority={priority}>
      <Tick task={task} mine={mine} mayEdit={mayEdit} />
      <div className="task-words">
        <a className="task-title" href={`/mona/tasks/${id}`}>
          {title}
        </a>
        <div className="task-facts">
          <DueOf task={task} today={today} hourOnly={hourOnly} />
          <Marks task={task} />
          {subject && without !== 'subject' && (
            <a className="task-subject" href={subject.href}>
              {subject.label}
            </a>
          )}
        </div>
      </div>
      {without !== 'owner' && <OwnerOf owner={owner} />}
      {mayEdit && state === 'open' && <PutOff task={task} today={today} />}
    </li>
  )
}

/** Ends the task, or opens it again. */
function Tick({ task: { id, title, state }, mine, mayEdit }: Pick<LineProps, 'task' | 'mayEdit'> & { mine: boolean }) {
  const { t } = useText()
  const act = useAct()
  const { pathname, search } = useLocation()
  const intent = `${state === 'open' ? 'done' : 'open'}${mine ? 'Mine' : ''}`
  if (!mine && !mayEdit) return <span className="task-tick" data-still="" aria-hidden="true" />
  return (
    <form
      method="post"
      action={actAddress}
      onSubmit={(event) => {
        event.preventDefault()
        act(intent, { id }, t(state === 'open' ? 'planning.saidDone' : 'planning.saidOpen', { title }))
      }}
    >
      <Hidden values={{ intent, id, next: pathname + search }} />
      <button type="submit" className="task-tick" data-state={state} aria-label={t(state === 'open' ? 'planning.finish' : 'planning.reopenNamed', { title })}>
        <Icon of={state === 'dropped' ? RotateCcw : Check} size="small" />
      </button>
    </form>
  )
}

function DueOf({ task: { dueOn, dueMinute, state }, today, hourOnly }: Pick<LineProps, 'task' | 'today'> & { hourOnly: boolean }) {
  const { day, full, hour } = useDays(today)
  if (!dueOn || (hourOnly && dueMinute === null)) return null
  const late = state === 'open' && dueOn < today
  return (
    <time className="task-due" dateTime={dueOn} data-late={late ? '' : undefined} title={full(dueOn)}>
      {[hourOnly ? null : day(dueOn), dueMinute === null ? null : hour(dueMinute)].filter(Boolean).join(', ')}
    </time>
  )
}

function Marks({ task: { priority, seriesId, remindOn } }: Pick<LineProps, 'task'>) {
  const { t } = useText()
  return (
    <>
      {priority !== 'normal' && (
        <span className="task-priority" data-priority={priority}>
          <Icon of={Flag} size="small" />
          {t(`planning.priority.${priority}`)}
        </span>
      )}
      {seriesId && <Icon of={Repeat} size="small" label={t('planning.repeats')} />}
      {remindOn && <Icon of={CalendarClock} size="small" label={t('planning.reminds')} />}
    </>
  )
}

export function OwnerOf({ owner }: { owner: ShownTask['owner'] }) {
  const { t } = useText()
  return (
    <span className="task-owner" title={owner?.name ?? t('planning.nobody')}>
      {owner ? <Avatar name={owner.name} size="small" /> : <Icon of={UserRound} size="small" />}
      <span className="visually-hidden">{owner?.name ?? t('planning.nobody')}</span>
    </span>
  )
}

/** Another day, in one click. */
function PutOff({ task: { id, title }, today }: Pick<LineProps, 'task' | 'today'>) {
  const { t } = useText()
  const act = useAct()
  const { pathname, search } = useLocation()
  const days = [
    ['today', today],
    ['tomorrow', addDays(today, 1)],
    ['nextMonday', addDays(mondayOf(today), 7)],
    ['noDay', ''],
  ] as const
  return (
    <details className="menu task-later" data-menu data-side="end">
      <summary className="btn btn-icon" data-kind="quiet" data-size="small" aria-label={t('planning.otherDay', { title })} title={t('planning.otherDayShort')}>
        <Icon of={CalendarClock} />
      </summary>
      <form
        method="post"
        action={actAddress}
        className="menu-list"
        onSubmit={(event) => {
          event.preventDefault()
          const chosen = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
          act('edit', { id, dueOn: textIn(chosen, 'dueOn') }, t('planning.saidMoved', { title }))
          event.currentTarget.closest('details')?.removeAttribute('open')
        }}
      >
        <Hidden values={{ intent: 'edit', id, next: pathname + search }} />
        {days.map(([name, day]) => (
          <button key={name} type="submit" name="dueOn" value={day} className="btn" data-kind="quiet" data-size="small">
            {t(`planning.${name}`)}
          </button>
        ))}
      </form>
    </details>
  )
}
