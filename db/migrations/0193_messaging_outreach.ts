import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table messaging.notices
      -- The workspace on whose behalf somebody without an account is told.
      add column workspace_id uuid references identity.workspaces (id) on delete set null,
      -- Where somebody without an account is led: the link opens what an account would, so it is kept sealed.
      add column sealed_href bytea;
    create index notices_workspace on messaging.notices (workspace_id) where workspace_id is not null;
    -- What has left needs its link no more; what still waits keeps it until it has gone.
    update messaging.notices n set href = null where user_id is null
      and exists (select 1 from messaging.deliveries d where d.notice_id = n.id)
      and not exists (select 1 from messaging.deliveries d where d.notice_id = n.id and d.settled_at is null);
    alter table messaging.notices add constraint notices_private_check check (user_id is not null or href is null) not valid;

    alter table outreach.mailboxes
      -- The process that listens to INBOX (IMAP IDLE), and until when it may be believed to.
      add column listener uuid,
      add column listening_until timestamptz;
  `.execute(db)
}
