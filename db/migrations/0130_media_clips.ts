import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Titles that a public page shows to everyone as one plain file. No row: nobody vouched for the title, and nothing of it is served in clear.
    create table media.clips (
      title_id uuid primary key references media.titles (id) on delete cascade,
      state text not null default 'waiting' check (state in ('waiting', 'ready', 'failed')),
      asked_at timestamptz not null default now(),
      -- The upload it was made from, or could not be made from.
      source_id uuid,
      size bigint check (size > 0),
      check ((state = 'ready') = (size is not null))
    );
  `.execute(db)
}
