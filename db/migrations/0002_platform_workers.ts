import { type Kysely, sql } from 'kysely'

/** Who works on jobs now: a worker that stops saying so is dead, and its jobs go to the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table platform.workers (
      id text primary key,
      process uuid not null,
      seen_at timestamptz not null default now()
    );
    create index workers_seen on platform.workers (seen_at);
  `.execute(db)
}
