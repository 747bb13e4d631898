import { sql } from 'kysely'
import type { Ctx, Db } from './context.ts'

/** Says something on a topic (`title:<id>`) to every tab that listens; delivered after commit, replayable for a day. `data` is small: ids and figures, not rows. */
export async function publish(db: Db, topic: string, data: Record<string, unknown>): Promise<void> {
  await sql`with said as (insert into platform.stream (topic, data) values (${topic}, ${JSON.stringify(data)}::jsonb) returning id)
    select pg_notify('griot_stream', (select id::text from said) || ' ' || ${topic})`.execute(db)
}

/** Who may listen to the topics that start with `prefix` + ':'. `rest` is what follows. */
export interface Topic {
  prefix: string
  /** Whose it is, as the app knows: a personal key needs its scope. */
  room?: string
  mayListen: (ctx: Ctx, rest: string) => boolean | Promise<boolean>
}
