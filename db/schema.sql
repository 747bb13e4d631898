-- The schema as it stands, written by scripts/schema.ts from db/migrations. Not run by anything.

create extension btree_gist;
create extension citext;
create extension pg_trgm;
create extension unaccent;

create schema audience;
create schema checkup;
create schema cinema;
create schema crm;
create schema crowdfunding;
create schema fit;
create schema identity;
create schema ledger;
create schema media;
create schema messaging;
create schema outreach;
create schema payments;
create schema planning;
create schema platform;
create schema playback;
create schema trust;
create schema webhooks;

CREATE OR REPLACE FUNCTION checkup.keep_correction()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      insert into checkup.corrections (record_id, network, metric, day, value, source, noted_by, noted_at, corrected_by, corrected_at)
      values (old.record_id, old.network, old.metric, old.day, old.value, old.source, old.noted_by, old.noted_at, new.noted_by, new.noted_at);
      return null;
    end $function$
;
CREATE OR REPLACE FUNCTION cinema.mark_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin new.changed := pg_current_xact_id(); return new; end $function$
;
CREATE OR REPLACE FUNCTION crm.cards_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin perform crm.note_stage((select array_agg(distinct record_id) from changed)); return null; end $function$
;
CREATE OR REPLACE FUNCTION crm.file_loosed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin insert into crm.loose_files (key) values (old.key) on conflict do nothing; return null; end $function$
;
CREATE OR REPLACE FUNCTION crm.find_like(workspaces uuid[], plain text, most integer)
 RETURNS TABLE(id uuid, rank real)
 LANGUAGE sql
 STABLE
 SET "pg_trgm.word_similarity_threshold" TO '0.45'
AS $function$
      select r.id, case when r.plain_name = plain then 3 when starts_with(r.plain_name, plain) then 2 when r.plain_name like pattern then 1 else word_similarity(plain, r.plain_name) end::real as rank
      from crm.records r, (select '%' || regexp_replace(plain, '([%_\\])', '\\\1', 'g') || '%' as pattern) p
      where r.workspace_id = any(workspaces) and r.removed_at is null and (r.plain_name like pattern or plain <% r.plain_name)
      order by rank desc, length(r.plain_name), r.plain_name, r.id limit most
    $function$
;
CREATE OR REPLACE FUNCTION crm.import_loosed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin insert into crm.loose_files (key) values (old.key) on conflict do nothing; return null; end $function$
;
CREATE OR REPLACE FUNCTION crm.note_stage(wanted uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
      with now_in as (
        select r.id, at.stage_id, coalesce(at.position, -1) as rank
        from crm.records r left join lateral (
          select c.stage_id, s.position from crm.cards c join crm.pipelines p on p.id = c.pipeline_id join crm.stages s on s.id = c.stage_id
          where c.record_id = r.id and c.removed_at is null and p.of = 'artists' and p.is_default and p.archived_at is null order by c.id limit 1) at on true
        where r.id = any(wanted))
      update crm.records r set stage_id = n.stage_id, stage_rank = n.rank from now_in n
      where n.id = r.id and (r.stage_id is distinct from n.stage_id or r.stage_rank <> n.rank)
    $function$
;
CREATE OR REPLACE FUNCTION crm.sorted_words(plain text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT string_agg(word.word, ' '::text ORDER BY (word.word COLLATE "C")) AS string_agg FROM unnest(string_to_array(sorted_words.plain, ' '::text)) word(word))
;
CREATE OR REPLACE FUNCTION crm.stage_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin update crm.records set stage_rank = new.position where stage_id = new.id; return null; end $function$
;
CREATE OR REPLACE FUNCTION identity.forget_actor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        perform pg_notify('griot_actor', coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0]);
        return null;
      end $function$
;
CREATE OR REPLACE FUNCTION identity.forget_everyone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        perform pg_notify('griot_actor', '*');
        return null;
      end $function$
;
CREATE OR REPLACE FUNCTION identity.keep_an_owner()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        perform 1 from identity.workspaces where id = old.workspace_id for update;
        if found and not exists (select 1 from identity.members where workspace_id = old.workspace_id and role = 'owner') then
          raise exception 'a workspace keeps an owner' using errcode = 'check_violation', constraint = 'members_keep_an_owner';
        end if;
        return null;
      end $function$
;
CREATE OR REPLACE FUNCTION ledger.allow_closing()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if old.open and not new.open and (new.transfer_id, new.leg, new.debit_account, new.credit_account, new.currency, new.amount)
      = (old.transfer_id, old.leg, old.debit_account, old.credit_account, old.currency, old.amount) then return new; end if;
    raise exception 'ledger.pending_legs is append only' using errcode = 'integrity_constraint_violation', constraint = 'ledger_append_only';
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.allow_settlement()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    if old.state = 'pending' and new.state <> 'pending' and new.settled_at is not null
      and (new.id, new.key, new.fingerprint, new.reason, new.metadata, new.at) = (old.id, old.key, old.fingerprint, old.reason, old.metadata, old.at)
      and new.reference is not distinct from old.reference and new.reverses is not distinct from old.reverses then return new; end if;
    raise exception 'ledger.transfers is append only' using errcode = 'integrity_constraint_violation', constraint = 'ledger_append_only';
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.check_leg()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.close(p_month date, p_by uuid, p_now timestamp with time zone, OUT refusal text)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.count_arrivals(p_account uuid)
 RETURNS bigint
 LANGUAGE sql
AS $function$
    with arrived as (delete from ledger.arrivals where account_id = p_account returning amount)
    update ledger.floors set available = available + coalesce((select sum(amount) from arrived), 0) where account_id = p_account returning available;
  $function$
;
CREATE OR REPLACE FUNCTION ledger.count_waiting(p_at_least integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.open(p_owner text[], p_purpose text[], p_currency text[])
 RETURNS void
 LANGUAGE sql
AS $function$
    insert into ledger.accounts (owner, purpose, currency, side, floored)
    select distinct a.owner, a.purpose, a.currency, p.side, p.floored
    from unnest(p_owner, p_purpose, p_currency) a (owner, purpose, currency) join ledger.purposes p on p.name = a.purpose
    order by 1, 2, 3
    on conflict (owner, purpose, currency) do nothing;
  $function$
;
CREATE OR REPLACE FUNCTION ledger.open_floor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    insert into ledger.floors (account_id) values (new.id);
    return new;
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.post(p_key text, p_fingerprint text, p_reason text, p_reference text, p_metadata jsonb, p_at timestamp with time zone, p_late timestamp with time zone, p_pending boolean, p_reverses uuid, p_debit_owner text[], p_debit_purpose text[], p_credit_owner text[], p_credit_purpose text[], p_currency text[], p_amount bigint[], OUT id uuid, OUT replayed boolean, OUT refusal text)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
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
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    raise exception 'ledger.% is append only', tg_table_name using errcode = 'integrity_constraint_violation', constraint = 'ledger_append_only';
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.reverse(p_key text, p_of text, p_reason text, p_now timestamp with time zone, OUT id uuid, OUT replayed boolean, OUT refusal text)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
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
  end $function$
;
CREATE OR REPLACE FUNCTION ledger.settle(p_key text, p_posted boolean, p_amount bigint, p_now timestamp with time zone, OUT id uuid, OUT replayed boolean, OUT refusal text)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
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
  end $function$
;
CREATE OR REPLACE FUNCTION platform.forbid_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        if tg_table_name = 'audit' and tg_op = 'UPDATE' and new.ip is null
          and (new.id, new.at, new.actor_id, new.via, new.operation, new.subject, new.request_id, new.outcome)
            is not distinct from (old.id, old.at, old.actor_id, old.via, old.operation, old.subject, old.request_id, old.outcome)
          and exists (select 1 from platform.audit_chain c where c.audit_id = old.id)
        then return new; end if;
        raise exception 'platform.% is append only', tg_table_name;
      end $function$
;
CREATE OR REPLACE FUNCTION public.fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $function$
;

create table audience.comments (
  id uuid not null default uuidv7(),
  film_id uuid not null,
  parent_id uuid,
  user_id uuid,
  body text not null,
  at timestamp with time zone not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  hidden_at timestamp with time zone,
  hidden_reason text
);
create table audience.favourites (
  user_id uuid not null,
  film_id uuid not null,
  at timestamp with time zone not null
);
create table audience.list_films (
  list_id uuid not null,
  film_id uuid not null,
  "position" integer not null,
  at timestamp with time zone not null
);
create table audience.lists (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  name text not null,
  share_token text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create table audience.moderations (
  id uuid not null default uuidv7(),
  comment_id uuid not null,
  act text not null,
  reason text,
  note text,
  moderator_id uuid,
  at timestamp with time zone not null
);
create table audience.neighbours (
  film_id uuid not null,
  basis text not null,
  items jsonb not null,
  computed_at timestamp with time zone not null
);
create table audience.ratings (
  user_id uuid not null,
  film_id uuid not null,
  stars smallint not null,
  at timestamp with time zone not null
);
create table audience.reports (
  comment_id uuid not null,
  user_id uuid not null,
  reason text not null,
  note text,
  at timestamp with time zone not null,
  settled_at timestamp with time zone
);
create table checkup.audiences (
  record_id uuid not null,
  workspace_id uuid not null,
  countries jsonb not null default '[]'::jsonb,
  touring text[] not null default '{}'::text[],
  day date not null,
  invented boolean not null default false,
  noted_by uuid,
  noted_at timestamp with time zone not null
);
create table checkup.checkups (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  record_id uuid not null,
  grid_version integer not null,
  answers jsonb not null default '{}'::jsonb,
  result jsonb,
  facts jsonb,
  score real,
  invented boolean not null default false,
  previous_id uuid,
  version integer not null default 1,
  started_by uuid,
  started_at timestamp with time zone not null,
  finished_by uuid,
  finished_at timestamp with time zone,
  trail uuid[] not null default '{}'::uuid[]
);
create table checkup.corrections (
  id uuid not null default uuidv7(),
  record_id uuid not null,
  network text not null,
  metric text not null,
  day date not null,
  value bigint not null,
  source text not null,
  noted_by uuid,
  noted_at timestamp with time zone not null,
  corrected_by uuid,
  corrected_at timestamp with time zone not null
);
create table checkup.fetches (
  record_id uuid not null,
  network text not null,
  workspace_id uuid not null,
  state text not null,
  problem text,
  asked_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
create table checkup.figures (
  workspace_id uuid not null,
  record_id uuid not null,
  network text not null,
  metric text not null,
  day date not null,
  value bigint not null,
  source text not null,
  invented boolean not null default false,
  noted_by uuid,
  noted_at timestamp with time zone not null,
  trail uuid[] not null default '{}'::uuid[]
);
create table checkup.grids (
  workspace_id uuid not null,
  version integer not null,
  criteria jsonb not null,
  origin text not null,
  note text,
  made_by uuid,
  made_at timestamp with time zone not null
);
create table checkup.invitations (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  record_id uuid not null,
  prescription_id uuid,
  token_hash text not null,
  invited_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  claimed_by uuid,
  claimed_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create table checkup.paces (
  network text not null,
  free_at timestamp with time zone not null
);
create table checkup.prescription_remarks (
  id uuid not null default uuidv7(),
  prescription_id uuid not null,
  number integer not null,
  line text,
  side text not null,
  kind text not null,
  body text not null,
  day date,
  by uuid,
  at timestamp with time zone not null
);
create table checkup.prescription_steps (
  prescription_id uuid not null,
  line text not null,
  task_id uuid,
  done_at timestamp with time zone,
  dropped_at timestamp with time zone
);
create table checkup.prescription_versions (
  prescription_id uuid not null,
  number integer not null,
  offer text not null,
  starts_on date not null,
  hours_week smallint not null,
  note text not null,
  lines jsonb not null,
  sent_by uuid,
  sent_at timestamp with time zone not null
);
create table checkup.prescriptions (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  record_id uuid not null,
  checkup_id uuid,
  offer text not null,
  lang text not null,
  state text not null default 'draft'::text,
  starts_on date not null,
  hours_week smallint not null,
  note text not null default ''::text,
  lines jsonb not null default '[]'::jsonb,
  version integer not null default 1,
  sent_version integer,
  sent_at timestamp with time zone,
  expires_at timestamp with time zone,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  accepted_how text,
  accepted_note text,
  done_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_note text,
  replaced_by uuid,
  invented boolean not null default false,
  created_by uuid,
  coach_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  trail jsonb not null default '[]'::jsonb
);
create table cinema.awards (
  film_id uuid not null,
  "position" smallint not null,
  body text not null,
  year smallint not null,
  category text not null,
  nominee text,
  won boolean not null,
  source text
);
create table cinema.collection_films (
  collection_id uuid not null,
  film_id uuid not null,
  "position" smallint not null
);
create table cinema.collections (
  id uuid not null default uuidv7(),
  slug text not null,
  titles jsonb not null,
  notes jsonb not null default '{}'::jsonb,
  "position" smallint not null default 0,
  updated_at timestamp with time zone not null default now()
);
create table cinema.credits (
  film_id uuid not null,
  person_id uuid not null,
  role text not null,
  "character" text,
  "position" smallint not null
);
create table cinema.decisions (
  id uuid not null default uuidv7(),
  film_id uuid not null,
  kind text not null,
  by uuid,
  note text,
  points jsonb not null default '[]'::jsonb,
  at timestamp with time zone not null
);
create table cinema.films (
  id uuid not null default uuidv7(),
  slug text not null,
  workspace_id uuid,
  created_by uuid,
  title_id uuid,
  title_state text,
  cut text not null default 'whole'::text,
  poster jsonb,
  subtitles text[] not null default '{}'::text[],
  original_title text not null,
  titles jsonb not null default '{}'::jsonb,
  year smallint,
  minutes smallint,
  countries text[] not null default '{}'::text[],
  languages text[] not null default '{}'::text[],
  genres text[] not null default '{}'::text[],
  synopsis_fr text,
  synopsis_en text,
  age smallint,
  rights text,
  source text,
  state text not null default 'draft'::text,
  notice boolean not null default false,
  listed boolean generated always as (((state = 'published'::text) OR notice)) stored,
  watchable boolean generated always as (((state = 'published'::text) AND (title_state = 'ready'::text) AND (title_id IS NOT NULL))) stored,
  views integer not null default 0,
  likes integer not null default 0,
  ratings integer not null default 0,
  rating numeric(3,2),
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  submitted_at timestamp with time zone,
  published_at timestamp with time zone,
  listed_at timestamp with time zone not null default now(),
  changed xid8 not null default pg_current_xact_id()
);
create table cinema.genres (
  slug text not null,
  label_fr text not null,
  label_en text not null,
  "position" smallint not null
);
create table cinema.people (
  id uuid not null default uuidv7(),
  slug text not null,
  name text not null,
  folded text generated always as (fold(name)) stored,
  namesake smallint not null default 0,
  changed xid8 not null default pg_current_xact_id()
);
create table cinema.wishes (
  film_id uuid not null,
  user_id uuid not null,
  at timestamp with time zone not null default now()
);
create table crm.cards (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  record_id uuid not null,
  place text not null,
  title text,
  value bigint,
  currency text,
  probability smallint,
  expected_on date,
  entered_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  version integer not null default 1,
  removed_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  removed_by uuid
);
create table crm.changes (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  made_by uuid,
  what text not null,
  detail text,
  before jsonb not null,
  undone_at timestamp with time zone,
  at timestamp with time zone not null default now()
);
create table crm.comparisons (
  workspace_id uuid not null,
  upto timestamp with time zone not null
);
create table crm.fields (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  kind text not null,
  key text not null,
  label text not null,
  type text not null,
  choices text[] not null default '{}'::text[],
  "position" integer not null default 0,
  removed_at timestamp with time zone
);
create table crm.files (
  id uuid not null default uuidv7(),
  record_id uuid not null,
  name text not null,
  type text not null,
  size bigint not null,
  key text not null,
  added_by uuid,
  added_at timestamp with time zone not null default now()
);
create table crm.happenings (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  record_id uuid not null,
  kind text not null,
  interaction text,
  direction text,
  body text,
  params jsonb not null default '{}'::jsonb,
  href text,
  actor_id uuid,
  key text,
  at timestamp with time zone not null
);
create table crm.import_mappings (
  workspace_id uuid not null,
  kind text not null,
  signature text not null,
  mapping text[] not null,
  options jsonb not null default '{}'::jsonb,
  used_at timestamp with time zone not null
);
create table crm.import_rows (
  import_id uuid not null,
  number integer not null,
  cells text[] not null,
  state text not null default 'waiting'::text,
  record_id uuid,
  record_version integer,
  before jsonb,
  decision text,
  problems jsonb not null default '[]'::jsonb
);
create table crm.imports (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  kind text not null,
  name text not null,
  key text not null,
  size bigint not null,
  state text not null default 'reading'::text,
  problem jsonb,
  reading jsonb not null default '{}'::jsonb,
  columns text[] not null default '{}'::text[],
  signature text not null default ''::text,
  mapping text[] not null default '{}'::text[],
  options jsonb not null default '{}'::jsonb,
  rows integer not null default 0,
  created integer not null default 0,
  completed integer not null default 0,
  skipped integer not null default 0,
  undecided integer not null default 0,
  failed integer not null default 0,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  undone_at timestamp with time zone,
  undone_by uuid
);
create table crm.links (
  record_id uuid not null,
  network text not null,
  identifier text not null,
  url text
);
create table crm.loose_files (
  key text not null,
  at timestamp with time zone not null default now()
);
create table crm.merges (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  merged_by uuid,
  merged_at timestamp with time zone not null default now(),
  undone_by uuid,
  undone_at timestamp with time zone
);
create table crm.moves (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  card_id uuid not null,
  pipeline_id uuid not null,
  from_stage uuid,
  to_stage uuid not null,
  reason text,
  by uuid,
  at timestamp with time zone not null
);
create table crm.pairs (
  left_id uuid not null,
  right_id uuid not null,
  workspace_id uuid not null,
  state text not null default 'open'::text,
  certainty text not null,
  score real not null,
  reasons jsonb not null,
  decided_by uuid,
  decided_at timestamp with time zone
);
create table crm.pipelines (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  name text not null,
  of text not null,
  currency text not null default 'EUR'::text,
  "position" integer not null default 0,
  is_default boolean not null default false,
  archived_at timestamp with time zone,
  created_at timestamp with time zone not null default now()
);
create table crm.records (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  kind text not null,
  name text not null,
  plain_name text not null,
  role text,
  email citext,
  phone text,
  country text,
  city text,
  biography text,
  genres text[] not null default '{}'::text[],
  languages text[] not null default '{}'::text[],
  tags text[] not null default '{}'::text[],
  self_produced boolean,
  has_team boolean,
  source text,
  owner_id uuid,
  account_id uuid,
  custom jsonb not null default '{}'::jsonb,
  audience jsonb not null default '{}'::jsonb,
  followers bigint,
  target text not null default 'unknown'::text,
  milestones jsonb not null default '{}'::jsonb,
  score real,
  last_contact_at timestamp with time zone,
  next_step text,
  next_step_on date,
  invented boolean not null default false,
  version integer not null default 1,
  merged_into uuid,
  removed_at timestamp with time zone,
  removed_by uuid,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  stage_id uuid,
  stage_rank integer not null default '-1'::integer
);
create table crm.relations (
  from_id uuid not null,
  to_id uuid not null,
  role text not null
);
create table crm.stages (
  id uuid not null default uuidv7(),
  pipeline_id uuid not null,
  key text not null,
  name text not null,
  "position" integer not null,
  outcome text not null default 'open'::text,
  probability smallint not null default 0,
  stalls_after integer,
  folded boolean not null default false,
  rules jsonb not null default '[]'::jsonb
);
create table crm.views (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  owner_id uuid,
  shared boolean not null default false,
  kind text not null,
  name text not null,
  filter jsonb not null default '{}'::jsonb,
  sort text,
  columns text[] not null default '{}'::text[],
  shape text not null default 'table'::text,
  created_at timestamp with time zone not null default now()
);
create table crowdfunding.comments (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  user_id uuid,
  text text not null,
  at timestamp with time zone not null,
  removed_at timestamp with time zone,
  removed_by uuid
);
create table crowdfunding.contributions (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  reward_id uuid,
  holds_place boolean not null default false,
  user_id uuid,
  payment_id uuid,
  amount bigint not null,
  currency text not null,
  state text not null default 'pending'::text,
  number text,
  name text not null,
  email citext,
  phone text,
  lang text not null,
  country text,
  anonymous boolean not null default false,
  hide_amount boolean not null default false,
  message text,
  message_hidden boolean not null default false,
  shipping text,
  source text not null,
  provider text not null,
  channel text not null,
  sandbox boolean not null default false,
  reason text,
  reward_lost boolean not null default false,
  charges smallint not null default 0,
  charge_until timestamp with time zone,
  refund_id uuid,
  refund_why text,
  stuck_at timestamp with time zone,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  closed_at timestamp with time zone,
  taken_from text
);
create table crowdfunding.decisions (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  kind text not null,
  by uuid,
  note text,
  at timestamp with time zone not null
);
create table crowdfunding.documents (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  milestone_id uuid,
  name text not null,
  visibility text not null,
  type text not null,
  size integer not null,
  created_by uuid,
  created_at timestamp with time zone not null default now()
);
create table crowdfunding.fees (
  from_day date not null,
  basis_points integer not null
);
create table crowdfunding.followers (
  project_id uuid not null,
  user_id uuid not null,
  at timestamp with time zone not null default now()
);
create table crowdfunding.milestones (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  "position" smallint not null,
  title text not null,
  text text not null default ''::text,
  basis_points integer not null,
  due_on date,
  amount bigint,
  state text not null default 'waiting'::text,
  note text,
  answer text,
  asked_at timestamp with time zone,
  asked_by uuid,
  decided_by uuid,
  payout_id uuid,
  payouts smallint not null default 0,
  paid_at timestamp with time zone,
  withheld bigint not null default 0
);
create table crowdfunding.projects (
  id uuid not null default uuidv7(),
  slug text not null,
  workspace_id uuid not null,
  created_by uuid,
  title text not null,
  summary text not null default ''::text,
  story text not null default ''::text,
  risks text not null default ''::text,
  language text not null default 'fr'::text,
  country text,
  goal bigint not null default 0,
  minimum bigint,
  currency text not null default 'XOF'::text,
  model text not null default 'all-or-nothing'::text,
  ends_on date,
  ends_at timestamp with time zone,
  video_title_id uuid,
  film_id uuid,
  result_film_id uuid,
  cover jsonb,
  pictures jsonb not null default '[]'::jsonb,
  budget jsonb not null default '[]'::jsonb,
  team jsonb not null default '[]'::jsonb,
  payout_to bytea,
  payout_shown jsonb,
  state text not null default 'draft'::text,
  fee_basis_points integer,
  raised_at_end bigint,
  sorted_percent integer not null default 0,
  told_percent smallint not null default 0,
  told_contributors integer not null default 0,
  result_told_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  submitted_at timestamp with time zone,
  launched_at timestamp with time zone,
  decided_at timestamp with time zone,
  settled_at timestamp with time zone
);
create table crowdfunding.questions (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  user_id uuid,
  text text not null,
  at timestamp with time zone not null,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone
);
create table crowdfunding.receipts (
  year smallint not null,
  last integer not null
);
create table crowdfunding.rewards (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  "position" smallint not null,
  title text not null,
  text text not null default ''::text,
  amount bigint not null,
  quantity integer,
  taken integer not null default 0,
  delivered_by date,
  shipped boolean not null default false
);
create table crowdfunding.updates (
  id uuid not null default uuidv7(),
  project_id uuid not null,
  title text not null,
  text text not null,
  for_contributors boolean not null default false,
  by uuid,
  at timestamp with time zone not null
);
create table crowdfunding.versions (
  project_id uuid not null,
  number integer not null,
  by uuid,
  note text,
  changes jsonb not null,
  at timestamp with time zone not null
);
create table fit.analyses (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  record_id uuid not null,
  occasion text not null,
  pipeline_id uuid,
  facts jsonb not null,
  result jsonb not null,
  score real,
  confidence real not null,
  weights_version integer not null,
  asked_by uuid,
  made_at timestamp with time zone not null
);
create table fit.grounds (
  workspace_id uuid not null,
  ground jsonb not null,
  made_at timestamp with time zone not null
);
create table fit.models (
  workspace_id uuid not null,
  version integer not null,
  model jsonb not null,
  made_at timestamp with time zone not null
);
create table fit.scores (
  record_id uuid not null,
  workspace_id uuid not null,
  analysis_id uuid not null,
  score real,
  confidence real not null,
  parts jsonb not null,
  country text,
  genre text,
  tier text not null,
  invented boolean not null,
  told real,
  told_analysis_id uuid,
  made_at timestamp with time zone not null
);
create table identity.accounts (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table identity.attempts (
  key text not null,
  count integer not null,
  until timestamp with time zone not null
);
create table identity.devices (
  user_id uuid not null,
  hash text not null,
  first_seen_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now()
);
create table identity.invitations (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  kind text not null,
  email text not null,
  role text not null,
  token_hash text not null,
  state text not null default 'pending'::text,
  invited_by uuid,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  answered_at timestamp with time zone
);
create table identity.keys (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  name text not null,
  start text not null,
  hash text not null,
  scopes text[] not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create table identity.members (
  workspace_id uuid not null,
  kind text not null,
  user_id uuid not null,
  role text not null,
  joined_at timestamp with time zone not null default now()
);
create table identity.passkeys (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  name text,
  public_key text not null,
  credential_id text not null,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamp with time zone not null default now()
);
create table identity.recovery_codes (
  user_id uuid not null,
  hash text not null,
  used_at timestamp with time zone
);
create table identity.refresh_tokens (
  hash text not null,
  session_id uuid not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone
);
create table identity.role_permissions (
  kind text not null,
  role text not null,
  permission text not null
);
create table identity.roles (
  kind text not null,
  role text not null,
  rank smallint not null
);
create table identity.second_factors (
  user_id uuid not null,
  secret bytea not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0
);
create table identity.sessions (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  token text not null,
  kind text not null default 'browser'::text,
  method text not null default 'provider'::text,
  ip_address text,
  user_agent text,
  expires_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null default now(),
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table identity.staff_roles (
  user_id uuid not null,
  role text not null,
  granted_by uuid,
  granted_at timestamp with time zone not null default now()
);
create table identity.standing (
  user_id uuid not null,
  kind text not null,
  workspace_id uuid not null
);
create table identity.tickets (
  hash text not null,
  purpose text not null,
  address text not null,
  user_id uuid,
  code_hash text,
  attempts smallint not null default 0,
  data jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null
);
create table identity.users (
  id uuid not null default uuidv7(),
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  phone text,
  image text,
  lang text,
  theme text not null default 'auto'::text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table identity.verifications (
  id uuid not null default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table identity.workspaces (
  id uuid not null default uuidv7(),
  slug text not null,
  name text not null,
  kind text not null,
  created_by uuid,
  created_at timestamp with time zone not null default now()
);
create table ledger.accounts (
  id uuid not null default uuidv7(),
  owner text not null,
  purpose text not null,
  currency text not null,
  side text not null,
  floored boolean not null
);
create table ledger.arrivals (
  account_id uuid not null,
  amount bigint not null
);
create table ledger.closings (
  account_id uuid not null,
  month date not null,
  debits bigint not null,
  credits bigint not null
);
create table ledger.floors (
  account_id uuid not null,
  available bigint not null default 0
);
create table ledger.legs (
  transfer_id uuid not null,
  leg smallint not null,
  at timestamp with time zone not null,
  debit_account uuid not null,
  credit_account uuid not null,
  currency text not null,
  amount bigint not null
);
create table ledger.pending_legs (
  transfer_id uuid not null,
  leg smallint not null,
  debit_account uuid not null,
  credit_account uuid not null,
  currency text not null,
  amount bigint not null,
  open boolean not null default true
);
create table ledger.periods (
  month date not null,
  until timestamp with time zone not null,
  closed_at timestamp with time zone not null,
  closed_by uuid
);
create table ledger.purposes (
  name text not null,
  side text not null,
  kind text not null,
  floored boolean not null
);
create table ledger.transfers (
  id uuid not null default uuidv7(),
  key text not null,
  fingerprint text not null,
  reason text not null,
  reference text,
  metadata jsonb not null default '{}'::jsonb,
  state text not null,
  at timestamp with time zone not null,
  settled_at timestamp with time zone,
  reverses uuid
);
create table media.clips (
  title_id uuid not null,
  state text not null default 'waiting'::text,
  asked_at timestamp with time zone not null default now(),
  source_id uuid,
  size bigint
);
create table media.keys (
  title_id uuid not null,
  version integer not null,
  sealed bytea not null
);
create table media.pictures (
  id uuid not null default uuidv7(),
  title_id uuid,
  origin text not null,
  at_ms integer,
  score real not null default 0,
  color text not null,
  width integer not null,
  height integer not null,
  widths integer[] not null,
  complete boolean not null default false,
  chosen boolean not null default false,
  chosen_by uuid,
  created_by uuid,
  created_at timestamp with time zone not null default now()
);
create table media.renditions (
  title_id uuid not null,
  version integer not null,
  name text not null,
  "position" smallint not null,
  kind text not null,
  codecs text not null,
  average_bps integer not null,
  peak_bps integer not null,
  bytes bigint not null,
  width integer,
  height integer,
  frame_rate real,
  audio_group text,
  language text,
  label text,
  is_default boolean not null default false,
  segments jsonb not null
);
create table media.storyboards (
  title_id uuid not null,
  version integer not null,
  interval_ms integer not null,
  columns smallint not null,
  rows smallint not null,
  tile_width smallint not null,
  tile_height smallint not null,
  count integer not null
);
create table media.subtitles (
  id uuid not null default uuidv7(),
  title_id uuid not null,
  language text not null,
  label text not null,
  kind text not null,
  cues integer not null,
  created_at timestamp with time zone not null default now()
);
create table media.titles (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  name text not null,
  created_by uuid,
  state text not null default 'empty'::text,
  progress real not null default 0,
  problem jsonb,
  source_id uuid,
  version integer,
  duration_ms integer,
  width integer,
  height integer,
  attempt integer not null default 0,
  tries integer not null default 0,
  worked_by text,
  leased_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table media.uploads (
  id uuid not null default uuidv7(),
  title_id uuid not null,
  creator_id uuid,
  purpose text not null,
  filename text not null,
  language text,
  label text,
  kind text,
  size bigint not null,
  received bigint not null default 0,
  sha256 text,
  state text not null default 'receiving'::text,
  problem jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table messaging.contact_refusals (
  contact text not null,
  topic text not null,
  refused_at timestamp with time zone not null default now()
);
create table messaging.deliveries (
  id uuid not null default uuidv7(),
  notice_id uuid,
  user_id uuid,
  channel text not null,
  target text not null default ''::text,
  state text not null,
  due_at timestamp with time zone,
  tries integer not null default 0,
  problem text,
  digest_id uuid,
  created_at timestamp with time zone not null default now(),
  settled_at timestamp with time zone
);
create table messaging.digests (
  user_id uuid not null,
  topic text not null,
  every text not null
);
create table messaging.notices (
  id uuid not null default uuidv7(),
  user_id uuid,
  kind text not null,
  params jsonb not null default '{}'::jsonb,
  href text,
  created_at timestamp with time zone not null default now(),
  read_at timestamp with time zone,
  email text,
  phone text,
  lang text,
  key text,
  workspace_id uuid,
  sealed_href bytea
);
create table messaging.preferences (
  user_id uuid not null,
  topic text not null,
  channel text not null,
  wanted boolean not null,
  changed_at timestamp with time zone not null default now()
);
create table messaging.push_devices (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  name text not null default ''::text,
  lang text not null,
  created_at timestamp with time zone not null default now(),
  heard_at timestamp with time zone
);
create table messaging.rests (
  user_id uuid not null,
  time_zone text not null,
  quiet_from integer,
  quiet_to integer
);
create table outreach.answers (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  mailbox_id uuid,
  record_id uuid not null,
  to_id uuid,
  kind text not null,
  from_address citext not null,
  from_name text not null,
  subject text not null,
  body text not null,
  message_id text not null,
  attachments jsonb not null default '[]'::jsonb,
  at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  record_trail uuid[] not null default '{}'::uuid[]
);
create table outreach.enrolments (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  sequence_id uuid not null,
  record_id uuid not null,
  email citext,
  sender_id uuid,
  lang text not null default 'fr'::text,
  basis text not null,
  source text not null,
  state text not null default 'active'::text,
  reason text,
  detail jsonb not null default '{}'::jsonb,
  "position" smallint not null default 0,
  due_at timestamp with time zone,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  record_trail uuid[] not null default '{}'::uuid[]
);
create table outreach.mailboxes (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  user_id uuid,
  kind text not null,
  from_name text not null default ''::text,
  from_address citext not null,
  reply_to citext,
  signature text not null default ''::text,
  smtp jsonb,
  smtp_password bytea,
  imap jsonb,
  imap_password bytea,
  mark_seen boolean not null default false,
  daily_limit integer not null default 40,
  pace integer not null default 90,
  time_zone text not null,
  weekdays smallint[] not null default '{1,2,3,4,5}'::smallint[],
  from_minute smallint not null default 540,
  to_minute smallint not null default 1080,
  uid_validity text,
  last_uid bigint,
  read_at timestamp with time zone,
  problem text,
  problem_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  listener uuid,
  listening_until timestamp with time zone
);
create table outreach.messages (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  record_id uuid not null,
  enrolment_id uuid,
  step_id uuid,
  template_id uuid,
  template_version integer,
  mailbox_id uuid,
  sender_id uuid,
  channel text not null,
  email citext,
  lang text not null,
  subject text not null,
  body text not null,
  message_id text,
  in_reply_to text,
  refs text[] not null default '{}'::text[],
  state text not null,
  claimed_at timestamp with time zone,
  tries integer not null default 0,
  problem text,
  sent_at timestamp with time zone,
  answered_at timestamp with time zone,
  bounced_at timestamp with time zone,
  left_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  record_trail uuid[] not null default '{}'::uuid[]
);
create table outreach.sequences (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  name text not null,
  state text not null default 'draft'::text,
  version integer not null default 1,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table outreach.steps (
  id uuid not null default uuidv7(),
  sequence_id uuid not null,
  "position" smallint,
  kind text not null,
  template_id uuid,
  title text,
  wait integer not null default 0,
  working boolean not null default true
);
create table outreach.suppressions (
  workspace_id uuid not null,
  email citext not null,
  reason text not null,
  by_id uuid,
  at timestamp with time zone not null
);
create table outreach.template_versions (
  template_id uuid not null,
  version integer not null,
  wording jsonb not null,
  made_by uuid,
  made_at timestamp with time zone not null default now()
);
create table outreach.templates (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  name text not null,
  channel text not null,
  network text,
  version integer not null default 1,
  retired_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
create table payments.callbacks (
  id uuid not null default uuidv7(),
  provider text not null,
  worth text not null,
  about text,
  about_id uuid,
  reference text,
  provider_ref text,
  fingerprint text not null,
  method text not null,
  address inet,
  headers jsonb not null,
  body bytea not null,
  times integer not null default 1,
  at timestamp with time zone not null default now(),
  last_at timestamp with time zone not null default now()
);
create table payments.counts (
  till_id uuid not null,
  currency text not null,
  expected bigint not null,
  counted bigint not null,
  word text
);
create table payments.fraud_rules (
  id text not null,
  kind text not null,
  action text not null,
  currency text,
  threshold bigint,
  minutes integer,
  active boolean not null default true,
  source text not null default ''::text,
  edited_by uuid,
  edited_at timestamp with time zone not null default now()
);
create table payments.holds (
  id uuid not null default uuidv7(),
  kind text not null,
  payment_id uuid,
  out_id uuid,
  reasons jsonb not null,
  state text not null default 'waiting'::text,
  word text,
  decided_by uuid,
  decided_at timestamp with time zone,
  created_at timestamp with time zone not null default now()
);
create table payments.outs (
  id uuid not null default gen_random_uuid(),
  kind text not null,
  key text not null,
  subject text not null,
  workspace_id uuid,
  payment_id uuid,
  amount bigint not null,
  currency text not null,
  debit_owner text not null,
  debit_purpose text not null,
  provider text not null,
  channel text,
  destination jsonb,
  description text not null,
  sandbox boolean not null default false,
  state text not null,
  booked text not null default 'none'::text,
  transfer text not null,
  reference uuid not null,
  round integer not null default 1,
  provider_ref text,
  reason text,
  fee bigint,
  tries integer not null default 0,
  checks integer not null default 0,
  next_check_at timestamp with time zone,
  checked_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone
);
create table payments.payments (
  id uuid not null default gen_random_uuid(),
  key text not null,
  subject text not null,
  workspace_id uuid,
  amount bigint not null,
  currency text not null,
  channel text not null,
  provider text not null,
  flow text not null,
  user_id uuid,
  payer_name text not null,
  payer_email text,
  phone text,
  country text,
  address inet,
  credit_owner text not null,
  credit_purpose text not null,
  description text not null,
  lang text not null,
  return_path text not null,
  save boolean not null default false,
  sandbox boolean not null default false,
  state text not null,
  booked text not null default 'none'::text,
  provider_ref text,
  next_url text,
  code text,
  reason text,
  received bigint,
  received_currency text,
  refunded bigint not null default 0,
  fee bigint,
  charge_key text,
  asked_at timestamp with time zone,
  checks integer not null default 0,
  next_check_at timestamp with time zone,
  checked_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  disputes smallint not null default 0,
  taken bigint,
  disputed_at timestamp with time zone
);
create table payments.reconciliation_lines (
  id uuid not null default uuidv7(),
  reconciliation_id uuid not null,
  finding text not null,
  about text not null,
  about_id uuid,
  reference text,
  provider_ref text,
  ours jsonb,
  theirs jsonb,
  resolution text,
  word text,
  resolved_by uuid,
  resolved_at timestamp with time zone
);
create table payments.reconciliations (
  id uuid not null default uuidv7(),
  provider text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  state text not null default 'waiting'::text,
  reason text,
  matched integer not null default 0,
  balances jsonb not null default '[]'::jsonb,
  asked_by uuid,
  created_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone
);
create table payments.steps (
  id uuid not null default uuidv7(),
  about text not null,
  about_id uuid not null,
  what text not null,
  state text,
  reason text,
  detail jsonb not null default '{}'::jsonb,
  actor_id uuid,
  at timestamp with time zone not null default now()
);
create table payments.tills (
  id uuid not null default uuidv7(),
  agent_id uuid not null,
  opened_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone
);
create table payments.vouchers (
  code text not null,
  payment_id uuid not null,
  amount bigint not null,
  currency text not null,
  state text not null default 'open'::text,
  expires_at timestamp with time zone not null,
  agent_id uuid,
  till_id uuid,
  cashed_at timestamp with time zone,
  created_at timestamp with time zone not null default now()
);
create table planning.mornings (
  user_id uuid not null,
  wanted boolean not null default true,
  told_on date
);
create table planning.rhythm_months (
  rhythm_id uuid not null,
  month date not null,
  made_at timestamp with time zone not null
);
create table planning.rhythms (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  name text not null,
  steps jsonb not null,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamp with time zone not null default now()
);
create table planning.series (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  rule jsonb not null,
  model jsonb not null,
  owner_id uuid,
  starts_on date not null,
  made_until date,
  ended_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null default now()
);
create table planning.tasks (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  title text not null,
  notes text,
  owner_id uuid,
  due_on date,
  due_minute smallint,
  priority text not null default 'normal'::text,
  state text not null default 'open'::text,
  subject_kind text,
  subject_id uuid,
  subject_label text,
  subject_trail uuid[] not null default '{}'::uuid[],
  href text,
  owner_href text,
  series_id uuid,
  series_on date,
  key text,
  remind_on date,
  reminded_at timestamp with time zone,
  done_at timestamp with time zone,
  done_by uuid,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  version integer not null default 1
);
create table platform.audit (
  id uuid not null default uuidv7(),
  at timestamp with time zone not null default now(),
  actor_id uuid,
  via text,
  operation text not null,
  subject text,
  request_id text not null,
  ip inet,
  outcome text not null
);
create table platform.audit_chain (
  seq bigint not null,
  audit_id uuid not null,
  ip_hash bytea,
  hash bytea not null,
  sealed_at timestamp with time zone not null
);
create table platform.events (
  id uuid not null default uuidv7(),
  type text not null,
  subject text not null,
  workspace_id uuid,
  actor_id uuid,
  payload jsonb not null default '{}'::jsonb,
  at timestamp with time zone not null default now()
);
create table platform.idempotency (
  caller text not null,
  operation text not null,
  key text not null,
  input_digest text not null,
  answer jsonb,
  at timestamp with time zone not null default now()
);
create table platform.kept_forms (
  hash text not null,
  path text not null,
  "values" jsonb not null,
  at timestamp with time zone not null
);
create table platform.mailbox (
  id uuid not null default uuidv7(),
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  channel text not null,
  at timestamp with time zone not null default now(),
  message_id text
);
create table platform.reactions (
  event_id uuid not null,
  reaction text not null,
  at timestamp with time zone not null default now()
);
create table platform.stream (
  id bigint not null generated always as identity,
  topic text not null,
  data jsonb not null,
  at timestamp with time zone not null default now()
);
create table platform.workers (
  id text not null,
  process uuid not null,
  seen_at timestamp with time zone not null default now()
);
create table playback.experiences (
  id bigint not null generated always as identity,
  session_id uuid not null,
  film_id uuid not null,
  kind text not null,
  value bigint not null,
  rung text,
  detail text,
  at timestamp with time zone not null
);
create table playback.preferences (
  user_id uuid not null,
  history_paused boolean not null default false
);
create table playback.progress (
  user_id uuid not null,
  film_id uuid not null,
  position_ms integer not null,
  duration_ms integer not null,
  finished boolean not null default false,
  watched_at timestamp with time zone not null
);
create table playback.sessions (
  id uuid not null default uuidv7(),
  token_digest text not null,
  user_id uuid,
  device_digest text,
  seat smallint,
  film_id uuid not null,
  title_id uuid not null,
  device text not null,
  country text,
  view_key text not null,
  duration_ms integer not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  leased_until timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  position_ms integer not null default 0,
  watched_ms integer not null default 0,
  bytes bigint not null default 0,
  rung text,
  viewed boolean not null default false
);
create table playback.views (
  film_id uuid not null,
  viewer text not null,
  day date not null,
  country text,
  at timestamp with time zone not null
);
create table trust.consents (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  purpose text not null,
  granted boolean not null,
  wording text not null,
  via text not null,
  at timestamp with time zone not null default now()
);
create table trust.erased (
  subject uuid not null,
  at timestamp with time zone not null default now(),
  rows jsonb not null
);
create table trust.erasures (
  user_id uuid not null,
  asked_at timestamp with time zone not null default now(),
  due_at timestamp with time zone not null,
  blocked text
);
create table trust.exports (
  id uuid not null default uuidv7(),
  user_id uuid not null,
  state text not null default 'waiting'::text,
  size bigint,
  asked_at timestamp with time zone not null default now(),
  ready_at timestamp with time zone,
  expires_at timestamp with time zone
);
create table trust.retentions (
  name text not null,
  days integer not null,
  changed_by uuid,
  changed_at timestamp with time zone,
  last_run_at timestamp with time zone,
  last_removed integer,
  removed bigint not null default 0
);
create table webhooks.deliveries (
  id uuid not null default uuidv7(),
  endpoint_id uuid not null,
  event_id uuid not null,
  type text not null,
  body text not null,
  state text not null default 'waiting'::text,
  tries integer not null default 0,
  next_at timestamp with time zone,
  created_at timestamp with time zone not null default now()
);
create table webhooks.endpoints (
  id uuid not null default uuidv7(),
  workspace_id uuid not null,
  url text not null,
  name text not null default ''::text,
  events text[] not null,
  secret bytea not null,
  former_secret bytea,
  former_until timestamp with time zone,
  state text not null default 'active'::text,
  failures integer not null default 0,
  failing_since timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null default now()
);
create table webhooks.tries (
  delivery_id uuid not null,
  number integer not null,
  at timestamp with time zone not null,
  status integer,
  problem text,
  ms integer not null,
  answer text not null default ''::text
);

alter table audience.comments add constraint comments_pkey PRIMARY KEY (id);
alter table audience.comments add constraint comments_body_check CHECK ((length(body) <= 2000));
alter table audience.comments add constraint comments_check CHECK (((hidden_at IS NULL) = (hidden_reason IS NULL)));
alter table audience.comments add constraint comments_hidden_reason_check CHECK ((hidden_reason = ANY (ARRAY['spam'::text, 'insult'::text, 'hate'::text, 'spoiler'::text, 'illegal'::text, 'other'::text])));
alter table audience.favourites add constraint favourites_pkey PRIMARY KEY (user_id, film_id);
alter table audience.list_films add constraint list_films_pkey PRIMARY KEY (list_id, film_id);
alter table audience.lists add constraint lists_share_token_key UNIQUE (share_token);
alter table audience.lists add constraint lists_pkey PRIMARY KEY (id);
alter table audience.lists add constraint lists_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)));
alter table audience.moderations add constraint moderations_pkey PRIMARY KEY (id);
alter table audience.moderations add constraint moderations_act_check CHECK ((act = ANY (ARRAY['hide'::text, 'restore'::text, 'keep'::text])));
alter table audience.moderations add constraint moderations_note_check CHECK ((length(note) <= 500));
alter table audience.neighbours add constraint neighbours_pkey PRIMARY KEY (film_id, basis);
alter table audience.neighbours add constraint neighbours_basis_check CHECK ((basis = ANY (ARRAY['watched'::text, 'content'::text])));
alter table audience.ratings add constraint ratings_pkey PRIMARY KEY (user_id, film_id);
alter table audience.ratings add constraint ratings_stars_check CHECK (((stars >= 1) AND (stars <= 5)));
alter table audience.reports add constraint reports_pkey PRIMARY KEY (comment_id, user_id);
alter table audience.reports add constraint reports_note_check CHECK ((length(note) <= 500));
alter table audience.reports add constraint reports_reason_check CHECK ((reason = ANY (ARRAY['spam'::text, 'insult'::text, 'hate'::text, 'spoiler'::text, 'illegal'::text, 'other'::text])));
alter table checkup.audiences add constraint audiences_pkey PRIMARY KEY (record_id);
alter table checkup.checkups add constraint checkups_pkey PRIMARY KEY (id);
alter table checkup.checkups add constraint checkups_check CHECK (((finished_at IS NULL) = (result IS NULL)));
alter table checkup.corrections add constraint corrections_pkey PRIMARY KEY (id);
alter table checkup.fetches add constraint fetches_pkey PRIMARY KEY (record_id, network);
alter table checkup.fetches add constraint fetches_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text])));
alter table checkup.figures add constraint figures_pkey PRIMARY KEY (record_id, network, metric, day);
alter table checkup.figures add constraint figures_metric_check CHECK ((length(metric) <= 40));
alter table checkup.figures add constraint figures_network_check CHECK ((length(network) <= 40));
alter table checkup.figures add constraint figures_source_check CHECK ((source = ANY (ARRAY['typed'::text, 'imported'::text, 'provider'::text, 'noted'::text])));
alter table checkup.figures add constraint figures_value_check CHECK ((value >= 0));
alter table checkup.grids add constraint grids_pkey PRIMARY KEY (workspace_id, version);
alter table checkup.grids add constraint grids_note_check CHECK ((length(note) <= 500));
alter table checkup.grids add constraint grids_origin_check CHECK ((origin = ANY (ARRAY['edited'::text, 'measured'::text])));
alter table checkup.grids add constraint grids_version_check CHECK ((version > 1));
alter table checkup.invitations add constraint invitations_token_hash_key UNIQUE (token_hash);
alter table checkup.invitations add constraint invitations_pkey PRIMARY KEY (id);
alter table checkup.paces add constraint paces_pkey PRIMARY KEY (network);
alter table checkup.prescription_remarks add constraint prescription_remarks_pkey PRIMARY KEY (id);
alter table checkup.prescription_remarks add constraint prescription_remarks_body_check CHECK ((length(body) <= 4000));
alter table checkup.prescription_remarks add constraint prescription_remarks_check CHECK (((day IS NOT NULL) = (kind = 'date'::text)));
alter table checkup.prescription_remarks add constraint prescription_remarks_check1 CHECK (((kind = 'comment'::text) OR (line IS NOT NULL)));
alter table checkup.prescription_remarks add constraint prescription_remarks_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'date'::text, 'decline'::text, 'keep'::text])));
alter table checkup.prescription_remarks add constraint prescription_remarks_side_check CHECK ((side = ANY (ARRAY['artist'::text, 'agency'::text])));
alter table checkup.prescription_steps add constraint prescription_steps_pkey PRIMARY KEY (prescription_id, line);
alter table checkup.prescription_versions add constraint prescription_versions_pkey PRIMARY KEY (prescription_id, number);
alter table checkup.prescription_versions add constraint prescription_versions_number_check CHECK ((number > 0));
alter table checkup.prescriptions add constraint prescriptions_pkey PRIMARY KEY (id);
alter table checkup.prescriptions add constraint prescriptions_accepted_how_check CHECK ((accepted_how = ANY (ARRAY['account'::text, 'phone'::text, 'paper'::text, 'meeting'::text])));
alter table checkup.prescriptions add constraint prescriptions_accepted_note_check CHECK ((length(accepted_note) <= 2000));
alter table checkup.prescriptions add constraint prescriptions_check CHECK (((accepted_at IS NULL) = (accepted_how IS NULL)));
alter table checkup.prescriptions add constraint prescriptions_check1 CHECK (((state <> ALL (ARRAY['sent'::text, 'accepted'::text, 'done'::text])) OR (sent_version IS NOT NULL)));
alter table checkup.prescriptions add constraint prescriptions_check2 CHECK (((state <> ALL (ARRAY['accepted'::text, 'done'::text])) OR (accepted_at IS NOT NULL)));
alter table checkup.prescriptions add constraint prescriptions_closed_note_check CHECK ((length(closed_note) <= 2000));
alter table checkup.prescriptions add constraint prescriptions_hours_week_check CHECK (((hours_week >= 1) AND (hours_week <= 40)));
alter table checkup.prescriptions add constraint prescriptions_lang_check CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])));
alter table checkup.prescriptions add constraint prescriptions_note_check CHECK ((length(note) <= 4000));
alter table checkup.prescriptions add constraint prescriptions_offer_check CHECK ((offer = ANY (ARRAY['290'::text, '390'::text, '490'::text])));
alter table checkup.prescriptions add constraint prescriptions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'accepted'::text, 'done'::text, 'withdrawn'::text, 'replaced'::text, 'expired'::text])));
alter table cinema.awards add constraint awards_pkey PRIMARY KEY (film_id, "position");
alter table cinema.collection_films add constraint collection_films_pkey PRIMARY KEY (collection_id, film_id);
alter table cinema.collections add constraint collections_pkey PRIMARY KEY (id);
alter table cinema.credits add constraint credits_pkey PRIMARY KEY (film_id, role, person_id);
alter table cinema.credits add constraint credits_role_check CHECK ((role = ANY (ARRAY['director'::text, 'writer'::text, 'producer'::text, 'cast'::text, 'camera'::text, 'editing'::text, 'music'::text, 'sound'::text, 'design'::text, 'costume'::text, 'crew'::text])));
alter table cinema.decisions add constraint decisions_pkey PRIMARY KEY (id);
alter table cinema.decisions add constraint decisions_kind_check CHECK ((kind = ANY (ARRAY['submitted'::text, 'changes-asked'::text, 'published'::text, 'refused'::text, 'withdrawn'::text])));
alter table cinema.films add constraint films_pkey PRIMARY KEY (id);
alter table cinema.films add constraint films_age_check CHECK (((age >= 0) AND (age <= 18)));
alter table cinema.films add constraint films_check CHECK (((workspace_id IS NOT NULL) OR notice));
alter table cinema.films add constraint films_check1 CHECK (((title_id IS NULL) OR (title_state IS NOT NULL)));
alter table cinema.films add constraint films_cut_check CHECK ((cut = ANY (ARRAY['whole'::text, 'extract'::text])));
alter table cinema.films add constraint films_minutes_check CHECK (((minutes >= 1) AND (minutes <= 2000)));
alter table cinema.films add constraint films_original_title_check CHECK ((original_title <> ''::text));
alter table cinema.films add constraint films_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'changes-asked'::text, 'published'::text, 'refused'::text, 'withdrawn'::text])));
alter table cinema.films add constraint films_title_state_check CHECK ((title_state = ANY (ARRAY['processing'::text, 'ready'::text, 'failed'::text])));
alter table cinema.films add constraint films_year_check CHECK (((year >= 1880) AND (year <= 2200)));
alter table cinema.genres add constraint genres_pkey PRIMARY KEY (slug);
alter table cinema.people add constraint people_folded_namesake_key UNIQUE (folded, namesake);
alter table cinema.people add constraint people_pkey PRIMARY KEY (id);
alter table cinema.people add constraint people_name_check CHECK ((name <> ''::text));
alter table cinema.wishes add constraint wishes_pkey PRIMARY KEY (film_id, user_id);
alter table crm.cards add constraint cards_pkey PRIMARY KEY (id);
alter table crm.cards add constraint cards_currency_check CHECK ((currency = ANY (ARRAY['XOF'::text, 'XAF'::text, 'EUR'::text, 'CHF'::text, 'USD'::text, 'GBP'::text])));
alter table crm.cards add constraint cards_probability_check CHECK (((probability >= 0) AND (probability <= 100)));
alter table crm.cards add constraint cards_title_check CHECK ((length(title) <= 200));
alter table crm.cards add constraint cards_value_check CHECK ((value >= 0));
alter table crm.changes add constraint changes_pkey PRIMARY KEY (id);
alter table crm.changes add constraint changes_what_check CHECK ((what = ANY (ARRAY['tag'::text, 'untag'::text, 'owner'::text, 'remove'::text])));
alter table crm.comparisons add constraint comparisons_pkey PRIMARY KEY (workspace_id);
alter table crm.fields add constraint fields_workspace_id_kind_key_key UNIQUE (workspace_id, kind, key);
alter table crm.fields add constraint fields_pkey PRIMARY KEY (id);
alter table crm.fields add constraint fields_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,39}$'::text));
alter table crm.fields add constraint fields_kind_check CHECK ((kind = ANY (ARRAY['artist'::text, 'person'::text, 'organisation'::text])));
alter table crm.fields add constraint fields_label_check CHECK (((label <> ''::text) AND (length(label) <= 80)));
alter table crm.fields add constraint fields_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'yes-no'::text, 'choice'::text, 'choices'::text, 'link'::text])));
alter table crm.files add constraint files_key_key UNIQUE (key);
alter table crm.files add constraint files_pkey PRIMARY KEY (id);
alter table crm.files add constraint files_name_check CHECK (((name <> ''::text) AND (length(name) <= 200)));
alter table crm.happenings add constraint happenings_pkey PRIMARY KEY (id);
alter table crm.happenings add constraint happenings_body_check CHECK ((length(body) <= 20000));
alter table crm.happenings add constraint happenings_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])));
alter table crm.happenings add constraint happenings_interaction_check CHECK ((interaction = ANY (ARRAY['call'::text, 'mail'::text, 'message'::text, 'meeting'::text, 'note'::text])));
alter table crm.import_mappings add constraint import_mappings_pkey PRIMARY KEY (workspace_id, kind, signature);
alter table crm.import_rows add constraint import_rows_pkey PRIMARY KEY (import_id, number);
alter table crm.import_rows add constraint import_rows_decision_check CHECK ((decision = ANY (ARRAY['create'::text, 'complete'::text, 'overwrite'::text, 'skip'::text])));
alter table crm.import_rows add constraint import_rows_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'created'::text, 'completed'::text, 'skipped'::text, 'undecided'::text, 'failed'::text, 'withdrawn'::text, 'kept'::text])));
alter table crm.imports add constraint imports_key_key UNIQUE (key);
alter table crm.imports add constraint imports_pkey PRIMARY KEY (id);
alter table crm.imports add constraint imports_kind_check CHECK ((kind = ANY (ARRAY['artist'::text, 'person'::text, 'organisation'::text])));
alter table crm.imports add constraint imports_name_check CHECK (((name <> ''::text) AND (length(name) <= 200)));
alter table crm.imports add constraint imports_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'unreadable'::text, 'draft'::text, 'running'::text, 'done'::text, 'undoing'::text, 'undone'::text])));
alter table crm.links add constraint links_pkey PRIMARY KEY (record_id, network, identifier);
alter table crm.loose_files add constraint loose_files_pkey PRIMARY KEY (key);
alter table crm.merges add constraint merges_pkey PRIMARY KEY (id);
alter table crm.merges add constraint merges_check CHECK ((kept_id <> gone_id));
alter table crm.moves add constraint moves_pkey PRIMARY KEY (id);
alter table crm.moves add constraint moves_reason_check CHECK ((length(reason) <= 300));
alter table crm.pairs add constraint pairs_pkey PRIMARY KEY (left_id, right_id);
alter table crm.pairs add constraint pairs_certainty_check CHECK ((certainty = ANY (ARRAY['sure'::text, 'likely'::text, 'possible'::text, 'asked'::text])));
alter table crm.pairs add constraint pairs_check CHECK ((left_id < right_id));
alter table crm.pairs add constraint pairs_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision)));
alter table crm.pairs add constraint pairs_state_check CHECK ((state = ANY (ARRAY['open'::text, 'distinct'::text])));
alter table crm.pipelines add constraint pipelines_pkey PRIMARY KEY (id);
alter table crm.pipelines add constraint pipelines_currency_check CHECK ((currency = ANY (ARRAY['XOF'::text, 'XAF'::text, 'EUR'::text, 'CHF'::text, 'USD'::text, 'GBP'::text])));
alter table crm.pipelines add constraint pipelines_name_check CHECK (((name <> ''::text) AND (length(name) <= 80)));
alter table crm.pipelines add constraint pipelines_of_check CHECK ((of = ANY (ARRAY['artists'::text, 'opportunities'::text])));
alter table crm.records add constraint records_pkey PRIMARY KEY (id);
alter table crm.records add constraint records_followers_check CHECK ((followers >= 0));
alter table crm.records add constraint records_kind_check CHECK ((kind = ANY (ARRAY['artist'::text, 'person'::text, 'organisation'::text])));
alter table crm.records add constraint records_name_check CHECK (((name <> ''::text) AND (length(name) <= 200)));
alter table crm.records add constraint records_role_check CHECK ((length(role) <= 120));
alter table crm.records add constraint records_target_check CHECK ((target = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text])));
alter table crm.relations add constraint relations_pkey PRIMARY KEY (from_id, to_id, role);
alter table crm.relations add constraint relations_check CHECK ((from_id <> to_id));
alter table crm.relations add constraint relations_role_check CHECK (((role <> ''::text) AND (length(role) <= 60)));
alter table crm.stages add constraint stages_id_pipeline_id_key UNIQUE (id, pipeline_id);
alter table crm.stages add constraint stages_pipeline_id_key_key UNIQUE (pipeline_id, key);
alter table crm.stages add constraint stages_pkey PRIMARY KEY (id);
alter table crm.stages add constraint stages_key_check CHECK ((key ~ '^[a-z][a-z0-9-]{0,39}$'::text));
alter table crm.stages add constraint stages_name_check CHECK (((name <> ''::text) AND (length(name) <= 80)));
alter table crm.stages add constraint stages_outcome_check CHECK ((outcome = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])));
alter table crm.stages add constraint stages_probability_check CHECK (((probability >= 0) AND (probability <= 100)));
alter table crm.stages add constraint stages_stalls_after_check CHECK ((stalls_after > 0));
alter table crm.views add constraint views_pkey PRIMARY KEY (id);
alter table crm.views add constraint views_name_check CHECK (((name <> ''::text) AND (length(name) <= 80)));
alter table crm.views add constraint views_shape_check CHECK ((shape = ANY (ARRAY['table'::text, 'list'::text, 'board'::text])));
alter table crowdfunding.comments add constraint comments_pkey PRIMARY KEY (id);
alter table crowdfunding.comments add constraint comments_text_check CHECK ((text <> ''::text));
alter table crowdfunding.contributions add constraint contributions_pkey PRIMARY KEY (id);
alter table crowdfunding.contributions add constraint contributions_amount_check CHECK ((amount > 0));
alter table crowdfunding.contributions add constraint contributions_check CHECK (((confirmed_at IS NOT NULL) = (number IS NOT NULL)));
alter table crowdfunding.contributions add constraint contributions_check1 CHECK (((state <> 'confirmed'::text) OR (confirmed_at IS NOT NULL)));
alter table crowdfunding.contributions add constraint contributions_check2 CHECK (((NOT holds_place) OR (reward_id IS NOT NULL)));
alter table crowdfunding.contributions add constraint contributions_check3 CHECK (((NOT holds_place) OR (state = ANY (ARRAY['pending'::text, 'pledged'::text, 'confirmed'::text]))));
alter table crowdfunding.contributions add constraint contributions_currency_check CHECK ((currency = ANY (ARRAY['XOF'::text, 'XAF'::text, 'EUR'::text, 'CHF'::text, 'USD'::text, 'GBP'::text])));
alter table crowdfunding.contributions add constraint contributions_lang_check CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])));
alter table crowdfunding.contributions add constraint contributions_refund_why_check CHECK ((refund_why = ANY (ARRAY['own-wish'::text, 'failed'::text, 'cancelled'::text, 'late'::text])));
alter table crowdfunding.contributions add constraint contributions_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'pledged'::text, 'confirmed'::text, 'failed'::text, 'expired'::text, 'refund-due'::text, 'refunding'::text, 'refund-stuck'::text, 'refunded'::text, 'disputed'::text])));
alter table crowdfunding.contributions add constraint contributions_taken CHECK (((state = 'disputed'::text) = (taken_from IS NOT NULL)));
alter table crowdfunding.contributions add constraint contributions_taken_from_check CHECK ((taken_from = ANY (ARRAY['pot'::text, 'producer'::text, 'refunds'::text])));
alter table crowdfunding.decisions add constraint decisions_pkey PRIMARY KEY (id);
alter table crowdfunding.decisions add constraint decisions_kind_check CHECK ((kind = ANY (ARRAY['submitted'::text, 'changes-asked'::text, 'approved'::text, 'refused'::text, 'launched'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text, 'completed'::text])));
alter table crowdfunding.documents add constraint documents_pkey PRIMARY KEY (id);
alter table crowdfunding.documents add constraint documents_name_check CHECK ((name <> ''::text));
alter table crowdfunding.documents add constraint documents_size_check CHECK ((size > 0));
alter table crowdfunding.documents add constraint documents_type_check CHECK ((type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text, 'image/webp'::text])));
alter table crowdfunding.documents add constraint documents_visibility_check CHECK ((visibility = ANY (ARRAY['reviewers'::text, 'public'::text])));
alter table crowdfunding.fees add constraint fees_pkey PRIMARY KEY (from_day);
alter table crowdfunding.fees add constraint fees_basis_points_check CHECK (((basis_points >= 0) AND (basis_points <= 10000)));
alter table crowdfunding.followers add constraint followers_pkey PRIMARY KEY (project_id, user_id);
alter table crowdfunding.milestones add constraint milestones_pkey PRIMARY KEY (id);
alter table crowdfunding.milestones add constraint milestones_amount_check CHECK ((amount >= 0));
alter table crowdfunding.milestones add constraint milestones_basis_points_check CHECK (((basis_points >= 1) AND (basis_points <= 10000)));
alter table crowdfunding.milestones add constraint milestones_check CHECK (((state = 'paid'::text) = (paid_at IS NOT NULL)));
alter table crowdfunding.milestones add constraint milestones_check1 CHECK (((state = 'waiting'::text) OR (amount IS NOT NULL)));
alter table crowdfunding.milestones add constraint milestones_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'asked'::text, 'sent-back'::text, 'approved'::text, 'paying'::text, 'paid'::text, 'stuck'::text])));
alter table crowdfunding.milestones add constraint milestones_title_check CHECK ((title <> ''::text));
alter table crowdfunding.milestones add constraint milestones_withheld CHECK (((withheld >= 0) AND (withheld <= COALESCE(amount, (0)::bigint))));
alter table crowdfunding.projects add constraint projects_pkey PRIMARY KEY (id);
alter table crowdfunding.projects add constraint projects_check CHECK (((state <> ALL (ARRAY['live'::text, 'closing'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text, 'completed'::text])) OR ((goal > 0) AND (ends_at IS NOT NULL) AND (fee_basis_points IS NOT NULL))));
alter table crowdfunding.projects add constraint projects_check1 CHECK (((model = 'keep'::text) OR (minimum IS NULL)));
alter table crowdfunding.projects add constraint projects_check2 CHECK (((state = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text, 'completed'::text])) = (decided_at IS NOT NULL)));
alter table crowdfunding.projects add constraint projects_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));
alter table crowdfunding.projects add constraint projects_currency_check CHECK ((currency = ANY (ARRAY['XOF'::text, 'XAF'::text, 'EUR'::text, 'CHF'::text, 'USD'::text, 'GBP'::text])));
alter table crowdfunding.projects add constraint projects_fee_basis_points_check CHECK (((fee_basis_points >= 0) AND (fee_basis_points <= 10000)));
alter table crowdfunding.projects add constraint projects_goal_check CHECK ((goal >= 0));
alter table crowdfunding.projects add constraint projects_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text])));
alter table crowdfunding.projects add constraint projects_minimum_check CHECK ((minimum >= 0));
alter table crowdfunding.projects add constraint projects_model_check CHECK ((model = ANY (ARRAY['all-or-nothing'::text, 'keep'::text])));
alter table crowdfunding.projects add constraint projects_raised_at_end_check CHECK ((raised_at_end >= 0));
alter table crowdfunding.projects add constraint projects_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'changes-asked'::text, 'approved'::text, 'refused'::text, 'live'::text, 'closing'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text, 'completed'::text])));
alter table crowdfunding.projects add constraint projects_title_check CHECK ((title <> ''::text));
alter table crowdfunding.questions add constraint questions_pkey PRIMARY KEY (id);
alter table crowdfunding.questions add constraint questions_check CHECK (((answer IS NULL) = (answered_at IS NULL)));
alter table crowdfunding.questions add constraint questions_text_check CHECK ((text <> ''::text));
alter table crowdfunding.receipts add constraint receipts_pkey PRIMARY KEY (year);
alter table crowdfunding.receipts add constraint receipts_last_check CHECK ((last > 0));
alter table crowdfunding.rewards add constraint rewards_pkey PRIMARY KEY (id);
alter table crowdfunding.rewards add constraint rewards_amount_check CHECK ((amount > 0));
alter table crowdfunding.rewards add constraint rewards_places CHECK (((taken >= 0) AND ((quantity IS NULL) OR (taken <= quantity))));
alter table crowdfunding.rewards add constraint rewards_quantity_check CHECK ((quantity > 0));
alter table crowdfunding.rewards add constraint rewards_title_check CHECK ((title <> ''::text));
alter table crowdfunding.updates add constraint updates_pkey PRIMARY KEY (id);
alter table crowdfunding.updates add constraint updates_title_check CHECK ((title <> ''::text));
alter table crowdfunding.versions add constraint versions_pkey PRIMARY KEY (project_id, number);
alter table crowdfunding.versions add constraint versions_number_check CHECK ((number > 0));
alter table fit.analyses add constraint analyses_pkey PRIMARY KEY (id);
alter table fit.analyses add constraint analyses_check CHECK (((occasion = 'entry'::text) = (pipeline_id IS NOT NULL)));
alter table fit.analyses add constraint analyses_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision)));
alter table fit.analyses add constraint analyses_occasion_check CHECK ((occasion = ANY (ARRAY['asked'::text, 'entry'::text, 'facts'::text, 'daily'::text])));
alter table fit.analyses add constraint analyses_score_check CHECK (((score >= (0)::double precision) AND (score <= (100)::double precision)));
alter table fit.analyses add constraint analyses_weights_version_check CHECK ((weights_version >= 0));
alter table fit.grounds add constraint grounds_pkey PRIMARY KEY (workspace_id);
alter table fit.models add constraint models_pkey PRIMARY KEY (workspace_id, version);
alter table fit.models add constraint models_version_check CHECK ((version > 0));
alter table fit.scores add constraint scores_pkey PRIMARY KEY (record_id);
alter table fit.scores add constraint scores_score_check CHECK (((score >= (0)::double precision) AND (score <= (100)::double precision)));
alter table identity.accounts add constraint accounts_provider_id_account_id_key UNIQUE (provider_id, account_id);
alter table identity.accounts add constraint accounts_pkey PRIMARY KEY (id);
alter table identity.attempts add constraint attempts_pkey PRIMARY KEY (key);
alter table identity.devices add constraint devices_pkey PRIMARY KEY (user_id, hash);
alter table identity.invitations add constraint invitations_token_hash_key UNIQUE (token_hash);
alter table identity.invitations add constraint invitations_pkey PRIMARY KEY (id);
alter table identity.invitations add constraint invitations_email_check CHECK ((email = lower(email)));
alter table identity.invitations add constraint invitations_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'declined'::text, 'revoked'::text])));
alter table identity.keys add constraint keys_hash_key UNIQUE (hash);
alter table identity.keys add constraint keys_pkey PRIMARY KEY (id);
alter table identity.keys add constraint keys_name_check CHECK ((name <> ''::text));
alter table identity.keys add constraint keys_scopes_check CHECK ((cardinality(scopes) > 0));
alter table identity.members add constraint members_pkey PRIMARY KEY (workspace_id, user_id);
alter table identity.passkeys add constraint passkeys_credential_id_key UNIQUE (credential_id);
alter table identity.passkeys add constraint passkeys_pkey PRIMARY KEY (id);
alter table identity.recovery_codes add constraint recovery_codes_pkey PRIMARY KEY (user_id, hash);
alter table identity.refresh_tokens add constraint refresh_tokens_pkey PRIMARY KEY (hash);
alter table identity.role_permissions add constraint role_permissions_pkey PRIMARY KEY (kind, role, permission);
alter table identity.roles add constraint roles_pkey PRIMARY KEY (kind, role);
alter table identity.roles add constraint roles_kind_check CHECK ((kind = ANY (ARRAY['production'::text, 'agency'::text, 'studio'::text, 'venue'::text, 'booker'::text])));
alter table identity.second_factors add constraint second_factors_pkey PRIMARY KEY (user_id);
alter table identity.sessions add constraint sessions_token_key UNIQUE (token);
alter table identity.sessions add constraint sessions_pkey PRIMARY KEY (id);
alter table identity.sessions add constraint sessions_kind_check CHECK ((kind = ANY (ARRAY['browser'::text, 'token'::text])));
alter table identity.staff_roles add constraint staff_roles_pkey PRIMARY KEY (user_id, role);
alter table identity.staff_roles add constraint staff_roles_role_check CHECK ((role = ANY (ARRAY['reviewer'::text, 'moderator'::text, 'support'::text, 'finance'::text, 'agent'::text, 'administrator'::text])));
alter table identity.standing add constraint standing_pkey PRIMARY KEY (user_id, kind);
alter table identity.tickets add constraint tickets_pkey PRIMARY KEY (hash);
alter table identity.users add constraint users_email_key UNIQUE (email);
alter table identity.users add constraint users_phone_key UNIQUE (phone);
alter table identity.users add constraint users_pkey PRIMARY KEY (id);
alter table identity.users add constraint users_email_check CHECK ((email = lower(email)));
alter table identity.users add constraint users_lang_check CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])));
alter table identity.users add constraint users_name_check CHECK (((name <> ''::text) AND (length(name) <= 120)));
alter table identity.users add constraint users_phone_check CHECK ((phone ~ '^\+[0-9]{8,15}$'::text));
alter table identity.users add constraint users_theme_check CHECK ((theme = ANY (ARRAY['auto'::text, 'light'::text, 'dark'::text])));
alter table identity.verifications add constraint verifications_pkey PRIMARY KEY (id);
alter table identity.workspaces add constraint workspaces_id_kind_key UNIQUE (id, kind);
alter table identity.workspaces add constraint workspaces_slug_key UNIQUE (slug);
alter table identity.workspaces add constraint workspaces_pkey PRIMARY KEY (id);
alter table identity.workspaces add constraint workspaces_kind_check CHECK ((kind = ANY (ARRAY['production'::text, 'agency'::text, 'studio'::text, 'venue'::text, 'booker'::text])));
alter table identity.workspaces add constraint workspaces_name_check CHECK (((name <> ''::text) AND (length(name) <= 120)));
alter table identity.workspaces add constraint workspaces_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text));
alter table ledger.accounts add constraint accounts_owner_purpose_currency_key UNIQUE (owner, purpose, currency);
alter table ledger.accounts add constraint accounts_pkey PRIMARY KEY (id);
alter table ledger.accounts add constraint accounts_currency_check CHECK ((currency = ANY (ARRAY['XOF'::text, 'XAF'::text, 'EUR'::text, 'CHF'::text, 'USD'::text, 'GBP'::text])));
alter table ledger.accounts add constraint accounts_owner_check CHECK (((length(owner) >= 1) AND (length(owner) <= 200)));
alter table ledger.arrivals add constraint arrivals_amount_check CHECK ((amount > 0));
alter table ledger.closings add constraint closings_pkey PRIMARY KEY (account_id, month);
alter table ledger.floors add constraint floors_pkey PRIMARY KEY (account_id);
alter table ledger.floors add constraint floors_hold CHECK ((available >= 0));
alter table ledger.legs add constraint legs_pkey PRIMARY KEY (transfer_id, leg);
alter table ledger.legs add constraint legs_amount_check CHECK (((amount >= 1) AND (amount <= '9007199254740991'::bigint)));
alter table ledger.legs add constraint legs_check CHECK ((debit_account <> credit_account));
alter table ledger.legs add constraint legs_leg_check CHECK ((leg > 0));
alter table ledger.pending_legs add constraint pending_legs_pkey PRIMARY KEY (transfer_id, leg);
alter table ledger.pending_legs add constraint pending_legs_amount_check CHECK (((amount >= 1) AND (amount <= '9007199254740991'::bigint)));
alter table ledger.pending_legs add constraint pending_legs_check CHECK ((debit_account <> credit_account));
alter table ledger.pending_legs add constraint pending_legs_leg_check CHECK ((leg > 0));
alter table ledger.periods add constraint periods_until_key UNIQUE (until);
alter table ledger.periods add constraint periods_pkey PRIMARY KEY (month);
alter table ledger.periods add constraint periods_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric));
alter table ledger.purposes add constraint purposes_name_side_floored_key UNIQUE (name, side, floored);
alter table ledger.purposes add constraint purposes_pkey PRIMARY KEY (name);
alter table ledger.purposes add constraint purposes_kind_check CHECK ((kind = ANY (ARRAY['asset'::text, 'expense'::text, 'liability'::text, 'income'::text])));
alter table ledger.purposes add constraint purposes_side_check CHECK ((side = ANY (ARRAY['debit'::text, 'credit'::text])));
alter table ledger.transfers add constraint transfers_key_key UNIQUE (key);
alter table ledger.transfers add constraint transfers_reverses_key UNIQUE (reverses);
alter table ledger.transfers add constraint transfers_pkey PRIMARY KEY (id);
alter table ledger.transfers add constraint transfers_check CHECK (((state = 'posted'::text) OR (reverses IS NULL)));
alter table ledger.transfers add constraint transfers_check1 CHECK (((state <> 'voided'::text) OR (settled_at IS NOT NULL)));
alter table ledger.transfers add constraint transfers_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)));
alter table ledger.transfers add constraint transfers_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 100)));
alter table ledger.transfers add constraint transfers_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'posted'::text, 'voided'::text])));
alter table media.clips add constraint clips_pkey PRIMARY KEY (title_id);
alter table media.clips add constraint clips_check CHECK (((state = 'ready'::text) = (size IS NOT NULL)));
alter table media.clips add constraint clips_size_check CHECK ((size > 0));
alter table media.clips add constraint clips_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'failed'::text])));
alter table media.keys add constraint keys_pkey PRIMARY KEY (title_id, version);
alter table media.pictures add constraint pictures_pkey PRIMARY KEY (id);
alter table media.pictures add constraint pictures_check CHECK (((NOT chosen) OR ((title_id IS NOT NULL) AND complete)));
alter table media.pictures add constraint pictures_color_check CHECK ((color ~ '^#[0-9a-f]{6}$'::text));
alter table media.pictures add constraint pictures_origin_check CHECK ((origin = ANY (ARRAY['frame'::text, 'upload'::text])));
alter table media.renditions add constraint renditions_pkey PRIMARY KEY (title_id, version, name);
alter table media.renditions add constraint renditions_audio_group_check CHECK ((audio_group = ANY (ARRAY['low'::text, 'high'::text])));
alter table media.renditions add constraint renditions_average_bps_check CHECK ((average_bps > 0));
alter table media.renditions add constraint renditions_check CHECK ((peak_bps >= average_bps));
alter table media.renditions add constraint renditions_check1 CHECK (((kind = 'video'::text) = ((width IS NOT NULL) AND (height IS NOT NULL))));
alter table media.renditions add constraint renditions_kind_check CHECK ((kind = ANY (ARRAY['video'::text, 'audio'::text])));
alter table media.storyboards add constraint storyboards_pkey PRIMARY KEY (title_id, version);
alter table media.storyboards add constraint storyboards_count_check CHECK ((count > 0));
alter table media.storyboards add constraint storyboards_interval_ms_check CHECK ((interval_ms > 0));
alter table media.subtitles add constraint subtitles_title_id_language_kind_key UNIQUE (title_id, language, kind);
alter table media.subtitles add constraint subtitles_pkey PRIMARY KEY (id);
alter table media.subtitles add constraint subtitles_cues_check CHECK ((cues > 0));
alter table media.subtitles add constraint subtitles_kind_check CHECK ((kind = ANY (ARRAY['subtitles'::text, 'captions'::text, 'descriptions'::text, 'chapters'::text])));
alter table media.subtitles add constraint subtitles_label_check CHECK (((label <> ''::text) AND (length(label) <= 80)));
alter table media.titles add constraint titles_pkey PRIMARY KEY (id);
alter table media.titles add constraint titles_check CHECK (((leased_until IS NOT NULL) = (state = ANY (ARRAY['probing'::text, 'processing'::text]))));
alter table media.titles add constraint titles_check1 CHECK (((state <> 'ready'::text) OR (version IS NOT NULL)));
alter table media.titles add constraint titles_check2 CHECK (((state = 'failed'::text) = (problem IS NOT NULL)));
alter table media.titles add constraint titles_duration_ms_check CHECK ((duration_ms > 0));
alter table media.titles add constraint titles_name_check CHECK (((name <> ''::text) AND (length(name) <= 200)));
alter table media.titles add constraint titles_progress_check CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision)));
alter table media.titles add constraint titles_state_check CHECK ((state = ANY (ARRAY['empty'::text, 'uploading'::text, 'queued'::text, 'probing'::text, 'processing'::text, 'ready'::text, 'failed'::text, 'cancelled'::text])));
alter table media.titles add constraint titles_version_check CHECK ((version > 0));
alter table media.uploads add constraint uploads_pkey PRIMARY KEY (id);
alter table media.uploads add constraint uploads_check CHECK (((state = 'refused'::text) = (problem IS NOT NULL)));
alter table media.uploads add constraint uploads_filename_check CHECK ((length(filename) <= 200));
alter table media.uploads add constraint uploads_purpose_check CHECK ((purpose = ANY (ARRAY['film'::text, 'subtitle'::text, 'poster'::text])));
alter table media.uploads add constraint uploads_received_check CHECK ((received >= 0));
alter table media.uploads add constraint uploads_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table media.uploads add constraint uploads_size_check CHECK ((size >= 0));
alter table media.uploads add constraint uploads_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'kept'::text, 'used'::text, 'refused'::text, 'expired'::text, 'withdrawn'::text])));
alter table messaging.contact_refusals add constraint contact_refusals_pkey PRIMARY KEY (contact, topic);
alter table messaging.contact_refusals add constraint contact_refusals_topic_check CHECK ((topic = ANY (ARRAY['funding'::text, 'films'::text, 'work'::text, 'money'::text, 'account'::text])));
alter table messaging.deliveries add constraint deliveries_once UNIQUE (notice_id, channel, target);
alter table messaging.deliveries add constraint deliveries_pkey PRIMARY KEY (id);
alter table messaging.deliveries add constraint deliveries_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'push'::text, 'sms'::text])));
alter table messaging.deliveries add constraint deliveries_settled_check CHECK (((settled_at IS NULL) = (state = ANY (ARRAY['queued'::text, 'quiet'::text, 'gathered'::text]))));
alter table messaging.deliveries add constraint deliveries_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'quiet'::text, 'gathered'::text, 'sent'::text, 'digested'::text, 'muted'::text, 'failed'::text, 'bounced'::text])));
alter table messaging.digests add constraint digests_pkey PRIMARY KEY (user_id, topic);
alter table messaging.digests add constraint digests_every_check CHECK ((every = ANY (ARRAY['day'::text, 'week'::text])));
alter table messaging.digests add constraint digests_topic_check CHECK ((topic = ANY (ARRAY['funding'::text, 'films'::text, 'work'::text, 'money'::text, 'account'::text])));
alter table messaging.notices add constraint notices_pkey PRIMARY KEY (id);
alter table messaging.notices add constraint notices_href_check CHECK ((href ~ '^/([^/\\]|$)'::text));
alter table messaging.notices add constraint notices_kind_check CHECK ((kind ~ '^[a-z]+\.[A-Za-z]+$'::text));
alter table messaging.notices add constraint notices_lang_check CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])));
alter table messaging.notices add constraint notices_phone_check CHECK ((phone ~ '^\+[0-9]{8,15}$'::text));
alter table messaging.notices add constraint notices_private_check CHECK (((user_id IS NOT NULL) OR (href IS NULL))) NOT VALID;
alter table messaging.notices add constraint notices_reader_check CHECK (((user_id IS NOT NULL) OR (((email IS NOT NULL) OR (phone IS NOT NULL)) AND (lang IS NOT NULL))));
alter table messaging.preferences add constraint preferences_pkey PRIMARY KEY (user_id, topic, channel);
alter table messaging.preferences add constraint preferences_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'push'::text, 'sms'::text])));
alter table messaging.preferences add constraint preferences_topic_check CHECK ((topic = ANY (ARRAY['funding'::text, 'films'::text, 'work'::text, 'money'::text, 'account'::text])));
alter table messaging.push_devices add constraint push_devices_endpoint_key UNIQUE (endpoint);
alter table messaging.push_devices add constraint push_devices_pkey PRIMARY KEY (id);
alter table messaging.push_devices add constraint push_devices_lang_check CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])));
alter table messaging.rests add constraint rests_pkey PRIMARY KEY (user_id);
alter table messaging.rests add constraint rests_quiet_check CHECK (((((quiet_from IS NULL) = (quiet_to IS NULL)) AND (quiet_from IS DISTINCT FROM quiet_to)) OR ((quiet_from IS NULL) AND (quiet_to IS NULL))));
alter table messaging.rests add constraint rests_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)));
alter table messaging.rests add constraint rests_quiet_to_check CHECK (((quiet_to >= 0) AND (quiet_to <= 1439)));
alter table outreach.answers add constraint answers_workspace_id_message_id_key UNIQUE (workspace_id, message_id);
alter table outreach.answers add constraint answers_pkey PRIMARY KEY (id);
alter table outreach.answers add constraint answers_body_check CHECK ((length(body) <= 20000));
alter table outreach.answers add constraint answers_kind_check CHECK ((kind = ANY (ARRAY['answer'::text, 'bounce'::text, 'auto'::text])));
alter table outreach.enrolments add constraint enrolments_pkey PRIMARY KEY (id);
alter table outreach.enrolments add constraint enrolments_basis_check CHECK ((basis = ANY (ARRAY['interest'::text, 'consent'::text])));
alter table outreach.enrolments add constraint enrolments_check CHECK (((state = ANY (ARRAY['active'::text, 'paused'::text])) = (ended_at IS NULL)));
alter table outreach.enrolments add constraint enrolments_lang_check CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])));
alter table outreach.enrolments add constraint enrolments_source_check CHECK (((source <> ''::text) AND (length(source) <= 200)));
alter table outreach.enrolments add constraint enrolments_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'answered'::text, 'bounced'::text, 'unsubscribed'::text, 'finished'::text, 'failed'::text, 'stopped'::text])));
alter table outreach.mailboxes add constraint mailboxes_pkey PRIMARY KEY (id);
alter table outreach.mailboxes add constraint mailboxes_check CHECK (((from_minute >= 0) AND (to_minute <= 1440) AND (from_minute < to_minute)));
alter table outreach.mailboxes add constraint mailboxes_check1 CHECK (((kind = 'smtp'::text) = (smtp IS NOT NULL)));
alter table outreach.mailboxes add constraint mailboxes_daily_limit_check CHECK (((daily_limit >= 1) AND (daily_limit <= 2000)));
alter table outreach.mailboxes add constraint mailboxes_kind_check CHECK ((kind = ANY (ARRAY['house'::text, 'smtp'::text])));
alter table outreach.mailboxes add constraint mailboxes_pace_check CHECK (((pace >= 5) AND (pace <= 3600)));
alter table outreach.mailboxes add constraint mailboxes_signature_check CHECK ((length(signature) <= 2000));
alter table outreach.messages add constraint messages_message_id_key UNIQUE (message_id);
alter table outreach.messages add constraint messages_pkey PRIMARY KEY (id);
alter table outreach.messages add constraint messages_body_check CHECK ((length(body) <= 20000));
alter table outreach.messages add constraint messages_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'dm'::text, 'call'::text])));
alter table outreach.messages add constraint messages_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'planned'::text, 'dropped'::text])));
alter table outreach.sequences add constraint sequences_pkey PRIMARY KEY (id);
alter table outreach.sequences add constraint sequences_name_check CHECK (((name <> ''::text) AND (length(name) <= 80)));
alter table outreach.sequences add constraint sequences_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'paused'::text, 'archived'::text])));
alter table outreach.steps add constraint steps_sequence_id_position_key UNIQUE (sequence_id, "position") DEFERRABLE INITIALLY DEFERRED;
alter table outreach.steps add constraint steps_pkey PRIMARY KEY (id);
alter table outreach.steps add constraint steps_check CHECK (((kind = 'call'::text) = (template_id IS NULL)));
alter table outreach.steps add constraint steps_kind_check CHECK ((kind = ANY (ARRAY['mail'::text, 'dm'::text, 'call'::text])));
alter table outreach.steps add constraint steps_title_check CHECK ((length(title) <= 200));
alter table outreach.steps add constraint steps_wait_check CHECK (((wait >= 0) AND (wait <= 365)));
alter table outreach.suppressions add constraint suppressions_pkey PRIMARY KEY (workspace_id, email);
alter table outreach.suppressions add constraint suppressions_reason_check CHECK ((reason = ANY (ARRAY['unsubscribed'::text, 'bounced'::text, 'objected'::text, 'manual'::text])));
alter table outreach.template_versions add constraint template_versions_pkey PRIMARY KEY (template_id, version);
alter table outreach.templates add constraint templates_pkey PRIMARY KEY (id);
alter table outreach.templates add constraint templates_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'dm'::text])));
alter table outreach.templates add constraint templates_name_check CHECK (((name <> ''::text) AND (length(name) <= 80)));
alter table payments.callbacks add constraint callbacks_provider_fingerprint_key UNIQUE (provider, fingerprint);
alter table payments.callbacks add constraint callbacks_pkey PRIMARY KEY (id);
alter table payments.callbacks add constraint callbacks_about_check CHECK ((about = ANY (ARRAY['payment'::text, 'refund'::text, 'payout'::text])));
alter table payments.callbacks add constraint callbacks_worth_check CHECK ((worth = ANY (ARRAY['proven'::text, 'hint'::text, 'forged'::text, 'nothing'::text])));
alter table payments.counts add constraint counts_pkey PRIMARY KEY (till_id, currency);
alter table payments.counts add constraint counts_check CHECK (((expected = counted) OR (length(word) > 0)));
alter table payments.counts add constraint counts_counted_check CHECK ((counted >= 0));
alter table payments.counts add constraint counts_expected_check CHECK ((expected >= 0));
alter table payments.fraud_rules add constraint fraud_rules_pkey PRIMARY KEY (id);
alter table payments.fraud_rules add constraint fraud_rules_action_check CHECK ((action = ANY (ARRAY['hold'::text, 'note'::text])));
alter table payments.fraud_rules add constraint fraud_rules_currency_check CHECK ((currency = ANY (ARRAY['XOF'::text, 'XAF'::text, 'EUR'::text, 'CHF'::text, 'USD'::text, 'GBP'::text])));
alter table payments.fraud_rules add constraint fraud_rules_id_check CHECK ((id ~ '^[a-z0-9-]{1,60}$'::text));
alter table payments.fraud_rules add constraint fraud_rules_kind_check CHECK ((kind = ANY (ARRAY['velocity-phone'::text, 'velocity-person'::text, 'velocity-address'::text, 'amount'::text, 'country'::text, 'new-account'::text, 'note'::text, 'payout'::text])));
alter table payments.fraud_rules add constraint fraud_rules_minutes_check CHECK ((minutes > 0));
alter table payments.fraud_rules add constraint fraud_rules_threshold_check CHECK ((threshold > 0));
alter table payments.holds add constraint holds_pkey PRIMARY KEY (id);
alter table payments.holds add constraint holds_check CHECK (((payment_id IS NULL) <> (out_id IS NULL)));
alter table payments.holds add constraint holds_check1 CHECK (((state = 'waiting'::text) = (decided_at IS NULL)));
alter table payments.holds add constraint holds_kind_check CHECK ((kind = ANY (ARRAY['fraud'::text, 'different'::text, 'by-hand'::text])));
alter table payments.holds add constraint holds_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text])));
alter table payments.outs add constraint outs_key_key UNIQUE (key);
alter table payments.outs add constraint outs_reference_key UNIQUE (reference);
alter table payments.outs add constraint outs_pkey PRIMARY KEY (id);
alter table payments.outs add constraint outs_amount_check CHECK (((amount > 0) AND (amount <= '9007199254740991'::bigint)));
alter table payments.outs add constraint outs_booked_check CHECK ((booked = ANY (ARRAY['none'::text, 'announced'::text, 'posted'::text, 'voided'::text])));
alter table payments.outs add constraint outs_check CHECK (((kind = 'refund'::text) = (payment_id IS NOT NULL)));
alter table payments.outs add constraint outs_currency_check CHECK ((currency = ANY (ARRAY['XOF'::text, 'XAF'::text, 'EUR'::text, 'CHF'::text, 'USD'::text, 'GBP'::text])));
alter table payments.outs add constraint outs_fee_check CHECK ((fee >= 0));
alter table payments.outs add constraint outs_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)));
alter table payments.outs add constraint outs_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'payout'::text])));
alter table payments.outs add constraint outs_state_check CHECK ((state = ANY (ARRAY['created'::text, 'sending'::text, 'pending'::text, 'completed'::text, 'failed'::text, 'needs-account'::text, 'held'::text, 'cancelled'::text])));
alter table payments.outs add constraint outs_subject_check CHECK ((length(subject) <= 200));
alter table payments.payments add constraint payments_charge_key_key UNIQUE (charge_key);
alter table payments.payments add constraint payments_key_key UNIQUE (key);
alter table payments.payments add constraint payments_pkey PRIMARY KEY (id);
alter table payments.payments add constraint payments_amount_check CHECK (((amount > 0) AND (amount <= '9007199254740991'::bigint)));
alter table payments.payments add constraint payments_booked_check CHECK ((booked = ANY (ARRAY['none'::text, 'announced'::text, 'posted'::text, 'voided'::text, 'aside'::text])));
alter table payments.payments add constraint payments_check CHECK ((refunded <= COALESCE(received, (0)::bigint)));
alter table payments.payments add constraint payments_check1 CHECK (((received IS NULL) = (received_currency IS NULL)));
alter table payments.payments add constraint payments_currency_check CHECK ((currency = ANY (ARRAY['XOF'::text, 'XAF'::text, 'EUR'::text, 'CHF'::text, 'USD'::text, 'GBP'::text])));
alter table payments.payments add constraint payments_disputes_check CHECK ((disputes >= 0));
alter table payments.payments add constraint payments_fee_check CHECK ((fee >= 0));
alter table payments.payments add constraint payments_flow_check CHECK ((flow = ANY (ARRAY['push'::text, 'redirect'::text, 'counter'::text])));
alter table payments.payments add constraint payments_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)));
alter table payments.payments add constraint payments_lang_check CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])));
alter table payments.payments add constraint payments_received_check CHECK ((received > 0));
alter table payments.payments add constraint payments_refunded_check CHECK ((refunded >= 0));
alter table payments.payments add constraint payments_state_check CHECK ((state = ANY (ARRAY['held'::text, 'created'::text, 'sending'::text, 'pending'::text, 'saved'::text, 'confirmed'::text, 'failed'::text, 'expired'::text, 'cancelled'::text, 'disputed'::text])));
alter table payments.payments add constraint payments_subject_check CHECK ((length(subject) <= 200));
alter table payments.payments add constraint payments_taken CHECK (((state = 'disputed'::text) = (taken IS NOT NULL)));
alter table payments.payments add constraint payments_taken_check CHECK ((taken > 0));
alter table payments.reconciliation_lines add constraint reconciliation_lines_pkey PRIMARY KEY (id);
alter table payments.reconciliation_lines add constraint reconciliation_lines_about_check CHECK ((about = ANY (ARRAY['payment'::text, 'refund'::text, 'payout'::text])));
alter table payments.reconciliation_lines add constraint reconciliation_lines_check CHECK (((resolution IS NULL) = (resolved_at IS NULL)));
alter table payments.reconciliation_lines add constraint reconciliation_lines_finding_check CHECK ((finding = ANY (ARRAY['missing-here'::text, 'missing-there'::text, 'different'::text])));
alter table payments.reconciliation_lines add constraint reconciliation_lines_resolution_check CHECK ((resolution = ANY (ARRAY['adopted'::text, 'suspense'::text, 'noted'::text])));
alter table payments.reconciliations add constraint reconciliations_pkey PRIMARY KEY (id);
alter table payments.reconciliations add constraint reconciliations_check CHECK ((from_at < to_at));
alter table payments.reconciliations add constraint reconciliations_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text])));
alter table payments.steps add constraint steps_pkey PRIMARY KEY (id);
alter table payments.steps add constraint steps_about_check CHECK ((about = ANY (ARRAY['payment'::text, 'refund'::text, 'payout'::text])));
alter table payments.steps add constraint steps_what_check CHECK ((length(what) <= 40));
alter table payments.tills add constraint tills_pkey PRIMARY KEY (id);
alter table payments.vouchers add constraint vouchers_payment_id_key UNIQUE (payment_id);
alter table payments.vouchers add constraint vouchers_pkey PRIMARY KEY (code);
alter table payments.vouchers add constraint vouchers_amount_check CHECK ((amount > 0));
alter table payments.vouchers add constraint vouchers_check CHECK (((state = 'cashed'::text) = (cashed_at IS NOT NULL)));
alter table payments.vouchers add constraint vouchers_check1 CHECK (((state = 'cashed'::text) = (agent_id IS NOT NULL)));
alter table payments.vouchers add constraint vouchers_code_check CHECK ((code ~ '^[2-9A-HJKMNP-Z]{10}$'::text));
alter table payments.vouchers add constraint vouchers_state_check CHECK ((state = ANY (ARRAY['open'::text, 'cashed'::text, 'void'::text])));
alter table planning.mornings add constraint mornings_pkey PRIMARY KEY (user_id);
alter table planning.rhythm_months add constraint rhythm_months_pkey PRIMARY KEY (rhythm_id, month);
alter table planning.rhythm_months add constraint rhythm_months_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric));
alter table planning.rhythms add constraint rhythms_pkey PRIMARY KEY (id);
alter table planning.rhythms add constraint rhythms_name_check CHECK (((name <> ''::text) AND (length(name) <= 80)));
alter table planning.series add constraint series_pkey PRIMARY KEY (id);
alter table planning.tasks add constraint tasks_pkey PRIMARY KEY (id);
alter table planning.tasks add constraint tasks_check CHECK (((due_minute IS NULL) OR ((due_on IS NOT NULL) AND ((due_minute >= 0) AND (due_minute <= 1439)))));
alter table planning.tasks add constraint tasks_check1 CHECK (((state = 'open'::text) = (done_at IS NULL)));
alter table planning.tasks add constraint tasks_due_on_check CHECK (((due_on >= '1900-01-01'::date) AND (due_on <= '2999-12-31'::date)));
alter table planning.tasks add constraint tasks_notes_check CHECK ((length(notes) <= 10000));
alter table planning.tasks add constraint tasks_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text])));
alter table planning.tasks add constraint tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text])));
alter table planning.tasks add constraint tasks_title_check CHECK (((title <> ''::text) AND (length(title) <= 300)));
alter table platform.audit add constraint audit_pkey PRIMARY KEY (id);
alter table platform.audit_chain add constraint audit_chain_audit_id_key UNIQUE (audit_id);
alter table platform.audit_chain add constraint audit_chain_pkey PRIMARY KEY (seq);
alter table platform.audit_chain add constraint audit_chain_seq_check CHECK ((seq > 0));
alter table platform.events add constraint events_pkey PRIMARY KEY (id);
alter table platform.idempotency add constraint idempotency_pkey PRIMARY KEY (caller, operation, key);
alter table platform.kept_forms add constraint kept_forms_pkey PRIMARY KEY (hash);
alter table platform.mailbox add constraint mailbox_message_id_key UNIQUE (message_id);
alter table platform.mailbox add constraint mailbox_pkey PRIMARY KEY (id);
alter table platform.mailbox add constraint mailbox_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])));
alter table platform.reactions add constraint reactions_pkey PRIMARY KEY (event_id, reaction);
alter table platform.stream add constraint stream_pkey PRIMARY KEY (id);
alter table platform.workers add constraint workers_pkey PRIMARY KEY (id);
alter table playback.experiences add constraint experiences_pkey PRIMARY KEY (id);
alter table playback.experiences add constraint experiences_detail_check CHECK ((length(detail) <= 200));
alter table playback.experiences add constraint experiences_kind_check CHECK ((kind = ANY (ARRAY['start'::text, 'stall'::text, 'rung'::text, 'bytes'::text, 'error'::text])));
alter table playback.experiences add constraint experiences_value_check CHECK ((value >= 0));
alter table playback.preferences add constraint preferences_pkey PRIMARY KEY (user_id);
alter table playback.progress add constraint progress_pkey PRIMARY KEY (user_id, film_id);
alter table playback.progress add constraint progress_duration_ms_check CHECK ((duration_ms >= 0));
alter table playback.progress add constraint progress_position_ms_check CHECK ((position_ms >= 0));
alter table playback.sessions add constraint sessions_token_digest_key UNIQUE (token_digest);
alter table playback.sessions add constraint sessions_pkey PRIMARY KEY (id);
alter table playback.sessions add constraint sessions_bytes_check CHECK ((bytes >= 0));
alter table playback.sessions add constraint sessions_check CHECK (((ended_at IS NULL) = (ended_by IS NULL)));
alter table playback.sessions add constraint sessions_check1 CHECK (((user_id IS NULL) = (seat IS NULL)));
alter table playback.sessions add constraint sessions_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));
alter table playback.sessions add constraint sessions_device_check CHECK ((length(device) <= 80));
alter table playback.sessions add constraint sessions_duration_ms_check CHECK ((duration_ms >= 0));
alter table playback.sessions add constraint sessions_ended_by_check CHECK ((ended_by = ANY (ARRAY['viewer'::text, 'device'::text, 'replaced'::text, 'lapse'::text])));
alter table playback.sessions add constraint sessions_position_ms_check CHECK ((position_ms >= 0));
alter table playback.sessions add constraint sessions_seat_check CHECK ((seat > 0));
alter table playback.sessions add constraint sessions_watched_ms_check CHECK ((watched_ms >= 0));
alter table playback.views add constraint views_pkey PRIMARY KEY (film_id, viewer, day);
alter table trust.consents add constraint consents_pkey PRIMARY KEY (id);
alter table trust.erased add constraint erased_pkey PRIMARY KEY (subject);
alter table trust.erasures add constraint erasures_pkey PRIMARY KEY (user_id);
alter table trust.exports add constraint exports_pkey PRIMARY KEY (id);
alter table trust.exports add constraint exports_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ready'::text, 'failed'::text])));
alter table trust.retentions add constraint retentions_pkey PRIMARY KEY (name);
alter table trust.retentions add constraint retentions_days_check CHECK ((days >= 1));
alter table webhooks.deliveries add constraint deliveries_endpoint_id_event_id_key UNIQUE (endpoint_id, event_id);
alter table webhooks.deliveries add constraint deliveries_pkey PRIMARY KEY (id);
alter table webhooks.deliveries add constraint deliveries_check CHECK (((state = 'waiting'::text) = (next_at IS NOT NULL)));
alter table webhooks.deliveries add constraint deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])));
alter table webhooks.endpoints add constraint endpoints_pkey PRIMARY KEY (id);
alter table webhooks.endpoints add constraint endpoints_check CHECK (((former_secret IS NULL) = (former_until IS NULL)));
alter table webhooks.endpoints add constraint endpoints_check1 CHECK (((failures = 0) = (failing_since IS NULL)));
alter table webhooks.endpoints add constraint endpoints_events_check CHECK ((cardinality(events) > 0));
alter table webhooks.endpoints add constraint endpoints_name_check CHECK ((length(name) <= 120));
alter table webhooks.endpoints add constraint endpoints_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'failing'::text])));
alter table webhooks.endpoints add constraint endpoints_url_check CHECK ((length(url) <= 2000));
alter table webhooks.tries add constraint tries_pkey PRIMARY KEY (delivery_id, number);
alter table audience.comments add constraint comments_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.comments add constraint comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES audience.comments(id) ON DELETE CASCADE;
alter table audience.comments add constraint comments_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table audience.favourites add constraint favourites_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.favourites add constraint favourites_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table audience.list_films add constraint list_films_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.list_films add constraint list_films_list_id_fkey FOREIGN KEY (list_id) REFERENCES audience.lists(id) ON DELETE CASCADE;
alter table audience.lists add constraint lists_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table audience.moderations add constraint moderations_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES audience.comments(id) ON DELETE CASCADE;
alter table audience.moderations add constraint moderations_moderator_id_fkey FOREIGN KEY (moderator_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table audience.neighbours add constraint neighbours_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.ratings add constraint ratings_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table audience.ratings add constraint ratings_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table audience.reports add constraint reports_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES audience.comments(id) ON DELETE CASCADE;
alter table audience.reports add constraint reports_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table checkup.audiences add constraint audiences_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.audiences add constraint audiences_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table checkup.checkups add constraint checkups_finished_by_fkey FOREIGN KEY (finished_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.checkups add constraint checkups_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES checkup.checkups(id) ON DELETE SET NULL;
alter table checkup.checkups add constraint checkups_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table checkup.checkups add constraint checkups_started_by_fkey FOREIGN KEY (started_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.corrections add constraint corrections_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.corrections add constraint corrections_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.corrections add constraint corrections_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table checkup.fetches add constraint fetches_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table checkup.figures add constraint figures_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.figures add constraint figures_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table checkup.grids add constraint grids_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.grids add constraint grids_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table checkup.invitations add constraint invitations_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.invitations add constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.invitations add constraint invitations_prescription_id_fkey FOREIGN KEY (prescription_id) REFERENCES checkup.prescriptions(id) ON DELETE SET NULL;
alter table checkup.invitations add constraint invitations_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table checkup.invitations add constraint invitations_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table checkup.prescription_remarks add constraint prescription_remarks_by_fkey FOREIGN KEY (by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.prescription_remarks add constraint prescription_remarks_prescription_id_fkey FOREIGN KEY (prescription_id) REFERENCES checkup.prescriptions(id) ON DELETE CASCADE;
alter table checkup.prescription_steps add constraint prescription_steps_prescription_id_fkey FOREIGN KEY (prescription_id) REFERENCES checkup.prescriptions(id) ON DELETE CASCADE;
alter table checkup.prescription_versions add constraint prescription_versions_prescription_id_fkey FOREIGN KEY (prescription_id) REFERENCES checkup.prescriptions(id) ON DELETE CASCADE;
alter table checkup.prescription_versions add constraint prescription_versions_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.prescriptions add constraint prescriptions_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.prescriptions add constraint prescriptions_checkup_id_fkey FOREIGN KEY (checkup_id) REFERENCES checkup.checkups(id) ON DELETE SET NULL;
alter table checkup.prescriptions add constraint prescriptions_coach_id_fkey FOREIGN KEY (coach_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.prescriptions add constraint prescriptions_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table checkup.prescriptions add constraint prescriptions_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table checkup.prescriptions add constraint prescriptions_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES checkup.prescriptions(id) ON DELETE SET NULL;
alter table checkup.prescriptions add constraint prescriptions_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table cinema.awards add constraint awards_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.collection_films add constraint collection_films_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES cinema.collections(id) ON DELETE CASCADE;
alter table cinema.collection_films add constraint collection_films_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.credits add constraint credits_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.credits add constraint credits_person_id_fkey FOREIGN KEY (person_id) REFERENCES cinema.people(id);
alter table cinema.decisions add constraint decisions_by_fkey FOREIGN KEY (by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table cinema.decisions add constraint decisions_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.films add constraint films_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table cinema.films add constraint films_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE SET NULL;
alter table cinema.films add constraint films_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id);
alter table cinema.wishes add constraint wishes_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table cinema.wishes add constraint wishes_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table crm.cards add constraint cards_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.cards add constraint cards_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES crm.pipelines(id) ON DELETE CASCADE;
alter table crm.cards add constraint cards_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.cards add constraint cards_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.cards add constraint cards_stage_id_pipeline_id_fkey FOREIGN KEY (stage_id, pipeline_id) REFERENCES crm.stages(id, pipeline_id);
alter table crm.changes add constraint changes_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.changes add constraint changes_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crm.comparisons add constraint comparisons_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crm.fields add constraint fields_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crm.files add constraint files_added_by_fkey FOREIGN KEY (added_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.files add constraint files_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.happenings add constraint happenings_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.happenings add constraint happenings_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.import_mappings add constraint import_mappings_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crm.import_rows add constraint import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES crm.imports(id) ON DELETE CASCADE;
alter table crm.import_rows add constraint import_rows_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE SET NULL;
alter table crm.imports add constraint imports_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.imports add constraint imports_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.imports add constraint imports_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crm.links add constraint links_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.merges add constraint merges_gone_id_fkey FOREIGN KEY (gone_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.merges add constraint merges_kept_id_fkey FOREIGN KEY (kept_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.merges add constraint merges_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.merges add constraint merges_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.merges add constraint merges_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crm.moves add constraint moves_by_fkey FOREIGN KEY (by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.moves add constraint moves_card_id_fkey FOREIGN KEY (card_id) REFERENCES crm.cards(id) ON DELETE CASCADE;
alter table crm.pairs add constraint pairs_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.pairs add constraint pairs_left_id_fkey FOREIGN KEY (left_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.pairs add constraint pairs_right_id_fkey FOREIGN KEY (right_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.pipelines add constraint pipelines_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crm.records add constraint records_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.records add constraint records_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.records add constraint records_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES crm.records(id) ON DELETE SET NULL;
alter table crm.records add constraint records_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.records add constraint records_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crm.records add constraint records_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES crm.stages(id) ON DELETE SET NULL;
alter table crm.records add constraint records_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crm.relations add constraint relations_from_id_fkey FOREIGN KEY (from_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.relations add constraint relations_to_id_fkey FOREIGN KEY (to_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table crm.stages add constraint stages_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES crm.pipelines(id) ON DELETE CASCADE;
alter table crm.views add constraint views_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table crm.views add constraint views_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table crowdfunding.comments add constraint comments_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table crowdfunding.comments add constraint comments_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.comments add constraint comments_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.contributions add constraint contributions_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id);
alter table crowdfunding.contributions add constraint contributions_reward_id_fkey FOREIGN KEY (reward_id) REFERENCES crowdfunding.rewards(id);
alter table crowdfunding.contributions add constraint contributions_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.decisions add constraint decisions_by_fkey FOREIGN KEY (by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.decisions add constraint decisions_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table crowdfunding.documents add constraint documents_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.documents add constraint documents_milestone_id_fkey FOREIGN KEY (milestone_id) REFERENCES crowdfunding.milestones(id) ON DELETE SET NULL;
alter table crowdfunding.documents add constraint documents_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table crowdfunding.followers add constraint followers_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table crowdfunding.followers add constraint followers_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table crowdfunding.milestones add constraint milestones_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.milestones add constraint milestones_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.milestones add constraint milestones_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table crowdfunding.projects add constraint projects_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.projects add constraint projects_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE SET NULL;
alter table crowdfunding.projects add constraint projects_result_film_id_fkey FOREIGN KEY (result_film_id) REFERENCES cinema.films(id) ON DELETE SET NULL;
alter table crowdfunding.projects add constraint projects_video_title_id_fkey FOREIGN KEY (video_title_id) REFERENCES media.titles(id) ON DELETE SET NULL;
alter table crowdfunding.projects add constraint projects_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id);
alter table crowdfunding.questions add constraint questions_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.questions add constraint questions_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table crowdfunding.questions add constraint questions_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.rewards add constraint rewards_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table crowdfunding.updates add constraint updates_by_fkey FOREIGN KEY (by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.updates add constraint updates_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table crowdfunding.versions add constraint versions_by_fkey FOREIGN KEY (by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table crowdfunding.versions add constraint versions_project_id_fkey FOREIGN KEY (project_id) REFERENCES crowdfunding.projects(id) ON DELETE CASCADE;
alter table fit.analyses add constraint analyses_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table fit.analyses add constraint analyses_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table fit.analyses add constraint analyses_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table fit.grounds add constraint grounds_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table fit.models add constraint models_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table fit.scores add constraint scores_analysis_id_fkey FOREIGN KEY (analysis_id) REFERENCES fit.analyses(id) ON DELETE CASCADE;
alter table fit.scores add constraint scores_record_id_fkey FOREIGN KEY (record_id) REFERENCES crm.records(id) ON DELETE CASCADE;
alter table fit.scores add constraint scores_told_analysis_id_fkey FOREIGN KEY (told_analysis_id) REFERENCES fit.analyses(id) ON DELETE SET NULL;
alter table fit.scores add constraint scores_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table identity.accounts add constraint accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.devices add constraint devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.invitations add constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table identity.invitations add constraint invitations_kind_role_fkey FOREIGN KEY (kind, role) REFERENCES identity.roles(kind, role);
alter table identity.invitations add constraint invitations_workspace_id_kind_fkey FOREIGN KEY (workspace_id, kind) REFERENCES identity.workspaces(id, kind) ON DELETE CASCADE;
alter table identity.keys add constraint keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.members add constraint members_kind_role_fkey FOREIGN KEY (kind, role) REFERENCES identity.roles(kind, role);
alter table identity.members add constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.members add constraint members_workspace_id_kind_fkey FOREIGN KEY (workspace_id, kind) REFERENCES identity.workspaces(id, kind) ON DELETE CASCADE;
alter table identity.passkeys add constraint passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.recovery_codes add constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.refresh_tokens add constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES identity.sessions(id) ON DELETE CASCADE;
alter table identity.role_permissions add constraint role_permissions_kind_role_fkey FOREIGN KEY (kind, role) REFERENCES identity.roles(kind, role) ON DELETE CASCADE;
alter table identity.second_factors add constraint second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.sessions add constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.staff_roles add constraint staff_roles_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table identity.staff_roles add constraint staff_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.standing add constraint standing_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.standing add constraint standing_workspace_id_user_id_fkey FOREIGN KEY (workspace_id, user_id) REFERENCES identity.members(workspace_id, user_id) ON DELETE CASCADE;
alter table identity.tickets add constraint tickets_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table identity.workspaces add constraint workspaces_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table ledger.accounts add constraint accounts_purpose_side_floored_fkey FOREIGN KEY (purpose, side, floored) REFERENCES ledger.purposes(name, side, floored);
alter table ledger.closings add constraint closings_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.accounts(id);
alter table ledger.closings add constraint closings_month_fkey FOREIGN KEY (month) REFERENCES ledger.periods(month) DEFERRABLE INITIALLY DEFERRED;
alter table ledger.floors add constraint floors_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.accounts(id);
alter table ledger.pending_legs add constraint pending_legs_credit_account_fkey FOREIGN KEY (credit_account) REFERENCES ledger.accounts(id);
alter table ledger.pending_legs add constraint pending_legs_debit_account_fkey FOREIGN KEY (debit_account) REFERENCES ledger.accounts(id);
alter table ledger.pending_legs add constraint pending_legs_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES ledger.transfers(id);
alter table media.clips add constraint clips_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.keys add constraint keys_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.pictures add constraint pictures_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table media.pictures add constraint pictures_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table media.pictures add constraint pictures_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.renditions add constraint renditions_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.storyboards add constraint storyboards_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.subtitles add constraint subtitles_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table media.titles add constraint titles_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table media.titles add constraint titles_source_id_fkey FOREIGN KEY (source_id) REFERENCES media.uploads(id);
alter table media.titles add constraint titles_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id);
alter table media.uploads add constraint uploads_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table media.uploads add constraint uploads_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table messaging.deliveries add constraint deliveries_digest_id_fkey FOREIGN KEY (digest_id) REFERENCES messaging.deliveries(id) ON DELETE SET NULL;
alter table messaging.deliveries add constraint deliveries_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES messaging.notices(id) ON DELETE CASCADE;
alter table messaging.deliveries add constraint deliveries_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table messaging.digests add constraint digests_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table messaging.notices add constraint notices_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table messaging.notices add constraint notices_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE SET NULL;
alter table messaging.preferences add constraint preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table messaging.push_devices add constraint push_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table messaging.rests add constraint rests_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table outreach.answers add constraint answers_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES outreach.mailboxes(id) ON DELETE SET NULL;
alter table outreach.answers add constraint answers_to_id_fkey FOREIGN KEY (to_id) REFERENCES outreach.messages(id) ON DELETE SET NULL;
alter table outreach.answers add constraint answers_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table outreach.enrolments add constraint enrolments_sender_id_fkey FOREIGN KEY (sender_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table outreach.enrolments add constraint enrolments_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES outreach.sequences(id) ON DELETE CASCADE;
alter table outreach.enrolments add constraint enrolments_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table outreach.mailboxes add constraint mailboxes_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table outreach.mailboxes add constraint mailboxes_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table outreach.messages add constraint messages_enrolment_id_fkey FOREIGN KEY (enrolment_id) REFERENCES outreach.enrolments(id) ON DELETE CASCADE;
alter table outreach.messages add constraint messages_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES outreach.mailboxes(id) ON DELETE SET NULL;
alter table outreach.messages add constraint messages_sender_id_fkey FOREIGN KEY (sender_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table outreach.messages add constraint messages_step_id_fkey FOREIGN KEY (step_id) REFERENCES outreach.steps(id);
alter table outreach.messages add constraint messages_template_id_fkey FOREIGN KEY (template_id) REFERENCES outreach.templates(id);
alter table outreach.messages add constraint messages_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table outreach.sequences add constraint sequences_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table outreach.sequences add constraint sequences_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table outreach.steps add constraint steps_sequence_id_fkey FOREIGN KEY (sequence_id) REFERENCES outreach.sequences(id) ON DELETE CASCADE;
alter table outreach.steps add constraint steps_template_id_fkey FOREIGN KEY (template_id) REFERENCES outreach.templates(id);
alter table outreach.suppressions add constraint suppressions_by_id_fkey FOREIGN KEY (by_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table outreach.suppressions add constraint suppressions_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table outreach.template_versions add constraint template_versions_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table outreach.template_versions add constraint template_versions_template_id_fkey FOREIGN KEY (template_id) REFERENCES outreach.templates(id) ON DELETE CASCADE;
alter table outreach.templates add constraint templates_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table payments.counts add constraint counts_till_id_fkey FOREIGN KEY (till_id) REFERENCES payments.tills(id);
alter table payments.fraud_rules add constraint fraud_rules_edited_by_fkey FOREIGN KEY (edited_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table payments.holds add constraint holds_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table payments.holds add constraint holds_out_id_fkey FOREIGN KEY (out_id) REFERENCES payments.outs(id);
alter table payments.holds add constraint holds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payments(id);
alter table payments.outs add constraint outs_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payments(id);
alter table payments.outs add constraint outs_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE SET NULL;
alter table payments.payments add constraint payments_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table payments.payments add constraint payments_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE SET NULL;
alter table payments.reconciliation_lines add constraint reconciliation_lines_reconciliation_id_fkey FOREIGN KEY (reconciliation_id) REFERENCES payments.reconciliations(id);
alter table payments.reconciliation_lines add constraint reconciliation_lines_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table payments.reconciliations add constraint reconciliations_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table payments.steps add constraint steps_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table payments.vouchers add constraint vouchers_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payments(id);
alter table payments.vouchers add constraint vouchers_till_id_fkey FOREIGN KEY (till_id) REFERENCES payments.tills(id);
alter table planning.mornings add constraint mornings_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table planning.rhythm_months add constraint rhythm_months_rhythm_id_fkey FOREIGN KEY (rhythm_id) REFERENCES planning.rhythms(id) ON DELETE CASCADE;
alter table planning.rhythms add constraint rhythms_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table planning.series add constraint series_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table planning.series add constraint series_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table planning.series add constraint series_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table planning.tasks add constraint tasks_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table planning.tasks add constraint tasks_done_by_fkey FOREIGN KEY (done_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table planning.tasks add constraint tasks_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table planning.tasks add constraint tasks_series_id_fkey FOREIGN KEY (series_id) REFERENCES planning.series(id) ON DELETE SET NULL;
alter table planning.tasks add constraint tasks_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table platform.audit_chain add constraint audit_chain_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES platform.audit(id);
alter table platform.reactions add constraint reactions_event_id_fkey FOREIGN KEY (event_id) REFERENCES platform.events(id) ON DELETE CASCADE;
alter table playback.experiences add constraint experiences_session_id_fkey FOREIGN KEY (session_id) REFERENCES playback.sessions(id) ON DELETE CASCADE;
alter table playback.preferences add constraint preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table playback.progress add constraint progress_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table playback.progress add constraint progress_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table playback.sessions add constraint sessions_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table playback.sessions add constraint sessions_title_id_fkey FOREIGN KEY (title_id) REFERENCES media.titles(id) ON DELETE CASCADE;
alter table playback.sessions add constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table playback.views add constraint views_film_id_fkey FOREIGN KEY (film_id) REFERENCES cinema.films(id) ON DELETE CASCADE;
alter table trust.consents add constraint consents_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table trust.erasures add constraint erasures_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table trust.exports add constraint exports_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.users(id) ON DELETE CASCADE;
alter table trust.retentions add constraint retentions_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table webhooks.deliveries add constraint deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhooks.endpoints(id) ON DELETE CASCADE;
alter table webhooks.endpoints add constraint endpoints_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.users(id) ON DELETE SET NULL;
alter table webhooks.endpoints add constraint endpoints_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES identity.workspaces(id) ON DELETE CASCADE;
alter table webhooks.tries add constraint tries_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhooks.deliveries(id) ON DELETE CASCADE;

CREATE INDEX accounts_user ON identity.accounts USING btree (user_id);
CREATE INDEX analyses_record ON fit.analyses USING btree (record_id, made_at DESC, id DESC);
CREATE INDEX analyses_workspace ON fit.analyses USING btree (workspace_id, made_at);
CREATE INDEX answers_record ON outreach.answers USING btree (record_id, id DESC);
CREATE INDEX answers_workspace ON outreach.answers USING btree (workspace_id, id DESC);
CREATE INDEX arrivals_account ON ledger.arrivals USING btree (account_id) INCLUDE (amount);
CREATE INDEX audit_actor ON platform.audit USING btree (actor_id, id);
CREATE INDEX audit_subject ON platform.audit USING btree (subject, id);
CREATE INDEX awards_body ON cinema.awards USING btree (body, year DESC);
CREATE INDEX callbacks_about ON payments.callbacks USING btree (about_id, id) WHERE (about_id IS NOT NULL);
CREATE INDEX callbacks_at ON payments.callbacks USING btree (at);
CREATE INDEX cards_board ON crm.cards USING btree (pipeline_id, stage_id, place, id) WHERE (removed_at IS NULL);
CREATE INDEX cards_record ON crm.cards USING btree (record_id) WHERE (removed_at IS NULL);
CREATE INDEX cards_title ON crm.cards USING gin (fold(title) gin_trgm_ops) WHERE ((title IS NOT NULL) AND (removed_at IS NULL));
CREATE INDEX cards_updated ON crm.cards USING btree (pipeline_id, updated_at DESC, id) WHERE (removed_at IS NULL);
CREATE INDEX cards_workspace ON crm.cards USING btree (workspace_id);
CREATE INDEX changes_workspace ON crm.changes USING btree (workspace_id, at);
CREATE INDEX checkups_previous ON checkup.checkups USING btree (previous_id) WHERE (previous_id IS NOT NULL);
CREATE INDEX checkups_record ON checkup.checkups USING btree (record_id, finished_at DESC);
CREATE INDEX checkups_workspace ON checkup.checkups USING btree (workspace_id, started_at DESC, id DESC);
CREATE INDEX collection_films_film ON cinema.collection_films USING btree (film_id);
CREATE INDEX comments_answers ON audience.comments USING btree (parent_id, at, id) WHERE (parent_id IS NOT NULL);
CREATE INDEX comments_film ON audience.comments USING btree (film_id, at DESC, id DESC) WHERE (parent_id IS NULL);
CREATE INDEX comments_project ON crowdfunding.comments USING btree (project_id, id DESC) WHERE (removed_at IS NULL);
CREATE INDEX comments_user ON audience.comments USING btree (user_id, at DESC);
CREATE INDEX consents_user ON trust.consents USING btree (user_id, purpose, id DESC);
CREATE INDEX contributions_due ON crowdfunding.contributions USING btree (expires_at) WHERE (state = 'pending'::text);
CREATE INDEX contributions_email ON crowdfunding.contributions USING btree (email, id DESC) WHERE (email IS NOT NULL);
CREATE INDEX contributions_messages ON crowdfunding.contributions USING btree (message_hidden, created_at DESC, id DESC) WHERE (message IS NOT NULL);
CREATE INDEX contributions_project ON crowdfunding.contributions USING btree (project_id, state, id DESC);
CREATE INDEX contributions_stuck ON crowdfunding.contributions USING btree (stuck_at) WHERE (state = 'refund-stuck'::text);
CREATE INDEX contributions_user ON crowdfunding.contributions USING btree (user_id, id DESC) WHERE (user_id IS NOT NULL);
CREATE INDEX contributions_wall ON crowdfunding.contributions USING btree (project_id, confirmed_at DESC, id DESC) WHERE (state = ANY (ARRAY['confirmed'::text, 'pledged'::text]));
CREATE INDEX corrections_record ON checkup.corrections USING btree (record_id, corrected_at DESC);
CREATE INDEX credits_person ON cinema.credits USING btree (person_id, film_id);
CREATE INDEX decisions_film ON cinema.decisions USING btree (film_id, id);
CREATE INDEX decisions_project ON crowdfunding.decisions USING btree (project_id, id);
CREATE INDEX deliveries_digest ON messaging.deliveries USING btree (digest_id) WHERE (digest_id IS NOT NULL);
CREATE INDEX deliveries_endpoint ON webhooks.deliveries USING btree (endpoint_id, id DESC);
CREATE INDEX deliveries_gathered ON messaging.deliveries USING btree (user_id, due_at) WHERE (state = 'gathered'::text);
CREATE INDEX deliveries_old ON webhooks.deliveries USING btree (created_at) WHERE (state <> 'waiting'::text);
CREATE INDEX deliveries_user ON messaging.deliveries USING btree (user_id, id DESC);
CREATE INDEX documents_project ON crowdfunding.documents USING btree (project_id, id);
CREATE INDEX endpoints_workspace ON webhooks.endpoints USING btree (workspace_id, id);
CREATE INDEX enrolments_due ON outreach.enrolments USING btree (due_at, id) WHERE ((state = 'active'::text) AND (due_at IS NOT NULL));
CREATE INDEX enrolments_of_record ON outreach.enrolments USING btree (record_id);
CREATE INDEX enrolments_sender ON outreach.enrolments USING btree (sender_id) WHERE (sender_id IS NOT NULL);
CREATE INDEX enrolments_sequence ON outreach.enrolments USING btree (sequence_id, id);
CREATE INDEX events_subject ON platform.events USING btree (subject, id);
CREATE INDEX events_type ON platform.events USING btree (type, id);
CREATE INDEX experiences_film ON playback.experiences USING btree (film_id, kind, at);
CREATE INDEX experiences_session ON playback.experiences USING btree (session_id);
CREATE INDEX favourites_film ON audience.favourites USING btree (film_id);
CREATE INDEX favourites_recent ON audience.favourites USING btree (user_id, at DESC, film_id);
CREATE INDEX figures_workspace ON checkup.figures USING btree (workspace_id, day);
CREATE INDEX files_record ON crm.files USING btree (record_id);
CREATE INDEX films_by_likes ON cinema.films USING btree (likes DESC, id DESC) WHERE listed;
CREATE INDEX films_by_minutes ON cinema.films USING btree (COALESCE((minutes)::integer, 32767), id) WHERE listed;
CREATE INDEX films_by_title ON cinema.films USING btree (fold(original_title), id) WHERE listed;
CREATE INDEX films_by_views ON cinema.films USING btree (views DESC, id DESC) WHERE listed;
CREATE INDEX films_by_year ON cinema.films USING btree (COALESCE((year)::integer, 0) DESC, id DESC) WHERE listed;
CREATE INDEX films_changed ON cinema.films USING btree (changed);
CREATE INDEX films_countries ON cinema.films USING gin (countries);
CREATE INDEX films_genres ON cinema.films USING gin (genres);
CREATE INDEX films_languages ON cinema.films USING gin (languages);
CREATE INDEX films_newest ON cinema.films USING btree (listed_at DESC, id DESC) WHERE listed;
CREATE INDEX films_queue ON cinema.films USING btree (submitted_at) WHERE (state = 'submitted'::text);
CREATE INDEX films_workspace ON cinema.films USING btree (workspace_id, updated_at DESC);
CREATE INDEX followers_user ON crowdfunding.followers USING btree (user_id);
CREATE INDEX happenings_record ON crm.happenings USING btree (record_id, at DESC, id DESC);
CREATE INDEX happenings_workspace ON crm.happenings USING btree (workspace_id, at DESC) WHERE (interaction IS NOT NULL);
CREATE INDEX holds_state ON payments.holds USING btree (state, id DESC);
CREATE INDEX idempotency_at ON platform.idempotency USING btree (at);
CREATE INDEX import_rows_record ON crm.import_rows USING btree (record_id) WHERE (record_id IS NOT NULL);
CREATE INDEX import_rows_state ON crm.import_rows USING btree (import_id, state, number);
CREATE INDEX imports_workspace ON crm.imports USING btree (workspace_id, created_at DESC, id DESC);
CREATE INDEX kept_forms_at ON platform.kept_forms USING btree (at);
CREATE INDEX keys_user ON identity.keys USING btree (user_id);
CREATE INDEX legs_at ON ledger.legs USING brin (at) WITH (pages_per_range='32', autosummarize='on');
CREATE INDEX legs_credit ON ledger.legs USING btree (credit_account, at, transfer_id, leg) INCLUDE (amount);
CREATE INDEX legs_debit ON ledger.legs USING btree (debit_account, at, transfer_id, leg) INCLUDE (amount);
CREATE INDEX lines_open ON payments.reconciliation_lines USING btree (id) WHERE (resolution IS NULL);
CREATE INDEX lines_reconciliation ON payments.reconciliation_lines USING btree (reconciliation_id, id);
CREATE INDEX links_identifier ON crm.links USING btree (network, identifier);
CREATE INDEX list_films_film ON audience.list_films USING btree (film_id);
CREATE INDEX list_films_order ON audience.list_films USING btree (list_id, "position");
CREATE INDEX lists_user ON audience.lists USING btree (user_id, updated_at DESC);
CREATE INDEX mailbox_at ON platform.mailbox USING btree (id DESC);
CREATE INDEX mailboxes_user ON outreach.mailboxes USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX members_user ON identity.members USING btree (user_id);
CREATE INDEX merges_kept ON crm.merges USING btree (kept_id);
CREATE INDEX merges_workspace ON crm.merges USING btree (workspace_id, merged_at DESC);
CREATE INDEX messages_email ON outreach.messages USING btree (workspace_id, email, sent_at DESC) WHERE (email IS NOT NULL);
CREATE INDEX messages_mailbox ON outreach.messages USING btree (mailbox_id, sent_at);
CREATE INDEX messages_record ON outreach.messages USING btree (record_id, id DESC);
CREATE INDEX messages_sender ON outreach.messages USING btree (sender_id) WHERE (sender_id IS NOT NULL);
CREATE INDEX messages_template ON outreach.messages USING btree (template_id) WHERE (template_id IS NOT NULL);
CREATE INDEX messages_waiting ON outreach.messages USING btree (id) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX messages_workspace ON outreach.messages USING btree (workspace_id, id DESC);
CREATE INDEX milestones_project ON crowdfunding.milestones USING btree (project_id, "position");
CREATE INDEX milestones_queue ON crowdfunding.milestones USING btree (asked_at) WHERE (state = 'asked'::text);
CREATE INDEX moderations_comment ON audience.moderations USING btree (comment_id, id);
CREATE INDEX moves_card ON crm.moves USING btree (card_id, at);
CREATE INDEX moves_pipeline ON crm.moves USING btree (pipeline_id, at);
CREATE INDEX notices_contact ON messaging.notices USING btree (lower(email)) WHERE (email IS NOT NULL);
CREATE INDEX notices_unread ON messaging.notices USING btree (user_id) WHERE (read_at IS NULL);
CREATE INDEX notices_user ON messaging.notices USING btree (user_id, id DESC);
CREATE INDEX notices_workspace ON messaging.notices USING btree (workspace_id) WHERE (workspace_id IS NOT NULL);
CREATE INDEX outs_due ON payments.outs USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE INDEX outs_newest ON payments.outs USING btree (kind, created_at DESC, id DESC);
CREATE INDEX outs_payment ON payments.outs USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX outs_provider_ref ON payments.outs USING btree (provider, provider_ref) WHERE (provider_ref IS NOT NULL);
CREATE INDEX outs_state ON payments.outs USING btree (state, created_at DESC, id DESC);
CREATE INDEX pairs_open ON crm.pairs USING btree (workspace_id, score DESC, left_id, right_id) WHERE (state = 'open'::text);
CREATE INDEX pairs_right ON crm.pairs USING btree (right_id);
CREATE INDEX passkeys_user ON identity.passkeys USING btree (user_id);
CREATE INDEX payments_address ON payments.payments USING btree (address, created_at) WHERE (address IS NOT NULL);
CREATE INDEX payments_due ON payments.payments USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);
CREATE INDEX payments_newest ON payments.payments USING btree (created_at DESC, id DESC);
CREATE INDEX payments_person ON payments.payments USING btree (user_id, created_at) WHERE (user_id IS NOT NULL);
CREATE INDEX payments_phone ON payments.payments USING btree (phone, created_at) WHERE (phone IS NOT NULL);
CREATE INDEX payments_state ON payments.payments USING btree (state, created_at DESC, id DESC);
CREATE INDEX payments_subject ON payments.payments USING btree (subject);
CREATE INDEX pending_legs_credit ON ledger.pending_legs USING btree (credit_account) INCLUDE (transfer_id, amount) WHERE open;
CREATE INDEX pending_legs_debit ON ledger.pending_legs USING btree (debit_account) INCLUDE (transfer_id, amount) WHERE open;
CREATE INDEX people_changed ON cinema.people USING btree (changed);
CREATE INDEX pictures_title ON media.pictures USING btree (title_id);
CREATE INDEX pipelines_workspace ON crm.pipelines USING btree (workspace_id, "position", id);
CREATE INDEX prescription_remarks_all ON checkup.prescription_remarks USING btree (prescription_id, id);
CREATE INDEX prescriptions_checkup ON checkup.prescriptions USING btree (checkup_id) WHERE (checkup_id IS NOT NULL);
CREATE INDEX prescriptions_record ON checkup.prescriptions USING btree (record_id, id DESC);
CREATE INDEX prescriptions_waiting ON checkup.prescriptions USING btree (expires_at) WHERE (state = 'sent'::text);
CREATE INDEX prescriptions_workspace ON checkup.prescriptions USING btree (workspace_id, state, id DESC);
CREATE INDEX progress_film ON playback.progress USING btree (film_id);
CREATE INDEX progress_history ON playback.progress USING btree (user_id, watched_at DESC, film_id);
CREATE INDEX projects_film ON crowdfunding.projects USING btree (film_id) WHERE (film_id IS NOT NULL);
CREATE INDEX projects_open ON crowdfunding.projects USING btree (ends_at, id) WHERE (state = ANY (ARRAY['live'::text, 'closing'::text]));
CREATE INDEX projects_queue ON crowdfunding.projects USING btree (submitted_at) WHERE (state = 'submitted'::text);
CREATE INDEX projects_result ON crowdfunding.projects USING btree (result_film_id) WHERE (result_film_id IS NOT NULL);
CREATE INDEX projects_workspace ON crowdfunding.projects USING btree (workspace_id, updated_at DESC);
CREATE INDEX push_devices_user ON messaging.push_devices USING btree (user_id, id);
CREATE INDEX questions_project ON crowdfunding.questions USING btree (project_id, id DESC);
CREATE INDEX ratings_film ON audience.ratings USING btree (film_id, stars);
CREATE INDEX records_account ON crm.records USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX records_contact ON crm.records USING btree (workspace_id, kind, COALESCE(last_contact_at, '-infinity'::timestamp with time zone), id) WHERE (removed_at IS NULL);
CREATE INDEX records_email ON crm.records USING btree (workspace_id, email) WHERE (removed_at IS NULL);
CREATE INDEX records_followers ON crm.records USING btree (workspace_id, kind, COALESCE(followers, ('-1'::integer)::bigint), id) WHERE (removed_at IS NULL);
CREATE INDEX records_genres ON crm.records USING gin (genres) WHERE (removed_at IS NULL);
CREATE INDEX records_in_stage ON crm.records USING btree (stage_id) WHERE (stage_id IS NOT NULL);
CREATE INDEX records_merged ON crm.records USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX records_name ON crm.records USING btree (workspace_id, kind, plain_name, id) WHERE (removed_at IS NULL);
CREATE INDEX records_name_head ON crm.records USING btree (workspace_id, kind, "left"(replace(plain_name, ' '::text, ''::text), 4)) WHERE (removed_at IS NULL);
CREATE INDEX records_name_like ON crm.records USING gin (plain_name gin_trgm_ops) WHERE (removed_at IS NULL);
CREATE INDEX records_name_tail ON crm.records USING btree (workspace_id, kind, "right"(replace(plain_name, ' '::text, ''::text), 4)) WHERE (removed_at IS NULL);
CREATE INDEX records_name_words ON crm.records USING btree (workspace_id, kind, crm.sorted_words(plain_name)) WHERE (removed_at IS NULL);
CREATE INDEX records_owner ON crm.records USING btree (workspace_id, owner_id) WHERE (removed_at IS NULL);
CREATE INDEX records_phone ON crm.records USING btree (workspace_id, phone) WHERE (removed_at IS NULL);
CREATE INDEX records_removed ON crm.records USING btree (removed_at) WHERE (removed_at IS NOT NULL);
CREATE INDEX records_score ON crm.records USING btree (workspace_id, kind, COALESCE(score, ('-1'::integer)::real), id) WHERE (removed_at IS NULL);
CREATE INDEX records_source ON crm.records USING btree (workspace_id, source) WHERE (removed_at IS NULL);
CREATE INDEX records_stage ON crm.records USING btree (workspace_id, kind, stage_rank, id) WHERE (removed_at IS NULL);
CREATE INDEX records_tags ON crm.records USING gin (tags) WHERE (removed_at IS NULL);
CREATE INDEX records_target ON crm.records USING btree (workspace_id, kind, target, country) WHERE (removed_at IS NULL);
CREATE INDEX records_updated ON crm.records USING btree (workspace_id, kind, updated_at, id) WHERE (removed_at IS NULL);
CREATE INDEX refresh_tokens_session ON identity.refresh_tokens USING btree (session_id);
CREATE INDEX relations_to ON crm.relations USING btree (to_id);
CREATE INDEX reports_open ON audience.reports USING btree (comment_id) WHERE (settled_at IS NULL);
CREATE INDEX rewards_project ON crowdfunding.rewards USING btree (project_id, "position");
CREATE INDEX rhythms_workspace ON planning.rhythms USING btree (workspace_id);
CREATE INDEX scores_analysis ON fit.scores USING btree (analysis_id);
CREATE INDEX scores_order ON fit.scores USING btree (workspace_id, COALESCE(score, ('-1'::integer)::real) DESC, record_id DESC);
CREATE INDEX scores_told ON fit.scores USING btree (told_analysis_id);
CREATE INDEX sequences_workspace ON outreach.sequences USING btree (workspace_id, state, id);
CREATE INDEX series_running ON planning.series USING btree (made_until) WHERE (ended_at IS NULL);
CREATE INDEX sessions_device ON playback.sessions USING btree (device_digest, film_id) WHERE (ended_at IS NULL);
CREATE INDEX sessions_expiry ON identity.sessions USING btree (expires_at);
CREATE INDEX sessions_film ON playback.sessions USING btree (film_id);
CREATE INDEX sessions_live ON playback.sessions USING btree (leased_until) WHERE (ended_at IS NULL);
CREATE INDEX sessions_title ON playback.sessions USING btree (title_id);
CREATE INDEX sessions_user ON identity.sessions USING btree (user_id);
CREATE INDEX steps_about ON payments.steps USING btree (about_id, id);
CREATE INDEX stream_at ON platform.stream USING btree (at);
CREATE INDEX stream_topic ON platform.stream USING btree (topic, id);
CREATE INDEX suppressions_by ON outreach.suppressions USING btree (by_id) WHERE (by_id IS NOT NULL);
CREATE INDEX tasks_done ON planning.tasks USING btree (workspace_id, done_at DESC, id) WHERE (done_at IS NOT NULL);
CREATE INDEX tasks_owner ON planning.tasks USING btree (owner_id, state, COALESCE(due_on, 'infinity'::date), id);
CREATE INDEX tasks_remind ON planning.tasks USING btree (remind_on) WHERE ((reminded_at IS NULL) AND (state = 'open'::text));
CREATE INDEX tasks_subject ON planning.tasks USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX tasks_title_like ON planning.tasks USING gin (fold(title) gin_trgm_ops);
CREATE INDEX tasks_workspace ON planning.tasks USING btree (workspace_id, state, COALESCE(due_on, 'infinity'::date), id);
CREATE INDEX templates_workspace ON outreach.templates USING btree (workspace_id, name, id);
CREATE INDEX tickets_expiry ON identity.tickets USING btree (expires_at);
CREATE INDEX tickets_user ON identity.tickets USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX titles_source ON media.titles USING btree (source_id);
CREATE INDEX titles_waiting ON media.titles USING btree (updated_at) WHERE (state = ANY (ARRAY['queued'::text, 'probing'::text, 'processing'::text]));
CREATE INDEX titles_workspace ON media.titles USING btree (workspace_id, id DESC);
CREATE INDEX transfers_pending ON ledger.transfers USING btree (at) WHERE (state = 'pending'::text);
CREATE INDEX updates_project ON crowdfunding.updates USING btree (project_id, id DESC);
CREATE INDEX uploads_creator ON media.uploads USING btree (creator_id);
CREATE INDEX uploads_receiving ON media.uploads USING btree (updated_at) WHERE (state = 'receiving'::text);
CREATE INDEX uploads_title ON media.uploads USING btree (title_id, created_at DESC);
CREATE INDEX users_search ON identity.users USING gin (fold(((name || ' '::text) || email)) gin_trgm_ops);
CREATE INDEX verifications_identifier ON identity.verifications USING btree (identifier);
CREATE INDEX views_recent ON playback.views USING btree (at, film_id);
CREATE INDEX views_workspace ON crm.views USING btree (workspace_id, kind);
CREATE INDEX vouchers_agent ON payments.vouchers USING btree (agent_id, cashed_at DESC) WHERE (agent_id IS NOT NULL);
CREATE INDEX vouchers_till ON payments.vouchers USING btree (till_id) WHERE (till_id IS NOT NULL);
CREATE INDEX wishes_user ON cinema.wishes USING btree (user_id);
CREATE INDEX workers_seen ON platform.workers USING btree (seen_at);
CREATE UNIQUE INDEX analyses_entry ON fit.analyses USING btree (record_id, pipeline_id) WHERE (occasion = 'entry'::text);
CREATE UNIQUE INDEX cards_artist ON crm.cards USING btree (pipeline_id, record_id) WHERE ((title IS NULL) AND (removed_at IS NULL));
CREATE UNIQUE INDEX checkups_open ON checkup.checkups USING btree (record_id) WHERE (finished_at IS NULL);
CREATE UNIQUE INDEX collections_slug ON cinema.collections USING btree (slug);
CREATE UNIQUE INDEX contributions_number ON crowdfunding.contributions USING btree (number) WHERE (number IS NOT NULL);
CREATE UNIQUE INDEX contributions_payment ON crowdfunding.contributions USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE UNIQUE INDEX contributions_refund ON crowdfunding.contributions USING btree (refund_id) WHERE (refund_id IS NOT NULL);
CREATE UNIQUE INDEX decisions_end ON crowdfunding.decisions USING btree (project_id) WHERE (kind = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text]));
CREATE UNIQUE INDEX enrolments_email ON outreach.enrolments USING btree (workspace_id, email) WHERE ((ended_at IS NULL) AND (email IS NOT NULL));
CREATE UNIQUE INDEX enrolments_record ON outreach.enrolments USING btree (workspace_id, record_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX exports_one ON trust.exports USING btree (user_id) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX films_slug ON cinema.films USING btree (slug);
CREATE UNIQUE INDEX films_title ON cinema.films USING btree (title_id) WHERE (title_id IS NOT NULL);
CREATE UNIQUE INDEX happenings_key ON crm.happenings USING btree (record_id, key) WHERE (key IS NOT NULL);
CREATE UNIQUE INDEX holds_out ON payments.holds USING btree (out_id) WHERE ((state = 'waiting'::text) AND (out_id IS NOT NULL));
CREATE UNIQUE INDEX holds_payment ON payments.holds USING btree (payment_id) WHERE ((state = 'waiting'::text) AND (payment_id IS NOT NULL));
CREATE UNIQUE INDEX invitations_open ON checkup.invitations USING btree (record_id) WHERE ((claimed_at IS NULL) AND (revoked_at IS NULL));
CREATE UNIQUE INDEX invitations_pending ON identity.invitations USING btree (workspace_id, email) WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX mailboxes_owner ON outreach.mailboxes USING btree (workspace_id, COALESCE(user_id, '00000000-0000-0000-0000-000000000000'::uuid));
CREATE UNIQUE INDEX merges_gone ON crm.merges USING btree (gone_id) WHERE (undone_at IS NULL);
CREATE UNIQUE INDEX messages_step ON outreach.messages USING btree (enrolment_id, step_id) WHERE (enrolment_id IS NOT NULL);
CREATE UNIQUE INDEX milestones_payout ON crowdfunding.milestones USING btree (payout_id) WHERE (payout_id IS NOT NULL);
CREATE UNIQUE INDEX notices_once ON messaging.notices USING btree (kind, key, COALESCE((user_id)::text, lower(email), phone)) WHERE (key IS NOT NULL);
CREATE UNIQUE INDEX payments_provider_ref ON payments.payments USING btree (provider, provider_ref) WHERE (provider_ref IS NOT NULL);
CREATE UNIQUE INDEX people_slug ON cinema.people USING btree (slug);
CREATE UNIQUE INDEX pictures_chosen ON media.pictures USING btree (title_id) WHERE chosen;
CREATE UNIQUE INDEX pipelines_default ON crm.pipelines USING btree (workspace_id, of) WHERE is_default;
CREATE UNIQUE INDEX prescriptions_accepted ON checkup.prescriptions USING btree (record_id) WHERE (state = 'accepted'::text);
CREATE UNIQUE INDEX prescriptions_draft ON checkup.prescriptions USING btree (record_id) WHERE (state = 'draft'::text);
CREATE UNIQUE INDEX prescriptions_sent ON checkup.prescriptions USING btree (record_id) WHERE (state = 'sent'::text);
CREATE UNIQUE INDEX projects_slug ON crowdfunding.projects USING btree (slug);
CREATE UNIQUE INDEX reconciliations_daily ON payments.reconciliations USING btree (provider, from_at, to_at) WHERE (asked_by IS NULL);
CREATE UNIQUE INDEX sessions_seat ON playback.sessions USING btree (user_id, seat) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX tasks_key ON planning.tasks USING btree (workspace_id, key) WHERE (key IS NOT NULL);
CREATE UNIQUE INDEX tasks_series ON planning.tasks USING btree (series_id, series_on) WHERE (series_id IS NOT NULL);
CREATE UNIQUE INDEX tills_open ON payments.tills USING btree (agent_id) WHERE (closed_at IS NULL);

CREATE STATISTICS crm.records_contact ON COALESCE(last_contact_at, '-infinity'::timestamp with time zone) FROM crm.records;
CREATE STATISTICS crm.records_followers ON COALESCE(followers, '-1'::integer::bigint) FROM crm.records;
CREATE STATISTICS crm.records_score ON COALESCE(score, '-1'::integer::real) FROM crm.records;

 SELECT a.id AS account_id,
    a.owner,
    a.purpose,
    a.currency,
    a.side,
    a.floored,
    b.posted,
    p.coming AS pending_in,
    p.going AS pending_out,
    (b.posted - p.going) AS available
   FROM ((ledger.accounts a
     CROSS JOIN LATERAL ( SELECT pendings.coming,
            pendings.going
           FROM ledger.pendings
          WHERE (pendings.account_id = a.id)) p)
     CROSS JOIN LATERAL ( SELECT ((((f.available)::numeric + COALESCE(( SELECT sum(arrivals.amount) AS sum
                   FROM ledger.arrivals
                  WHERE (arrivals.account_id = a.id)), (0)::numeric)) + (p.going)::numeric))::bigint AS posted
           FROM ledger.floors f
          WHERE (a.floored AND (f.account_id = a.id))
        UNION ALL
         SELECT
                CASE
                    WHEN (a.side = 'debit'::text) THEN (s.debits - s.credits)
                    ELSE (s.credits - s.debits)
                END AS "case"
           FROM ledger.sums s
          WHERE ((NOT a.floored) AND (s.account_id = a.id))) b);
 SELECT a.id AS account_id,
    n.coming,
    n.going
   FROM (ledger.accounts a
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(GREATEST(t.change, (0)::numeric)), (0)::numeric))::bigint AS coming,
            (COALESCE(sum(GREATEST((- t.change), (0)::numeric)), (0)::numeric))::bigint AS going
           FROM ( SELECT s.transfer_id,
                    sum(s.change) AS change
                   FROM ( SELECT pending_legs.transfer_id,
                                CASE
                                    WHEN (a.side = 'debit'::text) THEN pending_legs.amount
                                    ELSE (- pending_legs.amount)
                                END AS change
                           FROM ledger.pending_legs
                          WHERE ((pending_legs.debit_account = a.id) AND pending_legs.open)
                        UNION ALL
                         SELECT pending_legs.transfer_id,
                                CASE
                                    WHEN (a.side = 'credit'::text) THEN pending_legs.amount
                                    ELSE (- pending_legs.amount)
                                END AS "case"
                           FROM ledger.pending_legs
                          WHERE ((pending_legs.credit_account = a.id) AND pending_legs.open)) s
                  GROUP BY s.transfer_id) t) n);
 SELECT legs.transfer_id,
    legs.leg,
    legs.at,
    legs.debit_account AS account_id,
    legs.currency,
    legs.amount AS debit,
    (0)::bigint AS credit
   FROM ledger.legs
UNION ALL
 SELECT legs.transfer_id,
    legs.leg,
    legs.at,
    legs.credit_account AS account_id,
    legs.currency,
    (0)::bigint AS debit,
    legs.amount AS credit
   FROM ledger.legs;
 SELECT a.id AS account_id,
    a.owner,
    a.purpose,
    a.currency,
    a.side,
    a.floored,
    (((COALESCE(c.debits, (0)::bigint))::numeric + d.sum))::bigint AS debits,
    (((COALESCE(c.credits, (0)::bigint))::numeric + k.sum))::bigint AS credits
   FROM ((((ledger.accounts a
     CROSS JOIN ( SELECT COALESCE(max(periods.until), '-infinity'::timestamp with time zone) AS until
           FROM ledger.periods) p)
     LEFT JOIN LATERAL ( SELECT closings.debits,
            closings.credits
           FROM ledger.closings
          WHERE (closings.account_id = a.id)
          ORDER BY closings.month DESC
         LIMIT 1) c ON (true))
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(legs.amount), (0)::numeric) AS sum
           FROM ledger.legs
          WHERE ((legs.debit_account = a.id) AND (legs.at >= p.until))) d)
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(legs.amount), (0)::numeric) AS sum
           FROM ledger.legs
          WHERE ((legs.credit_account = a.id) AND (legs.at >= p.until))) k);

CREATE TRIGGER accounts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.accounts FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER accounts_open_floor AFTER INSERT ON ledger.accounts FOR EACH ROW WHEN (new.floored) EXECUTE FUNCTION ledger.open_floor();
CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.forbid_change();
CREATE TRIGGER audit_chain_append_only BEFORE DELETE OR UPDATE ON platform.audit_chain FOR EACH ROW EXECUTE FUNCTION platform.forbid_change();
CREATE TRIGGER cards_deleted AFTER DELETE ON crm.cards REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION crm.cards_changed();
CREATE TRIGGER cards_inserted AFTER INSERT ON crm.cards REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION crm.cards_changed();
CREATE TRIGGER cards_updated AFTER UPDATE ON crm.cards REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION crm.cards_changed();
CREATE TRIGGER closings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.closings FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER files_loosed AFTER DELETE ON crm.files FOR EACH ROW EXECUTE FUNCTION crm.file_loosed();
CREATE TRIGGER films_mark BEFORE UPDATE OF original_title, titles, synopsis_fr, synopsis_en, state, notice ON cinema.films FOR EACH ROW EXECUTE FUNCTION cinema.mark_changed();
CREATE TRIGGER imports_loosed AFTER DELETE ON crm.imports FOR EACH ROW EXECUTE FUNCTION crm.import_loosed();
CREATE TRIGGER keep_correction AFTER UPDATE ON checkup.figures FOR EACH ROW WHEN ((old.value <> new.value)) EXECUTE FUNCTION checkup.keep_correction();
CREATE TRIGGER keys_forget AFTER DELETE OR UPDATE OF revoked_at ON identity.keys FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('user_id');
CREATE TRIGGER legs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.legs FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER legs_are_sound BEFORE INSERT ON ledger.legs FOR EACH ROW EXECUTE FUNCTION ledger.check_leg();
CREATE TRIGGER members_forget AFTER INSERT OR DELETE OR UPDATE OF role ON identity.members FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('user_id');
CREATE TRIGGER members_keep_an_owner AFTER DELETE OR UPDATE OF role ON identity.members FOR EACH ROW WHEN ((old.role = 'owner'::text)) EXECUTE FUNCTION identity.keep_an_owner();
CREATE TRIGGER pending_legs_append_only BEFORE DELETE OR TRUNCATE ON ledger.pending_legs FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER pending_legs_closed_once BEFORE UPDATE ON ledger.pending_legs FOR EACH ROW EXECUTE FUNCTION ledger.allow_closing();
CREATE TRIGGER people_mark BEFORE UPDATE OF name, slug ON cinema.people FOR EACH ROW EXECUTE FUNCTION cinema.mark_changed();
CREATE TRIGGER periods_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.periods FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER role_permissions_forget AFTER INSERT OR DELETE OR UPDATE ON identity.role_permissions FOR EACH STATEMENT EXECUTE FUNCTION identity.forget_everyone();
CREATE TRIGGER sessions_forget AFTER DELETE OR UPDATE OF expires_at ON identity.sessions FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('user_id');
CREATE TRIGGER staff_roles_forget AFTER INSERT OR DELETE ON identity.staff_roles FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('user_id');
CREATE TRIGGER stages_moved AFTER UPDATE OF "position" ON crm.stages FOR EACH ROW WHEN ((old."position" <> new."position")) EXECUTE FUNCTION crm.stage_moved();
CREATE TRIGGER transfers_append_only BEFORE DELETE OR TRUNCATE ON ledger.transfers FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER transfers_settled_once BEFORE UPDATE ON ledger.transfers FOR EACH ROW EXECUTE FUNCTION ledger.allow_settlement();
CREATE TRIGGER users_forget AFTER DELETE OR UPDATE OF name, email, email_verified, lang ON identity.users FOR EACH ROW EXECUTE FUNCTION identity.forget_actor('id');
CREATE TRIGGER workspaces_forget AFTER UPDATE OF name, slug ON identity.workspaces FOR EACH STATEMENT EXECUTE FUNCTION identity.forget_everyone();
