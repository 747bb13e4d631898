/** A pending transfer older than this is a payment, a refund or a payout that somebody forgot. */
export const pendingDays = 30

const guards = [
  'legs_append_only',
  'accounts_append_only',
  'periods_append_only',
  'closings_append_only',
  'transfers_append_only',
  'pending_legs_append_only',
  'transfers_settled_once',
  'pending_legs_closed_once',
  'legs_are_sound',
]

/** All that was ever posted to each account: the truth that every told balance is compared with. */
const truth = `(select a.id, a.side, a.floored, coalesce(sum(p.debit), 0) as debits, coalesce(sum(p.credit), 0) as credits,
  case a.side when 'debit' then coalesce(sum(p.debit - p.credit), 0) else coalesce(sum(p.credit - p.debit), 0) end as balance
  from ledger.accounts a left join ledger.postings p on p.account_id = a.id group by a.id)`

/** What must hold in the books, whatever happened. */
export const ledgerInvariants: Readonly<Record<string, string>> = {
  'every transfer sums to zero in each currency': `
    select transfer_id as id from ledger.postings group by transfer_id, currency having sum(debit) <> sum(credit)`,
  'every leg belongs to a posted transfer and joins two accounts of its currency': `
    select l.transfer_id as id from ledger.legs l left join ledger.transfers t on t.id = l.transfer_id
      left join ledger.accounts d on d.id = l.debit_account and d.currency = l.currency left join ledger.accounts c on c.id = l.credit_account and c.currency = l.currency
    where t.state is distinct from 'posted' or d.id is null or c.id is null`,
  'a posted transfer has legs, an announced one has them announced, and what was settled is announced no more': `
    select t.id from ledger.transfers t
    where (t.state = 'posted' and not exists (select from ledger.legs l where l.transfer_id = t.id))
      or (t.state = 'pending' and not exists (select from ledger.pending_legs p where p.transfer_id = t.id and p.open))
      or (t.state <> 'pending' and exists (select from ledger.pending_legs p where p.transfer_id = t.id and p.open))`,
  'the balances told equal the sum of all postings': `
    select t.id from ${truth} t join ledger.balances b on b.account_id = t.id join ledger.sums s on s.account_id = t.id
    where b.posted <> t.balance or s.debits <> t.debits or s.credits <> t.credits`,
  'an account with a floor is not below it, whatever is announced': `
    select t.id from ${truth} t join ledger.pendings p on p.account_id = t.id where t.floored and t.balance - p.going < 0`,
  'an account with a floor has one': `select a.id from ledger.accounts a where a.floored and not exists (select from ledger.floors f where f.account_id = a.id)`,
  'no arrival waits for an account without a floor': `
    select r.account_id as id from ledger.arrivals r where not exists (select from ledger.floors f where f.account_id = r.account_id)`,
  'a reversal gives back every leg of what it reverses': `
    select r.id from ledger.transfers r where r.reverses is not null and exists (
      select leg from (select leg, debit_account as a, credit_account as b, amount from ledger.legs where transfer_id = r.reverses) o
        full join (select leg, credit_account as a, debit_account as b, amount from ledger.legs where transfer_id = r.id) n using (leg, a, b, amount)
      where o.leg is null or n.leg is null or o.a is null or n.a is null)`,
  'what a closed month wrote down is what its postings sum to': `
    select c.account_id as id from ledger.closings c join ledger.periods q using (month)
      left join lateral (select sum(debit) as debits, sum(credit) as credits from ledger.postings where account_id = c.account_id and at < q.until) p on true
    where c.debits <> coalesce(p.debits, 0) or c.credits <> coalesce(p.credits, 0)`,
  [`no money has been announced for more than ${pendingDays} days`]: `
    select id from ledger.transfers where state = 'pending' and at < now() - interval '${pendingDays} days'`,
  'the books cannot be changed': `
    select g as id from unnest(array['${guards.join("', '")}']) g where not exists (select from pg_trigger where tgname = g and tgenabled <> 'D')`,
}
