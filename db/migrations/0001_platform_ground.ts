import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists pg_trgm;
    create extension if not exists unaccent;
    create extension if not exists citext;
    create extension if not exists btree_gist;

    -- Accents and capitals forgiven. Immutable because the dictionary is named, so that it can be indexed.
    create function public.fold(value text) returns text language sql immutable strict parallel safe
      as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

    create schema platform;

    create table platform.events (
      id uuid primary key default uuidv7(),
      type text not null,
      subject text not null,
      workspace_id uuid,
      actor_id uuid,
      payload jsonb not null default '{}',
      at timestamptz not null default now()
    );
    create index events_type on platform.events (type, id);
    create index events_subject on platform.events (subject, id);

    create table platform.reactions (
      event_id uuid not null references platform.events (id) on delete cascade,
      reaction text not null,
      at timestamptz not null default now(),
      primary key (event_id, reaction)
    );

    create table platform.audit (
      id uuid primary key default uuidv7(),
      at timestamptz not null default now(),
      actor_id uuid,
      via text,
      operation text not null,
      subject text,
      request_id text not null,
      ip inet,
      outcome text not null
    );
    create index audit_actor on platform.audit (actor_id, id);
    create index audit_subject on platform.audit (subject, id);
    create function platform.forbid_change() returns trigger language plpgsql as $$
      begin raise exception 'platform.audit is append only'; end $$;
    create trigger audit_append_only before update or delete on platform.audit
      for each row execute function platform.forbid_change();

    create table platform.idempotency (
      caller text not null,
      operation text not null,
      key text not null,
      input_digest text not null,
      answer jsonb,
      at timestamptz not null default now(),
      primary key (caller, operation, key)
    );
    create index idempotency_at on platform.idempotency (at);

    create table platform.stream (
      id bigint generated always as identity primary key,
      topic text not null,
      data jsonb not null,
      at timestamptz not null default now()
    );
    create index stream_topic on platform.stream (topic, id);
    create index stream_at on platform.stream (at);

    create table platform.mailbox (
      id uuid primary key default uuidv7(),
      recipient text not null,
      subject text not null,
      body_text text not null,
      body_html text,
      channel text not null check (channel in ('mail', 'sms')),
      at timestamptz not null default now()
    );
    create index mailbox_at on platform.mailbox (id desc);
  `.execute(db)
}
