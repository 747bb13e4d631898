import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema payments;

    -- Money somebody was asked for. The id is the reference that providers are given: version 4, which some of them demand.
    create table payments.payments (
      id uuid primary key default gen_random_uuid(),
      key text not null unique check (length(key) between 1 and 200),
      subject text not null check (length(subject) <= 200),
      workspace_id uuid references identity.workspaces (id) on delete set null,
      amount bigint not null check (amount > 0 and amount <= 9007199254740991),
      currency text not null check (currency in ('XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP')),
      channel text not null,
      provider text not null,
      flow text not null check (flow in ('push', 'redirect', 'counter')),
      user_id uuid references identity.users (id) on delete set null,
      payer_name text not null,
      payer_email text,
      phone text,
      country text,
      address inet,
      credit_owner text not null,
      credit_purpose text not null,
      description text not null,
      lang text not null check (lang in ('fr', 'en')),
      return_path text not null,
      save boolean not null default false,
      sandbox boolean not null default false,
      state text not null check (state in ('held', 'created', 'sending', 'pending', 'saved', 'confirmed', 'failed', 'expired', 'cancelled', 'disputed')),
      -- Where the announced transfer of the ledger stands; 'aside' = the money came otherwise than announced and lies in suspense.
      booked text not null default 'none' check (booked in ('none', 'announced', 'posted', 'voided', 'aside')),
      provider_ref text,
      next_url text,
      code text,
      reason text,
      -- What the provider says it received; refunds never exceed it.
      received bigint check (received > 0),
      received_currency text,
      refunded bigint not null default 0 check (refunded >= 0),
      fee bigint check (fee >= 0),
      -- A saved method is charged once, under this key.
      charge_key text unique,
      asked_at timestamptz,
      checks int not null default 0,
      next_check_at timestamptz,
      checked_at timestamptz,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      ended_at timestamptz,
      check (refunded <= coalesce(received, 0)),
      check ((received is null) = (received_currency is null))
    );
    create index payments_newest on payments.payments (created_at desc, id desc);
    create index payments_state on payments.payments (state, created_at desc, id desc);
    create index payments_subject on payments.payments (subject);
    create unique index payments_provider_ref on payments.payments (provider, provider_ref) where provider_ref is not null;
    create index payments_due on payments.payments (next_check_at) where next_check_at is not null;
    create index payments_phone on payments.payments (phone, created_at) where phone is not null;
    create index payments_person on payments.payments (user_id, created_at) where user_id is not null;
    create index payments_address on payments.payments (address, created_at) where address is not null;

    -- Money that leaves: a refund of a payment, or a payout. Several orders may be asked of providers for one, each after the former has surely failed.
    create table payments.outs (
      id uuid primary key default gen_random_uuid(),
      kind text not null check (kind in ('refund', 'payout')),
      key text not null unique check (length(key) between 1 and 200),
      subject text not null check (length(subject) <= 200),
      workspace_id uuid references identity.workspaces (id) on delete set null,
      payment_id uuid references payments.payments (id),
      amount bigint not null check (amount > 0 and amount <= 9007199254740991),
      currency text not null check (currency in ('XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP')),
      debit_owner text not null,
      debit_purpose text not null,
      provider text not null,
      channel text,
      destination jsonb,
      description text not null,
      sandbox boolean not null default false,
      state text not null check (state in ('created', 'sending', 'pending', 'completed', 'failed', 'needs-account', 'held', 'cancelled')),
      booked text not null default 'none' check (booked in ('none', 'announced', 'posted', 'voided')),
      transfer text not null,
      -- The order asked of the provider now, and how the ledger calls the transfer of this try.
      reference uuid not null unique,
      round int not null default 1,
      provider_ref text,
      reason text,
      fee bigint check (fee >= 0),
      tries int not null default 0,
      checks int not null default 0,
      next_check_at timestamptz,
      checked_at timestamptz,
      created_at timestamptz not null default now(),
      ended_at timestamptz,
      check ((kind = 'refund') = (payment_id is not null))
    );
    create index outs_newest on payments.outs (kind, created_at desc, id desc);
    create index outs_state on payments.outs (state, created_at desc, id desc);
    create index outs_payment on payments.outs (payment_id) where payment_id is not null;
    create index outs_due on payments.outs (next_check_at) where next_check_at is not null;
    create index outs_provider_ref on payments.outs (provider, provider_ref) where provider_ref is not null;

    -- Everything asked of a provider and answered, in order: the timeline of a payment, a refund or a payout.
    create table payments.steps (
      id uuid primary key default uuidv7(),
      about text not null check (about in ('payment', 'refund', 'payout')),
      about_id uuid not null,
      what text not null check (length(what) <= 40),
      state text,
      reason text,
      detail jsonb not null default '{}',
      actor_id uuid references identity.users (id) on delete set null,
      at timestamptz not null default now()
    );
    create index steps_about on payments.steps (about_id, id);

    -- What providers told us, believed or not. The same news told again is counted on its first row.
    create table payments.callbacks (
      id uuid primary key default uuidv7(),
      provider text not null,
      worth text not null check (worth in ('proven', 'hint', 'forged', 'nothing')),
      about text check (about in ('payment', 'refund', 'payout')),
      about_id uuid,
      reference text,
      provider_ref text,
      fingerprint text not null,
      method text not null,
      address inet,
      headers jsonb not null,
      body bytea not null,
      times int not null default 1,
      at timestamptz not null default now(),
      last_at timestamptz not null default now(),
      unique (provider, fingerprint)
    );
    create index callbacks_about on payments.callbacks (about_id, id) where about_id is not null;
    create index callbacks_at on payments.callbacks (at);

    -- What waits for a human: why in words (text keys with their figures), who decided what, and the word they left.
    create table payments.holds (
      id uuid primary key default uuidv7(),
      kind text not null check (kind in ('fraud', 'different', 'by-hand')),
      payment_id uuid references payments.payments (id),
      out_id uuid references payments.outs (id),
      reasons jsonb not null,
      state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused')),
      word text,
      decided_by uuid references identity.users (id) on delete set null,
      decided_at timestamptz,
      created_at timestamptz not null default now(),
      check ((payment_id is null) <> (out_id is null)),
      check ((state = 'waiting') = (decided_at is null))
    );
    create unique index holds_payment on payments.holds (payment_id) where state = 'waiting' and payment_id is not null;
    create unique index holds_out on payments.holds (out_id) where state = 'waiting' and out_id is not null;
    create index holds_state on payments.holds (state, id desc);
  `.execute(db)
}
