import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema playback;

    -- A person watching. Guests have no account: their browser is known by a signed cookie whose digest is kept.
    create table playback.sessions (
      id uuid primary key default uuidv7(),
      token_digest text not null unique,
      user_id uuid references identity.users (id) on delete cascade,
      device_digest text,
      seat smallint check (seat > 0),
      film_id uuid not null references cinema.films (id) on delete cascade,
      title_id uuid not null references media.titles (id) on delete cascade,
      device text not null check (length(device) <= 80),
      country text check (country ~ '^[A-Z]{2}$'),
      view_key text not null,
      duration_ms integer not null check (duration_ms >= 0),
      started_at timestamptz not null,
      seen_at timestamptz not null,
      leased_until timestamptz not null,
      ended_at timestamptz,
      ended_by text check (ended_by in ('viewer', 'device', 'replaced', 'lapse')),
      position_ms integer not null default 0 check (position_ms >= 0),
      watched_ms integer not null default 0 check (watched_ms >= 0),
      bytes bigint not null default 0 check (bytes >= 0),
      rung text,
      viewed boolean not null default false,
      check ((ended_at is null) = (ended_by is null)),
      check ((user_id is null) = (seat is null))
    );
    -- The limit itself: an account has so many seats, and two sessions never share one.
    create unique index sessions_seat on playback.sessions (user_id, seat) where ended_at is null;
    create index sessions_live on playback.sessions (leased_until) where ended_at is null;
    create index sessions_device on playback.sessions (device_digest, film_id) where ended_at is null;
    create index sessions_film on playback.sessions (film_id);
    create index sessions_title on playback.sessions (title_id);

    create table playback.progress (
      user_id uuid not null references identity.users (id) on delete cascade,
      film_id uuid not null references cinema.films (id) on delete cascade,
      position_ms integer not null check (position_ms >= 0),
      duration_ms integer not null check (duration_ms >= 0),
      finished boolean not null default false,
      watched_at timestamptz not null,
      primary key (user_id, film_id)
    ) with (fillfactor = 85);
    create index progress_history on playback.progress (user_id, watched_at desc, film_id);
    create index progress_film on playback.progress (film_id);

    create table playback.preferences (
      user_id uuid primary key references identity.users (id) on delete cascade,
      history_paused boolean not null default false
    );

    -- One row a film, a viewer and a day: counted once by the key itself.
    create table playback.views (
      film_id uuid not null references cinema.films (id) on delete cascade,
      viewer text not null,
      day date not null,
      country text,
      at timestamptz not null,
      primary key (film_id, viewer, day)
    );
    create index views_recent on playback.views (at, film_id);

    create table playback.experiences (
      id bigint generated always as identity primary key,
      session_id uuid not null references playback.sessions (id) on delete cascade,
      film_id uuid not null,
      kind text not null check (kind in ('start', 'stall', 'rung', 'bytes', 'error')),
      value bigint not null check (value >= 0),
      rung text,
      detail text check (length(detail) <= 200),
      at timestamptz not null
    );
    create index experiences_film on playback.experiences (film_id, kind, at);
    create index experiences_session on playback.experiences (session_id);
  `.execute(db)
}
