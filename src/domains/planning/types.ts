export const priorities = ['low', 'normal', 'high'] as const
export type Priority = (typeof priorities)[number]

export const taskStates = ['open', 'done', 'dropped'] as const
export type TaskState = (typeof taskStates)[number]

/** A task that another room plans. Days are ISO dates (`2026-11-21`). */
export interface PlannedTask {
  workspaceId: string
  title: string
  notes?: string
  ownerId?: string | null
  dueOn?: string | null
  priority?: Priority
  /** What it is about, and where one reads more. */
  subject?: { kind: string; id: string; label: string; href: string }
  /** Made once under this key; planning again under it changes title, notes, owner and day of a task that is still open. */
  key?: string
}

export interface TaskFacts {
  id: string
  workspaceId: string
  title: string
  ownerId: string | null
  dueOn: string | null
  priority: Priority
  state: TaskState
  key: string | null
  href: string | null
}
