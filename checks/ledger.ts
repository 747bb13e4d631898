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

/** All that was ever posted to each account, on its own side: the truth that every told balance is compared with. One pass over everything. */
const truth = `(select a.id, a.floored, coalesce(case a.side when 'debit' then p.debits - p.credits else p.credits - p.debits end, 0) as balance
  from ledger.accounts a left join (select account_id, sum(debit) as debits, sum(credit) as credits from ledger.postings group by account_id) p on p.account_id = a.id)`

/** What open pending transfers would take from each account. */
const held = `(select account_id as id, sum(greatest(-change, 0)) as going from (
    select s.transfer_id, a.id as account_id, sum(case a.side when s.side then s.amount else -s.amount end) as change
    from (select transfer_id, debit_account as account_id, 'debit' as side, amount from ledger.pending_legs where open
      union all select transfer_id, credit_account, 'credit', amount from ledger.pending_legs where open) s join ledger.accounts a on a.id = s.account_id group by 1, 2
  ) n group by account_id)`

/** What is kept of each account with a floor. */
const kept = `(select f.account_id as id, f.available + coalesce(r.amount, 0) as available
  from ledger.floors f left join (select account_id, sum(amount) as amount from ledger.arrivals group by account_id) r on r.account_id = f.account_id)`

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
    select t.id from ${truth} t join ${kept} k using (id) left join ${held} h using (id) where k.available <> t.balance - coalesce(h.going, 0)`,
  'an account with a floor is not below it, whatever is announced': `
    select t.id from ${truth} t left join ${held} h using (id) where t.floored and t.balance - coalesce(h.going, 0) < 0`,
  'an account with a floor has one': `select a.id from ledger.accounts a where a.floored and not exists (select from ledger.floors f where f.account_id = a.id)`,
  'no arrival waits for an account without a floor': `
    select r.account_id as id from ledger.arrivals r where not exists (select from ledger.floors f where f.account_id = r.account_id)`,
  'a reversal gives back every leg of what it reverses': `
    select r.id from ledger.transfers r where r.reverses is not null and exists (
      select leg from (select leg, debit_account as a, credit_account as b, amount from ledger.legs where transfer_id = r.reverses) o
        full join (select leg, credit_account as a, debit_account as b, amount from ledger.legs where transfer_id = r.id) n using (leg, a, b, amount)
      where o.leg is null or n.leg is null or o.a is null or n.a is null)`,
  'what a closed month wrote down is what its postings sum to': `
    select coalesce(r.account_id, c.account_id) as id from (
      select account_id, month, sum(debits) over before as debits, sum(credits) over before as credits from (
        select account_id, date_trunc('month', at at time zone 'UTC')::date as month, sum(debit) as debits, sum(credit) as credits
        from ledger.postings where at < (select max(until) from ledger.periods) group by 1, 2
      ) m window before as (partition by account_id order by month)
    ) r full join ledger.closings c using (account_id, month) where r.debits is distinct from c.debits or r.credits is distinct from c.credits`,
  [`no money has been announced for more than ${pendingDays} days`]: `
    select id from ledger.transfers where state = 'pending' and at < now() - interval '${pendingDays} days'`,
  'the books cannot be changed': `
    select g as id from unnest(array['${guards.join("', '")}']) g where not exists (select from pg_trigger where tgname = g and tgenabled <> 'D')`,
}
