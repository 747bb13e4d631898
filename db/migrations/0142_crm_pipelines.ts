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
      is_default boolean not null default false,
      archived_at timestamptz,
      created_at timestamptz not null default now()
    );
    create unique index pipelines_default on crm.pipelines (workspace_id, of) where is_default;

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
      -- Entry rules: [{ needs: 'milestone', milestone } | { needs: 'field', field } | { needs: 'contact' }].
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
      foreign key (stage_id, pipeline_id) references crm.stages (id, pipeline_id)
    );
    create index cards_board on crm.cards (pipeline_id, stage_id, place, id) where removed_at is null;
    create index cards_record on crm.cards (record_id) where removed_at is null;
    create index cards_workspace on crm.cards (workspace_id);

    create table crm.moves (
      id uuid primary key default uuidv7(),
      card_id uuid not null references crm.cards (id) on delete cascade,
      pipeline_id uuid not null,
      from_stage uuid,
      to_stage uuid not null,
      by uuid references identity.users (id) on delete set null,
      at timestamptz not null
    );
    create index moves_card on crm.moves (card_id, at);
    create index moves_pipeline on crm.moves (pipeline_id, at);
  `.execute(db)
}
