import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { RecordKind } from '../types.ts'

/** Pairs of records that may be one. */

export const reasons = ['link', 'email', 'phone', 'name', 'words', 'similar'] as const
export type Reason = (typeof reasons)[number]

export interface PairRow {
  leftId: string
  rightId: string
  certainty: 'sure' | 'likely' | 'possible' | 'asked'
  score: number
  reasons: { reason: Reason; value: string }[]
}

/** Names less like than this are two names. */
const leastLikeness = 0.5
/** More names than this that begin or end alike say nothing (« Artiste 1 », « Artiste 2 »…). */
const mostAlike = 200

/** Begins a comparison: answers from when on records are to be compared, and until when this one will have done. Null before = all. */
export async function comparedUpto(db: Db, workspaceId: string): Promise<{ since: Date | null; now: Date }> {
  const { rows } = await sql<{
    since: Date | null
    now: Date
  }>`select (select upto - interval '5 minutes' from crm.comparisons where workspace_id = ${workspaceId}::uuid) as since, now() as now`.execute(db)
  return rows[0]!
}

export async function noteCompared(db: Db, workspaceId: string, upto: Date): Promise<void> {
  await sql`insert into crm.comparisons (workspace_id, upto) values (${workspaceId}::uuid, ${upto}) on conflict (workspace_id) do update set upto = excluded.upto`.execute(db)
}

/**
 * Compares the records changed since an instant (null = all) with all of their kind: the same place on a network, mail, telephone, name; the same words in another order; names that begin or end
 * alike and share half of their trigrams. Two that are said to be distinct stay so. Answers how many pairs were found.
 */
export async function comparePairs(db: Db, workspaceId: string, since: Date | null): Promise<number> {
  const alike = (key: string) => sql.raw(key)
  const blocked = (head: string) => sql`
    select f.id as a, r.id as b, 'similar' as reason, r.name as value, similarity(f.plain_name, r.plain_name) as likeness
    from fresh f join (select kind, ${alike(head)} as head from crm.records r where r.workspace_id = ${workspaceId}::uuid and r.removed_at is null and length(r.plain_name) >= 4
        group by 1, 2 having count(*) between 2 and ${mostAlike}) block on block.kind = f.kind and block.head = ${alike(head.replaceAll('r.', 'f.'))}
      join crm.records r on r.workspace_id = ${workspaceId}::uuid and r.removed_at is null and r.kind = f.kind and ${alike(head)} = block.head and r.id <> f.id
    where f.plain_name <> r.plain_name and length(f.plain_name) >= 4 and similarity(f.plain_name, r.plain_name) >= ${leastLikeness} and ${compatible}`
  await sql`delete from crm.pairs p using crm.records r where p.workspace_id = ${workspaceId}::uuid and p.state = 'open' and r.id in (p.left_id, p.right_id)
    and (${since}::timestamptz is null or r.updated_at > ${since})`.execute(db)
  const { numAffectedRows } = await sql`
    with fresh as materialized (select id, kind, name, plain_name, country, email, phone from crm.records
      where workspace_id = ${workspaceId}::uuid and removed_at is null and (${since}::timestamptz is null or updated_at > ${since})),
    found as (
      select f.id as a, r.id as b, 'link' as reason, l.network || ' ' || l.identifier as value, similarity(f.plain_name, r.plain_name) as likeness
        from fresh f join crm.links l on l.record_id = f.id and l.network <> 'website' join crm.links m on m.network = l.network and m.identifier = l.identifier and m.record_id <> f.id
          join crm.records r on r.id = m.record_id and r.workspace_id = ${workspaceId}::uuid and r.kind = f.kind and r.removed_at is null
      union all ${same('email', 'email')} union all ${same('phone', 'phone')}
      union all select f.id, r.id, 'name', r.name, 1 from fresh f join crm.records r on r.workspace_id = ${workspaceId}::uuid and r.kind = f.kind and r.plain_name = f.plain_name
          and r.removed_at is null and r.id <> f.id where ${compatible}
      union all select f.id, r.id, 'words', r.name, 1 from fresh f join crm.records r on r.workspace_id = ${workspaceId}::uuid and r.kind = f.kind and crm.sorted_words(r.plain_name) = crm.sorted_words(f.plain_name)
          and r.removed_at is null and r.plain_name <> f.plain_name where ${compatible}
      union all ${blocked(`left(replace(r.plain_name, ' ', ''), 4)`)} union all ${blocked(`right(replace(r.plain_name, ' ', ''), 4)`)}),
    weighed as (
      select least(a, b) as left_id, greatest(a, b) as right_id, reason, max(value) as value, max(case reason when 'link' then 0.99
        when 'email' then case when likeness >= 0.2 then 0.97 else 0.6 end when 'phone' then case when likeness >= 0.2 then 0.96 else 0.55 end
        when 'name' then 0.9 when 'words' then 0.8 else 0.85 * likeness end) as weight from found group by 1, 2, 3),
    pairs as (select left_id, right_id, 1 - exp(sum(ln(1 - weight))) as score, jsonb_agg(jsonb_build_object('reason', reason, 'value', value) order by weight desc) as reasons from weighed group by 1, 2)
    insert into crm.pairs (left_id, right_id, workspace_id, certainty, score, reasons)
    select left_id, right_id, ${workspaceId}::uuid, case when score >= 0.95 then 'sure' when score >= 0.8 then 'likely' else 'possible' end, score, reasons from pairs
    on conflict (left_id, right_id) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)

  function same(column: 'email' | 'phone', reason: Reason) {
    return sql`select f.id, r.id, ${reason}, r.${sql.ref(column)}::text, similarity(f.plain_name, r.plain_name) from fresh f
      join crm.records r on r.workspace_id = ${workspaceId}::uuid and r.${sql.ref(column)} = f.${sql.ref(column)} and r.kind = f.kind and r.removed_at is null and r.id <> f.id`
  }
}

/** Countries that do not contradict each other. */
const compatible = sql.raw('(f.country is null or r.country is null or f.country = r.country)')

export async function listPairs(
  db: Db,
  workspaceId: string,
  { kind, after, limit }: { kind: RecordKind | null; after: { score: number; left: string; right: string } | null; limit: number },
): Promise<PairRow[]> {
  const { rows } = await sql<PairRow>`
    select p.left_id as "leftId", p.right_id as "rightId", p.certainty, p.score::float8 as score, p.reasons
    from crm.pairs p join crm.records l on l.id = p.left_id and l.removed_at is null join crm.records r on r.id = p.right_id and r.removed_at is null
    where p.workspace_id = ${workspaceId}::uuid and p.state = 'open' and (${kind}::text is null or l.kind = ${kind})
      and ${after ? sql`(-p.score, p.left_id, p.right_id) > (-${after.score}::real, ${after.left}::uuid, ${after.right}::uuid)` : sql`true`}
    order by -p.score, p.left_id, p.right_id limit ${limit}`.execute(db)
  return rows
}

/** Pairs still to look at, counted to a thousand. */
export async function countOpenPairs(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from crm.pairs p join crm.records l on l.id = p.left_id and l.removed_at is null join crm.records r on r.id = p.right_id and r.removed_at is null
      where p.workspace_id = ${workspaceId}::uuid and p.state = 'open' limit 1000) counted`.execute(db)
  return rows[0]!.n
}

/** Two records are not one: said once, never proposed again. */
export async function putDistinct(db: Db, workspaceId: string, oneId: string, otherId: string, by: string): Promise<void> {
  await sql`insert into crm.pairs (left_id, right_id, workspace_id, state, certainty, score, reasons, decided_by, decided_at)
    values (least(${oneId}::uuid, ${otherId}::uuid), greatest(${oneId}::uuid, ${otherId}::uuid), ${workspaceId}::uuid, 'distinct', 'asked', 0, '[]', ${by}::uuid, now())
    on conflict (left_id, right_id) do update set state = 'distinct', decided_by = excluded.decided_by, decided_at = excluded.decided_at`.execute(db)
}

/** Takes that back; the pair is proposed again if there is a reason. Answers whether there was one. */
export async function dropDistinct(db: Db, workspaceId: string, oneId: string, otherId: string): Promise<boolean> {
  const { rows } =
    await sql`with gone as (delete from crm.pairs where workspace_id = ${workspaceId}::uuid and left_id = least(${oneId}::uuid, ${otherId}::uuid) and right_id = greatest(${oneId}::uuid, ${otherId}::uuid)
      and state = 'distinct' and reasons = '[]' returning 1),
    open as (update crm.pairs set state = 'open', decided_by = null, decided_at = null where workspace_id = ${workspaceId}::uuid and left_id = least(${oneId}::uuid, ${otherId}::uuid)
      and right_id = greatest(${oneId}::uuid, ${otherId}::uuid) and state = 'distinct' and reasons <> '[]' returning 1)
    select * from gone union all select * from open`.execute(db)
  return rows.length > 0
}
