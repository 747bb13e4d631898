import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { publish } from '#platform/stream'
import { countUnread, markRead } from '../store/notices.ts'

/** Marks one notice of the caller, or with null all of them, as read; the bells of their other tabs hear it. */
export async function readNotices(ctx: Ctx, noticeId: string | null): Promise<{ count: number }> {
  const { id } = callerIn(ctx)
  const changed = await markRead(ctx.db, id, noticeId, ctx.now)
  const count = await countUnread(ctx.db, id)
  if (changed > 0) await publish(ctx.db, `notices:${id}`, { unread: count })
  return { count }
}
