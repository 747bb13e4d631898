/** A payment that nobody has looked at for so long is forgotten: the sweep runs every minute. */
const forgotten = `interval '1 hour'`

/** What must hold between the rows of the payments and the books. */
export const paymentInvariants: Readonly<Record<string, string>> = {
  'money that came is in the ledger, as much as came': `
    select p.id from payments.payments p where p.booked in ('posted', 'aside') and not exists (
      select from ledger.transfers t join ledger.legs l on l.transfer_id = t.id
      where t.key = any (array['payment:' || p.id, 'payment:' || p.id || ':late', 'payment:' || p.id || ':aside']) and t.state = 'posted' and l.amount = p.received)`,
  'a confirmed payment is booked, and only once': `
    select p.id from payments.payments p where (p.state = 'confirmed' and p.booked not in ('posted', 'aside'))
      or (select count(*) from ledger.transfers t where t.state = 'posted' and t.key = any (array['payment:' || p.id, 'payment:' || p.id || ':late', 'payment:' || p.id || ':aside'])) > 1`,
  'what was given up is announced no more': `
    select p.id from payments.payments p where p.state in ('failed', 'expired', 'cancelled') and p.booked = 'announced'`,
  'refunds of a payment never exceed what came': `
    select p.id from payments.payments p join payments.outs o on o.payment_id = p.id and o.state <> 'cancelled' group by p.id having sum(o.amount) > coalesce(max(p.received), 0)`,
  'money that left is in the ledger': `
    select o.id from payments.outs o where o.state = 'completed' and not exists (
      select from ledger.transfers t where t.state = 'posted' and t.key = any (array[o.transfer, o.transfer || ':late']))`,
  'what was taken back has left the float, and what came back is there again': `
    select p.id from payments.payments p cross join lateral generate_series(1, p.disputes) n
    where not exists (select from ledger.transfers t where t.key = 'payment:' || p.id || ':disputed:' || n and t.state = 'posted')
      or (n < p.disputes or p.state = 'confirmed') <> exists (select from ledger.transfers t where t.key = 'payment:' || p.id || ':reinstated:' || n and t.state = 'posted')`,
  'each dispute and its end were announced once': `
    select p.id from payments.payments p where p.disputes > 0
      and ((select count(*) from platform.events e where e.subject = p.id::text and e.type = 'payment.disputed') <> p.disputes
        or (select count(*) from platform.events e where e.subject = p.id::text and e.type = 'payment.reinstated') <> p.disputes - case when p.state = 'disputed' then 1 else 0 end)`,
  'each outcome was announced once': `
    select e.subject as id from platform.events e where e.type = any (array['payment.confirmed', 'payment.saved', 'refund.completed', 'payout.completed'])
    group by e.subject, e.type having count(*) > 1`,
  'every payment on its way is looked after': `
    select id from payments.payments where state in ('created', 'sending', 'pending') and (next_check_at is null or next_check_at < now() - ${forgotten}) and created_at < now() - ${forgotten}
    union all select id from payments.outs where state in ('created', 'sending', 'pending') and (next_check_at is null or next_check_at < now() - ${forgotten}) and created_at < now() - ${forgotten}`,
  'what waits for a human has somebody to decide it': `
    select p.id from payments.payments p where p.state = 'held' and not exists (select from payments.holds h where h.payment_id = p.id and h.state = 'waiting')
    union all select o.id from payments.outs o where o.state = 'held' and not exists (select from payments.holds h where h.out_id = o.id and h.state = 'waiting')`,
  'a cashed voucher is a confirmed payment': `
    select v.payment_id as id from payments.vouchers v join payments.payments p on p.id = v.payment_id where v.state = 'cashed' and p.state not in ('confirmed', 'disputed', 'held')`,
  'a drawer holds what was cashed since the last count': `
    select t.agent_id as id from (select distinct agent_id from payments.tills) t
    where (select coalesce(sum(v.amount), 0) from payments.vouchers v join payments.tills o on o.id = v.till_id and o.closed_at is null where v.agent_id = t.agent_id)
      <> (select coalesce(sum(case when p.debit then p.amount else -p.amount end), 0) from (
        select l.amount, true as debit from ledger.legs l join ledger.accounts a on a.id = l.debit_account where a.owner = 'counter:' || t.agent_id and a.purpose = 'cash'
        union all select l.amount, false from ledger.legs l join ledger.accounts a on a.id = l.credit_account where a.owner = 'counter:' || t.agent_id and a.purpose = 'cash') p)`,
}
