import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The audit trail, chained: each sealed line carries the hash of itself and of the one before. The address is hashed apart, so that it can be forgotten after its time.
    create table platform.audit_chain (
      seq bigint primary key check (seq > 0),
      audit_id uuid not null unique references platform.audit (id),
      ip_hash bytea,
      hash bytea not null,
      sealed_at timestamptz not null
    );
    create or replace function platform.forbid_change() returns trigger language plpgsql as $$
      begin
        if tg_table_name = 'audit' and tg_op = 'UPDATE' and new.ip is null
          and (new.id, new.at, new.actor_id, new.via, new.operation, new.subject, new.request_id, new.outcome)
            is not distinct from (old.id, old.at, old.actor_id, old.via, old.operation, old.subject, old.request_id, old.outcome)
          and exists (select 1 from platform.audit_chain c where c.audit_id = old.id)
        then return new; end if;
        raise exception 'platform.% is append only', tg_table_name;
      end $$;
    create trigger audit_chain_append_only before update or delete on platform.audit_chain for each row execute function platform.forbid_change();

    create schema trust;

    -- What a person agreed to or objected to, every time: the last line of a purpose is what holds.
    create table trust.consents (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      purpose text not null,
      granted boolean not null,
      -- Which wording was on the screen.
      wording text not null,
      via text not null,
      at timestamptz not null default now()
    );
    create index consents_user on trust.consents (user_id, purpose, id desc);

    create table trust.exports (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      state text not null default 'waiting' check (state in ('waiting', 'ready', 'failed')),
      size bigint,
      asked_at timestamptz not null default now(),
      ready_at timestamptz,
      expires_at timestamptz
    );
    create unique index exports_one on trust.exports (user_id) where state = 'waiting';

    create table trust.erasures (
      user_id uuid primary key references identity.users (id) on delete cascade,
      asked_at timestamptz not null default now(),
      due_at timestamptz not null,
      -- Why it could not be done when it was due; tried again each day.
      blocked text
    );
    -- That somebody was erased, and when: no name, no address.
    create table trust.erased (
      subject uuid primary key,
      at timestamptz not null default now(),
      rows jsonb not null
    );

    create table trust.retentions (
      name text primary key,
      days integer not null check (days >= 1),
      changed_by uuid references identity.users (id) on delete set null,
      changed_at timestamptz,
      last_run_at timestamptz,
      last_removed integer,
      removed bigint not null default 0
    );

    -- Who sent a film may go; the film stays with its house.
    alter table media.uploads alter column creator_id drop not null;
    alter table media.uploads drop constraint uploads_creator_id_fkey;
    alter table media.uploads add constraint uploads_creator_id_fkey foreign key (creator_id) references identity.users (id) on delete set null;
  `.execute(db)
}
