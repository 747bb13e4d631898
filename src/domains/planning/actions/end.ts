import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found } from '#platform/refusal'
import { taskDone, taskDropped, taskReopened } from '../events.ts'
import { readTask } from '../store/rows.ts'
import { changeState } from '../store/tasks.ts'
import { say } from '../topics.ts'
import type { TaskState } from '../types.ts'

const announced = { done: taskDone, open: taskReopened, dropped: taskDropped } as const

/** Brings a task to a state and tells it once: two people who end it together end it once. */
async function bring(ctx: Ctx, id: string, to: TaskState): Promise<{ id: string; version: number }> {
  const me = callerIn(ctx)
  const changed = await changeState(ctx.db, id, to, me.id, ctx.now)
  if (changed) {
    await announce(ctx.db, announced[to](changed, me.id))
    await say(ctx.db, changed.workspaceId, me.id)
  }
  const { version } = changed ?? found(await readTask(ctx.db, id))
  return { id, version }
}

export const completeTask = (ctx: Ctx, { id }: { id: string }) => bring(ctx, id, 'done')
/** Takes back what was done or dropped. */
export const reopenTask = (ctx: Ctx, { id }: { id: string }) => bring(ctx, id, 'open')
/** It will not be done. Nothing is lost: it can be opened again. */
export const dropTask = (ctx: Ctx, { id }: { id: string }) => bring(ctx, id, 'dropped')
