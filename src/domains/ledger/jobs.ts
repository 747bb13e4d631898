import type { Timed } from '#platform/jobs'
import { countWaiting } from './books.ts'

export const timed: readonly Timed[] = [
  {
    name: 'ledger.countWaiting',
    cron: '*/2 * * * *',
    run: async (ctx) => {
      await countWaiting(ctx.db, 50)
    },
  },
]
