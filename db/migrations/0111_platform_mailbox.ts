import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Like a mail server, the sandbox mailbox takes the same mail once.
    alter table platform.mailbox add column message_id text unique;
  `.execute(db)
}
