import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Who works on projects, and who decides about their money, by role. Rank 1 is the highest.
    insert into identity.role_permissions (kind, role, permission)
      select r.kind, r.role, p.permission from identity.roles r
      join (values ('projects.view', 4), ('projects.edit', 3), ('projects.submit', 3), ('projects.money', 2)) p (permission, lowest) on r.rank <= p.lowest
      where r.kind in ('production', 'studio');

    create schema crowdfunding;

    -- What the platform keeps of what is raised, from a day on. A project keeps the share of the day it was launched.
    create table crowdfunding.fees (
      from_day date primary key,
      basis_points integer not null check (basis_points between 0 and 10000)
    );
    insert into crowdfunding.fees (from_day, basis_points) values ('2026-01-01', 500);

    create table crowdfunding.projects (
      id uuid primary key default uuidv7(),
      slug text not null,
      workspace_id uuid not null references identity.workspaces (id),
      created_by uuid references identity.users (id) on delete set null,
      title text not null check (title <> ''),
      summary text not null default '',
      story text not null default '',
      risks text not null default '',
      language text not null default 'fr' check (language in ('fr', 'en')),
      country text check (country ~ '^[A-Z]{2}$'),
      goal bigint not null default 0 check (goal >= 0),
      minimum bigint check (minimum >= 0),
      currency text not null default 'XOF' check (currency in ('XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP')),
      model text not null default 'all-or-nothing' check (model in ('all-or-nothing', 'keep')),
      ends_on date,
      -- The last instant of the last day, set at launch.
      ends_at timestamptz,
      video_title_id uuid references media.titles (id) on delete set null,
      film_id uuid references cinema.films (id) on delete set null,
      result_film_id uuid references cinema.films (id) on delete set null,
      cover jsonb,
      pictures jsonb not null default '[]',
      budget jsonb not null default '[]',
      team jsonb not null default '[]',
      -- Where the producer is paid: sealed, and what may be shown of it.
      payout_to bytea,
      payout_shown jsonb,
      state text not null default 'draft' check (state in ('draft', 'submitted', 'changes-asked', 'approved', 'refused', 'live', 'closing', 'succeeded', 'failed', 'cancelled', 'completed')),
      fee_basis_points integer check (fee_basis_points between 0 and 10000),
      -- What was there when it was decided: set once, with the transfer that emptied the pot.
      raised_at_end bigint check (raised_at_end >= 0),
      -- Only to sort lists by: what is shown is read from the ledger.
      sorted_percent integer not null default 0,
      -- How far the makers were told: in percent, and in contributions.
      told_percent smallint not null default 0,
      told_contributors integer not null default 0,
      -- When those who gave were told that the film they paid for can be watched.
      result_told_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      submitted_at timestamptz,
      launched_at timestamptz,
      decided_at timestamptz,
      settled_at timestamptz,
      check (state not in ('live', 'closing', 'succeeded', 'failed', 'cancelled', 'completed') or (goal > 0 and ends_at is not null and fee_basis_points is not null)),
      check (model = 'keep' or minimum is null),
      check ((state in ('succeeded', 'failed', 'cancelled', 'completed')) = (decided_at is not null))
    );
    create unique index projects_slug on crowdfunding.projects (slug);
    create index projects_workspace on crowdfunding.projects (workspace_id, updated_at desc);
    create index projects_queue on crowdfunding.projects (submitted_at) where state = 'submitted';
    create index projects_open on crowdfunding.projects (ends_at, id) where state in ('live', 'closing');
    create index projects_film on crowdfunding.projects (film_id) where film_id is not null;
    create index projects_result on crowdfunding.projects (result_film_id) where result_film_id is not null;

    create table crowdfunding.rewards (
      id uuid primary key default uuidv7(),
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      position smallint not null,
      title text not null check (title <> ''),
      text text not null default '',
      amount bigint not null check (amount > 0),
      quantity integer check (quantity > 0),
      -- Places held or bought. The database itself forbids one more than there are.
      taken integer not null default 0,
      delivered_by date,
      shipped boolean not null default false,
      constraint rewards_places check (taken >= 0 and (quantity is null or taken <= quantity))
    );
    create index rewards_project on crowdfunding.rewards (project_id, position);

    create table crowdfunding.milestones (
      id uuid primary key default uuidv7(),
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      position smallint not null,
      title text not null check (title <> ''),
      text text not null default '',
      basis_points integer not null check (basis_points between 1 and 10000),
      due_on date,
      -- Known when the campaign has succeeded and its fee is taken.
      amount bigint check (amount >= 0),
      state text not null default 'waiting' check (state in ('waiting', 'asked', 'sent-back', 'approved', 'paying', 'paid', 'stuck')),
      note text,
      answer text,
      asked_at timestamptz,
      asked_by uuid references identity.users (id) on delete set null,
      decided_by uuid references identity.users (id) on delete set null,
      payout_id uuid,
      payouts smallint not null default 0,
      paid_at timestamptz,
      check ((state = 'paid') = (paid_at is not null)),
      check (state = 'waiting' or amount is not null)
    );
    create index milestones_project on crowdfunding.milestones (project_id, position);
    create index milestones_queue on crowdfunding.milestones (asked_at) where state = 'asked';
    create unique index milestones_payout on crowdfunding.milestones (payout_id) where payout_id is not null;

    create table crowdfunding.documents (
      id uuid primary key default uuidv7(),
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      -- Proof sent with the request of a milestone.
      milestone_id uuid references crowdfunding.milestones (id) on delete set null,
      name text not null check (name <> ''),
      visibility text not null check (visibility in ('reviewers', 'public')),
      type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
      size integer not null check (size > 0),
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now()
    );
    create index documents_project on crowdfunding.documents (project_id, id);

    create table crowdfunding.decisions (
      id uuid primary key default uuidv7(),
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      kind text not null check (kind in ('submitted', 'changes-asked', 'approved', 'refused', 'launched', 'succeeded', 'failed', 'cancelled', 'completed')),
      by uuid references identity.users (id) on delete set null,
      note text,
      at timestamptz not null
    );
    create index decisions_project on crowdfunding.decisions (project_id, id);
    -- The end of a campaign is decided once.
    create unique index decisions_end on crowdfunding.decisions (project_id) where kind in ('succeeded', 'failed', 'cancelled');

    create table crowdfunding.versions (
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      number integer not null check (number > 0),
      by uuid references identity.users (id) on delete set null,
      note text,
      changes jsonb not null,
      at timestamptz not null,
      primary key (project_id, number)
    );
    create table crowdfunding.updates (
      id uuid primary key default uuidv7(),
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      title text not null check (title <> ''),
      text text not null,
      for_contributors boolean not null default false,
      by uuid references identity.users (id) on delete set null,
      at timestamptz not null
    );
    create index updates_project on crowdfunding.updates (project_id, id desc);
    create table crowdfunding.comments (
      id uuid primary key default uuidv7(),
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      user_id uuid references identity.users (id) on delete set null,
      text text not null check (text <> ''),
      at timestamptz not null,
      removed_at timestamptz,
      removed_by uuid references identity.users (id) on delete set null
    );
    create index comments_project on crowdfunding.comments (project_id, id desc) where removed_at is null;
    create table crowdfunding.questions (
      id uuid primary key default uuidv7(),
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      user_id uuid references identity.users (id) on delete set null,
      text text not null check (text <> ''),
      at timestamptz not null,
      answer text,
      answered_by uuid references identity.users (id) on delete set null,
      answered_at timestamptz,
      check ((answer is null) = (answered_at is null))
    );
    create index questions_project on crowdfunding.questions (project_id, id desc);
    create table crowdfunding.followers (
      project_id uuid not null references crowdfunding.projects (id) on delete cascade,
      user_id uuid not null references identity.users (id) on delete cascade,
      at timestamptz not null default now(),
      primary key (project_id, user_id)
    );
    create index followers_user on crowdfunding.followers (user_id);
  `.execute(db)
}
