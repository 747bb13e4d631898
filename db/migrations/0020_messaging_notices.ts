import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema messaging;

    -- What the house tells a person. The sentence is made when it is read, from the announcing room's texts: room.notice.<what>.title and .body.
    create table messaging.notices (
      id uuid primary key default uuidv7(),
      user_id uuid not null references identity.users (id) on delete cascade,
      kind text not null check (kind ~ '^[a-z]+\\.[A-Za-z]+$'),
      params jsonb not null default '{}',
      href text check (href ~ '^/([^/\\\\]|$)'),
      created_at timestamptz not null default now(),
      read_at timestamptz
    );
    create index notices_user on messaging.notices (user_id, id desc);
    create index notices_unread on messaging.notices (user_id) where read_at is null;
  `.execute(db)
}
