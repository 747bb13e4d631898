import { type RefObject, useEffect } from 'react'
import { useNavigate } from 'react-router'
import { useText } from '#ui/text'
import { type Act, useAct } from '../parts/doing.ts'
import type { Day } from './today.tsx'

const priorities: Readonly<Record<string, string>> = { 1: 'high', 2: 'normal', 3: 'low' }

/** The day by keyboard: n new, j and k down and up, space done, e edit, 1 to 3 priority, d day. Never while one types, nor with Ctrl, Alt or ⌘. */
export function useKeys(page: RefObject<HTMLElement | null>, day: Day): void {
  const act = useAct()
  const { t } = useText()
  const navigate = useNavigate()
  useEffect(() => {
    const tasks = [...day.overdue, ...day.dueToday, ...day.coming, ...day.undated]
    const hear = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || target.closest('input, textarea, select, [contenteditable], [role=dialog]')) return
      const line = target.closest<HTMLElement>('[data-task]')
      const task = tasks.find(({ id }) => id === line?.dataset.task)
      const heard = move(event.key, page.current, line) || (task && line && onTask(event.key, task, line, { act, t, mayEdit: day.mayEdit, open: (href) => void navigate(href) }))
      if (heard) event.preventDefault()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [page, day, act, t, navigate])
}

function move(key: string, page: HTMLElement | null, line: HTMLElement | null): boolean {
  if (key === 'n') {
    const field = page?.querySelector<HTMLElement>('#quick-task')
    field?.focus()
    return field !== null
  }
  if (key !== 'j' && key !== 'k') return false
  const lines = [...(page?.querySelectorAll<HTMLElement>('[data-task]') ?? [])]
  const at = line ? lines.indexOf(line) : -1
  const next = lines[key === 'j' ? at + 1 : Math.max(0, at - 1)]
  next?.querySelector<HTMLElement>('.task-title')?.focus()
  return true
}

interface Hands {
  act: Act
  t: (key: string, params?: Record<string, string>) => string
  mayEdit: boolean
  open: (href: string) => void
}

function onTask(key: string, task: Day['undated'][number], line: HTMLElement, { act, t, mayEdit, open }: Hands): boolean {
  const { id, title } = task
  if (key === ' ') {
    const next = line.nextElementSibling ?? line.previousElementSibling
    act('doneMine', { id }, t('planning.saidDone', { title }))
    next?.querySelector<HTMLElement>('.task-title')?.focus()
    return true
  }
  if (key === 'e') {
    open(`/mona/tasks/${id}`)
    return true
  }
  if (!mayEdit) return false
  if (key === 'd') {
    const menu = line.querySelector('details')
    menu?.setAttribute('open', '')
    menu?.querySelector('button')?.focus()
    return true
  }
  const priority = priorities[key]
  if (priority) act('edit', { id, priority }, t('planning.saidPriority', { title }))
  return priority !== undefined
}

export function KeysHelp() {
  const { t } = useText()
  const keys = [
    ['n', 'new'],
    ['j', 'down'],
    ['k', 'up'],
    ['␣', 'done'],
    ['e', 'edit'],
    ['1–3', 'priority'],
    ['d', 'day'],
  ] as const
  return (
    <p className="task-keys">
      {keys.map(([key, name]) => (
        <span key={key}>
          <kbd>{key}</kbd> {t(`planning.key.${name}`)}
        </span>
      ))}
    </p>
  )
}
