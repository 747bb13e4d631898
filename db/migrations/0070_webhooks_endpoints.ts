import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema webhooks;

    -- Where a workspace wants to be told. Secrets are sealed (AES-256-GCM); the former one signs beside the new one until former_until.
    create table webhooks.endpoints (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      url text not null check (length(url) <= 2000),
      name text not null default '' check (length(name) <= 120),
      events text[] not null check (cardinality(events) > 0),
      secret bytea not null,
      former_secret bytea,
      former_until timestamptz,
      state text not null default 'active' check (state in ('active', 'paused', 'failing')),
      -- Tries that failed since the last one that succeeded, and when the first of them was.
      failures int not null default 0,
      failing_since timestamptz,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      check ((former_secret is null) = (former_until is null)),
      check ((failures = 0) = (failing_since is null))
    );
    create index endpoints_workspace on webhooks.endpoints (workspace_id, id);

    -- One event for one endpoint. Its id is the webhook-id of every try, so that a receiver knows what it has already had.
    create table webhooks.deliveries (
      id uuid primary key default uuidv7(),
      endpoint_id uuid not null references webhooks.endpoints (id) on delete cascade,
      event_id uuid not null,
      type text not null,
      body text not null,
      state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
      tries int not null default 0,
      next_at timestamptz,
      created_at timestamptz not null default now(),
      unique (endpoint_id, event_id),
      check ((state = 'waiting') = (next_at is not null))
    );
    create index deliveries_endpoint on webhooks.deliveries (endpoint_id, id desc);
    create index deliveries_old on webhooks.deliveries (created_at) where state <> 'waiting';

    create table webhooks.tries (
      delivery_id uuid not null references webhooks.deliveries (id) on delete cascade,
      number int not null,
      at timestamptz not null,
      -- HTTP status; null when nobody answered, and then why.
      status int,
      problem text,
      ms int not null,
      answer text not null default '',
      primary key (delivery_id, number)
    );
  `.execute(db)
}
