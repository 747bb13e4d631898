import { sql } from 'kysely'
import { forgetStream } from '#platform/http/stream'
import type { Timed } from '#platform/jobs'

/** The house's own sweeping. */
export const timed: readonly Timed[] = [
  { name: 'platform.forgetStream', cron: '17 * * * *', run: forgetStream },
  {
    name: 'platform.forgetKeys',
    cron: '27 3 * * *',
    run: async (ctx) => {
      await sql`delete from platform.idempotency where at < now() - interval '7 days'`.execute(ctx.db)
    },
  },
]
