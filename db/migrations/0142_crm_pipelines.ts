import { type Kysely, sql } from 'kysely'

/** Pipelines, their stages, and the cards that move through them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table crm.pipelines (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      name text not null check (name <> '' and length(name) <= 80),
      -- artists: one card an artist at most. opportunities: cards with a title and an amount, several an artist.
      of text not null check (of in ('artists', 'opportunities')),
      currency text not null default 'EUR' check (currency in ('XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP')),
      position int not null default 0,
      -- The one meant when none is named; made on first need.
      is_default boolean not null default false,
      archived_at timestamptz,
      created_at timestamptz not null default now()
    );
    create unique index pipelines_default on crm.pipelines (workspace_id, of) where is_default;
    create index pipelines_workspace on crm.pipelines (workspace_id, position, id);

    create table crm.stages (
      id uuid primary key default uuidv7(),
      pipeline_id uuid not null references crm.pipelines (id) on delete cascade,
      -- Stable name for programs and rules: prospecting, checkup, prescription, execution, loyalty, spark.
      key text not null check (key ~ '^[a-z][a-z0-9-]{0,39}$'),
      name text not null check (name <> '' and length(name) <= 80),
      position int not null,
      outcome text not null default 'open' check (outcome in ('open', 'won', 'lost')),
      -- In hundredths.
      probability smallint not null default 0 check (probability between 0 and 100),
      -- Days without a move after which a card is stalled; null = never.
      stalls_after int check (stalls_after > 0),
      -- Shown as a thin column that opens on demand.
      folded boolean not null default false,
      -- Entry rules: [{ needs: 'milestone', milestone } | { needs: 'field', field } | { needs: 'contact', days }].
      rules jsonb not null default '[]',
      unique (pipeline_id, key),
      unique (id, pipeline_id)
    );

    create table crm.cards (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null,
      pipeline_id uuid not null references crm.pipelines (id) on delete cascade,
      stage_id uuid not null,
      record_id uuid not null references crm.records (id) on delete cascade,
      -- Order within its stage, between its neighbours (fractional indexing, base 62, binary order).
      place text collate "C" not null,
      title text check (length(title) <= 200),
      value bigint check (value >= 0),
      currency text check (currency in ('XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP')),
      -- Null: the stage's.
      probability smallint check (probability between 0 and 100),
      expected_on date,
      entered_at timestamptz not null,
      closed_at timestamptz,
      version int not null default 1,
      removed_at timestamptz,
      created_by uuid references identity.users (id) on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      removed_by uuid references identity.users (id) on delete set null,
      foreign key (stage_id, pipeline_id) references crm.stages (id, pipeline_id)
    );
    -- Without a title a card is the artist: one in a pipeline at most.
    create unique index cards_artist on crm.cards (pipeline_id, record_id) where title is null and removed_at is null;
    create index cards_board on crm.cards (pipeline_id, stage_id, place, id) where removed_at is null;
    create index cards_record on crm.cards (record_id) where removed_at is null;
    create index cards_workspace on crm.cards (workspace_id);
    create index cards_updated on crm.cards (pipeline_id, updated_at desc, id) where removed_at is null;
    create index cards_title on crm.cards using gin (public.fold(title) gin_trgm_ops) where title is not null and removed_at is null;

    create table crm.moves (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null,
      card_id uuid not null references crm.cards (id) on delete cascade,
      pipeline_id uuid not null,
      -- Null: the card was put there first.
      from_stage uuid,
      to_stage uuid not null,
      -- Why an administrator let it pass a rule of entry.
      reason text check (length(reason) <= 300),
      by uuid references identity.users (id) on delete set null,
      at timestamptz not null
    );
    create index moves_card on crm.moves (card_id, at);
    create index moves_pipeline on crm.moves (pipeline_id, at);
  `.execute(db)
}
