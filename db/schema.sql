-- The schema as it stands, written by scripts/schema.ts from db/migrations. Not run by anything.

create extension btree_gist;
create extension citext;
create extension pg_trgm;
create extension unaccent;

create schema audience;
create schema cinema;
create schema identity;
create schema media;
create schema messaging;
create schema platform;
create schema playback;
create schema webhooks;

CREATE OR REPLACE FUNCTION cinema.mark_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin new.changed := pg_current_xact_id(); return new; end $function$
;
CREATE OR REPLACE FUNCTION identity.forget_actor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        perform pg_notify('griot_actor', coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0]);
        return null;
      end $function$
;
CREATE OR REPLACE FUNCTION identity.forget_everyone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        perform pg_notify('griot_actor', '*');
        return null;
      end $function$
;
CREATE OR REPLACE FUNCTION identity.keep_an_owner()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        perform 1 from identity.workspaces where id = old.workspace_id for update;
        if found and not exists (select 1 from identity.members where workspace_id = old.workspace_id and role = 'owner') then
          raise exception 'a workspace keeps an owner' using errcode = 'check_violation', constraint = 'members_keep_an_owner';
        end if;
        return null;
      end $function$
;
CREATE OR REPLACE FUNCTION platform.forbid_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin raise exception 'platform.audit is append only'; end $function$
;
CREATE OR REPLACE FUNCTION public.fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $function$
;

create table audience.comments (
  id uuid not null default uuidv7(),
  film_id uuid not null,
  parent_id uuid,
  user_id uuid,
  body text not null,
  at timestamp with time zone not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  hidden_at timestamp with time zone,
  hidden_reason text
);
create table audience.favourites (
  user_id uuid not null,
  film_id uuid not null,
  at timestamp with time zone not null
);
create table audience.list_films (
  list_id uuid not null,
  film_id uuid not null,
  "position" integer not null,
  at timestamp with time zone not null
);
create table audience.lists (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  name text not null,
  share_token text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create table audience.moderations (
  id uuid not null default uuidv7(),
  comment_id uuid not null,
  act text not null,
  reason text,
  note text,
  moderator_id uuid,
  at timestamp with time zone not null
);
create table audience.neighbours (
  film_id uuid not null,
  basis text not null,
  items jsonb not null,
  computed_at timestamp with time zone not null
);
create table audience.ratings (
  user_id uuid not null,
  film_id uuid not null,
  stars smallint not null,
  at timestamp with time zone not null
);
create table audience.reports (
  comment_id uuid not null,
  user_id uuid not null,
  reason text not null,
  note text,
  at timestamp with time zone not null,
  settled_at timestamp with time zone
);
create table cinema.awards (
  film_id uuid not null,
  "position" smallint not null,
  body text not null,
  year smallint not null,
  category text not null,
  nominee text,
  won boolean not null,
  source text
);
create table cinema.collection_films (
  collection_id uuid not null,
  film_id uuid not null,
  "position" smallint not null
);
create table cinema.collections (
  id uuid not null default uuidv7(),
  slug text not null,
  titles jsonb not null,
  notes jsonb not null default '{}'::jsonb,
  "position" smallint not null default 0,
  updated_at timestamp with time zone not null default now()
);
create table cinema.credits (
  film_id uuid not null,
  person_id uuid not null,
  role text not null,
  "character" text,
  "position" smallint not null
);
create table cinema.decisions (
  id uuid not null default uuidv7(),
  film_id uuid not null,
  kind text not null,
  by uuid,
  note text,
  points jsonb not null default '[]'::jsonb,
  at timestamp with time zone not null
);
create table cinema.films (
  id uuid not null default uuidv7(),
  slug text not null,
  workspace_id uuid,
  created_by uuid,
  title_id uuid,
  title_state text,
  cut text not null default 'whole'::text,
  poster jsonb,
  subtitles text[] not null default '{}'::text[],
  original_title text not null,
  titles jsonb not null default '{}'::jsonb,
  year smallint,
  minutes smallint,
  countries text[] not null default '{}'::text[],
  languages text[] not null default '{}'::text[],
  genres text[] not null default '{}'::text[],
  synopsis_fr text,
  synopsis_en text,
  age smallint,
  rights text,
  source text,
  state text not null default 'draft'::text,
  notice boolean not null default false,
  listed boolean generated always as (((state = 'published'::text) OR notice)) stored,
  watchable boolean generated always as (((state = 'published'::text) AND (title_state = 'ready'::text) AND (title_id IS NOT NULL))) stored,
  views integer not null default 0,
  likes integer not null default 0,
  ratings integer not null default 0,
  rating numeric(3,2),
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  submitted_at timestamp with time zone,
  published_at timestamp with time zone,
  listed_at timestamp with time zone not null default now(),
  changed xid8 not null default pg_current_xact_id()
);
create table cinema.genres (
  slug text not null,
  label_fr text not null,
  label_en text not null,
  "position" smallint not null
);
create table cinema.people (
  id uuid not null default uuidv7(),
  slug text not null,
  name text not null,
  folded text generated always as (fold(name)) stored,
  namesake smallint not null default 0,
  changed xid8 not null default pg_current_xact_id()
);
create table cinema.wishes (
  film_id uuid not null,
  user_id uuid not null,
  at timestamp with time zone not null default now()
);
create table identity.accounts (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table identity.attempts (
  key text not null,
  count integer not null,
  until timestamp with time zone not null
);
create table identity.devices (
  user_id uuid not null,
  hash text not null,
  first_seen_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now()
);
create table identity.invitations (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  kind text not null,
  email text not null,
  role text not null,
  token_hash text not null,
  state text not null default 'pending'::text,
  invited_by uuid,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  answered_at timestamp with time zone
);
create table identity.keys (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  name text not null,
  start text not null,
  hash text not null,
  scopes text[] not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create table identity.members (
  workspace_id uuid not null,
  kind text not null,
  user_id uuid not null,
  role text not null,
  joined_at timestamp with time zone not null default now()
);
create table identity.passkeys (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  name text,
  public_key text not null,
  credential_id text not null,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamp with time zone not null default now()
);
create table identity.recovery_codes (
  user_id uuid not null,
  hash text not null,
  used_at timestamp with time zone
);
create table identity.refresh_tokens (
  hash text not null,
  session_id uuid not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone
);
create table identity.role_permissions (
  kind text not null,
  role text not null,
  permission text not null
);
create table identity.roles (
  kind text not null,
  role text not null,
  rank smallint not null
);
create table identity.second_factors (
  user_id uuid not null,
  secret bytea not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0
);
create table identity.sessions (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  token text not null,
  kind text not null default 'browser'::text,
  method text not null default 'provider'::text,
  ip_address text,
  user_agent text,
  expires_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null default now(),
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table identity.staff_roles (
  user_id uuid not null,
  role text not null,
  granted_by uuid,
  granted_at timestamp with time zone not null default now()
);
create table identity.tickets (
  hash text not null,
  purpose text not null,
  address text not null,
  user_id uuid,
  code_hash text,
  attempts smallint not null default 0,
  data jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null
);
create table identity.users (
  id uuid not null default uuidv7(),
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  phone text,
  image text,
  lang text,
  theme text not null default 'auto'::text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table identity.verifications (
  id uuid not null default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table identity.workspaces (
  id uuid not null default uuidv7(),
  slug text not null,
  name text not null,
  kind text not null,
  created_by uuid,
  created_at timestamp with time zone not null default now()
);
create table media.keys (
  title_id uuid not null,
  version integer not null,
  sealed bytea not null
);
create table media.pictures (
  id uuid not null default uuidv7(),
  title_id uuid,
  origin text not null,
  at_ms integer,
  score real not null default 0,
  color text not null,
  width integer not null,
  height integer not null,
  widths integer[] not null,
  complete boolean not null default false,
  chosen boolean not null default false,
  chosen_by uuid,
  created_by uuid,
  created_at timestamp with time zone not null default now()
);
create table media.renditions (
  title_id uuid not null,
  version integer not null,
  name text not null,
  "position" smallint not null,
  kind text not null,
  codecs text not null,
  average_bps integer not null,
  peak_bps integer not null,
  bytes bigint not null,
  width integer,
  height integer,
  frame_rate real,
  audio_group text,
  language text,
  label text,
  is_default boolean not null default false,
  segments jsonb not null
);
create table media.storyboards (
  title_id uuid not null,
  version integer not null,
  interval_ms integer not null,
  columns smallint not null,
  rows smallint not null,
  tile_width smallint not null,
  tile_height smallint not null,
  count integer not null
);
create table media.subtitles (
  id uuid not null default uuidv7(),
  title_id uuid not null,
  language text not null,
  label text not null,
  kind text not null,
  cues integer not null,
  created_at timestamp with time zone not null default now()
);
create table media.titles (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  name text not null,
  created_by uuid,
  state text not null default 'empty'::text,
  progress real not null default 0,
  problem jsonb,
  source_id uuid,
  version integer,
  duration_ms integer,
  width integer,
  height integer,
  attempt integer not null default 0,
  tries integer not null default 0,
  worked_by text,
  leased_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table media.uploads (
  id uuid not null default uuidv7(),
  title_id uuid not null,
  creator_id uuid not null,
  purpose text not null,
  filename text not null,
  language text,
  label text,
  kind text,
  size bigint not null,
  received bigint not null default 0,
  sha256 text,
  state text not null default 'receiving'::text,
  problem jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table messaging.notices (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  kind text not null,
  params jsonb not null default '{}'::jsonb,
  href text,
  created_at timestamp with time zone not null default now(),
  read_at timestamp with time zone
);
create table platform.audit (
  id uuid not null default uuidv7(),
  at timestamp with time zone not null default now(),
  actor_id uuid,
  via text,
  operation text not null,
  subject text,
  request_id text not null,
  ip inet,
  outcome text not null
);
create table platform.events (
  id uuid not null default uuidv7(),
  type text not null,
  subject text not null,
  workspace_id uuid,
  actor_id uuid,
  payload jsonb not null default '{}'::jsonb,
  at timestamp with time zone not null default now()
);
create table platform.idempotency (
  caller text not null,
  operation text not null,
  key text not null,
  input_digest text not null,
  answer jsonb,
  at timestamp with time zone not null default now()
);
create table platform.mailbox (
  id uuid not null default uuidv7(),
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  channel text not null,
  at timestamp with time zone not null default now()
);
create table platform.reactions (
  event_id uuid not null,
  reaction text not null,
  at timestamp with time zone not null default now()
);
create table platform.stream (
  id bigint not null generated always as identity,
  topic text not null,
  data jsonb not null,
  at timestamp with time zone not null default now()
);
create table platform.workers (
  id text not null,
  process uuid not null,
  seen_at timestamp with time zone not null default now()
);
create table playback.experiences (
  id bigint not null generated always as identity,
  session_id uuid not null,
  film_id uuid not null,
  kind text not null,
  value bigint not null,
  rung text,
  detail text,
  at timestamp with time zone not null
);
create table playback.preferences (
  user_id uuid not null,
  history_paused boolean not null default false
);
create table playback.progress (
  user_id uuid not null,
  film_id uuid not null,
  position_ms integer not null,
  duration_ms integer not null,
  finished boolean not null default false,
  watched_at timestamp with time zone not null
);
create table playback.sessions (
  id uuid not null default uuidv7(),
  token_digest text not null,
  user_id uuid,
  device_digest text,
  seat smallint,
  film_id uuid not null,
  title_id uuid not null,
  device text not null,
  country text,
  view_key text not null,
  duration_ms integer not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  leased_until timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  position_ms integer not null default 0,
  watched_ms integer not null default 0,
  bytes bigint not null default 0,
  rung text,
  viewed boolean not null default false
);
create table playback.views (
  film_id uuid not null,
  viewer text not null,
  day date not null,
  country text,
  at timestamp with time zone not null
);
create table webhooks.deliveries (
  id uuid not null default uuidv7(),
  endpoint_id uuid not null,
  event_id uuid not null,
  type text not null,
  body text not null,
  state text not null default 'waiting'::text,
  tries integer not null default 0,
  next_at timestamp with time zone,
  created_at timestamp with time zone not null default now()
);
create table webhooks.endpoints (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  url text not null,
  name text not null default ''::text,
  events text[] not null,
  secret bytea not null,
  former_secret bytea,
  former_until timestamp with time zone,
  state text not null default 'active'::text,
  failures integer not null default 0,
  failing_since timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null default now()
);
create table webhooks.tries (
  delivery_id uuid not null,
  number integer not null,
  at timestamp with time zone not null,
  status integer,
  problem text,
  ms integer not null,
  answer text not null default ''::text
);

alter table audience.comments add constraint comments_pkey PRIMARY KEY (id);
alter table audience.comments add constraint comments_body_check CHECK ((length(body) <= 2000));
alter table audience.comments add constraint comments_check CHECK (((hidden_at IS NULL) = (hidden_reason IS NULL)));
alter table audience.comments add constraint comments_hidden_reason_check CHECK ((hidden_reason = ANY (ARRAY['spam'::text, 'insult'::text, 'hate'::text, 'spoiler'::text, 'illegal'::text, 'other'::text])));
alter table audience.favourites add constraint favourites_pkey PRIMARY KEY (user_id, film_id);
alter table audience.list_films add constraint list_films_pkey PRIMARY KEY (list_id, film_id);
alter table audience.lists add constraint lists_share_token_key UNIQUE (share_token);
alter table audience.lists add constraint lists_pkey PRIMARY KEY (id);
alter table audience.lists add constraint lists_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)));
alter table audience.moderations add constraint moderations_pkey PRIMARY KEY (id);
alter table audience.moderations add constraint moderations_act_check CHECK ((act = ANY (ARRAY['hide'::text, 'restore'::text, 'keep'::text])));
alter table audience.moderations add constraint moderations_note_check CHECK ((length(note) <= 500));
alter table audience.neighbours add constraint neighbours_pkey PRIMARY KEY (film_id, basis);
alter table audience.neighbours add constraint neighbours_basis_check CHECK ((basis = ANY (ARRAY['watched'::text, 'content'::text])));
alter table audience.ratings add constraint ratings_pkey PRIMARY KEY (user_id, film_id);
alter table audience.ratings add constraint ratings_stars_check CHECK (((stars >= 1) AND (stars <= 5)));
alter table audience.reports add constraint reports_pkey PRIMARY KEY (comment_id, user_id);
alter table audience.reports add constraint reports_note_check CHECK ((length(note) <= 500));
alter table audience.reports add constraint reports_reason_check CHECK ((reason = ANY (ARRAY['spam'::text, 'insult'::text, 'hate'::text, 'spoiler'::text, 'illegal'::text, 'other'::text])));
alter table cinema.awards add constraint awards_pkey PRIMARY KEY (film_id, "position");
alter table cinema.collection_films add constraint collection_films_pkey PRIMARY KEY (collection_id, film_id);
alter table cinema.collections add constraint collections_pkey PRIMARY KEY (id);
alter table cinema.credits add constraint credits_pkey PRIMARY KEY (film_id, role, person_id);
alter table cinema.credits add constraint credits_role_check CHECK ((role = ANY (ARRAY['director'::text, 'writer'::text, 'producer'::text, 'cast'::text, 'camera'::text, 'editing'::text, 'music'::text, 'sound'::text, 'design'::text, 'costume'::text, 'crew'::text])));
alter table cinema.decisions add constraint decisions_pkey PRIMARY KEY (id);
alter table cinema.decisions add constraint decisions_kind_check CHECK ((kind = ANY (ARRAY['submitted'::text, 'changes-asked'::text, 'published'::text, 'refused'::text, 'withdrawn'::text])));
alter table cinema.films add constraint films_pkey PRIMARY KEY (id);
alter table cinema.films add constraint films_age_check CHECK (((age >= 0) AND (age <= 18)));
alter table cinema.films add constraint films_check CHECK (((workspace_id IS NOT NULL) OR notice));
alter table cinema.films add constraint films_check1 CHECK (((title_id IS NULL) OR (title_state IS NOT NULL)));
alter table cinema.films add constraint films_cut_check CHECK ((cut = ANY (ARRAY['whole'::text, 'extract'::text])));
alter table cinema.films add constraint films_minutes_check CHECK (((minutes >= 1) AND (minutes <= 2000)));
alter table cinema.films add constraint films_original_title_check CHECK ((original_title <> ''::text));
alter table cinema.films add constraint films_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'changes-asked'::text, 'published'::text, 'refused'::text, 'withdrawn'::text])));
alter table cinema.films add constraint films_title_state_check CHECK ((title_state = ANY (ARRAY['processing'::text, 'ready'::text, 'failed'::text])));
alter table cinema.films add constraint films_year_check CHECK (((year >= 1880) AND (year <= 2200)));
alter table cinema.genres add constraint genres_pkey PRIMARY KEY (slug);
alter table cinema.people add constraint people_folded_namesake_key UNIQUE (folded, namesake);
alter table cinema.people add constraint people_pkey PRIMARY KEY (id);
alter table cinema.people add constraint people_name_check CHECK ((name <> ''::text));
alter table cinema.wishes add constraint wishes_pkey PRIMARY KEY (film_id, user_id);
alter table identity.accounts add constraint accounts_provider_id_account_id_key UNIQUE (provider_id, account_id);
alter table identity.accounts add constraint accounts_pkey PRIMARY KEY (id);
alter table identity.attempts add constraint attempts_pkey PRIMARY KEY (key);
alter table identity.devices add constraint devices_pkey PRIMARY KEY (user_id, hash);
alter table identity.invitations add constraint invitations_token_hash_key UNIQUE (token_hash);
alter table identity.invitations add constraint invitations_pkey PRIMARY KEY (id);
alter table identity.invitations add constraint invitations_email_check CHECK ((email = lower(email)));
alter table identity.invitations add constraint invitations_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'declined'::text, 'revoked'::text])));
alter table identity.keys add constraint keys_hash_key UNIQUE (hash);
alter table identity.keys add constraint keys_pkey PRIMARY KEY (id);
alter table identity.keys add constraint keys_name_check CHECK ((name <> ''::text));
alter table identity.keys add constraint keys_scopes_check CHECK ((cardinality(scopes) > 0));
alter table identity.members add constraint members_pkey PRIMARY KEY (workspace_id, user_id);
alter table identity.passkeys add constraint passkeys_credential_id_key UNIQUE (credential_id);
alter table identity.passkeys add constraint passkeys_pkey PRIMARY KEY (id);
alter table identity.recovery_codes add constraint recovery_codes_pkey PRIMARY KEY (user_id, hash);
alter table identity.refresh_tokens add constraint refresh_tokens_pkey PRIMARY KEY (hash);
alter table identity.role_permissions add constraint role_permissions_pkey PRIMARY KEY (kind, role, permission);
alter table identity.roles add constraint roles_pkey PRIMARY KEY (kind, role);
alter table identity.roles add constraint roles_kind_check CHECK ((kind = ANY (ARRAY['production'::text, 'agency'::text, 'studio'::text, 'venue'::text, 'booker'::text])));
alter table identity.second_factors add constraint second_factors_pkey PRIMARY KEY (user_id);
alter table identity.sessions add constraint sessions_token_key UNIQUE (token);
alter table identity.sessions add constraint sessions_pkey PRIMARY KEY (id);
alter table identity.sessions add constraint sessions_kind_check CHECK ((kind = ANY (ARRAY['browser'::text, 'token'::text])));
alter table identity.staff_roles add constraint staff_roles_pkey PRIMARY KEY (user_id, role);
alter table identity.staff_roles add constraint staff_roles_role_check CHECK ((role = ANY (ARRAY['reviewer'::text, 'moderator'::text, 'support'::text, 'finance'::text, 'agent'::text, 'administrator'::text])));
alter table identity.tickets add constraint tickets_pkey PRIMARY KEY (hash);
alter table identity.users add constraint users_email_key UNIQUE (email);
alter table identity.users add constraint users_phone_key UNIQUE (phone);
alter table identity.users add constraint users_pkey PRIMARY KEY (id);
alter table identity.users add constraint users_email_check CHECK ((email = lower(email)));
alter table identity.users add constraint users_lang_check CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])));
alter table identity.users add constraint users_name_check CHECK (((name <> ''::text) AND (length(name) <= 120)));
alter table identity.users add constraint users_phone_check CHECK ((phone ~ '^\+[0-9]{8,15}$'::text));
alter table identity.users add constraint users_theme_check CHECK ((theme = ANY (ARRAY['auto'::text, 'light'::text, 'dark'::text])));
alter table identity.verifications add constraint verifications_pkey PRIMARY KEY (id);
alter table identity.workspaces add constraint workspaces_id_kind_key UNIQUE (id, kind);
alter table identity.workspaces add constraint workspaces_slug_key UNIQUE (slug);
alter table identity.workspaces add constraint workspaces_pkey PRIMARY KEY (id);
alter table identity.workspaces add constraint workspaces_kind_check CHECK ((kind = ANY (ARRAY['production'::text, 'agency'::text, 'studio'::text, 'venue'::text, 'booker'::text])));
alter table identity.workspaces add constraint workspaces_name_check CHECK (((name <> ''::text) AND (length(name) <= 120)));
alter table identity.workspaces add constraint workspaces_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text));
alter table media.keys add constraint keys_pkey PRIMARY KEY (title_id, version);
alter table media.pictures add constraint pictures_pkey PRIMARY KEY (id);
alter table media.pictures add constraint pictures_check CHECK (((NOT chosen) OR ((title_id IS NOT NULL) AND complete)));
alter table media.pictures add constraint pictures_color_check CHECK ((color ~ '^#[0-9a-f]{6}$'::text));
alter table media.pictures add constraint pictures_origin_check CHECK ((origin = ANY (ARRAY['frame'::text, 'upload'::text])));
alter table media.renditions add constraint renditions_pkey PRIMARY KEY (title_id, version, name);
alter table media.renditions add constraint renditions_audio_group_check CHECK ((audio_group = ANY (ARRAY['low'::text, 'high'::text])));
alter table media.renditions add constraint renditions_average_bps_check CHECK ((average_bps > 0));
alter table media.renditions add constraint renditions_check CHECK ((peak_bps >= average_bps));
alter table media.renditions add constraint renditions_check1 CHECK (((kind = 'video'::text) = ((width IS NOT NULL) AND (height IS NOT NULL))));
alter table media.renditions add constraint renditions_kind_check CHECK ((kind = ANY (ARRAY['video'::text, 'audio'::text])));
alter table media.storyboards add constraint storyboards_pkey PRIMARY KEY (title_id, version);
alter table media.storyboards add constraint storyboards_count_check CHECK ((count > 0));
alter table media.storyboards add constraint storyboards_interval_ms_check CHECK ((interval_ms > 0));
alter table media.subtitles add constraint subtitles_title_id_language_kind_key UNIQUE (title_id, language, kind);
alter table media.subtitles add constraint subtitles_pkey PRIMARY KEY (id);
alter table media.subtitles add constraint subtitles_cues_check CHECK ((cues > 0));
alter table media.subtitles add constraint subtitles_kind_check CHECK ((kind = ANY (ARRAY['subtitles'::text, 'captions'::text, 'descriptions'::text, 'chapters'::text])));
alter table media.subtitles add constraint subtitles_label_check CHECK (((label <> ''::text) AND (length(label) <= 80)));
alter table media.titles add constraint titles_pkey PRIMARY KEY (id);
alter table media.titles add constraint titles_check CHECK (((leased_until IS NOT NULL) = (state = ANY (ARRAY['probing'::text, 'processing'::text]))));
alter table media.titles add constraint titles_check1 CHECK (((state <> 'ready'::text) OR (version IS NOT NULL)));
alter table media.titles add constraint titles_check2 CHECK (((state = 'failed'::text) = (problem IS NOT NULL)));
alter table media.titles add constraint titles_duration_ms_check CHECK ((duration_ms > 0));
alter table media.titles add constraint titles_name_check CHECK (((name <> ''::text) AND (length(name) <= 200)));
alter table media.titles add constraint titles_progress_check CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision)));
alter table media.titles add constraint titles_state_check CHECK ((state = ANY (ARRAY['empty'::text, 'uploading'::text, 'queued'::text, 'probing'::text, 'processing'::text, 'ready'::text, 'failed'::text, 'cancelled'::text])));
alter table media.titles add constraint titles_version_check CHECK ((version > 0));
alter table media.uploads add constraint uploads_pkey PRIMARY KEY (id);
alter table media.uploads add constraint uploads_check CHECK (((state = 'refused'::text) = (problem IS NOT NULL)));
alter table media.uploads add constraint uploads_filename_check CHECK ((length(filename) <= 200));
alter table media.uploads add constraint uploads_purpose_check CHECK ((purpose = ANY (ARRAY['film'::text, 'subtitle'::text, 'poster'::text])));
alter table media.uploads add constraint uploads_received_check CHECK ((received >= 0));
alter table media.uploads add constraint uploads_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table media.uploads add constraint uploads_size_check CHECK ((size >= 0));
alter table media.uploads add constraint uploads_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'kept'::text, 'used'::text, 'refused'::text, 'expired'::text, 'withdrawn'::text])));
alter table messaging.notices add constraint notices_pkey PRIMARY KEY (id);
alter table messaging.notices add constraint notices_href_check CHECK ((href ~ '^/([^/\\]|$)'::text));
alter table messaging.notices add constraint notices_kind_check CHECK ((kind ~ '^[a-z]+\.[A-Za-z]+$'::text));
alter table platform.audit add constraint audit_pkey PRIMARY KEY (id);
alter table platform.events add constraint events_pkey PRIMARY KEY (id);
alter table platform.idempotency add constraint idempotency_pkey PRIMARY KEY (caller, operation, key);
alter table platform.mailbox add constraint mailbox_pkey PRIMARY KEY (id);
alter table platform.mailbox add constraint mailbox_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])));
alter table platform.reactions add constraint reactions_pkey PRIMARY KEY (event_id, reaction);
alter table platform.stream add constraint stream_pkey PRIMARY KEY (id);
alter table platform.workers add constraint workers_pkey PRIMARY KEY (id);
alter table playback.experiences add constraint experiences_pkey PRIMARY KEY (id);
alter table playback.experiences add constraint experiences_detail_check CHECK ((length(detail) <= 200));
alter table playback.experiences add constraint experiences_kind_check CHECK ((kind = ANY (ARRAY['start'::text, 'stall'::text, 'rung'::text, 'bytes'::text, 'error'::text])));
alter table playback.experiences add constraint experiences_value_check CHECK ((value >= 0));
alter table playback.preferences add constraint preferences_pkey PRIMARY KEY (user_id);
alter table playback.progress add constraint progress_pkey PRIMARY KEY (user_id, film_id);
alter table playback.progress add constraint progress_duration_ms_check CHECK ((duration_ms >= 0));
alter table playback.progress add constraint progress_position_ms_check CHECK ((position_ms >= 0));
alter table playback.sessions add constraint sessions_token_digest_key UNIQUE (token_digest);
alter table playback.sessions add constraint sessions_pkey PRIMARY KEY (id);
alter table playback.sessions add constraint sessions_bytes_check CHECK ((bytes >= 0));
alter table playback.sessions add constraint sessions_check CHECK (((ended_at IS NULL) = (ended_by IS NULL)));
alter table playback.sessions add constraint sessions_check1 CHECK (((user_id IS NULL) = (seat IS NULL)));
alter table playback.sessions add constraint sessions_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));
alter table playback.sessions add constraint sessions_device_check CHECK ((length(device) <= 80));
alter table playback.sessions add constraint sessions_duration_ms_check CHECK ((duration_ms >= 0));
alter table playback.sessions add constraint sessions_ended_by_check CHECK ((ended_by = ANY (ARRAY['viewer'::text, 'device'::text, 'replaced'::text, 'lapse'::text])));
alter table playback.sessions add constraint sessions_position_ms_check CHECK ((position_ms >= 0));
alter table playback.sessions add constraint sessions_seat_check CHECK ((seat > 0));
alter table playback.sessions add constraint sessions_watched_ms_check CHECK ((watched_ms >= 0));
alter table playback.views add constraint views_pkey PRIMARY KEY (film_id, viewer, day);
alter table webhooks.deliveries add constraint deliveries_endpoint_id_event_id_key UNIQUE (endpoint_id, event_id);
alter table webhooks.deliveries add constraint deliveries_pkey PRIMARY KEY (id);
alter table webhooks.deliveries add constraint deliveries_check CHECK (((state = 'waiting'::text) = (next_at IS NOT NULL)));
alter table webhooks.deliveries add constraint deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])));
alter table webhooks.endpoints add constraint endpoints_pkey PRIMARY KEY (id);
alter table webhooks.endpoints add constraint endpoints_check CHECK (((former_secret IS NULL) = (former_until IS NULL)));
alter table webhooks.endpoints add constraint endpoints_check1 CHECK (((failures = 0) = (failing_since IS NULL)));
alter table webhooks.endpoints add constraint endpoints_events_check CHECK ((cardinality(events) > 0));
alter table webhooks.endpoints add constraint endpoints_name_check CHECK ((length(name) <= 120));
alter table webhooks.endpoints add constraint endpoints_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'failing'::text])));
alter table webhooks.endpoints add constraint endpoints_url_check CHECK ((length(url) <= 2000));
alter table webhooks.tries add constraint tries_pkey PRIMARY KEY (delivery_id, number);
alter table audience.comments add constraint comments_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.comments add constraint comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES audience.comments(id) ON DELETE CASCADE;
alter table audience.comments add constraint comments_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table audience.favourites add constraint favourites_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.favourites add constraint favourites_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table audience.list_films add constraint list_films_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.list_films add constraint list_films_list_id_fkey FOREIGN KEY (list_id) REFERENCES audience.lists(id) ON DELETE CASCADE;
alter table audience.lists add constraint lists_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table audience.moderations add constraint moderations_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES audience.comments(id) ON DELETE CASCADE;
alter table audience.moderations add constraint moderations_moderator_id_fkey FOREIGN KEY (moderator_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table audience.neighbours add constraint neighbours_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.ratings add constraint ratings_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.ratings add constraint ratings_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table audience.reports add constraint reports_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES audience.comments(id) ON DELETE CASCADE;
alter table audience.reports add constraint reports_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table cinema.awards add constraint awards_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.collection_films add constraint collection_films_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES cinema.collections(id) ON DELETE CASCADE;
alter table cinema.collection_films add constraint collection_films_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.credits add constraint credits_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.credits add constraint credits_person_id_fkey FOREIGN KEY (person_id) REFERENCES cinema.people(id);
alter table cinema.decisions add constraint decisions_by_fkey FOREIGN KEY (by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table cinema.decisions add constraint decisions_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.films add constraint films_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table cinema.films add constraint films_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE SET NULL;
alter table cinema.films add constraint films_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id);
alter table cinema.wishes add constraint wishes_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.wishes add constraint wishes_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.accounts add constraint accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.devices add constraint devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.invitations add constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table identity.invitations add constraint invitations_kind_role_fkey FOREIGN KEY (kind, role) REFERENCES identity.roles(kind, role);
alter table identity.invitations add constraint invitations_workspace_id_kind_fkey FOREIGN KEY (workspace_id, kind) REFERENCES identity.workspaces(id, kind) ON DELETE CASCADE;
alter table identity.keys add constraint keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.members add constraint members_kind_role_fkey FOREIGN KEY (kind, role) REFERENCES identity.roles(kind, role);
alter table identity.members add constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.members add constraint members_workspace_id_kind_fkey FOREIGN KEY (workspace_id, kind) REFERENCES identity.workspaces(id, kind) ON DELETE CASCADE;
alter table identity.passkeys add constraint passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.recovery_codes add constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.refresh_tokens add constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.sessions(id) ON DELETE CASCADE;
alter table identity.role_permissions add constraint role_permissions_kind_role_fkey FOREIGN KEY (kind, role) REFERENCES identity.roles(kind, role) ON DELETE CASCADE;
alter table identity.second_factors add constraint second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.sessions add constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.staff_roles add constraint staff_roles_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table identity.staff_roles add constraint staff_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.tickets add constraint tickets_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.workspaces add constraint workspaces_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table media.keys add constraint keys_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.pictures add constraint pictures_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table media.pictures add constraint pictures_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table media.pictures add constraint pictures_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.renditions add constraint renditions_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.storyboards add constraint storyboards_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.subtitles add constraint subtitles_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.titles add constraint titles_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table media.titles add constraint titles_source_id_fkey FOREIGN KEY (source_id) REFERENCES media.uploads(id);
alter table media.titles add constraint titles_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id);
alter table media.uploads add constraint uploads_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table media.uploads add constraint uploads_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table messaging.notices add constraint notices_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table platform.reactions add constraint reactions_event_id_fkey FOREIGN KEY (event_id) REFERENCES platform.events(id) ON DELETE CASCADE;
alter table playback.experiences add constraint experiences_session_id_fkey FOREIGN KEY (session_id) REFERENCES playback.sessions(id) ON DELETE CASCADE;
alter table playback.preferences add constraint preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table playback.progress add constraint progress_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table playback.progress add constraint progress_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table playback.sessions add constraint sessions_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table playback.sessions add constraint sessions_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table playback.sessions add constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table playback.views add constraint views_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table webhooks.deliveries add constraint deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhooks.endpoints(id) ON DELETE CASCADE;
alter table webhooks.endpoints add constraint endpoints_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table webhooks.endpoints add constraint endpoints_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table webhooks.tries add constraint tries_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhooks.deliveries(id) ON DELETE CASCADE;

CREATE INDEX accounts_user ON identity.accounts USING btree (user_id);
CREATE INDEX audit_actor ON platform.audit USING btree (actor_id, id);
CREATE INDEX audit_subject ON platform.audit USING btree (subject, id);
CREATE INDEX awards_body ON cinema.awards USING btree (body, year DESC);
CREATE INDEX collection_films_film ON cinema.collection_films USING btree (film_id);
CREATE INDEX comments_answers ON audience.comments USING btree (parent_id, at, id) WHERE (parent_id IS NOT NULL);
CREATE INDEX comments_film ON audience.comments USING btree (film_id, at DESC, id DESC) WHERE (parent_id IS NULL);
CREATE INDEX comments_user ON audience.comments USING btree (user_id, at DESC);
CREATE INDEX credits_person ON cinema.credits USING btree (person_id, film_id);
CREATE INDEX decisions_film ON cinema.decisions USING btree (film_id, id);
CREATE INDEX deliveries_endpoint ON webhooks.deliveries USING btree (endpoint_id, id DESC);
CREATE INDEX deliveries_old ON webhooks.deliveries USING btree (created_at) WHERE (state <> 'waiting'::text);
CREATE INDEX endpoints_workspace ON webhooks.endpoints USING btree (workspace_id, id);
CREATE INDEX events_subject ON platform.events USING btree (subject, id);
CREATE INDEX events_type ON platform.events USING btree (type, id);
CREATE INDEX experiences_film ON playback.experiences USING btree (film_id, kind, at);
CREATE INDEX experiences_session ON playback.experiences USING btree (session_id);
CREATE INDEX favourites_film ON audience.favourites USING btree (film_id);
CREATE INDEX favourites_recent ON audience.favourites USING btree (user_id, at DESC, film_id);
CREATE INDEX films_by_likes ON cinema.films USING btree (likes DESC, id DESC) WHERE listed;
CREATE INDEX films_by_minutes ON cinema.films USING btree (COALESCE((minutes)::integer, 32767), id) WHERE listed;
CREATE INDEX films_by_title ON cinema.films USING btree (fold(original_title), id) WHERE listed;
CREATE INDEX films_by_views ON cinema.films USING btree (views DESC, id DESC) WHERE listed;
CREATE INDEX films_by_year ON cinema.films USING btree (COALESCE((year)::integer, 0) DESC, id DESC) WHERE listed;
CREATE INDEX films_changed ON cinema.films USING btree (changed);
CREATE INDEX films_countries ON cinema.films USING gin (countries);
CREATE INDEX films_genres ON cinema.films USING gin (genres);
CREATE INDEX films_languages ON cinema.films USING gin (languages);
CREATE INDEX films_newest ON cinema.films USING btree (listed_at DESC, id DESC) WHERE listed;
CREATE INDEX films_queue ON cinema.films USING btree (submitted_at) WHERE (state = 'submitted'::text);
CREATE INDEX films_workspace ON cinema.films USING btree (workspace_id, updated_at DESC);
CREATE INDEX idempotency_at ON platform.idempotency USING btree (at);
CREATE INDEX keys_user ON identity.keys USING btree (user_id);
CREATE INDEX list_films_film ON audience.list_films USING btree (film_id);
CREATE INDEX list_films_order ON audience.list_films USING btree (list_id, "position");
CREATE INDEX lists_user ON audience.lists USING btree (user_id, updated_at DESC);
CREATE INDEX mailbox_at ON platform.mailbox USING btree (id DESC);
CREATE INDEX members_user ON identity.members USING btree (user_id);
CREATE INDEX moderations_comment ON audience.moderations USING btree (comment_id, id);
CREATE INDEX notices_unread ON messaging.notices USING btree (user_id) WHERE (read_at IS NULL);
CREATE INDEX notices_user ON messaging.notices USING btree (user_id, id DESC);
CREATE INDEX passkeys_user ON identity.passkeys USING btree (user_id);
CREATE INDEX people_changed ON cinema.people USING btree (changed);
CREATE INDEX pictures_title ON media.pictures USING btree (title_id);
CREATE INDEX progress_film ON playback.progress USING btree (film_id);
CREATE INDEX progress_history ON playback.progress USING btree (user_id, watched_at DESC, film_id);
CREATE INDEX ratings_film ON audience.ratings USING btree (film_id, stars);
CREATE INDEX refresh_tokens_session ON identity.refresh_tokens USING btree (session_id);
CREATE INDEX reports_open ON audience.reports USING btree (comment_id) WHERE (settled_at IS NULL);
CREATE INDEX sessions_device ON playback.sessions USING btree (device_digest, film_id) WHERE (ended_at IS NULL);
CREATE INDEX sessions_expiry ON identity.sessions USING btree (expires_at);
CREATE INDEX sessions_film ON playback.sessions USING btree (film_id);
CREATE INDEX sessions_live ON playback.sessions USING btree (leased_until) WHERE (ended_at IS NULL);
CREATE INDEX sessions_title ON playback.sessions USING btree (title_id);
CREATE INDEX sessions_user ON identity.sessions USING btree (user_id);
CREATE INDEX stream_at ON platform.stream USING btree (at);
CREATE INDEX stream_topic ON platform.stream USING btree (topic, id);
CREATE INDEX tickets_expiry ON identity.tickets USING btree (expires_at);
CREATE INDEX tickets_user ON identity.tickets USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX titles_source ON media.titles USING btree (source_id);
CREATE INDEX titles_waiting ON media.titles USING btree (updated_at) WHERE (state = ANY (ARRAY['queued'::text, 'probing'::text, 'processing'::text]));
CREATE INDEX titles_workspace ON media.titles USING btree (workspace_id, id DESC);
CREATE INDEX uploads_creator ON media.uploads USING btree (creator_id);
CREATE INDEX uploads_receiving ON media.uploads USING btree (updated_at) WHERE (state = 'receiving'::text);
CREATE INDEX uploads_title ON media.uploads USING btree (title_id, created_at DESC);
CREATE INDEX users_search ON identity.users USING gin (fold(((name || ' '::text) || email)) gin_trgm_ops);
CREATE INDEX verifications_identifier ON identity.verifications USING btree (identifier);
CREATE INDEX views_recent ON playback.views USING btree (at, film_id);
CREATE INDEX wishes_user ON cinema.wishes USING btree (user_id);
CREATE INDEX workers_seen ON platform.workers USING btree (seen_at);
CREATE UNIQUE INDEX collections_slug ON cinema.collections USING btree (slug);
CREATE UNIQUE INDEX films_slug ON cinema.films USING btree (slug);
CREATE UNIQUE INDEX films_title ON cinema.films USING btree (title_id) WHERE (title_id IS NOT NULL);
CREATE UNIQUE INDEX invitations_pending ON identity.invitations USING btree (workspace_id, email) WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX people_slug ON cinema.people USING btree (slug);
CREATE UNIQUE INDEX pictures_chosen ON media.pictures USING btree (title_id) WHERE chosen;
CREATE UNIQUE INDEX sessions_seat ON playback.sessions USING btree (user_id, seat) WHERE (ended_at IS NULL);

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.forbid_change();
CREATE TRIGGER films_mark BEFORE UPDATE OF original_title, titles, synopsis_fr, synopsis_en, state, notice ON cinema.films FOR EACH ROW EXECUTE FUNCTION cinema.mark_changed();
CREATE TRIGGER keys_forget AFTER DELETE OR UPDATE OF revoked_at ON identity.keys FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('user_id');
CREATE TRIGGER members_forget AFTER INSERT OR DELETE OR UPDATE OF role ON identity.members FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('user_id');
CREATE TRIGGER members_keep_an_owner AFTER DELETE OR UPDATE OF role ON identity.members FOR EACH ROW WHEN ((old.role = 'owner'::text)) EXECUTE FUNCTION identity.keep_an_owner();
CREATE TRIGGER people_mark BEFORE UPDATE OF name, slug ON cinema.people FOR EACH ROW EXECUTE FUNCTION cinema.mark_changed();
CREATE TRIGGER role_permissions_forget AFTER INSERT OR DELETE OR UPDATE ON identity.role_permissions FOR EACH STATEMENT EXECUTE FUNCTION identity.forget_everyone();
CREATE TRIGGER sessions_forget AFTER DELETE OR UPDATE OF expires_at ON identity.sessions FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('user_id');
CREATE TRIGGER staff_roles_forget AFTER INSERT OR DELETE ON identity.staff_roles FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('user_id');
CREATE TRIGGER users_forget AFTER DELETE OR UPDATE OF name, email, email_verified, lang ON identity.users FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('id');
CREATE TRIGGER workspaces_forget AFTER UPDATE OF name, slug ON identity.workspaces FOR EACH STATEMENT EXECUTE FUNCTION identity.forget_everyone();
