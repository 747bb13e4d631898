import { type Kysely, sql } from 'kysely'

/** Artists, people and organisations of an agency, and all that is said of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema crm;
    -- One row an artist, a person or an organisation: they are searched, tagged, owned, imported, merged and told of alike.
    create table crm.records (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      kind text not null check (kind in ('artist', 'person', 'organisation')),
      name text not null check (name <> '' and length(name) <= 200),
      -- As names are compared: without accents, case, punctuation.
      plain_name text not null,
      -- What an organisation is: label, venue, media, sponsor, other. What a person does, freely.
      role text check (length(role) <= 120),
      email citext,
      phone text,
      country text,
      city text,
      biography text,
      genres text[] not null default '{}',
      languages text[] not null default '{}',
      tags text[] not null default '{}',
      -- Null = nobody knows.
      self_produced boolean,
      has_team boolean,
      source text,
      owner_id uuid references identity.users (id) on delete set null,
      -- The artist's own account, once they have accepted an invitation.
      account_id uuid references identity.users (id) on delete set null,
      -- Values of the agency's own fields, by field key.
      custom jsonb not null default '{}',
      -- The last known audience by network: { instagram: { followers, engagement, at, invented } }; written through the door by whoever measures.
      audience jsonb not null default '{}',
      -- Followers on the largest network; null = unknown.
      followers bigint check (followers >= 0),
      -- The target rule's answer (rules/target.ts), kept for filters.
      target text not null default 'unknown' check (target in ('yes', 'no', 'unknown')),
      -- Facts that open stages: { 'checkup.finished': instant }; written through the door by the rooms that know.
      milestones jsonb not null default '{}',
      score real,
      last_contact_at timestamptz,
      next_step text,
      next_step_on date,
      -- Invented for a demonstration.
      invented boolean not null default false,
      version int not null default 1,
      merged_into uuid references crm.records (id) on delete set null,
      removed_at timestamptz,
      removed_by uuid references identity.users (id) on delete set null,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    -- One index an order of the lists; what is unknown stands below every figure, so that a page needs one comparison in both directions.
    create index records_name on crm.records (workspace_id, kind, plain_name, id) where removed_at is null;
    create index records_updated on crm.records (workspace_id, kind, updated_at, id) where removed_at is null;
    create index records_followers on crm.records (workspace_id, kind, (coalesce(followers, -1)), id) where removed_at is null;
    create index records_score on crm.records (workspace_id, kind, (coalesce(score, -1)), id) where removed_at is null;
    create index records_contact on crm.records (workspace_id, kind, (coalesce(last_contact_at, '-infinity'::timestamptz)), id) where removed_at is null;
    create index records_owner on crm.records (workspace_id, owner_id) where removed_at is null;
    create index records_tags on crm.records using gin (tags) where removed_at is null;
    create index records_name_like on crm.records using gin (plain_name gin_trgm_ops) where removed_at is null;
    create index records_email on crm.records (workspace_id, email) where removed_at is null;
    create index records_phone on crm.records (workspace_id, phone) where removed_at is null;
    create index records_account on crm.records (account_id) where account_id is not null;
    create index records_merged on crm.records (merged_into) where merged_into is not null;

    -- Where a record is found elsewhere. identifier = the handle or id as the network compares it.
    create table crm.links (
      record_id uuid not null references crm.records (id) on delete cascade,
      network text not null,
      identifier text not null,
      url text,
      primary key (record_id, network, identifier)
    );
    create index links_identifier on crm.links (network, identifier);

    -- Who works with whom: a manager of an artist, an artist of a label.
    create table crm.relations (
      from_id uuid not null references crm.records (id) on delete cascade,
      to_id uuid not null references crm.records (id) on delete cascade,
      role text not null check (role <> '' and length(role) <= 60),
      primary key (from_id, to_id, role),
      check (from_id <> to_id)
    );
    create index relations_to on crm.relations (to_id);

    create table crm.fields (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      kind text not null check (kind in ('artist', 'person', 'organisation')),
      key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
      label text not null check (label <> '' and length(label) <= 80),
      type text not null check (type in ('text', 'number', 'date', 'yes-no', 'choice', 'choices', 'link')),
      choices text[] not null default '{}',
      position int not null default 0,
      removed_at timestamptz,
      unique (workspace_id, kind, key)
    );

    create table crm.files (
      id uuid primary key default uuidv7(),
      record_id uuid not null references crm.records (id) on delete cascade,
      name text not null check (name <> '' and length(name) <= 200),
      type text not null,
      size bigint not null,
      key text not null unique,
      added_by uuid references identity.users (id) on delete set null,
      added_at timestamptz not null default now()
    );
    create index files_record on crm.files (record_id);

    -- Everything that happened to a record, in every space. kind is also the key of its sentence, '<room>.timeline.<what>'.
    create table crm.happenings (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null,
      record_id uuid not null references crm.records (id) on delete cascade,
      kind text not null,
      -- For what people did with the record: call, mail, message, meeting, note. Null for what the house did.
      interaction text check (interaction in ('call', 'mail', 'message', 'meeting', 'note')),
      direction text check (direction in ('in', 'out')),
      body text check (length(body) <= 20000),
      params jsonb not null default '{}',
      href text,
      actor_id uuid references identity.users (id) on delete set null,
      -- Happens once under this key.
      key text,
      at timestamptz not null
    );
    create index happenings_record on crm.happenings (record_id, at desc, id desc);
    create index happenings_workspace on crm.happenings (workspace_id, at desc) where interaction is not null;
    create unique index happenings_key on crm.happenings (record_id, key) where key is not null;

    -- Saved filters: segments and views are one thing.
    create table crm.views (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      owner_id uuid references identity.users (id) on delete cascade,
      shared boolean not null default false,
      -- What it is a view of: artist, person, organisation, pipeline.
      kind text not null,
      name text not null check (name <> '' and length(name) <= 80),
      filter jsonb not null default '{}',
      sort text,
      columns text[] not null default '{}',
      shape text not null default 'table' check (shape in ('table', 'list', 'board')),
      created_at timestamptz not null default now()
    );
    create index views_workspace on crm.views (workspace_id, kind);
  `.execute(db)
}
