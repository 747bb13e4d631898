import { type Kysely, sql } from 'kysely'

/** Templates, sequences, mailboxes, what went out and what came back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema outreach;

    -- Where an agency, or one person of it, writes from and reads answers. kind house: the platform's own mail.
    create table outreach.mailboxes (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      -- Null: the whole agency's.
      user_id uuid references identity.users (id) on delete cascade,
      kind text not null check (kind in ('house', 'smtp')),
      from_name text not null default '',
      from_address citext not null,
      reply_to citext,
      signature text not null default '' check (length(signature) <= 2000),
      -- { host, port, security: tls|starttls|none, user }; passwords apart, sealed.
      smtp jsonb,
      smtp_password bytea,
      imap jsonb,
      imap_password bytea,
      -- Answers we understood are marked as read on the server.
      mark_seen boolean not null default false,
      daily_limit int not null default 40 check (daily_limit between 1 and 2000),
      -- Seconds between two messages of sequences.
      pace int not null default 90 check (pace between 5 and 3600),
      time_zone text not null,
      -- 1 = Monday … 7 = Sunday; minutes after midnight.
      weekdays smallint[] not null default '{1,2,3,4,5}',
      from_minute smallint not null default 540,
      to_minute smallint not null default 1080,
      -- Where reading stands: uidvalidity and the last uid of INBOX.
      uid_validity text,
      last_uid bigint,
      read_at timestamptz,
      problem text,
      problem_at timestamptz,
      created_at timestamptz not null default now(),
      check (from_minute >= 0 and to_minute <= 1440 and from_minute < to_minute),
      check ((kind = 'smtp') = (smtp is not null))
    );
    create unique index mailboxes_owner on outreach.mailboxes (workspace_id, coalesce(user_id, '00000000-0000-0000-0000-000000000000'::uuid));
    create index mailboxes_user on outreach.mailboxes (user_id) where user_id is not null;

    create table outreach.templates (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      name text not null check (name <> '' and length(name) <= 80),
      channel text not null check (channel in ('mail', 'dm')),
      network text,
      version int not null default 1,
      retired_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index templates_workspace on outreach.templates (workspace_id, name, id);
    create table outreach.template_versions (
      template_id uuid not null references outreach.templates (id) on delete cascade,
      version int not null,
      -- { fr: { subject, body }, en: { subject, body } }; one language at least.
      wording jsonb not null,
      made_by uuid references identity.users (id) on delete set null,
      made_at timestamptz not null default now(),
      primary key (template_id, version)
    );

    create table outreach.sequences (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      name text not null check (name <> '' and length(name) <= 80),
      state text not null default 'draft' check (state in ('draft', 'active', 'paused', 'archived')),
      version int not null default 1,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index sequences_workspace on outreach.sequences (workspace_id, state, id);
    create table outreach.steps (
      id uuid primary key default uuidv7(),
      sequence_id uuid not null references outreach.sequences (id) on delete cascade,
      -- Null: taken out; kept because messages name it.
      position smallint,
      kind text not null check (kind in ('mail', 'dm', 'call')),
      template_id uuid references outreach.templates (id),
      -- What to do, for a call.
      title text check (length(title) <= 200),
      -- After the step before (or the enrolment): so many days, or working days.
      wait int not null default 0 check (wait between 0 and 365),
      working boolean not null default true,
      check ((kind = 'call') = (template_id is null)),
      unique (sequence_id, position) deferrable initially deferred
    );

    create table outreach.enrolments (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      sequence_id uuid not null references outreach.sequences (id) on delete cascade,
      record_id uuid not null,
      email citext,
      sender_id uuid references identity.users (id) on delete set null,
      lang text not null default 'fr' check (lang in ('fr', 'en')),
      -- Why one may write: interest (prospecting of professionals, GDPR art. 6(1)(f)) or consent; and where the address comes from.
      basis text not null check (basis in ('interest', 'consent')),
      source text not null check (source <> '' and length(source) <= 200),
      state text not null default 'active' check (state in ('active', 'paused', 'answered', 'bounced', 'unsubscribed', 'finished', 'failed', 'stopped')),
      reason text,
      detail jsonb not null default '{}',
      -- The step that comes next, and when; due_at null while a task of a step is open or a mail is on its way.
      position smallint not null default 0,
      due_at timestamptz,
      ended_at timestamptz,
      created_at timestamptz not null default now(),
      check ((state in ('active', 'paused')) = (ended_at is null))
    );
    -- Nobody is written to by two sequences at once, whatever record the address stands on.
    create unique index enrolments_record on outreach.enrolments (workspace_id, record_id) where ended_at is null;
    create unique index enrolments_email on outreach.enrolments (workspace_id, email) where ended_at is null and email is not null;
    create index enrolments_due on outreach.enrolments (due_at, id) where state = 'active' and due_at is not null;
    create index enrolments_sequence on outreach.enrolments (sequence_id, id);
    create index enrolments_of_record on outreach.enrolments (record_id);
    create index enrolments_sender on outreach.enrolments (sender_id) where sender_id is not null;

    -- What goes out: one row an enrolment and step, or written by hand.
    create table outreach.messages (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      record_id uuid not null,
      enrolment_id uuid references outreach.enrolments (id) on delete cascade,
      step_id uuid references outreach.steps (id),
      template_id uuid references outreach.templates (id),
      template_version int,
      mailbox_id uuid references outreach.mailboxes (id) on delete set null,
      sender_id uuid references identity.users (id) on delete set null,
      channel text not null check (channel in ('mail', 'dm', 'call')),
      email citext,
      lang text not null,
      subject text not null,
      body text not null check (length(body) <= 20000),
      -- Fixed before the first try: a retry bears the same name (RFC 5322 Message-ID, without the brackets).
      message_id text unique,
      in_reply_to text,
      refs text[] not null default '{}',
      -- planned: a task for a person. sending: on its way since claimed_at.
      state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'planned', 'dropped')),
      claimed_at timestamptz,
      tries int not null default 0,
      problem text,
      sent_at timestamptz,
      answered_at timestamptz,
      bounced_at timestamptz,
      left_at timestamptz,
      created_at timestamptz not null default now()
    );
    create unique index messages_step on outreach.messages (enrolment_id, step_id) where enrolment_id is not null;
    create index messages_record on outreach.messages (record_id, id desc);
    create index messages_email on outreach.messages (workspace_id, email, sent_at desc) where email is not null;
    create index messages_mailbox on outreach.messages (mailbox_id, sent_at);
    create index messages_workspace on outreach.messages (workspace_id, id desc);
    create index messages_waiting on outreach.messages (id) where state in ('queued', 'sending');
    create index messages_template on outreach.messages (template_id) where template_id is not null;
    create index messages_sender on outreach.messages (sender_id) where sender_id is not null;

    -- What came back. Only mails that concern a record of the agency are kept.
    create table outreach.answers (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      mailbox_id uuid references outreach.mailboxes (id) on delete set null,
      record_id uuid not null,
      -- The message it answers, when that is known.
      to_id uuid references outreach.messages (id) on delete set null,
      kind text not null check (kind in ('answer', 'bounce', 'auto')),
      from_address citext not null,
      from_name text not null,
      subject text not null,
      body text not null check (length(body) <= 20000),
      message_id text not null,
      -- [{ name, type, size }]; nothing of them is kept or opened.
      attachments jsonb not null default '[]',
      at timestamptz not null,
      created_at timestamptz not null default now(),
      unique (workspace_id, message_id)
    );
    create index answers_record on outreach.answers (record_id, id desc);
    create index answers_workspace on outreach.answers (workspace_id, id desc);

    -- To whom an agency writes no more.
    create table outreach.suppressions (
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      email citext not null,
      reason text not null check (reason in ('unsubscribed', 'bounced', 'objected', 'manual')),
      by_id uuid references identity.users (id) on delete set null,
      at timestamptz not null,
      primary key (workspace_id, email)
    );
    create index suppressions_by on outreach.suppressions (by_id) where by_id is not null;
  `.execute(db)
}
