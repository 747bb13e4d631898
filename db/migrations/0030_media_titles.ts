import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema media;

    -- A workspace's video and all that is made of it. The state says what happens now; version is what can be played meanwhile.
    create table media.titles (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id),
      name text not null check (name <> '' and length(name) <= 200),
      created_by uuid references identity.users (id) on delete set null,
      state text not null default 'empty' check (state in ('empty', 'uploading', 'queued', 'probing', 'processing', 'ready', 'failed', 'cancelled')),
      progress real not null default 0 check (progress between 0 and 1),
      problem jsonb,
      source_id uuid,
      version integer check (version > 0),
      duration_ms integer check (duration_ms > 0),
      width integer,
      height integer,
      -- One number a try: the files of a dead try are never mixed with those of the next.
      attempt integer not null default 0,
      tries integer not null default 0,
      worked_by text,
      leased_until timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check ((leased_until is not null) = (state in ('probing', 'processing'))),
      check (state <> 'ready' or version is not null),
      check ((state = 'failed') = (problem is not null))
    );
    create index titles_workspace on media.titles (workspace_id, id desc);
    create index titles_waiting on media.titles (updated_at) where state in ('queued', 'probing', 'processing');

    create table media.uploads (
      id uuid primary key default uuidv7(),
      title_id uuid not null references media.titles (id) on delete cascade,
      creator_id uuid not null references identity.users (id) on delete cascade,
      purpose text not null check (purpose in ('film', 'subtitle', 'poster')),
      filename text not null check (length(filename) <= 200),
      language text,
      label text,
      kind text,
      size bigint not null check (size >= 0),
      received bigint not null default 0 check (received >= 0),
      sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
      state text not null default 'receiving' check (state in ('receiving', 'kept', 'used', 'refused', 'expired', 'withdrawn')),
      problem jsonb,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check ((state = 'refused') = (problem is not null))
    );
    create index uploads_title on media.uploads (title_id, created_at desc);
    create index uploads_creator on media.uploads (creator_id);
    create index uploads_receiving on media.uploads (updated_at) where state = 'receiving';
    alter table media.titles add foreign key (source_id) references media.uploads (id);
    create index titles_source on media.titles (source_id);

    -- Lengths of the segments in seconds, run by run: [[4, 149], [2.3, 1]].
    create table media.renditions (
      title_id uuid not null references media.titles (id) on delete cascade,
      version integer not null,
      name text not null,
      position smallint not null,
      kind text not null check (kind in ('video', 'audio')),
      codecs text not null,
      average_bps integer not null check (average_bps > 0),
      peak_bps integer not null check (peak_bps >= average_bps),
      bytes bigint not null,
      width integer,
      height integer,
      frame_rate real,
      audio_group text check (audio_group in ('low', 'high')),
      language text,
      label text,
      is_default boolean not null default false,
      segments jsonb not null,
      primary key (title_id, version, name),
      check ((kind = 'video') = (width is not null and height is not null))
    );

    create table media.keys (
      title_id uuid not null references media.titles (id) on delete cascade,
      version integer not null,
      sealed bytea not null,
      primary key (title_id, version)
    );

    create table media.storyboards (
      title_id uuid not null references media.titles (id) on delete cascade,
      version integer not null,
      interval_ms integer not null check (interval_ms > 0),
      columns smallint not null,
      rows smallint not null,
      tile_width smallint not null,
      tile_height smallint not null,
      count integer not null check (count > 0),
      primary key (title_id, version)
    );

    create table media.subtitles (
      id uuid primary key default uuidv7(),
      title_id uuid not null references media.titles (id) on delete cascade,
      language text not null,
      label text not null check (label <> '' and length(label) <= 80),
      kind text not null check (kind in ('subtitles', 'captions', 'descriptions', 'chapters')),
      cues integer not null check (cues > 0),
      created_at timestamptz not null default now(),
      unique (title_id, language, kind)
    );

    -- Posters, frames offered as posters, portraits. A picture never changes: another one is another id.
    create table media.pictures (
      id uuid primary key default uuidv7(),
      title_id uuid references media.titles (id) on delete cascade,
      origin text not null check (origin in ('frame', 'upload')),
      at_ms integer,
      score real not null default 0,
      color text not null check (color ~ '^#[0-9a-f]{6}$'),
      width integer not null,
      height integer not null,
      widths integer[] not null,
      -- A frame that is only offered has a thumbnail; all sizes are made when it is chosen.
      complete boolean not null default false,
      chosen boolean not null default false,
      chosen_by uuid references identity.users (id) on delete set null,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      check (not chosen or (title_id is not null and complete))
    );
    create index pictures_title on media.pictures (title_id);
    create unique index pictures_chosen on media.pictures (title_id) where chosen;
  `.execute(db)
}
