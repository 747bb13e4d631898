import { type Kysely, sql } from 'kysely'

/** Who keeps the accounts, and who takes cash at a counter. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table identity.staff_roles drop constraint staff_roles_role_check;
    alter table identity.staff_roles add constraint staff_roles_role_check check (role in ('reviewer', 'moderator', 'support', 'finance', 'agent', 'administrator'));
  `.execute(db)
}
