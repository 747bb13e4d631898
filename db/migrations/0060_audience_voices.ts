import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema audience;

    create table audience.favourites (
      user_id uuid not null references identity.users (id) on delete cascade,
      film_id uuid not null references cinema.films (id) on delete cascade,
      at timestamptz not null,
      primary key (user_id, film_id)
    );
    create index favourites_recent on audience.favourites (user_id, at desc, film_id);
    create index favourites_film on audience.favourites (film_id);

    create table audience.ratings (
      user_id uuid not null references identity.users (id) on delete cascade,
      film_id uuid not null references cinema.films (id) on delete cascade,
      stars smallint not null check (stars between 1 and 5),
      at timestamptz not null,
      primary key (user_id, film_id)
    );
    create index ratings_film on audience.ratings (film_id, stars);

    create table audience.lists (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      name text not null check (length(name) between 1 and 80),
      -- Whoever holds it may read the list; null = private.
      share_token text unique,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index lists_user on audience.lists (user_id, updated_at desc);

    create table audience.list_films (
      list_id uuid not null references audience.lists (id) on delete cascade,
      film_id uuid not null references cinema.films (id) on delete cascade,
      position integer not null,
      at timestamptz not null,
      primary key (list_id, film_id)
    );
    create index list_films_order on audience.list_films (list_id, position);
    create index list_films_film on audience.list_films (film_id);

    create table audience.comments (
      id uuid primary key default uuidv7(),
      film_id uuid not null references cinema.films (id) on delete cascade,
      -- Threads have one level: an answer has a parent, a parent has none.
      parent_id uuid references audience.comments (id) on delete cascade,
      user_id uuid references identity.users (id) on delete set null,
      body text not null check (length(body) <= 2000),
      at timestamptz not null,
      edited_at timestamptz,
      deleted_at timestamptz,
      hidden_at timestamptz,
      hidden_reason text check (hidden_reason in ('spam', 'insult', 'hate', 'spoiler', 'illegal', 'other')),
      check ((hidden_at is null) = (hidden_reason is null))
    );
    create index comments_film on audience.comments (film_id, at desc, id desc) where parent_id is null;
    create index comments_answers on audience.comments (parent_id, at, id) where parent_id is not null;
    create index comments_user on audience.comments (user_id, at desc);

    create table audience.reports (
      comment_id uuid not null references audience.comments (id) on delete cascade,
      user_id uuid not null references identity.users (id) on delete cascade,
      reason text not null check (reason in ('spam', 'insult', 'hate', 'spoiler', 'illegal', 'other')),
      note text check (length(note) <= 500),
      at timestamptz not null,
      settled_at timestamptz,
      primary key (comment_id, user_id)
    );
    create index reports_open on audience.reports (comment_id) where settled_at is null;

    create table audience.moderations (
      id uuid primary key default uuidv7(),
      comment_id uuid not null references audience.comments (id) on delete cascade,
      act text not null check (act in ('hide', 'restore', 'keep')),
      reason text,
      note text check (length(note) <= 500),
      moderator_id uuid references identity.users (id) on delete set null,
      at timestamptz not null
    );
    create index moderations_comment on audience.moderations (comment_id, id);

    -- For each film its nearest ones, by those who watched both and by what they are: [[film, score, why], …], best first.
    create table audience.neighbours (
      film_id uuid not null references cinema.films (id) on delete cascade,
      basis text not null check (basis in ('watched', 'content')),
      items jsonb not null,
      computed_at timestamptz not null,
      primary key (film_id, basis)
    );
  `.execute(db)
}
