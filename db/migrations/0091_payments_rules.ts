import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- When a payment waits for a human. A rule without currency holds for all; amounts in minor units.
    create table payments.fraud_rules (
      id text primary key check (id ~ '^[a-z0-9-]{1,60}$'),
      kind text not null check (kind in ('velocity-phone', 'velocity-person', 'velocity-address', 'amount', 'country', 'new-account', 'note', 'payout')),
      action text not null check (action in ('hold', 'note')),
      currency text check (currency in ('XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP')),
      -- Velocity: more payments than this within the minutes. Amounts: from this on.
      threshold bigint check (threshold > 0),
      minutes int check (minutes > 0),
      active boolean not null default true,
      source text not null default '',
      edited_by uuid references identity.users (id) on delete set null,
      edited_at timestamptz not null default now()
    );
    insert into payments.fraud_rules (id, kind, action, currency, threshold, minutes, source) values
      ('phone-a-day', 'velocity-phone', 'hold', null, 12, 1440, ''),
      ('person-a-day', 'velocity-person', 'hold', null, 30, 1440, ''),
      ('address-an-hour', 'velocity-address', 'hold', null, 300, 60, ''),
      ('large-xof', 'amount', 'hold', 'XOF', 1000000, null, ''),
      ('large-xaf', 'amount', 'hold', 'XAF', 1000000, null, ''),
      ('large-eur', 'amount', 'hold', 'EUR', 200000, null, ''),
      ('large-chf', 'amount', 'hold', 'CHF', 200000, null, ''),
      ('large-usd', 'amount', 'hold', 'USD', 200000, null, ''),
      ('large-gbp', 'amount', 'hold', 'GBP', 200000, null, ''),
      ('other-country', 'country', 'hold', null, null, null, ''),
      ('new-account-xof', 'new-account', 'hold', 'XOF', 200000, 1440, ''),
      ('new-account-xaf', 'new-account', 'hold', 'XAF', 200000, 1440, ''),
      ('new-account-eur', 'new-account', 'hold', 'EUR', 40000, 1440, ''),
      ('new-account-chf', 'new-account', 'hold', 'CHF', 40000, 1440, ''),
      ('new-account-usd', 'new-account', 'hold', 'USD', 40000, 1440, ''),
      ('new-account-gbp', 'new-account', 'hold', 'GBP', 40000, 1440, ''),
      ('payout-xof', 'payout', 'hold', 'XOF', 10000000, null, ''),
      ('payout-xaf', 'payout', 'hold', 'XAF', 10000000, null, ''),
      ('payout-eur', 'payout', 'hold', 'EUR', 1500000, null, ''),
      ('payout-chf', 'payout', 'hold', 'CHF', 1500000, null, ''),
      ('payout-usd', 'payout', 'hold', 'USD', 1500000, null, ''),
      ('payout-gbp', 'payout', 'hold', 'GBP', 1500000, null, ''),
      ('wallet-limit-xof', 'note', 'note', 'XOF', 2000000, null, 'BCEAO 008-05-2015');

    -- A paper code paid at a counter. Cashed once: the row says by whom.
    create table payments.vouchers (
      code text primary key check (code ~ '^[2-9A-HJKMNP-Z]{10}$'),
      payment_id uuid not null unique references payments.payments (id),
      amount bigint not null check (amount > 0),
      currency text not null,
      state text not null default 'open' check (state in ('open', 'cashed', 'void')),
      expires_at timestamptz not null,
      -- The bare id of the agent: accounts of cash outlive people.
      agent_id uuid,
      till_id uuid,
      cashed_at timestamptz,
      created_at timestamptz not null default now(),
      check ((state = 'cashed') = (cashed_at is not null)),
      check ((state = 'cashed') = (agent_id is not null))
    );
    create index vouchers_agent on payments.vouchers (agent_id, cashed_at desc) where agent_id is not null;

    -- The till of an agent, from one count to the next; one open till an agent.
    create table payments.tills (
      id uuid primary key default uuidv7(),
      agent_id uuid not null,
      opened_at timestamptz not null default now(),
      closed_at timestamptz
    );
    create unique index tills_open on payments.tills (agent_id) where closed_at is null;
    alter table payments.vouchers add foreign key (till_id) references payments.tills (id);
    create index vouchers_till on payments.vouchers (till_id) where till_id is not null;

    -- What the drawer should have held when it was counted, and what it held.
    create table payments.counts (
      till_id uuid not null references payments.tills (id),
      currency text not null,
      expected bigint not null check (expected >= 0),
      counted bigint not null check (counted >= 0),
      word text,
      primary key (till_id, currency),
      check (expected = counted or length(word) > 0)
    );

    -- Our rows beside the provider's own list, over a stretch of time.
    create table payments.reconciliations (
      id uuid primary key default uuidv7(),
      provider text not null,
      from_at timestamptz not null,
      to_at timestamptz not null,
      state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
      reason text,
      matched int not null default 0,
      balances jsonb not null default '[]',
      asked_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      ended_at timestamptz,
      check (from_at < to_at)
    );
    create unique index reconciliations_daily on payments.reconciliations (provider, from_at, to_at) where asked_by is null;

    create table payments.reconciliation_lines (
      id uuid primary key default uuidv7(),
      reconciliation_id uuid not null references payments.reconciliations (id),
      finding text not null check (finding in ('missing-here', 'missing-there', 'different')),
      about text not null check (about in ('payment', 'refund', 'payout')),
      about_id uuid,
      reference text,
      provider_ref text,
      ours jsonb,
      theirs jsonb,
      resolution text check (resolution in ('adopted', 'suspense', 'noted')),
      word text,
      resolved_by uuid references identity.users (id) on delete set null,
      resolved_at timestamptz,
      check ((resolution is null) = (resolved_at is null))
    );
    create index lines_reconciliation on payments.reconciliation_lines (reconciliation_id, id);
    create index lines_open on payments.reconciliation_lines (id) where resolution is null;
  `.execute(db)
}
