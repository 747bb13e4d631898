import { type Kysely, sql } from 'kysely'

/** Prescriptions, their sent versions, what is said of them, and what became of each accepted line. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table checkup.prescriptions (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      record_id uuid not null references crm.records (id) on delete cascade,
      checkup_id uuid references checkup.checkups (id) on delete set null,
      offer text not null check (offer in ('290', '390', '490')),
      lang text not null check (lang in ('fr', 'en')),
      state text not null default 'draft' check (state in ('draft', 'sent', 'accepted', 'done', 'withdrawn', 'replaced', 'expired')),
      starts_on date not null,
      -- What the artist can give.
      hours_week smallint not null check (hours_week between 1 and 40),
      -- A word to the artist, above the plan.
      note text not null default '' check (length(note) <= 4000),
      -- The lines as the coach is writing them: see PlanLine in rules/prescription/plan.ts.
      lines jsonb not null default '[]',
      -- Counts every change of the draft: two coaches do not write over each other.
      version int not null default 1,
      -- The version the artist sees; null = none was sent.
      sent_version int,
      sent_at timestamptz,
      expires_at timestamptz,
      accepted_at timestamptz,
      accepted_by uuid references identity.users (id) on delete set null,
      -- By the artist's own account, or as the coach was told.
      accepted_how text check (accepted_how in ('account', 'phone', 'paper', 'meeting')),
      accepted_note text check (length(accepted_note) <= 2000),
      done_at timestamptz,
      closed_at timestamptz,
      closed_note text check (length(closed_note) <= 2000),
      replaced_by uuid references checkup.prescriptions (id) on delete set null,
      invented boolean not null default false,
      created_by uuid references identity.users (id) on delete set null,
      coach_id uuid references identity.users (id) on delete set null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      check ((accepted_at is null) = (accepted_how is null)),
      check (state not in ('sent', 'accepted', 'done') or sent_version is not null),
      check (state not in ('accepted', 'done') or accepted_at is not null)
    );
    -- One being written, one waiting for an answer, one under way an artist.
    create unique index prescriptions_draft on checkup.prescriptions (record_id) where state = 'draft';
    create unique index prescriptions_sent on checkup.prescriptions (record_id) where state = 'sent';
    create unique index prescriptions_accepted on checkup.prescriptions (record_id) where state = 'accepted';
    create index prescriptions_record on checkup.prescriptions (record_id, id desc);
    create index prescriptions_workspace on checkup.prescriptions (workspace_id, state, id desc);
    create index prescriptions_checkup on checkup.prescriptions (checkup_id) where checkup_id is not null;
    create index prescriptions_waiting on checkup.prescriptions (expires_at) where state = 'sent';

    -- A version as it was sent. Never changed after.
    create table checkup.prescription_versions (
      prescription_id uuid not null references checkup.prescriptions (id) on delete cascade,
      number int not null check (number > 0),
      offer text not null,
      starts_on date not null,
      hours_week smallint not null,
      note text not null,
      lines jsonb not null,
      sent_by uuid references identity.users (id) on delete set null,
      sent_at timestamptz not null,
      primary key (prescription_id, number)
    );

    -- What the artist and the coach say, of the whole or of one line.
    create table checkup.prescription_remarks (
      id uuid primary key default uuidv7(),
      prescription_id uuid not null references checkup.prescriptions (id) on delete cascade,
      -- The version it was said of.
      number int not null,
      line text,
      side text not null check (side in ('artist', 'agency')),
      -- date proposes another day; decline sets a line aside and keep takes it back.
      kind text not null check (kind in ('comment', 'date', 'decline', 'keep')),
      body text not null check (length(body) <= 4000),
      day date check ((day is not null) = (kind = 'date')),
      by uuid references identity.users (id) on delete set null,
      at timestamptz not null,
      check (kind = 'comment' or line is not null)
    );
    create index prescription_remarks_all on checkup.prescription_remarks (prescription_id, id);

    -- Each accepted line and the task it became.
    create table checkup.prescription_steps (
      prescription_id uuid not null references checkup.prescriptions (id) on delete cascade,
      line text not null,
      task_id uuid,
      done_at timestamptz,
      -- The task was given up: the plan goes on without it.
      dropped_at timestamptz,
      primary key (prescription_id, line)
    );

    -- The private link by which an artist enters their own space. Only the digest of its secret is kept.
    create table checkup.invitations (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      record_id uuid not null references crm.records (id) on delete cascade,
      prescription_id uuid references checkup.prescriptions (id) on delete set null,
      token_hash text not null unique,
      invited_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      claimed_by uuid references identity.users (id) on delete set null,
      claimed_at timestamptz,
      -- A newer one took its place, or it was taken back.
      revoked_at timestamptz
    );
    create unique index invitations_open on checkup.invitations (record_id) where claimed_at is null and revoked_at is null;
  `.execute(db)
}
