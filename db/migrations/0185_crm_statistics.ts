import { type Kysely, sql } from 'kysely'

/** What the lists sort and filter by, unknown included, is an expression: without statistics of its own PostgreSQL takes any range of it for half a percent, and reads the wrong index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create statistics crm.records_followers on (coalesce(followers, -1)) from crm.records;
    create statistics crm.records_score on (coalesce(score, -1)) from crm.records;
    create statistics crm.records_contact on (coalesce(last_contact_at, '-infinity'::timestamptz)) from crm.records;
    analyze crm.records;
  `.execute(db)
}
