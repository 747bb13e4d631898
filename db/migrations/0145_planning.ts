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
      -- What each task of it copies: title, notes, hour, priority, subject.
      model jsonb not null,
      owner_id uuid references identity.users (id) on delete set null,
      starts_on date not null,
      -- The last day for which a task was made.
      made_until date,
      ended_at timestamptz,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now()
    );
    create index series_running on planning.series (made_until) where ended_at is null;
    create table planning.tasks (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      title text not null check (title <> '' and length(title) <= 300),
      notes text check (length(notes) <= 10000),
      owner_id uuid references identity.users (id) on delete set null,
      due_on date check (due_on between '1900-01-01' and '2999-12-31'),
      -- Minutes after midnight, where its owner lives.
      due_minute smallint check (due_minute is null or (due_on is not null and due_minute between 0 and 1439)),
      priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
      state text not null default 'open' check (state in ('open', 'done', 'dropped')),
      -- What it is about: 'artist' and the record's id, a plan and its id…
      subject_kind text,
      subject_id uuid,
      subject_label text,
      -- Where the subject was before records were merged, last first: a merge can be taken back.
      subject_trail uuid[] not null default '{}',
      href text,
      -- Where an owner who is no member of the workspace reads more.
      owner_href text,
      series_id uuid references planning.series (id) on delete set null,
      -- The day of the series it stands for; it stays when the task is put off.
      series_on date,
      -- Made once under this key by the room that planned it.
      key text,
      remind_on date,
      reminded_at timestamptz,
      done_at timestamptz,
      done_by uuid references identity.users (id) on delete set null,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      version int not null default 1,
      check ((state = 'open') = (done_at is null))
    );
    create unique index tasks_key on planning.tasks (workspace_id, key) where key is not null;
    create unique index tasks_series on planning.tasks (series_id, series_on) where series_id is not null;
    create index tasks_owner on planning.tasks (owner_id, state, (coalesce(due_on, 'infinity'::date)), id);
    create index tasks_workspace on planning.tasks (workspace_id, state, (coalesce(due_on, 'infinity'::date)), id);
    create index tasks_done on planning.tasks (workspace_id, done_at desc, id) where done_at is not null;
    create index tasks_subject on planning.tasks (subject_id) where subject_id is not null;
    create index tasks_remind on planning.tasks (remind_on) where reminded_at is null and state = 'open';
    create index tasks_title_like on planning.tasks using gin (public.fold(title) gin_trgm_ops);

    -- Templates that make dated tasks: the month of an agency.
    create table planning.rhythms (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      name text not null check (name <> '' and length(name) <= 80),
      -- [{ title, phase?, week: 1..5, weekday: 1..7, afterDays?, ownerId?, priority? }]
      steps jsonb not null,
      -- Makes each month by itself, a week before it begins.
      active boolean not null default true,
      version int not null default 1,
      created_at timestamptz not null default now()
    );
    create index rhythms_workspace on planning.rhythms (workspace_id);
    create table planning.rhythm_months (
      rhythm_id uuid not null references planning.rhythms (id) on delete cascade,
      -- Its first day.
      month date not null check (extract(day from month) = 1),
      made_at timestamptz not null,
      primary key (rhythm_id, month)
    );

    -- The letter of the morning: who wants none, and for which day each was told.
    create table planning.mornings (
      user_id uuid primary key references identity.users (id) on delete cascade,
      wanted boolean not null default true,
      told_on date
    );
  `.execute(db)
}
