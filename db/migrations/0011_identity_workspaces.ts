import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Roles are data: a kind of workspace, a role, and what it permits. Rank 1 is the highest.
    create table identity.roles (
      kind text not null check (kind in ('production', 'agency', 'studio', 'venue', 'booker')),
      role text not null,
      rank smallint not null,
      primary key (kind, role)
    );
    create table identity.role_permissions (
      kind text not null,
      role text not null,
      permission text not null,
      primary key (kind, role, permission),
      foreign key (kind, role) references identity.roles (kind, role) on delete cascade
    );
    insert into identity.roles (kind, role, rank)
      select kind, role, rank from unnest(array['production', 'agency', 'studio', 'venue', 'booker']) kind,
        (values ('owner', 1), ('administrator', 2), ('editor', 3), ('viewer', 4)) r (role, rank);
    insert into identity.role_permissions (kind, role, permission)
      select r.kind, r.role, p.permission from identity.roles r
      join (values ('workspace.view', 4), ('members.view', 4), ('members.manage', 2), ('workspace.edit', 2), ('workspace.transfer', 1)) p (permission, lowest) on r.rank <= p.lowest;
    insert into identity.role_permissions (kind, role, permission)
      select r.kind, r.role, p.permission from identity.roles r
      join (values ('films.view', 4), ('films.edit', 3), ('films.submit', 3)) p (permission, lowest) on r.rank <= p.lowest
      where r.kind in ('production', 'studio');

    create table identity.workspaces (
      id uuid primary key default uuidv7(),
      slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
      name text not null check (name <> '' and length(name) <= 120),
      kind text not null check (kind in ('production', 'agency', 'studio', 'venue', 'booker')),
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      unique (id, kind)
    );

    create table identity.members (
      workspace_id uuid not null,
      kind text not null,
      user_id uuid not null references identity.users (id) on delete cascade,
      role text not null,
      joined_at timestamptz not null default now(),
      primary key (workspace_id, user_id),
      foreign key (workspace_id, kind) references identity.workspaces (id, kind) on delete cascade,
      foreign key (kind, role) references identity.roles (kind, role)
    );
    create index members_user on identity.members (user_id);

    create table identity.invitations (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null,
      kind text not null,
      email text not null check (email = lower(email)),
      role text not null,
      token_hash text not null unique,
      state text not null default 'pending' check (state in ('pending', 'accepted', 'declined', 'revoked')),
      invited_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      answered_at timestamptz,
      foreign key (workspace_id, kind) references identity.workspaces (id, kind) on delete cascade,
      foreign key (kind, role) references identity.roles (kind, role)
    );
    create unique index invitations_pending on identity.invitations (workspace_id, email) where state = 'pending';

    -- A workspace always has an owner. The row lock makes two owners who leave at the same instant wait for each other.
    create function identity.keep_an_owner() returns trigger language plpgsql as $$
      begin
        perform 1 from identity.workspaces where id = old.workspace_id for update;
        if found and not exists (select 1 from identity.members where workspace_id = old.workspace_id and role = 'owner') then
          raise exception 'a workspace keeps an owner' using errcode = 'check_violation', constraint = 'members_keep_an_owner';
        end if;
        return null;
      end $$;
    create trigger members_keep_an_owner after delete or update of role on identity.members
      for each row when (old.role = 'owner') execute function identity.keep_an_owner();

    -- What callers are allowed to do is kept in memory for seconds; every process forgets it at once when one of these rows changes.
    create function identity.forget_actor() returns trigger language plpgsql as $$
      begin
        perform pg_notify('griot_actor', coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0]);
        return null;
      end $$;
    create function identity.forget_everyone() returns trigger language plpgsql as $$
      begin
        perform pg_notify('griot_actor', '*');
        return null;
      end $$;
    create trigger users_forget after delete or update of name, email, email_verified, lang on identity.users
      for each row execute function identity.forget_actor('id');
    create trigger sessions_forget after delete or update of expires_at on identity.sessions
      for each row execute function identity.forget_actor('user_id');
    create trigger keys_forget after delete or update of revoked_at on identity.keys
      for each row execute function identity.forget_actor('user_id');
    create trigger staff_roles_forget after insert or delete on identity.staff_roles
      for each row execute function identity.forget_actor('user_id');
    create trigger members_forget after insert or delete or update of role on identity.members
      for each row execute function identity.forget_actor('user_id');
    create trigger workspaces_forget after update of name, slug on identity.workspaces
      for each statement execute function identity.forget_everyone();
    create trigger role_permissions_forget after insert or delete or update on identity.role_permissions
      for each statement execute function identity.forget_everyone();
  `.execute(db)
}
