import type { Timed } from '#platform/jobs'
import { endLapsed } from './store.ts'

export const timed: Timed[] = [
  {
    name: 'playback.endSilentSessions',
    cron: '*/10 * * * *',
    run: async (ctx) => {
      await endLapsed(ctx.db, ctx.now, null)
    },
  },
]
