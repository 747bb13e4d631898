/** What must hold between projects, payments and the ledger. Each question answers the rows that break it. */
export const fundingInvariants: Readonly<Record<string, string>> = {
  // Payments that are confirmed and not heard of yet are in the pot already.
  'the pot of a project is what was given and not yet settled': `
    select p.id from crowdfunding.projects p
      cross join lateral (select coalesce((select b.posted from ledger.balances b where b.owner = 'project:' || p.id and b.purpose = 'pot' and b.currency = p.currency), 0) as pot) l
      cross join lateral (
        select coalesce(sum(c.amount) filter (where c.state = 'confirmed'), 0) as confirmed,
          coalesce(sum(y.amount) filter (where c.state in ('pending', 'pledged', 'expired', 'failed') and y.state in ('confirmed', 'disputed')), 0) as coming
        from crowdfunding.contributions c left join payments.payments y on y.id = c.payment_id where c.project_id = p.id
      ) s
    where p.launched_at is not null and l.pot <> (case when p.settled_at is null then s.confirmed else 0 end) + s.coming`,
  'what a project owes to contributors is what they wait for': `
    select p.id from crowdfunding.projects p
      cross join lateral (select coalesce((select b.posted from ledger.balances b where b.owner = 'project:' || p.id and b.purpose = 'refunds' and b.currency = p.currency), 0) as owed) l
      cross join lateral (
        select coalesce(sum(c.amount) filter (where o.state is distinct from 'completed'), 0) as waited
        from crowdfunding.contributions c left join payments.outs o on o.id = c.refund_id
        where c.project_id = p.id and c.state in ('refund-due', 'refunding', 'refund-stuck', 'refunded')
      ) s
    where p.launched_at is not null and l.owed <> s.waited`,
  'the places taken of a reward are those that are held': `
    select r.id from crowdfunding.rewards r where r.taken <> (select count(*) from crowdfunding.contributions c where c.reward_id = r.id and c.holds_place)`,
  'a campaign that ended was decided once': `
    select p.id from crowdfunding.projects p where p.state in ('succeeded', 'completed', 'failed', 'cancelled')
      and (select count(*) from crowdfunding.decisions d where d.project_id = p.id and d.kind in ('succeeded', 'failed', 'cancelled')) <> 1`,
  'nobody is refunded who did not pay, nor more than they paid': `
    select c.id from crowdfunding.contributions c join payments.outs o on o.subject = 'contribution:' || c.id and o.kind = 'refund' and o.state not in ('cancelled')
      left join payments.payments y on y.id = c.payment_id
    group by c.id, c.amount, y.received having sum(o.amount) > least(c.amount, coalesce(y.received, 0))`,
  'the receipts of a year follow each other without a gap': `
    select r.year::text as id from crowdfunding.receipts r where r.last <> (select count(*) from crowdfunding.contributions c where c.number like 'R-' || r.year || '-%')
      or exists (select 1 from crowdfunding.contributions c where c.number like 'R-' || r.year || '-%' and substr(c.number, 8)::int > r.last)`,
  'no producer owes less than nothing, and what is owed to one covers the steps that are not paid': `
    select p.id from crowdfunding.projects p
      cross join lateral (select coalesce((select b.posted from ledger.balances b where b.owner = 'project:' || p.id and b.purpose = 'receivable' and b.currency = p.currency), 0) as debt,
        coalesce((select b.posted from ledger.balances b where b.owner = 'project:' || p.id and b.purpose = 'payable' and b.currency = p.currency), 0) as owed) l
      cross join lateral (select coalesce(sum(m.amount - m.withheld) filter (where m.state <> 'paid' and o.state is distinct from 'completed'), 0) as unpaid
        from crowdfunding.milestones m left join payments.outs o on o.id = m.payout_id where m.project_id = p.id) s
    where p.settled_at is not null and (l.debt < 0 or l.owed < s.unpaid)`,
  'what was taken back of a producer is owed, or was withheld': `
    select p.id from crowdfunding.projects p
      cross join lateral (select coalesce((select b.posted from ledger.balances b where b.owner = 'project:' || p.id and b.purpose = 'receivable' and b.currency = p.currency), 0) as debt) l
      cross join lateral (select coalesce(sum(c.amount - (c.amount * p.fee_basis_points + 5000) / 10000), 0) as taken
        from crowdfunding.contributions c where c.project_id = p.id and c.state = 'disputed' and c.taken_from = 'producer') t
      cross join lateral (select coalesce(sum(m.withheld), 0) as withheld from crowdfunding.milestones m where m.project_id = p.id) w
    where p.settled_at is not null and l.debt + w.withheld < t.taken`,
  'fee and milestones are together what was raised': `
    select p.id from crowdfunding.projects p where p.state in ('succeeded', 'completed') and p.settled_at is not null and p.raised_at_end
      <> (select coalesce(sum(m.amount), 0) from crowdfunding.milestones m where m.project_id = p.id) + (p.raised_at_end * p.fee_basis_points + 5000) / 10000`,
}
