import { type Kysely, sql } from 'kysely'

/** Mona Market Fit: analyses as they were made, the score that stands, what was learnt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema fit;
    -- Never changed after: what was known on that day, and the score taken apart as it was then.
    create table fit.analyses (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      record_id uuid not null references crm.records (id) on delete cascade,
      occasion text not null check (occasion in ('asked', 'entry', 'facts', 'daily')),
      -- The pipeline that a card of the artist came into.
      pipeline_id uuid,
      check ((occasion = 'entry') = (pipeline_id is not null)),
      facts jsonb not null,
      result jsonb not null,
      score real check (score between 0 and 100),
      confidence real not null check (confidence between 0 and 1),
      -- 0 = the house's own weights.
      weights_version int not null check (weights_version >= 0),
      asked_by uuid references identity.users (id) on delete set null,
      made_at timestamptz not null
    );
    create index analyses_record on fit.analyses (record_id, made_at desc, id desc);
    create index analyses_workspace on fit.analyses (workspace_id, made_at);
    create unique index analyses_entry on fit.analyses (record_id, pipeline_id) where occasion = 'entry';

    -- One line an artist: the analysis that stands.
    create table fit.scores (
      record_id uuid primary key references crm.records (id) on delete cascade,
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      analysis_id uuid not null references fit.analyses (id) on delete cascade,
      score real check (score between 0 and 100),
      confidence real not null,
      -- By part, null = unknown: { audience, market, readiness, position }.
      parts jsonb not null,
      country text,
      genre text,
      tier text not null,
      invented boolean not null,
      -- The score and the analysis that the artist's history told last.
      told real,
      told_analysis_id uuid references fit.analyses (id) on delete set null,
      made_at timestamptz not null
    );
    create index scores_order on fit.scores (workspace_id, (coalesce(score, -1)) desc, record_id desc);
    create index scores_analysis on fit.scores (analysis_id);
    create index scores_told on fit.scores (told_analysis_id);

    -- What was learnt from an agency's results; the last version is in force.
    create table fit.models (
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      version int not null check (version > 0),
      model jsonb not null,
      made_at timestamptz not null,
      primary key (workspace_id, version)
    );

    -- What artists are compared with, kept for a few minutes.
    create table fit.grounds (
      workspace_id uuid primary key references identity.workspaces (id) on delete cascade,
      ground jsonb not null,
      made_at timestamptz not null
    );
  `.execute(db)
}
