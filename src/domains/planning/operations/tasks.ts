import { z } from 'zod'
import { workspaceIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { command, id, member, owner, pageOf, paging, query, signedIn } from '#platform/operation'
import { completeTask, dropTask, reopenTask } from '../actions/end.ts'
import { setMorning } from '../actions/mornings.ts'
import { moveTasks } from '../actions/move.ts'
import { createTask, editTask, quickTask } from '../actions/write.ts'
import { listTasks, myDay, myTasks, searchTasks, taskPeople } from '../reading/lists.ts'
import { getTask } from '../reading/sheets.ts'
import * as shape from '../schema.ts'
import { ownerOfTask, workspaceOfTask } from '../store/rows.ts'

type Where = { workspaceId?: string | undefined }
const here = (ctx: Ctx, { workspaceId }: Where) => workspaceIn(ctx, 'agency', workspaceId)
const ofTask = (ctx: Ctx, input: { id: string }) => workspaceOfTask(ctx.db, input.id)
const edits = member('tasks.edit', ofTask)
const own = owner((ctx, input: { id: string }) => ownerOfTask(ctx.db, input.id))
const byId = z.object({ id })
const where = z.object({ workspaceId: id.optional() })

/** Tasks, for members of a workspace and for whoever was given one. */
export const tasks = {
  createTask: command({
    summary: 'Make a task, or a series with `repeat`',
    route: 'POST /tasks',
    who: member('tasks.edit', here),
    input: shape.NewTask,
    output: shape.TaskRef,
    run: createTask,
    status: 201,
    idempotent: true,
  }),
  quickTask: command({
    summary: 'Make a task from one sentence: day, hour, !priority, @person and repetition are read from it, in French or English',
    route: 'POST /tasks/sentences',
    who: member('tasks.edit', here),
    input: shape.QuickTask,
    output: shape.TaskRef,
    run: quickTask,
    status: 201,
    idempotent: true,
  }),
  listTasks: query({
    summary: 'Tasks of a workspace, with every filter and order',
    route: 'GET /tasks',
    who: member('tasks.view', here),
    input: shape.TaskQuery,
    output: pageOf(shape.Task),
    run: listTasks,
  }),
  myDay: query({
    summary: 'Your own open tasks as a day shows them: late, today, the next seven days, without a day. At most 100 of each; the counts are whole',
    route: 'GET /tasks/day',
    who: member('tasks.view', here),
    input: where,
    output: shape.MyDay,
    run: myDay,
  }),
  taskPeople: query({
    summary: 'Who may be given a task in a workspace',
    route: 'GET /tasks/people',
    who: member('tasks.view', here),
    input: where,
    output: z.object({ items: z.array(z.object({ id, name: z.string() })) }),
    run: taskPeople,
  }),
  searchTasks: query({
    summary: 'Tasks of your workspaces whose title is like some words; typing errors are forgiven',
    route: 'GET /tasks/search',
    who: signedIn,
    input: z.object({ q: z.string().trim().min(1).max(200), limit: z.int().min(1).max(50).default(8) }),
    output: z.object({ items: z.array(shape.Task) }),
    run: searchTasks,
  }),
  getTask: query({ summary: 'One task', route: 'GET /tasks/:id', who: member('tasks.view', ofTask), input: byId, output: shape.TaskSheet, run: getTask }),
  editTask: command({ summary: 'Change what is named of a task', route: 'PATCH /tasks/:id', who: edits, input: shape.TaskEdit, output: shape.TaskRef, run: editTask }),
  completeTask: command({ summary: 'A task is done', route: 'POST /tasks/:id/completion', who: edits, input: byId, output: shape.TaskRef, run: completeTask }),
  reopenTask: command({
    summary: 'A task that was done or dropped is open again',
    route: 'DELETE /tasks/:id/completion',
    who: edits,
    input: byId,
    output: shape.TaskRef,
    run: reopenTask,
  }),
  dropTask: command({ summary: 'A task will not be done; it can be opened again', route: 'DELETE /tasks/:id', who: edits, input: byId, output: shape.TaskRef, run: dropTask }),
  moveTasks: command({
    summary: 'Put several open tasks on another day, priority or person; answers what each was before',
    route: 'POST /tasks/moves',
    who: member('tasks.edit', here),
    input: shape.TaskMoves,
    output: z.object({
      moved: z.int(),
      before: z.array(z.object({ id, dueOn: z.string().nullable(), priority: z.string(), ownerId: id.nullable() })),
    }),
    run: moveTasks,
  }),

  myTasks: query({
    summary: 'Your own tasks in every workspace, also where you are no member',
    route: 'GET /me/tasks',
    who: signedIn,
    input: z.object({ state: z.enum(['open', 'done']).default('open'), workspaceId: id.optional(), ...paging }),
    output: pageOf(shape.OwnTask).extend({ today: z.string() }),
    run: myTasks,
  }),
  completeMyTask: command({
    summary: 'A task that was given to you is done',
    route: 'POST /me/tasks/:id/completion',
    who: own,
    input: byId,
    output: shape.TaskRef,
    run: completeTask,
  }),
  reopenMyTask: command({ summary: 'It is not done after all', route: 'DELETE /me/tasks/:id/completion', who: own, input: byId, output: shape.TaskRef, run: reopenTask }),
  setMorning: command({
    summary: 'Be told every working morning what is due, or not',
    route: 'PUT /me/task-mornings',
    who: signedIn,
    input: z.object({ wanted: z.boolean().default(false) }),
    output: z.object({ wanted: z.boolean() }),
    run: setMorning,
  }),
}
