import { id } from '#platform/operation'
import type { Topic } from '#platform/stream'
import { findById } from './store.ts'
import { isHolder, viewerOf } from './viewer.ts'

export const topics: Topic[] = [
  {
    /** `watching:<session id>`: said when the session is ended elsewhere. */
    prefix: 'watching',
    mayListen: async (ctx, rest) => {
      if (!id.safeParse(rest).success) return false
      const session = await findById(ctx.db, rest)
      return session !== null && isHolder(session, viewerOf(ctx))
    },
  },
]
