import { reaction } from '#platform/events'
import { moveSubject, moveSubjectBack } from './store/planned.ts'
import { letGo } from './store/tasks.ts'

/** Records that became one, or two again, take their tasks along; whoever leaves a workspace leaves the open tasks to the others. */
export const reactions = [
  reaction('planning.followMerge', 'record.merged', async (ctx, { workspaceId, subject, payload }) => {
    if (workspaceId && typeof payload.into === 'string') await moveSubject(ctx.db, workspaceId, subject, payload.into)
  }),
  reaction('planning.followUnmerge', 'record.unmerged', async (ctx, { workspaceId, subject, payload }) => {
    if (workspaceId && typeof payload.from === 'string') await moveSubjectBack(ctx.db, workspaceId, subject, payload.from)
  }),
  reaction('planning.letGo', 'member.left', async (ctx, { workspaceId, subject }) => {
    if (workspaceId) await letGo(ctx.db, workspaceId, subject)
  }),
]
