-- The schema as it stands, written by scripts/schema.ts from db/migrations. Not run by anything.

create extension btree_gist;
create extension citext;
create extension pg_trgm;
create extension unaccent;

create schema platform;

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

alter table platform.audit add constraint audit_pkey PRIMARY KEY (id);
alter table platform.events add constraint events_pkey PRIMARY KEY (id);
alter table platform.idempotency add constraint idempotency_pkey PRIMARY KEY (caller, operation, key);
alter table platform.mailbox add constraint mailbox_pkey PRIMARY KEY (id);
alter table platform.mailbox add constraint mailbox_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])));
alter table platform.reactions add constraint reactions_pkey PRIMARY KEY (event_id, reaction);
alter table platform.stream add constraint stream_pkey PRIMARY KEY (id);
alter table platform.reactions add constraint reactions_event_id_fkey FOREIGN KEY (event_id) REFERENCES platform.events(id) ON DELETE CASCADE;

CREATE INDEX audit_actor ON platform.audit USING btree (actor_id, id);
CREATE INDEX audit_subject ON platform.audit USING btree (subject, id);
CREATE INDEX events_subject ON platform.events USING btree (subject, id);
CREATE INDEX events_type ON platform.events USING btree (type, id);
CREATE INDEX idempotency_at ON platform.idempotency USING btree (at);
CREATE INDEX mailbox_at ON platform.mailbox USING btree (id DESC);
CREATE INDEX stream_at ON platform.stream USING btree (at);
CREATE INDEX stream_topic ON platform.stream USING btree (topic, id);

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.forbid_change();
