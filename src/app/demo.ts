import { sql } from 'kysely'
import { transaction } from '#platform/database/pool'
import { log } from '#platform/log'
import { systemCtx } from '#platform/worker'
import { demoAccounts } from '#domains/identity/seed.ts'
import { rooms } from './domains.ts'

export interface DemoAccount {
  role: string
  email: string
  password: string
}

/** Fills an empty house with believable people and openly licensed films, in one transaction, once, whichever process comes first. */
export async function fillDemo(): Promise<readonly DemoAccount[]> {
  const begun = Date.now()
  await transaction(systemCtx(), async (ctx) => {
    await sql`select pg_advisory_xact_lock(hashtext('demo'))`.execute(ctx.db)
    const filled = await ctx.db.selectFrom('platform.events').select('id').where('type', '=', 'demo.filled').executeTakeFirst()
    if (filled) return
    for (const room of rooms) await room.seed?.(ctx)
    await ctx.db.insertInto('platform.events').values({ type: 'demo.filled', subject: 'demo' }).execute()
    log.info({ ms: Date.now() - begun }, 'the demo is in')
  })
  return demoAccounts
}
