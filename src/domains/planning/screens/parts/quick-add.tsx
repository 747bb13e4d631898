import { CalendarDays, Clock, Flag, Plus, Repeat, UserRound } from 'lucide-react'
import { useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { personMeant, type QuickReading, readQuick } from '../../rules/quick.ts'
import { actAddress, useAct } from './doing.ts'
import { useDays, useRule } from './words.ts'
import '../planning.css'

interface QuickAddProps {
  today: string
  people: readonly { id: string; name: string }[]
  workspaceId?: string
  /** What the task will be about. */
  subjectId?: string
  /** Made by the server for each drawing of the page: sending a form twice makes one task. */
  formKey: string
}

/** One sentence makes a task; what is understood of it is shown while one types. */
export function QuickAdd({ today, people, workspaceId, subjectId, formKey }: QuickAddProps) {
  const { t } = useText()
  const act = useAct()
  const { pathname, search } = useLocation()
  const [text, setText] = useState(() => new URLSearchParams(search).get('text') ?? '')
  const reading = readQuick(text, today, personMeant(people))
  const fixed = { workspaceId, subjectId }
  const sent = useRef(0)
  const send = (): void => {
    if (reading.title === '') return
    // Each sending has a key of its own; the form as it is drawn has the plain one.
    sent.current += 1
    const values = { ...fixed, text, idempotencyKey: `${formKey}:${sent.current}` }
    act('quick', Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]))), t('planning.saidMade', { title: reading.title }))
    setText('')
  }
  return (
    <form
      className="quick-add"
      method="post"
      action={actAddress}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Hidden values={{ intent: 'quick', ...fixed, idempotencyKey: formKey, next: pathname + search }} />
      <Words text={text} onChange={setText} />
      <div id="quick-task-read" className="quick-add-read" aria-live="polite">
        {text === '' ? <span>{t('planning.quickHint')}</span> : <Understood reading={reading} today={today} people={people} />}
      </div>
    </form>
  )
}

function Words({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useText()
  return (
    <div className="quick-add-row">
      <label className="visually-hidden" htmlFor="quick-task">
        {t('planning.quickLabel')}
      </label>
      <input
        id="quick-task"
        name="text"
        className="quick-add-words"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        placeholder={t('planning.quickPlaceholder')}
        aria-describedby="quick-task-read"
        maxLength={400}
        autoComplete="off"
        enterKeyHint="done"
        required
      />
      <Button type="submit" kind="primary" icon={<Icon of={Plus} />}>
        {t('planning.add')}
      </Button>
    </div>
  )
}

function Understood({ reading, today, people }: { reading: QuickReading; today: string; people: readonly { id: string; name: string }[] }) {
  const { t } = useText()
  const { day, full, hour } = useDays(today)
  const rule = useRule()
  const { title, dueOn, dueMinute, priority, ownerId, repeat } = reading
  return (
    <>
      <strong>{title || t('planning.noTitle')}</strong>
      {dueOn && (
        <Badge icon={<Icon of={CalendarDays} size="small" />} tone="accent">
          <span title={full(dueOn)}>{day(dueOn)}</span>
        </Badge>
      )}
      {dueMinute !== null && <Badge icon={<Icon of={Clock} size="small" />}>{hour(dueMinute)}</Badge>}
      {priority !== 'normal' && (
        <Badge icon={<Icon of={Flag} size="small" />} tone={priority === 'high' ? 'warn' : 'neutral'}>
          {t(`planning.priority.${priority}`)}
        </Badge>
      )}
      {ownerId && <Badge icon={<Icon of={UserRound} size="small" />}>{people.find(({ id }) => id === ownerId)?.name}</Badge>}
      {repeat && <Badge icon={<Icon of={Repeat} size="small" />}>{rule(repeat)}</Badge>}
    </>
  )
}
