import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table crowdfunding.contributions (
      id uuid primary key default uuidv7(),
      project_id uuid not null references crowdfunding.projects (id),
      reward_id uuid references crowdfunding.rewards (id),
      -- True while this contribution counts in the reward's taken places.
      holds_place boolean not null default false,
      user_id uuid references identity.users (id) on delete set null,
      payment_id uuid,
      amount bigint not null check (amount > 0),
      currency text not null check (currency in ('XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP')),
      state text not null default 'pending'
        check (state in ('pending', 'pledged', 'confirmed', 'failed', 'expired', 'refund-due', 'refunding', 'refund-stuck', 'refunded')),
      -- Number of the receipt, unbroken within a year.
      number text,
      name text not null,
      email citext,
      phone text,
      lang text not null check (lang in ('fr', 'en')),
      country text,
      anonymous boolean not null default false,
      hide_amount boolean not null default false,
      message text,
      message_hidden boolean not null default false,
      shipping text,
      source text not null,
      provider text not null,
      channel text not null,
      sandbox boolean not null default false,
      reason text,
      -- Paid after its place was given to someone else: kept without the reward, or taken back at any time.
      reward_lost boolean not null default false,
      charges smallint not null default 0,
      charge_until timestamptz,
      refund_id uuid,
      refund_why text check (refund_why in ('own-wish', 'failed', 'cancelled', 'late')),
      stuck_at timestamptz,
      created_at timestamptz not null,
      expires_at timestamptz,
      confirmed_at timestamptz,
      closed_at timestamptz,
      check ((confirmed_at is not null) = (number is not null)),
      check (state <> 'confirmed' or confirmed_at is not null),
      check (not holds_place or reward_id is not null),
      check (not holds_place or state in ('pending', 'pledged', 'confirmed'))
    );
    create unique index contributions_number on crowdfunding.contributions (number) where number is not null;
    create unique index contributions_payment on crowdfunding.contributions (payment_id) where payment_id is not null;
    create index contributions_project on crowdfunding.contributions (project_id, state, id desc);
    create index contributions_wall on crowdfunding.contributions (project_id, confirmed_at desc, id desc) where state in ('confirmed', 'pledged');
    create index contributions_user on crowdfunding.contributions (user_id, id desc) where user_id is not null;
    create index contributions_email on crowdfunding.contributions (email, id desc) where email is not null;
    create index contributions_due on crowdfunding.contributions (expires_at) where state = 'pending';
    create index contributions_stuck on crowdfunding.contributions (stuck_at) where state = 'refund-stuck';
    create unique index contributions_refund on crowdfunding.contributions (refund_id) where refund_id is not null;

    create table crowdfunding.receipts (
      year smallint primary key,
      last integer not null check (last > 0)
    );
  `.execute(db)
}
