import { type Kysely, sql } from 'kysely'

/** The ledger: double entry, append only. Why it has this shape: docs/decisions/011-the-ledger.md. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [tables, views, guards, posting, settling, reversing, closing]) await sql.raw(part).execute(db)
}

const tables = `
  create schema ledger;

  create table ledger.purposes (
    name text primary key,
    side text not null check (side in ('debit', 'credit')),
    kind text not null check (kind in ('asset', 'expense', 'liability', 'income')),
    floored boolean not null,
    unique (name, side, floored)
  );
  insert into ledger.purposes (name, side, kind, floored) values
    ('float', 'debit', 'asset', false), ('cash', 'debit', 'asset', false), ('charges', 'debit', 'expense', false), ('pot', 'credit', 'liability', true),
    ('payable', 'credit', 'liability', true), ('refunds', 'credit', 'liability', true), ('fees', 'credit', 'income', false), ('suspense', 'credit', 'liability', false);

  create table ledger.accounts (
    id uuid primary key default uuidv7(),
    owner text not null check (length(owner) between 1 and 200),
    purpose text not null,
    currency text not null check (currency in ('XOF', 'XAF', 'EUR', 'CHF', 'USD', 'GBP')),
    side text not null,
    floored boolean not null,
    unique (owner, purpose, currency),
    foreign key (purpose, side, floored) references ledger.purposes (name, side, floored)
  );

  create table ledger.transfers (
    id uuid primary key default uuidv7(),
    key text not null unique check (length(key) between 1 and 200),
    -- Of the legs and of how they were asked: the same key may come again only with the same.
    fingerprint text not null,
    reason text not null check (length(reason) between 1 and 100),
    reference text,
    metadata jsonb not null default '{}',
    state text not null check (state in ('pending', 'posted', 'voided')),
    -- When it counts (a pending one: when it was announced).
    at timestamptz not null,
    -- When a pending one was posted or voided.
    settled_at timestamptz,
    reverses uuid unique,
    check (state = 'posted' or reverses is null),
    check (state <> 'voided' or settled_at is not null)
  );
  create index transfers_pending on ledger.transfers (at) where state = 'pending';

  -- What was posted. A leg takes from one account what it gives to another, so a transfer cannot but sum to zero in each currency.
  -- No foreign keys: they would lock the row of a hot account at each posting. The trigger legs_are_sound asks the same, and what it found can never go away.
  create table ledger.legs (
    transfer_id uuid not null,
    leg smallint not null check (leg > 0),
    at timestamptz not null,
    debit_account uuid not null,
    credit_account uuid not null,
    currency text not null,
    amount bigint not null check (amount between 1 and 9007199254740991),
    primary key (transfer_id, leg),
    check (debit_account <> credit_account)
  ) with (autovacuum_vacuum_insert_scale_factor = 0.02);
  create index legs_debit on ledger.legs (debit_account, at, transfer_id, leg) include (amount);
  create index legs_credit on ledger.legs (credit_account, at, transfer_id, leg) include (amount);
  -- Legs come nearly in the order of time: a month of all accounts is a stretch of the table.
  create index legs_at on ledger.legs using brin (at) with (pages_per_range = 32, autosummarize = on);

  -- What was announced: the legs of pending transfers, open until these are posted or voided.
  create table ledger.pending_legs (
    transfer_id uuid not null references ledger.transfers (id),
    leg smallint not null check (leg > 0),
    debit_account uuid not null references ledger.accounts (id),
    credit_account uuid not null references ledger.accounts (id),
    currency text not null,
    amount bigint not null check (amount between 1 and 9007199254740991),
    open boolean not null default true,
    primary key (transfer_id, leg),
    check (debit_account <> credit_account)
  );
  create index pending_legs_debit on ledger.pending_legs (debit_account) include (transfer_id, amount) where open;
  create index pending_legs_credit on ledger.pending_legs (credit_account) include (transfer_id, amount) where open;

  -- What may still leave an account that cannot go below zero: posted, less what pending transfers hold. Only those who take lock this row; those who give leave an arrival, which
  -- waits for nobody, and who takes next (or a job) counts it in.
  create table ledger.floors (
    account_id uuid primary key references ledger.accounts (id),
    available bigint not null default 0,
    constraint floors_hold check (available >= 0)
  ) with (fillfactor = 50);
  create table ledger.arrivals (
    account_id uuid not null,
    amount bigint not null check (amount > 0)
  ) with (autovacuum_vacuum_scale_factor = 0.05);
  create index arrivals_account on ledger.arrivals (account_id) include (amount);

  -- Months closed, and what stood in each account that moved when its month was closed: sums begin there instead of at the beginning of time.
  create table ledger.periods (
    month date primary key check (extract(day from month) = 1),
    until timestamptz not null unique,
    closed_at timestamptz not null,
    closed_by uuid
  );
  create table ledger.closings (
    account_id uuid not null references ledger.accounts (id),
    month date not null references ledger.periods (month) deferrable initially deferred,
    -- Sums of all debits and credits up to the end of the month.
    debits bigint not null,
    credits bigint not null,
    primary key (account_id, month)
  );
`

const views = `
  -- Each leg seen from both its accounts.
  create view ledger.postings as
    select transfer_id, leg, at, debit_account as account_id, currency, amount as debit, 0::bigint as credit from ledger.legs
    union all
    select transfer_id, leg, at, credit_account, currency, 0::bigint, amount from ledger.legs;

  -- All debits and credits of each account, from the last closing on.
  create view ledger.sums as
    select a.id as account_id, a.owner, a.purpose, a.currency, a.side, a.floored,
      (coalesce(c.debits, 0) + d.sum)::bigint as debits, (coalesce(c.credits, 0) + k.sum)::bigint as credits
    from ledger.accounts a
      cross join (select coalesce(max(until), '-infinity') as until from ledger.periods) p
      left join lateral (select debits, credits from ledger.closings where account_id = a.id order by month desc limit 1) c on true
      cross join lateral (select coalesce(sum(amount), 0) as sum from ledger.legs where debit_account = a.id and at >= p.until) d
      cross join lateral (select coalesce(sum(amount), 0) as sum from ledger.legs where credit_account = a.id and at >= p.until) k;

  -- What pending transfers would bring to each account and take from it, each transfer told by its net.
  create view ledger.pendings as
    select a.id as account_id, n.coming, n.going
    from ledger.accounts a cross join lateral (
      select coalesce(sum(greatest(t.change, 0)), 0)::bigint as coming, coalesce(sum(greatest(-t.change, 0)), 0)::bigint as going from (
        select s.transfer_id, sum(s.change) as change from (
          select transfer_id, case when a.side = 'debit' then amount else -amount end as change from ledger.pending_legs where debit_account = a.id and open
          union all
          select transfer_id, case when a.side = 'credit' then amount else -amount end from ledger.pending_legs where credit_account = a.id and open
        ) s group by s.transfer_id
      ) t
    ) n;

  -- Balances on each account's own side. Of an account with a floor, posted is told by the floor, a few rows however many postings; a daily check compares it with their sum.
  create view ledger.balances as
    select a.id as account_id, a.owner, a.purpose, a.currency, a.side, a.floored, b.posted, p.coming as pending_in, p.going as pending_out, b.posted - p.going as available
    from ledger.accounts a
      cross join lateral (select coming, going from ledger.pendings where account_id = a.id) p
      cross join lateral (
        select (f.available + coalesce((select sum(amount) from ledger.arrivals where account_id = a.id), 0) + p.going)::bigint as posted from ledger.floors f where a.floored and f.account_id = a.id
        union all
        select case when a.side = 'debit' then s.debits - s.credits else s.credits - s.debits end from ledger.sums s where not a.floored and s.account_id = a.id
      ) b;
`

const guards = `
  create function ledger.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'ledger.% is append only', tg_table_name using errcode = 'integrity_constraint_violation', constraint = 'ledger_append_only';
  end $$;
  create trigger legs_append_only before update or delete or truncate on ledger.legs for each statement execute function ledger.refuse_change();
  create trigger accounts_append_only before update or delete or truncate on ledger.accounts for each statement execute function ledger.refuse_change();
  create trigger periods_append_only before update or delete or truncate on ledger.periods for each statement execute function ledger.refuse_change();
  create trigger closings_append_only before update or delete or truncate on ledger.closings for each statement execute function ledger.refuse_change();
  create trigger transfers_append_only before delete or truncate on ledger.transfers for each statement execute function ledger.refuse_change();
  create trigger pending_legs_append_only before delete or truncate on ledger.pending_legs for each statement execute function ledger.refuse_change();

  -- A pending transfer is settled once; nothing else of a transfer ever changes.
  create function ledger.allow_settlement() returns trigger language plpgsql as $$
  begin
    if old.state = 'pending' and new.state <> 'pending' and new.settled_at is not null
      and (new.id, new.key, new.fingerprint, new.reason, new.metadata, new.at) = (old.id, old.key, old.fingerprint, old.reason, old.metadata, old.at)
      and new.reference is not distinct from old.reference and new.reverses is not distinct from old.reverses then return new; end if;
    raise exception 'ledger.transfers is append only' using errcode = 'integrity_constraint_violation', constraint = 'ledger_append_only';
  end $$;
  create trigger transfers_settled_once before update on ledger.transfers for each row execute function ledger.allow_settlement();

  create function ledger.allow_closing() returns trigger language plpgsql as $$
  begin
    if old.open and not new.open and (new.transfer_id, new.leg, new.debit_account, new.credit_account, new.currency, new.amount)
      = (old.transfer_id, old.leg, old.debit_account, old.credit_account, old.currency, old.amount) then return new; end if;
    raise exception 'ledger.pending_legs is append only' using errcode = 'integrity_constraint_violation', constraint = 'ledger_append_only';
  end $$;
  create trigger pending_legs_closed_once before update on ledger.pending_legs for each row execute function ledger.allow_closing();

  -- A leg belongs to a posted transfer, both its accounts keep its currency, and its month is open (a close waits for every writer, and what it reads here is not older than that).
  create function ledger.check_leg() returns trigger language plpgsql as $$
  begin
    if exists (
      select from ledger.accounts d, ledger.accounts c, ledger.transfers t
      where d.id = new.debit_account and d.currency = new.currency and c.id = new.credit_account and c.currency = new.currency and t.id = new.transfer_id and t.state = 'posted'
        and not exists (select from ledger.periods where until > new.at)
    ) then return new; end if;
    if exists (select from ledger.periods where until > new.at) then
      raise exception 'the month is closed' using errcode = 'check_violation', constraint = 'legs_period_open';
    end if;
    raise exception 'a leg of a posted transfer joins two accounts of its currency' using errcode = 'foreign_key_violation', constraint = 'legs_sound';
  end $$;
  create trigger legs_are_sound before insert on ledger.legs for each row execute function ledger.check_leg();

  create function ledger.open_floor() returns trigger language plpgsql as $$
  begin
    insert into ledger.floors (account_id) values (new.id);
    return new;
  end $$;
  create trigger accounts_open_floor after insert on ledger.accounts for each row when (new.floored) execute function ledger.open_floor();
`

const posting = `
  -- Opens the accounts that are not there yet, in one order for all, so that two who open the same wait for each other in one direction.
  create function ledger.open(p_owner text[], p_purpose text[], p_currency text[]) returns void language sql as $$
    insert into ledger.accounts (owner, purpose, currency, side, floored)
    select distinct a.owner, a.purpose, a.currency, p.side, p.floored
    from unnest(p_owner, p_purpose, p_currency) a (owner, purpose, currency) join ledger.purposes p on p.name = a.purpose
    order by 1, 2, 3
    on conflict (owner, purpose, currency) do nothing;
  $$;

  -- Counts in what has arrived at one account. Whoever calls it holds the row of the floor.
  create function ledger.count_arrivals(p_account uuid) returns bigint language sql as $$
    with arrived as (delete from ledger.arrivals where account_id = p_account returning amount)
    update ledger.floors set available = available + coalesce((select sum(amount) from arrived), 0) where account_id = p_account returning available;
  $$;

  -- The same for every account where many wait, except those in use, so that balances stay cheap to read.
  create function ledger.count_waiting(p_at_least int) returns int language plpgsql as $$
  declare
    v_account uuid;
    v_done int := 0;
  begin
    for v_account in select a.account_id from ledger.arrivals a group by a.account_id having count(*) >= p_at_least order by a.account_id loop
      perform 1 from ledger.floors f where f.account_id = v_account for update skip locked;
      if found then
        perform ledger.count_arrivals(v_account);
        v_done := v_done + 1;
      end if;
    end loop;
    return v_done;
  end $$;

  -- Posts or announces one transfer, whole: one round trip. What it refuses it says before it has written anything but newly opened accounts.
  create function ledger.post(
    p_key text, p_fingerprint text, p_reason text, p_reference text, p_metadata jsonb, p_at timestamptz, p_late timestamptz, p_pending boolean, p_reverses uuid,
    p_debit_owner text[], p_debit_purpose text[], p_credit_owner text[], p_credit_purpose text[], p_currency text[], p_amount bigint[],
    out id uuid, out replayed boolean, out refusal text
  ) language plpgsql as $$
  declare
    v_at timestamptz := p_at;
    v_metadata jsonb := p_metadata;
    v_pair record;
    v_opened boolean := false;
    v_debits uuid[];
    v_credits uuid[];
    v_floors uuid[];
    v_nets bigint[];
    v_floor record;
    v_place int;
    v_known text;
  begin
    replayed := false;
    for i in 1 .. cardinality(p_amount) loop
      loop
        select d.id as debit, d.floored as debit_floored, case when d.side = 'debit' then p_amount[i] else -p_amount[i] end as debit_change,
            c.id as credit, c.floored as credit_floored, case when c.side = 'credit' then p_amount[i] else -p_amount[i] end as credit_change,
            exists (select from ledger.periods p where p.until > v_at) as closed
          into v_pair from ledger.accounts d, ledger.accounts c
          where d.owner = p_debit_owner[i] and d.purpose = p_debit_purpose[i] and d.currency = p_currency[i]
            and c.owner = p_credit_owner[i] and c.purpose = p_credit_purpose[i] and c.currency = p_currency[i];
        exit when found or v_opened;
        perform ledger.open(p_debit_owner || p_credit_owner, p_debit_purpose || p_credit_purpose, p_currency || p_currency);
        v_opened := true;
      end loop;
      v_debits[i] := v_pair.debit;
      v_credits[i] := v_pair.credit;
      -- What the whole transfer brings to each account with a floor, on the account's own side.
      if v_pair.debit_floored then
        v_place := array_position(v_floors, v_pair.debit);
        if v_place is null then v_floors := v_floors || v_pair.debit; v_nets := v_nets || v_pair.debit_change; else v_nets[v_place] := v_nets[v_place] + v_pair.debit_change; end if;
      end if;
      if v_pair.credit_floored then
        v_place := array_position(v_floors, v_pair.credit);
        if v_place is null then v_floors := v_floors || v_pair.credit; v_nets := v_nets || v_pair.credit_change; else v_nets[v_place] := v_nets[v_place] + v_pair.credit_change; end if;
      end if;
    end loop;

    if v_floors is not null and 0 > any (v_nets) then
      for v_floor in
        select f.account_id, f.available, u.net from unnest(v_floors, v_nets) u (account, net) join ledger.floors f on f.account_id = u.account
        where u.net < 0 order by f.account_id for update of f
      loop
        -- Arrivals are counted in only when what is there does not suffice: their index is full of the dead after a great count.
        if v_floor.available + v_floor.net < 0 and ledger.count_arrivals(v_floor.account_id) + v_floor.net < 0 then refusal := 'notEnough'; end if;
      end loop;
    end if;
    if refusal is null and v_pair.closed then
      if p_late is null then refusal := 'periodClosed';
      else
        v_metadata := v_metadata || jsonb_build_object('lateFor', to_char(v_at at time zone 'UTC', 'YYYY-MM-DD'));
        v_at := p_late;
      end if;
    end if;

    if refusal is null then
      insert into ledger.transfers (key, fingerprint, reason, reference, metadata, state, at, reverses)
      values (p_key, p_fingerprint, p_reason, p_reference, v_metadata, case when p_pending then 'pending' else 'posted' end, v_at, p_reverses)
      on conflict do nothing returning transfers.id into id;
    end if;
    if id is null then
      -- Refused, or the key has been used: whoever came first with it is answered again, whatever became of the balances since.
      select t.id, t.fingerprint into id, v_known from ledger.transfers t where t.key = p_key;
      if id is not null then
        replayed := true;
        refusal := case when v_known <> p_fingerprint then 'keyReused' end;
      elsif exists (select from ledger.transfers t where t.reverses = p_reverses) then refusal := 'alreadyReversed';
      end if;
      return;
    end if;

    for i in 1 .. cardinality(p_amount) loop
      if p_pending then
        insert into ledger.pending_legs (transfer_id, leg, debit_account, credit_account, currency, amount)
        values (id, i, v_debits[i], v_credits[i], p_currency[i], p_amount[i]);
      else
        insert into ledger.legs (transfer_id, leg, at, debit_account, credit_account, currency, amount)
        values (id, i, v_at, v_debits[i], v_credits[i], p_currency[i], p_amount[i]);
      end if;
    end loop;
    for i in 1 .. coalesce(cardinality(v_floors), 0) loop
      if v_nets[i] < 0 then update ledger.floors f set available = f.available + v_nets[i] where f.account_id = v_floors[i];
      elsif v_nets[i] > 0 and not p_pending then insert into ledger.arrivals (account_id, amount) values (v_floors[i], v_nets[i]);
      end if;
    end loop;
  end $$;
`

const settling = `
  -- Posts a pending transfer (a single leg also in part) or voids it. What it held and does not take goes back as an arrival.
  create function ledger.settle(p_key text, p_posted boolean, p_amount bigint, p_now timestamptz, out id uuid, out replayed boolean, out refusal text) language plpgsql as $$
  declare
    v_one ledger.transfers;
    v_legs int;
    v_announced bigint;
  begin
    replayed := false;
    select * into v_one from ledger.transfers t where t.key = p_key for update;
    id := v_one.id;
    if id is null then refusal := 'unknownTransfer'; return; end if;
    if v_one.state <> 'pending' then
      replayed := true;
      if (v_one.state = 'posted') <> p_posted or exists (select from ledger.legs l where p_posted and l.transfer_id = v_one.id and l.amount <> p_amount) then
        refusal := case when v_one.state = 'posted' then 'alreadyPosted' else 'alreadyVoided' end;
      end if;
      return;
    end if;
    if p_posted then
      if exists (select from ledger.periods p where p.until > p_now) then refusal := 'periodClosed'; return; end if;
      if p_amount is not null then
        select count(*), max(p.amount) into v_legs, v_announced from ledger.pending_legs p where p.transfer_id = v_one.id;
        if v_legs <> 1 or p_amount < 1 or p_amount > v_announced then refusal := 'wrongAmount'; return; end if;
      end if;
    end if;
    update ledger.transfers t set state = case when p_posted then 'posted' else 'voided' end, settled_at = p_now where t.id = v_one.id;
    if p_posted then
      insert into ledger.legs (transfer_id, leg, at, debit_account, credit_account, currency, amount)
      select p.transfer_id, p.leg, p_now, p.debit_account, p.credit_account, p.currency, coalesce(p_amount, p.amount) from ledger.pending_legs p where p.transfer_id = v_one.id;
    end if;
    insert into ledger.arrivals (account_id, amount)
    select n.account_id, n.taken - least(n.net, 0) from (
      select s.account_id, sum(s.change) as net, case when p_posted then sum(coalesce(sign(s.change) * p_amount, s.change)) else 0 end as taken from (
        select a.id as account_id, case when a.side = 'debit' then p.amount else -p.amount end as change
        from ledger.pending_legs p join ledger.accounts a on a.id = p.debit_account where p.transfer_id = v_one.id and a.floored
        union all
        select a.id, case when a.side = 'credit' then p.amount else -p.amount end
        from ledger.pending_legs p join ledger.accounts a on a.id = p.credit_account where p.transfer_id = v_one.id and a.floored
      ) s group by s.account_id
    ) n where n.taken - least(n.net, 0) > 0;
    update ledger.pending_legs p set open = false where p.transfer_id = v_one.id;
  end $$;
`

const reversing = `
  -- Gives back what a posted transfer took, by a transfer of its own with the legs turned round. Once only.
  create function ledger.reverse(p_key text, p_of text, p_reason text, p_now timestamptz, out id uuid, out replayed boolean, out refusal text) language plpgsql as $$
  declare
    v_one ledger.transfers;
    v_debit_owner text[]; v_debit_purpose text[]; v_credit_owner text[]; v_credit_purpose text[]; v_currency text[]; v_amount bigint[];
  begin
    replayed := false;
    select * into v_one from ledger.transfers t where t.key = p_of;
    if v_one.id is null then refusal := 'unknownTransfer'; return; end if;
    if v_one.reverses is not null then refusal := 'isReversal'; return; end if;
    if v_one.state <> 'posted' then refusal := 'notPosted'; return; end if;
    if exists (select from ledger.transfers t where t.reverses = v_one.id and t.key <> p_key) then refusal := 'alreadyReversed'; return; end if;
    select array_agg(c.owner order by l.leg), array_agg(c.purpose order by l.leg), array_agg(d.owner order by l.leg), array_agg(d.purpose order by l.leg),
      array_agg(l.currency order by l.leg), array_agg(l.amount order by l.leg)
      into v_debit_owner, v_debit_purpose, v_credit_owner, v_credit_purpose, v_currency, v_amount
      from ledger.legs l join ledger.accounts d on d.id = l.debit_account join ledger.accounts c on c.id = l.credit_account where l.transfer_id = v_one.id;
    select r.id, r.replayed, r.refusal into id, replayed, refusal
      from ledger.post(p_key, 'reversal of ' || v_one.id, p_reason, v_one.reference, '{}', p_now, null, false, v_one.id,
        v_debit_owner, v_debit_purpose, v_credit_owner, v_credit_purpose, v_currency, v_amount) r;
  end $$;
`

const closing = `
  -- Closes the earliest open month, when it is over: waits for every writer, then writes down what stands in each account that moved.
  create function ledger.close(p_month date, p_by uuid, p_now timestamptz, out refusal text) language plpgsql as $$
  declare
    v_from timestamptz := p_month::timestamp at time zone 'UTC';
    v_until timestamptz := (p_month + interval '1 month') at time zone 'UTC';
  begin
    if v_until > p_now then refusal := 'periodNotOver'; return; end if;
    lock table ledger.legs in share row exclusive mode;
    if exists (select from ledger.periods where until >= v_until) then refusal := 'periodClosed'; return; end if;
    if exists (select from ledger.legs where at >= (select coalesce(max(until), '-infinity') from ledger.periods) and at < v_from) then
      refusal := 'earlierPeriodOpen';
      return;
    end if;
    -- Whatever is older is in the closings already: the months before this one are closed.
    insert into ledger.closings (account_id, month, debits, credits)
    select m.account_id, p_month, coalesce(c.debits, 0) + m.debits, coalesce(c.credits, 0) + m.credits
    from (select account_id, sum(debit) as debits, sum(credit) as credits from ledger.postings where at >= v_from and at < v_until group by account_id) m
      left join lateral (select x.debits, x.credits from ledger.closings x where x.account_id = m.account_id order by x.month desc limit 1) c on true;
    insert into ledger.periods (month, until, closed_at, closed_by) values (p_month, v_until, p_now, p_by);
  end $$;
`
