import { z } from 'zod'
import { id, instant, paging } from '#platform/operation'
import { isDay } from '../rules/days.ts'
import { priorities, taskSorts, taskStates, units, whens } from '../types.ts'

/** A day without an hour: `2026-11-21`. */
export const day = z.string().refine(isDay)
export const title = z.string().trim().min(1).max(300)
const notes = z.string().trim().max(10_000)
/** Minutes after midnight, where the owner lives. */
const minute = z.int().min(0).max(1_439)
const state = z.enum(taskStates)
const priority = z.enum(priorities)

export const Recurrence = z
  .object({
    every: z.int().min(1).max(99).default(1),
    unit: z.enum(units),
    weekdays: z.array(z.int().min(1).max(7)).max(7).optional(),
    monthDay: z.int().min(1).max(31).optional(),
    until: day.optional(),
    times: z.int().min(1).max(999).optional(),
  })
  .meta({ id: 'TaskRepeat' })

/** A rule as it is read: nothing is left out. */
const ShownRecurrence = z
  .object({ every: z.int(), unit: z.enum(units), weekdays: z.array(z.int()), monthDay: z.int().nullable(), until: z.string().nullable(), times: z.int().nullable() })
  .meta({ id: 'TaskRecurrence' })

export const Subject = z.object({ kind: z.string(), id, label: z.string(), href: z.string() }).meta({ id: 'TaskSubject' })

export const Task = z
  .object({
    id,
    workspaceId: id,
    title: z.string(),
    notes: z.string().nullable(),
    owner: z.object({ id, name: z.string() }).nullable(),
    dueOn: z.string().nullable(),
    dueMinute: z.int().nullable(),
    priority,
    state,
    subject: Subject.nullable(),
    remindOn: z.string().nullable(),
    /** It is one of a series. */
    seriesId: id.nullable(),
    doneAt: instant.nullable(),
    createdAt: instant,
    version: z.int(),
  })
  .meta({ id: 'Task' })

/** One task with what its own page shows. */
export const TaskSheet = Task.extend({
  series: z.object({ rule: ShownRecurrence, startsOn: z.string(), endedAt: instant.nullable(), next: z.string().nullable() }).nullable(),
  doneBy: z.string().nullable(),
  createdBy: z.string().nullable(),
  mayEdit: z.boolean(),
}).meta({ id: 'TaskSheet' })

export const TaskRef = z.object({ id, version: z.int() }).meta({ id: 'TaskRef' })

const written = {
  title,
  notes: notes.nullable().optional(),
  ownerId: id.nullable().optional(),
  dueOn: day.nullable().optional(),
  dueMinute: minute.nullable().optional(),
  priority: priority.optional(),
  remindOn: day.nullable().optional(),
}

export const NewTask = z.object({ workspaceId: id.optional(), ...written, subjectId: id.optional(), repeat: Recurrence.optional() })
/** Only what is named changes. `version` as it was read: when somebody changed the task meanwhile, it is refused instead of overwritten. */
export const TaskEdit = z.object({ id, version: z.int().optional(), ...written, title: title.optional() })
export const QuickTask = z.object({ workspaceId: id.optional(), text: z.string().trim().min(1).max(400), subjectId: id.optional() })
export const TaskMoves = z.object({
  workspaceId: id.optional(),
  ids: z.array(id).min(1).max(200),
  dueOn: day.nullable().optional(),
  priority: priority.optional(),
  ownerId: id.nullable().optional(),
})

/** All conditions hold together. */
export const TaskQuery = z.object({
  workspaceId: id.optional(),
  /** A person's id, `me`, or `none`: tasks that nobody has taken. */
  owner: z.union([id, z.enum(['me', 'none'])]).optional(),
  state: z.enum([...taskStates, 'all']).default('open'),
  when: z.enum(whens).optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  priority: priority.optional(),
  subjectId: id.optional(),
  q: z.string().trim().max(200).optional(),
  sort: z.enum(taskSorts).default('due'),
  ...paging,
})

export const MyDay = z
  .object({
    workspaceId: id,
    /** The day it is where the caller lives. */
    today: z.string(),
    overdue: z.array(Task),
    dueToday: z.array(Task),
    /** The seven days after today. */
    coming: z.array(Task),
    undated: z.array(Task),
    counts: z.object({ overdue: z.int(), dueToday: z.int(), coming: z.int(), undated: z.int(), doneToday: z.int() }),
    /** Told every working morning what is due. */
    morning: z.boolean(),
    mayEdit: z.boolean(),
    people: z.array(z.object({ id, name: z.string() })),
  })
  .meta({ id: 'MyDay' })

export const SeriesEdit = z.object({ id, ...written, title: title.optional(), repeat: Recurrence.optional() })
export const SeriesRef = z.object({ id, seriesId: id, tasks: z.int() }).meta({ id: 'SeriesRef' })

/** A task as somebody sees it who is no member of its workspace: their own. */
export const OwnTask = z
  .object({
    id,
    workspace: z.string(),
    title: z.string(),
    notes: z.string().nullable(),
    dueOn: z.string().nullable(),
    dueMinute: z.int().nullable(),
    priority,
    state,
    href: z.string().nullable(),
    doneAt: instant.nullable(),
  })
  .meta({ id: 'OwnTask' })
