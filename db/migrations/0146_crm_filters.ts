import { type Kysely, sql } from 'kysely'

/** Filters of the lists: what they ask most is found and counted along an index, not by reading every record of the agency. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Also for a country alone: target has three values, which the index skips through.
    create index records_target on crm.records (workspace_id, kind, target, country) where removed_at is null;
    create index records_genres on crm.records using gin (genres) where removed_at is null;
    create index records_source on crm.records (workspace_id, source) where removed_at is null;
  `.execute(db)
}
