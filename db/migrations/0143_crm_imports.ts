import { type Kysely, sql } from 'kysely'

/** Lists brought in from files, records that may be one, and what was merged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table crm.imports (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      kind text not null check (kind in ('artist', 'person', 'organisation')),
      -- Of the file.
      name text not null check (name <> '' and length(name) <= 200),
      key text not null unique,
      size bigint not null,
      state text not null default 'reading' check (state in ('reading', 'unreadable', 'draft', 'running', 'done', 'undoing', 'undone')),
      -- Why the file cannot be read: a refusal.
      problem jsonb,
      -- How it is read: what was asked, then what was found (platform/sheet/types.ts).
      reading jsonb not null default '{}',
      columns text[] not null default '{}',
      -- The labels as they are compared, so that a file of the same make is recognised.
      signature text not null default '',
      -- One target a column (rules/import/targets.ts).
      mapping text[] not null default '{}',
      options jsonb not null default '{}',
      rows int not null default 0,
      created int not null default 0,
      completed int not null default 0,
      skipped int not null default 0,
      undecided int not null default 0,
      failed int not null default 0,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz,
      undone_at timestamptz,
      undone_by uuid references identity.users (id) on delete set null
    );
    create index imports_workspace on crm.imports (workspace_id, created_at desc, id desc);

    create table crm.import_rows (
      import_id uuid not null references crm.imports (id) on delete cascade,
      -- As a spreadsheet counts, from 1.
      number int not null,
      cells text[] not null,
      -- withdrawn: undone. kept: could not be undone, somebody has changed it since.
      state text not null default 'waiting' check (state in ('waiting', 'created', 'completed', 'skipped', 'undecided', 'failed', 'withdrawn', 'kept')),
      -- The record that was made or completed, or that it may be the same as.
      record_id uuid references crm.records (id) on delete set null,
      -- Of the record when the import had written it: another number since = somebody changed it.
      record_version int,
      -- The record as it was before it was completed.
      before jsonb,
      -- What was decided by hand for a row that waits.
      decision text check (decision in ('create', 'complete', 'overwrite', 'skip')),
      -- [{ column, code, params, value }]
      problems jsonb not null default '[]',
      primary key (import_id, number)
    );
    create index import_rows_state on crm.import_rows (import_id, state, number);
    create index import_rows_record on crm.import_rows (record_id) where record_id is not null;

    create table crm.import_mappings (
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      kind text not null,
      signature text not null,
      mapping text[] not null,
      options jsonb not null default '{}',
      used_at timestamptz not null,
      primary key (workspace_id, kind, signature)
    );

    -- Two records that may be one. left_id < right_id, so that a pair is one row.
    create table crm.pairs (
      left_id uuid not null references crm.records (id) on delete cascade,
      right_id uuid not null references crm.records (id) on delete cascade,
      workspace_id uuid not null,
      state text not null default 'open' check (state in ('open', 'distinct')),
      certainty text not null check (certainty in ('sure', 'likely', 'possible', 'asked')),
      -- 0 to 1.
      score real not null check (score between 0 and 1),
      -- [{ reason: email|phone|link|name|words|similar, value }]
      reasons jsonb not null,
      decided_by uuid references identity.users (id) on delete set null,
      decided_at timestamptz,
      primary key (left_id, right_id),
      check (left_id < right_id)
    );
    create index pairs_open on crm.pairs (workspace_id, score desc, left_id, right_id) where state = 'open';
    create index pairs_right on crm.pairs (right_id);

    -- Up to when the records of a workspace were compared.
    create table crm.comparisons (
      workspace_id uuid primary key references identity.workspaces (id) on delete cascade,
      upto timestamptz not null
    );

    create table crm.merges (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      kept_id uuid not null references crm.records (id) on delete cascade,
      gone_id uuid not null references crm.records (id) on delete cascade,
      -- The rows as they were and as the merge left them (store/merges.ts).
      before jsonb not null,
      after jsonb not null,
      merged_by uuid references identity.users (id) on delete set null,
      merged_at timestamptz not null default now(),
      undone_by uuid references identity.users (id) on delete set null,
      undone_at timestamptz,
      check (kept_id <> gone_id)
    );
    create index merges_kept on crm.merges (kept_id);
    create index merges_workspace on crm.merges (workspace_id, merged_at desc);
    -- The file of an import goes with it (a daily job lets go of loose files).
    create function crm.import_loosed() returns trigger language plpgsql as $$
      begin insert into crm.loose_files (key) values (old.key) on conflict do nothing; return null; end $$;
    create trigger imports_loosed after delete on crm.imports for each row execute function crm.import_loosed();

    -- A record goes into another once at a time.
    create unique index merges_gone on crm.merges (gone_id) where undone_at is null;

    -- The words of a plain name in the order of the alphabet: « koffi ama » and « ama koffi » are one.
    create function crm.sorted_words(plain text) returns text language sql immutable parallel safe
      return (select string_agg(word, ' ' order by word collate "C") from unnest(string_to_array(plain, ' ')) as word);
    -- Names are compared only with names that begin alike, end alike or hold the same words.
    create index records_name_head on crm.records (workspace_id, kind, left(replace(plain_name, ' ', ''), 4)) where removed_at is null;
    create index records_name_tail on crm.records (workspace_id, kind, right(replace(plain_name, ' ', ''), 4)) where removed_at is null;
    create index records_name_words on crm.records (workspace_id, kind, crm.sorted_words(plain_name)) where removed_at is null;
  `.execute(db)
}
