import { type Kysely, sql } from 'kysely'

/** The versions of an agency's grid, and check-ups. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Version 1 is the house's own grid and has no row. Never changed after: an old check-up names its version.
    create table checkup.grids (
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      version int not null check (version > 1),
      -- { [criterion]: { weight, bands?: { [tier]: [low, high] }, from: 'house' | 'own' | 'edited' } }
      criteria jsonb not null,
      -- edited by a person, or measured on the agency's own artists.
      origin text not null check (origin in ('edited', 'measured')),
      note text check (length(note) <= 500),
      made_by uuid references identity.users (id) on delete set null,
      made_at timestamptz not null,
      primary key (workspace_id, version)
    );

    create table checkup.checkups (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null,
      record_id uuid not null references crm.records (id) on delete cascade,
      grid_version int not null,
      -- What people said: { [criterion]: { answer?, score?, reason?, by, at } }.
      answers jsonb not null default '{}',
      -- Set when finished: the result and the figures it was made from, as they were.
      result jsonb,
      facts jsonb,
      score real,
      invented boolean not null default false,
      previous_id uuid references checkup.checkups (id) on delete set null,
      version int not null default 1,
      started_by uuid references identity.users (id) on delete set null,
      started_at timestamptz not null,
      finished_by uuid references identity.users (id) on delete set null,
      finished_at timestamptz,
      -- The records it came through by merges, the last one last.
      trail uuid[] not null default '{}',
      check ((finished_at is null) = (result is null))
    );
    -- One under way an artist.
    create unique index checkups_open on checkup.checkups (record_id) where finished_at is null;
    create index checkups_record on checkup.checkups (record_id, finished_at desc);
    create index checkups_workspace on checkup.checkups (workspace_id, started_at desc, id desc);
    create index checkups_previous on checkup.checkups (previous_id) where previous_id is not null;
  `.execute(db)
}
