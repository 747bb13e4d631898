import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Who refused is known by a mark made with the house's secret: the address itself need not be kept.
    drop table messaging.contact_refusals;
    create table messaging.contact_refusals (
      contact text not null,
      topic text not null check (topic in ('funding', 'films', 'work', 'money', 'account')),
      refused_at timestamptz not null default now(),
      primary key (contact, topic)
    );
  `.execute(db)
}
