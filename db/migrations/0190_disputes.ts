import { type Kysely, sql } from 'kysely'

/** A payment that a bank takes back: followed by the books, by the project it was given to, and by what its producer is paid. And the words of contributions, for moderators. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into ledger.purposes (name, side, kind, floored) values ('receivable', 'debit', 'asset', false);

    alter table payments.payments
      -- How often it was taken back: names what is booked.
      add column disputes smallint not null default 0 check (disputes >= 0),
      -- What the provider has taken back and not returned.
      add column taken bigint check (taken > 0),
      -- When it was last taken back or returned.
      add column disputed_at timestamptz;
    -- What was contested before the books followed is read again, and booked then.
    update payments.payments set state = 'confirmed', reason = null, next_check_at = now() where state = 'disputed';
    alter table payments.payments add constraint payments_taken check ((state = 'disputed') = (taken is not null));

    alter table crowdfunding.contributions drop constraint contributions_state_check;
    alter table crowdfunding.contributions add constraint contributions_state_check
      check (state in ('pending', 'pledged', 'confirmed', 'failed', 'expired', 'refund-due', 'refunding', 'refund-stuck', 'refunded', 'disputed'));
    -- Out of what it was taken back: the pot, what the producer has or will have, or what was owed back to whoever gave.
    alter table crowdfunding.contributions add column taken_from text check (taken_from in ('pot', 'producer', 'refunds'));
    alter table crowdfunding.contributions add constraint contributions_taken check ((state = 'disputed') = (taken_from is not null));

    -- What was not paid out of this step, because banks had taken as much back.
    alter table crowdfunding.milestones add column withheld bigint not null default 0;
    alter table crowdfunding.milestones add constraint milestones_withheld check (withheld >= 0 and withheld <= coalesce(amount, 0));

    -- What moderators read: words on the walls, newest first.
    create index contributions_messages on crowdfunding.contributions (message_hidden, created_at desc, id desc) where message is not null;
  `.execute(db)
}
