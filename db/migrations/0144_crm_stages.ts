import { type Kysely, sql } from 'kysely'

/** What lists and files of the agency's records need beside the records: the stage they stand in, changes of many that can be taken back, bytes to let go. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Where the artist stands in the agency's first pipeline, kept by the database itself for lists, filters and their order; -1 = in none.
    alter table crm.records add column stage_id uuid references crm.stages (id) on delete set null;
    alter table crm.records add column stage_rank int not null default -1;
    create index records_stage on crm.records (workspace_id, kind, stage_rank, id) where removed_at is null;
    create index records_removed on crm.records (removed_at) where removed_at is not null;

    create function crm.note_stage(wanted uuid[]) returns void language sql as $$
      with now_in as (
        select r.id, at.stage_id, coalesce(at.position, -1) as rank
        from crm.records r left join lateral (
          select c.stage_id, s.position from crm.cards c join crm.pipelines p on p.id = c.pipeline_id join crm.stages s on s.id = c.stage_id
          where c.record_id = r.id and c.removed_at is null and p.of = 'artists' and p.is_default and p.archived_at is null order by c.id limit 1) at on true
        where r.id = any(wanted))
      update crm.records r set stage_id = n.stage_id, stage_rank = n.rank from now_in n
      where n.id = r.id and (r.stage_id is distinct from n.stage_id or r.stage_rank <> n.rank)
    $$;
    create function crm.cards_changed() returns trigger language plpgsql as $$
      begin perform crm.note_stage((select array_agg(distinct record_id) from changed)); return null; end $$;
    create trigger cards_inserted after insert on crm.cards referencing new table as changed for each statement execute function crm.cards_changed();
    create trigger cards_updated after update on crm.cards referencing new table as changed for each statement execute function crm.cards_changed();
    create trigger cards_deleted after delete on crm.cards referencing old table as changed for each statement execute function crm.cards_changed();
    create function crm.stage_moved() returns trigger language plpgsql as $$
      begin update crm.records set stage_rank = new.position where stage_id = new.id; return null; end $$;
    create trigger stages_moved after update of position on crm.stages for each row when (old.position <> new.position) execute function crm.stage_moved();
    create index records_in_stage on crm.records (stage_id) where stage_id is not null;

    -- Records whose name resembles what was typed: the whole name, its beginning, a part of it, then likeness. A looser threshold than the server's, for this function alone.
    create function crm.find_like(workspaces uuid[], plain text, most int) returns table (id uuid, rank real) language sql stable
      set pg_trgm.word_similarity_threshold = 0.45 as $$
      select r.id, case when r.plain_name = plain then 3 when starts_with(r.plain_name, plain) then 2 when r.plain_name like pattern then 1 else word_similarity(plain, r.plain_name) end::real as rank
      from crm.records r, (select '%' || regexp_replace(plain, '([%_\\\\])', '\\\\\\1', 'g') || '%' as pattern) p
      where r.workspace_id = any(workspaces) and r.removed_at is null and (r.plain_name like pattern or plain <% r.plain_name)
      order by rank desc, length(r.plain_name), r.plain_name, r.id limit most
    $$;

    -- A change of many records at once, with what was there before: one press takes it back.
    create table crm.changes (
      id uuid primary key default uuidv7(),
      workspace_id uuid not null references identity.workspaces (id) on delete cascade,
      made_by uuid references identity.users (id) on delete set null,
      what text not null check (what in ('tag', 'untag', 'owner', 'remove')),
      -- The tag, or the owner given.
      detail text,
      -- [{ id, was }]: only the records that did change.
      before jsonb not null,
      undone_at timestamptz,
      at timestamptz not null default now()
    );
    create index changes_workspace on crm.changes (workspace_id, at);

    -- Bytes whose row is gone, whatever took it away; a daily job lets them go.
    create table crm.loose_files (key text primary key, at timestamptz not null default now());
    create function crm.file_loosed() returns trigger language plpgsql as $$
      begin insert into crm.loose_files (key) values (old.key) on conflict do nothing; return null; end $$;
    create trigger files_loosed after delete on crm.files for each row execute function crm.file_loosed();
  `.execute(db)
}
