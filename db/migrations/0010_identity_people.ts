import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema identity;

    create table identity.users (
      id uuid primary key default uuidv7(),
      name text not null check (name <> '' and length(name) <= 120),
      -- Lower case. A person who joined by phone has <id>@phone.invalid until they give an address.
      email text not null unique check (email = lower(email)),
      email_verified boolean not null default false,
      phone text unique check (phone ~ '^\\+[0-9]{8,15}$'),
      image text,
      lang text check (lang in ('fr', 'en')),
      theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index users_search on identity.users using gin (public.fold(name || ' ' || email) gin_trgm_ops);

    create table identity.accounts (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      -- 'credential' for a password, else the provider (google, oidc…).
      provider_id text not null,
      account_id text not null,
      password text,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at timestamptz,
      refresh_token_expires_at timestamptz,
      scope text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (provider_id, account_id)
    );
    create index accounts_user on identity.accounts (user_id);

    create table identity.sessions (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      token text not null unique,
      kind text not null default 'browser' check (kind in ('browser', 'token')),
      -- How the person proved who they are: password, link, phone, passkey, demo, or a provider.
      method text not null default 'provider',
      ip_address text,
      user_agent text,
      expires_at timestamptz not null,
      last_seen_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index sessions_user on identity.sessions (user_id);
    create index sessions_expiry on identity.sessions (expires_at);

    -- One refresh token is good once. A second use means that someone else holds a copy: the session ends.
    create table identity.refresh_tokens (
      hash text primary key,
      session_id uuid not null references identity.sessions (id) on delete cascade,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index refresh_tokens_session on identity.refresh_tokens (session_id);

    create table identity.keys (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      name text not null check (name <> ''),
      start text not null,
      hash text not null unique,
      scopes text[] not null check (cardinality(scopes) > 0),
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz
    );
    create index keys_user on identity.keys (user_id);

    create table identity.passkeys (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      name text,
      public_key text not null,
      credential_id text not null unique,
      counter bigint not null,
      device_type text not null,
      backed_up boolean not null,
      transports text,
      aaguid text,
      created_at timestamptz not null default now()
    );
    create index passkeys_user on identity.passkeys (user_id);

    -- Challenges of providers and passkeys.
    create table identity.verifications (
      id uuid primary key default uuidv7(),
      identifier text not null,
      value text not null,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index verifications_identifier on identity.verifications (identifier);

    -- Who holds a ticket may finish what was begun: sign up, sign in by link or code, second factor, new password, new address.
    create table identity.tickets (
      hash text primary key,
      purpose text not null,
      address text not null,
      user_id uuid references identity.users (id) on delete cascade,
      code_hash text,
      attempts smallint not null default 0,
      data jsonb not null default '{}',
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index tickets_user on identity.tickets (user_id) where user_id is not null;
    create index tickets_expiry on identity.tickets (expires_at);

    create table identity.second_factors (
      user_id uuid primary key references identity.users (id) on delete cascade,
      secret bytea not null,
      confirmed_at timestamptz,
      -- The last 30-second step used: a code is good once (RFC 6238, section 5.2).
      last_step bigint not null default 0
    );
    create table identity.recovery_codes (
      user_id uuid not null references identity.users (id) on delete cascade,
      hash text not null,
      used_at timestamptz,
      primary key (user_id, hash)
    );

    create table identity.devices (
      user_id uuid not null references identity.users (id) on delete cascade,
      hash text not null,
      first_seen_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      primary key (user_id, hash)
    );

    create table identity.attempts (
      key text primary key,
      count integer not null,
      until timestamptz not null
    );

    create table identity.staff_roles (
      user_id uuid not null references identity.users (id) on delete cascade,
      role text not null check (role in ('reviewer', 'moderator', 'support', 'administrator')),
      granted_by uuid references identity.users (id) on delete set null,
      granted_at timestamptz not null default now(),
      primary key (user_id, role)
    );
  `.execute(db)
}
