import { type Kysely, sql } from 'kysely'

/** Where a prescription came from when its artist's sheet was merged into another, so that undoing the merge gives it back as it was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table checkup.prescriptions add column moved_from uuid references crm.records (id) on delete set null, add column moved_state text;
    create index prescriptions_moved on checkup.prescriptions (moved_from) where moved_from is not null;
  `.execute(db)
}
