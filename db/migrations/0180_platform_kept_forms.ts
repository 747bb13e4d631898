import { type Kysely, sql } from 'kysely'

/** What was typed by somebody whose session ended before it was sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table platform.kept_forms (
      -- Digest of the secret that the browser holds in a cookie.
      hash text primary key,
      path text not null,
      values jsonb not null,
      at timestamptz not null
    );
    create index kept_forms_at on platform.kept_forms (at);
  `.execute(db)
}
