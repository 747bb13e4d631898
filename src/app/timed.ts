import { sql } from 'kysely'
import { forgetForms } from '#platform/http/kept-forms'
import { forgetStream } from '#platform/http/stream'
import type { Timed } from '#platform/jobs'
import { count } from '#platform/metrics'
import { brokenInvariants } from '../../checks/invariants.ts'

/** The house's own sweeping. */
export const timed: readonly Timed[] = [
  { name: 'platform.forgetStream', cron: '17 * * * *', run: forgetStream },
  { name: 'platform.forgetForms', cron: '29 * * * *', run: forgetForms },
  {
    name: 'platform.forgetKeys',
    cron: '27 3 * * *',
    run: async (ctx) => {
      await sql`delete from platform.idempotency where at < now() - interval '7 days'`.execute(ctx.db)
    },
  },
  {
    name: 'platform.checkInvariants',
    cron: '41 4 * * *',
    run: async (ctx) => {
      for (const broken of await brokenInvariants(ctx.db)) {
        ctx.log.error(broken, 'what must always hold does not')
        count('broken_invariant')
      }
    },
  },
]
