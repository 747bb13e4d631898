import { type Kysely, sql } from 'kysely'

/** Tasks of a workspace, and the series and rhythms that make them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema planning;
    create table planning.series (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      -- { every, unit: day|week|month|year, weekdays?, monthDay?, until?, times? } (rules/recurrence.ts)
      rule jsonb not null,
      -- What each task of it copies: title, notes, owner, priority, subject.
      model jsonb not null,
      starts_on date not null,
      -- The last day for which a task was made.
      made_until date,
      ended_at timestamptz,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now()
    );
    create table planning.tasks (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      title text not null check (title <> '' and length(title) <= 300),
      notes text check (length(notes) <= 10000),
      owner_id uuid references identity.users (id) on delete set null,
      due_on date,
      priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
      state text not null default 'open' check (state in ('open', 'done', 'dropped')),
      -- What it is about: 'artist' and the record's id, a plan and its id…
      subject_kind text,
      subject_id uuid,
      subject_label text,
      href text,
      series_id uuid references planning.series (id) on delete set null,
      -- Made once under this key by the room that planned it.
      key text,
      -- Steps that others than members see: the artist's own tasks.
      remind_on date,
      reminded_at timestamptz,
      done_at timestamptz,
      done_by uuid references identity.users (id) on delete set null,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check ((state = 'open') = (done_at is null))
    );
    create unique index tasks_key on planning.tasks (workspace_id, key) where key is not null;
    create unique index tasks_series on planning.tasks (series_id, due_on) where series_id is not null;
    create index tasks_owner on planning.tasks (owner_id, state, due_on);
    create index tasks_workspace on planning.tasks (workspace_id, state, due_on);
    create index tasks_subject on planning.tasks (subject_id) where subject_id is not null;

    -- Templates that make dated tasks: the month of an agency.
    create table planning.rhythms (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      name text not null check (name <> '' and length(name) <= 80),
      -- [{ title, week: 1..5, weekday: 1..7, offsetDays?, ownerId?, priority? }]
      steps jsonb not null,
      active boolean not null default true,
      created_at timestamptz not null default now()
    );
    create table planning.rhythm_months (
      rhythm_id uuid not null references planning.rhythms (id) on delete cascade,
      month date not null,
      made_at timestamptz not null,
      primary key (rhythm_id, month)
    );
  `.execute(db)
}
