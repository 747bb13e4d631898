export const priorities = ['low', 'normal', 'high'] as const
export type Priority = (typeof priorities)[number]

export const taskStates = ['open', 'done', 'dropped'] as const
export type TaskState = (typeof taskStates)[number]

/** What a task is about. `href` is where the workspace reads more of it. */
export interface Subject {
  kind: string
  id: string
  label: string
  href: string
}

/** A task that another room plans. Days are ISO dates (`2026-11-21`). */
export interface PlannedTask {
  workspaceId: string
  title: string
  notes?: string
  /** A member of the workspace, or somebody else who then sees and ends this task alone (an artist with a plan). */
  ownerId?: string | null
  dueOn?: string | null
  priority?: Priority
  subject?: Subject
  /** Where an owner who is no member of the workspace reads more: a path of their own space. */
  ownerHref?: string
  /** The owner is told by a notice on the morning of this day. */
  remindOn?: string | null
  /**
   * Made once under this key; planning again under it changes title, notes, owner, days, priority and subject of a task that is still open, and brings back one that `dropTasks` took away.
   * What somebody has done, or dropped by hand, stays as it is.
   */
  key?: string
  /** The key goes on to a new task when the one it names is over: for a next step that follows another. */
  renew?: boolean
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

export const units = ['day', 'week', 'month', 'year'] as const
export type Unit = (typeof units)[number]

/** How a task comes back. Weekdays: 1 = Monday … 7 = Sunday. */
export interface Recurrence {
  every: number
  unit: Unit
  /** With `week`; left out, the weekday of the first day. */
  weekdays?: number[] | undefined
  /** With `month`; a day that a month has not is its last one, so 31 = the last day of every month. Left out, the day of the first. */
  monthDay?: number | undefined
  /** The last possible day. */
  until?: string | undefined
  /** How often in all. */
  times?: number | undefined
}

/** One line of a rhythm: in which week of the month, on which weekday, and how many days after that. */
export interface RhythmStep {
  title: string
  /** A few words that gather steps: prospecting, returns. */
  phase?: string | null | undefined
  week: number
  weekday: number
  /** So many days later than that weekday: what follows something. */
  afterDays?: number | null | undefined
  ownerId?: string | null | undefined
  priority?: Priority | null | undefined
}

export const taskSorts = ['due', 'priority', 'newest', 'done'] as const
export type TaskSort = (typeof taskSorts)[number]

/** Days as people sort their work. */
export const whens = ['overdue', 'today', 'week', 'undated'] as const
export type When = (typeof whens)[number]
