import { type Kysely, sql } from 'kysely'

/** What members of a workspace may do with artists, and which of their workspaces they stand in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into identity.role_permissions (kind, role, permission)
      select r.kind, r.role, p.permission from identity.roles r
      join (values ('artists.view', 4), ('artists.edit', 3), ('artists.manage', 2), ('checkups.edit', 3), ('outreach.send', 3), ('outreach.manage', 2)) p (permission, lowest) on r.rank <= p.lowest
      where r.kind = 'agency';
    insert into identity.role_permissions (kind, role, permission)
      select r.kind, r.role, p.permission from identity.roles r join (values ('tasks.view', 4), ('tasks.edit', 3)) p (permission, lowest) on r.rank <= p.lowest;
    create table identity.standing (
      user_id uuid not null references identity.users (id) on delete cascade,
      kind text not null,
      workspace_id uuid not null,
      primary key (user_id, kind),
      foreign key (workspace_id, user_id) references identity.members (workspace_id, user_id) on delete cascade
    );
  `.execute(db)
}
