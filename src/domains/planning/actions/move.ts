import { callerIn, workspaceIn } from '#domains/identity'
import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import type { TaskMoves } from '../schema.ts'
import { countOfWorkspace, lockOpen, updateTask } from '../store/tasks.ts'
import { say } from '../topics.ts'
import { checkOwner, tellOwner } from './owner.ts'

/** Puts several open tasks on another day, priority or person at once. Answers what each was before, so that it can be put back. */
export async function moveTasks(ctx: Ctx, { ids, workspaceId: named, ...change }: z.output<typeof TaskMoves>) {
  const me = callerIn(ctx)
  const workspaceId = found(await workspaceIn(ctx, 'agency', named))
  const all = [...new Set(ids)]
  if ((await countOfWorkspace(ctx.db, workspaceId, all)) < all.length) throw new Refusal('missing', 'platform.missing')
  await checkOwner(ctx.db, workspaceId, change.ownerId)
  const before = await lockOpen(ctx.db, workspaceId, all)
  for (const task of before) {
    const version = await updateTask(ctx.db, task.id, change, ctx.now)
    if (change.ownerId !== undefined && change.ownerId !== task.ownerId) await tellOwner(ctx.db, { ...task, version }, change.ownerId, me.id)
  }
  await say(ctx.db, workspaceId, me.id)
  return { moved: before.length, before: before.map(({ id, dueOn, priority, ownerId }) => ({ id, dueOn, priority, ownerId })) }
}
