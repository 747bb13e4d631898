import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema cinema;

    create table cinema.genres (
      slug text primary key,
      label_fr text not null,
      label_en text not null,
      position smallint not null
    );
    insert into cinema.genres (slug, label_fr, label_en, position) values
      ('drama', 'Drame', 'Drama', 1), ('comedy', 'Comédie', 'Comedy', 2), ('romance', 'Romance', 'Romance', 3),
      ('thriller', 'Thriller', 'Thriller', 4), ('crime', 'Policier', 'Crime', 5), ('action', 'Action et aventure', 'Action and adventure', 6),
      ('documentary', 'Documentaire', 'Documentary', 7), ('animation', 'Animation', 'Animation', 8), ('science-fiction', 'Science-fiction', 'Science fiction', 9),
      ('fantasy', 'Conte et fantastique', 'Tale and fantasy', 10), ('horror', 'Épouvante', 'Horror', 11), ('history', 'Histoire', 'History', 12),
      ('war', 'Guerre', 'War', 13), ('music', 'Musique', 'Music', 14), ('sport', 'Sport', 'Sport', 15), ('family', 'Jeune public', 'Family', 16),
      ('faith', 'Spiritualité', 'Faith', 17), ('experimental', 'Expérimental', 'Experimental', 18);

    create table cinema.films (
      id uuid primary key default uuidv7(),
      slug text not null,
      -- A film of the catalogue that nobody has claimed yet belongs to no workspace.
      workspace_id uuid references identity.workspaces (id),
      created_by uuid references identity.users (id) on delete set null,
      title_id uuid references media.titles (id) on delete set null,
      title_state text check (title_state in ('processing', 'ready', 'failed')),
      -- What the video is: the whole film or an extract of it.
      cut text not null default 'whole' check (cut in ('whole', 'extract')),
      poster jsonb,
      subtitles text[] not null default '{}',
      original_title text not null check (original_title <> ''),
      titles jsonb not null default '{}',
      year smallint check (year between 1880 and 2200),
      minutes smallint check (minutes between 1 and 2000),
      countries text[] not null default '{}',
      languages text[] not null default '{}',
      genres text[] not null default '{}',
      synopsis_fr text,
      synopsis_en text,
      -- Advised from this age; 0 = for all.
      age smallint check (age between 0 and 18),
      rights text,
      source text,
      state text not null default 'draft' check (state in ('draft', 'submitted', 'changes-asked', 'published', 'refused', 'withdrawn')),
      -- A notice is shown in the catalogue before any video of it has been published.
      notice boolean not null default false,
      listed boolean generated always as (state = 'published' or notice) stored,
      watchable boolean generated always as (state = 'published' and title_state = 'ready' and title_id is not null) stored,
      views integer not null default 0,
      likes integer not null default 0,
      ratings integer not null default 0,
      rating numeric(3, 2),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      submitted_at timestamptz,
      published_at timestamptz,
      listed_at timestamptz not null default now(),
      -- The transaction that last changed what search reads: see search/finder.ts.
      changed xid8 not null default pg_current_xact_id(),
      check (workspace_id is not null or notice),
      check (title_id is null or title_state is not null)
    );
    create unique index films_slug on cinema.films (slug);
    create unique index films_title on cinema.films (title_id) where title_id is not null;
    create index films_workspace on cinema.films (workspace_id, updated_at desc);
    create index films_queue on cinema.films (submitted_at) where state = 'submitted';
    create index films_changed on cinema.films (changed);
    create index films_newest on cinema.films (listed_at desc, id desc) where listed;
    create index films_by_title on cinema.films (public.fold(original_title), id) where listed;
    create index films_by_year on cinema.films (coalesce(year, 0) desc, id desc) where listed;
    create index films_by_views on cinema.films (views desc, id desc) where listed;
    create index films_by_likes on cinema.films (likes desc, id desc) where listed;
    create index films_by_minutes on cinema.films (coalesce(minutes, 32767), id) where listed;
    create index films_countries on cinema.films using gin (countries);
    create index films_languages on cinema.films using gin (languages);
    create index films_genres on cinema.films using gin (genres);

    create table cinema.people (
      id uuid primary key default uuidv7(),
      slug text not null,
      name text not null check (name <> ''),
      folded text generated always as (public.fold(name)) stored,
      -- 0 for the first person of that name, 1 for a namesake told apart by hand.
      namesake smallint not null default 0,
      changed xid8 not null default pg_current_xact_id(),
      unique (folded, namesake)
    );
    create unique index people_slug on cinema.people (slug);
    create index people_changed on cinema.people (changed);

    create table cinema.credits (
      film_id uuid not null references cinema.films (id) on delete cascade,
      person_id uuid not null references cinema.people (id),
      role text not null check (role in ('director', 'writer', 'producer', 'cast', 'camera', 'editing', 'music', 'sound', 'design', 'costume', 'crew')),
      character text,
      position smallint not null,
      primary key (film_id, role, person_id)
    );
    create index credits_person on cinema.credits (person_id, film_id);

    create table cinema.awards (
      film_id uuid not null references cinema.films (id) on delete cascade,
      position smallint not null,
      body text not null,
      year smallint not null,
      category text not null,
      nominee text,
      won boolean not null,
      source text,
      primary key (film_id, position)
    );
    create index awards_body on cinema.awards (body, year desc);

    create table cinema.decisions (
      id uuid primary key default uuidv7(),
      film_id uuid not null references cinema.films (id) on delete cascade,
      kind text not null check (kind in ('submitted', 'changes-asked', 'published', 'refused', 'withdrawn')),
      by uuid references identity.users (id) on delete set null,
      note text,
      points jsonb not null default '[]',
      at timestamptz not null
    );
    create index decisions_film on cinema.decisions (film_id, id);

    create table cinema.collections (
      id uuid primary key default uuidv7(),
      slug text not null,
      titles jsonb not null,
      notes jsonb not null default '{}',
      position smallint not null default 0,
      updated_at timestamptz not null default now()
    );
    create unique index collections_slug on cinema.collections (slug);
    create table cinema.collection_films (
      collection_id uuid not null references cinema.collections (id) on delete cascade,
      film_id uuid not null references cinema.films (id) on delete cascade,
      position smallint not null,
      primary key (collection_id, film_id)
    );
    create index collection_films_film on cinema.collection_films (film_id);

    create table cinema.wishes (
      film_id uuid not null references cinema.films (id) on delete cascade,
      user_id uuid not null references identity.users (id) on delete cascade,
      at timestamptz not null default now(),
      primary key (film_id, user_id)
    );
    create index wishes_user on cinema.wishes (user_id);

    create function cinema.mark_changed() returns trigger language plpgsql as $$
      begin new.changed := pg_current_xact_id(); return new; end $$;
    create trigger films_mark before update of original_title, titles, synopsis_fr, synopsis_en, state, notice on cinema.films
      for each row execute function cinema.mark_changed();
    create trigger people_mark before update of name, slug on cinema.people
      for each row execute function cinema.mark_changed();
  `.execute(db)
}
