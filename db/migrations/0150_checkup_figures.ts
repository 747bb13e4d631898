import { type Kysely, sql } from 'kysely'

/** Figures of artists by network and day, the grid's versions, and check-ups. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema checkup;
    -- One figure of one artist on one network and day. A correction takes its place; what stood there is kept in corrections.
    create table checkup.figures (
      workspace_id uuid not null,
      record_id uuid not null references crm.records (id) on delete cascade,
      network text not null check (length(network) <= 40),
      metric text not null check (length(metric) <= 40),
      day date not null,
      -- Engagement in hundredths of a per cent, all else in units.
      value bigint not null check (value >= 0),
      source text not null check (source in ('typed', 'imported', 'provider', 'noted')),
      -- Made up for a demonstration, or told by a stand-in.
      invented boolean not null default false,
      noted_by uuid references identity.users (id) on delete set null,
      noted_at timestamptz not null,
      -- The records it came through by merges, the last one last: a merge that is undone gives it back.
      trail uuid[] not null default '{}',
      primary key (record_id, network, metric, day)
    );
    create index figures_workspace on checkup.figures (workspace_id, day);

    create table checkup.corrections (
      id uuid primary key default uuidv7(),
      record_id uuid not null references crm.records (id) on delete cascade,
      network text not null,
      metric text not null,
      day date not null,
      value bigint not null,
      source text not null,
      noted_by uuid references identity.users (id) on delete set null,
      noted_at timestamptz not null,
      corrected_by uuid references identity.users (id) on delete set null,
      corrected_at timestamptz not null
    );
    create index corrections_record on checkup.corrections (record_id, corrected_at desc);
    create function checkup.keep_correction() returns trigger language plpgsql as $$
    begin
      insert into checkup.corrections (record_id, network, metric, day, value, source, noted_by, noted_at, corrected_by, corrected_at)
      values (old.record_id, old.network, old.metric, old.day, old.value, old.source, old.noted_by, old.noted_at, new.noted_by, new.noted_at);
      return null;
    end $$;
    create trigger keep_correction after update on checkup.figures for each row when (old.value <> new.value) execute function checkup.keep_correction();

    -- Where an artist's audience lives and where they play: [{ country, share }] in hundredths of a per cent; country codes.
    create table checkup.audiences (
      record_id uuid primary key references crm.records (id) on delete cascade,
      workspace_id uuid not null,
      countries jsonb not null default '[]',
      touring text[] not null default '{}',
      day date not null,
      invented boolean not null default false,
      noted_by uuid references identity.users (id) on delete set null,
      noted_at timestamptz not null
    );

    -- The last call to each network for each artist: what the screen says, and what a daily round goes by.
    create table checkup.fetches (
      record_id uuid not null references crm.records (id) on delete cascade,
      network text not null,
      workspace_id uuid not null,
      state text not null check (state in ('waiting', 'done', 'refused')),
      -- Code of the refusal: checkup.notOnNetwork…
      problem text,
      asked_at timestamptz not null,
      ended_at timestamptz,
      primary key (record_id, network)
    );

    -- From when a network may be asked again, by whichever process asks.
    create table checkup.paces (
      network text primary key,
      free_at timestamptz not null
    );
  `.execute(db)
}
