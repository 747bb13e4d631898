import { z } from 'zod'
import { callerIn } from '#domains/identity'
import { command, id, nothing, owner, pageOf, paging, query, signedIn } from '#platform/operation'
import { listNotices } from './queries.ts'
import * as shape from './schema.ts'
import { countUnread, findOwner, markRead } from './store.ts'

export const operations = {
  listNotices: query({
    summary: 'What the house told you, newest first',
    route: 'GET /notices',
    who: signedIn,
    input: z.object(paging),
    output: pageOf(shape.Notice),
    run: listNotices,
  }),
  countUnread: query({
    summary: 'How many notices you have not read',
    route: 'GET /notices/unread',
    who: signedIn,
    input: nothing,
    output: shape.Unread,
    run: async (ctx) => ({ count: await countUnread(ctx.db, callerIn(ctx).id) }),
  }),
  markRead: command({
    summary: 'Mark a notice as read',
    route: 'POST /notices/:noticeId/reading',
    who: owner((ctx, input: { noticeId: string }) => findOwner(ctx.db, input.noticeId)),
    unaudited: true,
    input: z.object({ noticeId: id }),
    output: shape.Unread,
    run: async (ctx, { noticeId }) => {
      await markRead(ctx.db, callerIn(ctx).id, noticeId, ctx.now)
      return { count: await countUnread(ctx.db, callerIn(ctx).id) }
    },
  }),
  markAllRead: command({
    summary: 'Mark all your notices as read',
    route: 'POST /notices/reading',
    who: signedIn,
    unaudited: true,
    input: nothing,
    output: shape.Unread,
    run: async (ctx) => {
      await markRead(ctx.db, callerIn(ctx).id, null, ctx.now)
      return { count: 0 }
    },
  }),
}
