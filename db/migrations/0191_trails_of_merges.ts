import { type Kysely, sql } from 'kysely'

/** Where things stood before their record was merged into another, and that one into a third, the last place first: undone one after the other, the merges give each thing back to where it was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table outreach.messages add column record_trail uuid[] not null default '{}';
    alter table outreach.answers add column record_trail uuid[] not null default '{}';
    alter table outreach.enrolments add column record_trail uuid[] not null default '{}';

    -- [{ from, state }]: the sheet a prescription came from, and what it was there.
    alter table checkup.prescriptions add column trail jsonb not null default '[]';
    update checkup.prescriptions set trail = jsonb_build_array(jsonb_build_object('from', moved_from, 'state', moved_state)) where moved_from is not null;
    alter table checkup.prescriptions drop column moved_from, drop column moved_state;
  `.execute(db)
}
