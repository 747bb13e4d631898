import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Somebody without an account is told at an address; the key makes a repeated announcement one notice.
    alter table messaging.notices
      alter column user_id drop not null,
      add column email text,
      add column phone text check (phone ~ '^\\+[0-9]{8,15}$'),
      add column lang text check (lang in ('fr', 'en')),
      add column key text,
      add constraint notices_reader_check check (user_id is not null or ((email is not null or phone is not null) and lang is not null));
    create unique index notices_once on messaging.notices (kind, key, coalesce(user_id::text, lower(email), phone)) where key is not null;
    create index notices_contact on messaging.notices (lower(email)) where email is not null;

    -- A browser that asked to be told. Taking an address again under another account moves it.
    create table messaging.push_devices (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      endpoint text not null unique,
      p256dh text not null,
      auth text not null,
      name text not null default '',
      lang text not null check (lang in ('fr', 'en')),
      created_at timestamptz not null default now(),
      heard_at timestamptz
    );
    create index push_devices_user on messaging.push_devices (user_id, id);

    -- One line for each notice, channel and, for push, device: a notice can leave by each only once.
    -- A line without a notice is a digest: the lines it gathers point to it.
    create table messaging.deliveries (
      id uuid primary key default uuidv7(),
      notice_id uuid references messaging.notices (id) on delete cascade,
      user_id uuid references identity.users (id) on delete cascade,
      channel text not null check (channel in ('mail', 'push', 'sms')),
      target text not null default '',
      state text not null check (state in ('queued', 'quiet', 'gathered', 'sent', 'digested', 'muted', 'failed', 'bounced')),
      due_at timestamptz,
      tries integer not null default 0,
      problem text,
      digest_id uuid references messaging.deliveries (id) on delete set null,
      created_at timestamptz not null default now(),
      settled_at timestamptz,
      constraint deliveries_once unique (notice_id, channel, target),
      constraint deliveries_settled_check check ((settled_at is null) = (state in ('queued', 'quiet', 'gathered')))
    );
    create index deliveries_user on messaging.deliveries (user_id, id desc);
    create index deliveries_gathered on messaging.deliveries (user_id, due_at) where state = 'gathered';
    create index deliveries_digest on messaging.deliveries (digest_id) where digest_id is not null;

    -- Only where a person said otherwise than the kinds of the topic do.
    create table messaging.preferences (
      user_id uuid not null references identity.users (id) on delete cascade,
      topic text not null check (topic in ('funding', 'films', 'work', 'money', 'account')),
      channel text not null check (channel in ('mail', 'push', 'sms')),
      wanted boolean not null,
      changed_at timestamptz not null default now(),
      primary key (user_id, topic, channel)
    );
    create table messaging.digests (
      user_id uuid not null references identity.users (id) on delete cascade,
      topic text not null check (topic in ('funding', 'films', 'work', 'money', 'account')),
      every text not null check (every in ('day', 'week')),
      primary key (user_id, topic)
    );
    -- Minutes after midnight in the person's own time zone; from 22:00 to 07:00 goes over midnight.
    create table messaging.rests (
      user_id uuid primary key references identity.users (id) on delete cascade,
      time_zone text not null,
      quiet_from integer check (quiet_from between 0 and 1439),
      quiet_to integer check (quiet_to between 0 and 1439),
      constraint rests_quiet_check check ((quiet_from is null) = (quiet_to is null) and quiet_from is distinct from quiet_to or quiet_from is null and quiet_to is null)
    );
    -- People without an account who want no more mails of a topic.
    create table messaging.contact_refusals (
      email text not null check (email = lower(email)),
      topic text not null check (topic in ('funding', 'films', 'work', 'money', 'account')),
      refused_at timestamptz not null default now(),
      primary key (email, topic)
    );
  `.execute(db)
}
