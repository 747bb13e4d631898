import { type RawBuilder, sql } from 'kysely'
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
/** What more records than this have in common says nothing (« Artiste 1 », « Artiste 2 »…; the mail of a label). */
const mostAlike = 200

/** Countries that do not contradict each other. */
const compatible = '(f.country is null or r.country is null or f.country = r.country)'
const likeness = 'similarity(f.plain_name, r.plain_name)'

interface Key {
  reason: Reason
  /** What is compared; it has an index (migrations 0141, 0143). */
  of: string
  /** How much the names are alike, 0 to 1. */
  like: string
  value: string
  when: string
}
const similar = {
  reason: 'similar',
  like: likeness,
  value: 'r.name',
  when: `f.plain_name <> r.plain_name and length(f.plain_name) >= 4 and ${compatible} and ${likeness} >= ${leastLikeness}`,
} as const
const keys: readonly Key[] = [
  { reason: 'email', of: 'r.email', like: likeness, value: 'r.email::text', when: 'true' },
  { reason: 'phone', of: 'r.phone', like: likeness, value: 'r.phone', when: 'true' },
  { reason: 'name', of: 'r.plain_name', like: '1', value: 'r.name', when: compatible },
  { reason: 'words', of: 'crm.sorted_words(r.plain_name)', like: '1', value: 'r.name', when: `r.plain_name <> f.plain_name and ${compatible}` },
  { ...similar, of: `left(replace(r.plain_name, ' ', ''), 4)` },
  { ...similar, of: `right(replace(r.plain_name, ' ', ''), 4)` },
]

const few = 500

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
 * alike and share half of their trigrams. Two that are said to be distinct stay so. Answers how many pairs were found. Once a transaction.
 */
export async function comparePairs(db: Db, workspaceId: string, since: Date | null): Promise<number> {
  await gatherFresh(db, workspaceId, since)
  await sql`delete from crm.pairs p using fresh f where p.workspace_id = ${workspaceId}::uuid and p.state = 'open' and f.id in (p.left_id, p.right_id)`.execute(db)
  // Of two that are both fresh, one looks for the other.
  const other = sql`r.workspace_id = ${workspaceId}::uuid and r.removed_at is null and r.kind = f.kind and (r.id > f.id or r.updated_at <= ${since}::timestamptz)`
  const found = keys.map((key) => sharing(key, workspaceId, other))
  const { numAffectedRows } = await sql`
    with found as (
      select f.id as a, r.id as b, 'link' as reason, l.network || ' ' || l.identifier as value, ${sql.raw(likeness)} as likeness
        from fresh f join crm.links l on l.record_id = f.id and l.network <> 'website' join crm.links m on m.network = l.network and m.identifier = l.identifier and m.record_id <> f.id
          join crm.records r on r.id = m.record_id and ${other}
      union all ${sql.join(found, sql` union all `)}),
    weighed as (
      select least(a, b) as left_id, greatest(a, b) as right_id, reason, max(value) as value, max(case reason when 'link' then 0.99
        when 'email' then case when likeness >= 0.2 then 0.97 else 0.6 end when 'phone' then case when likeness >= 0.2 then 0.96 else 0.55 end
        when 'name' then 0.9 when 'words' then 0.8 else 0.85 * likeness end) as weight from found group by 1, 2, 3),
    pairs as (select left_id, right_id, 1 - exp(sum(ln(1 - weight))) as score, jsonb_agg(jsonb_build_object('reason', reason, 'value', value) order by weight desc) as reasons from weighed group by 1, 2)
    insert into crm.pairs (left_id, right_id, workspace_id, certainty, score, reasons)
    select left_id, right_id, ${workspaceId}::uuid, case when score >= 0.95 then 'sure' when score >= 0.8 then 'likely' else 'possible' end, score, reasons from pairs
    on conflict (left_id, right_id) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/**
 * The records to compare, in a table of this transaction. A few look for their like in the indexes; many are joined by hash, whatever the counts of the tables say:
 * right after an import they still say that the agency is empty, and everything would be compared with everything.
 */
async function gatherFresh(db: Db, workspaceId: string, since: Date | null): Promise<void> {
  await sql`create temp table fresh on commit drop as select id, kind, plain_name, country, email, phone from crm.records
    where workspace_id = ${sql.lit(workspaceId)}::uuid and removed_at is null and updated_at > ${sql.lit(since?.toISOString() ?? '-infinity')}::timestamptz`.execute(db)
  await sql`analyze fresh`.execute(db)
  await sql`select set_config('enable_nestloop', 'off', true) from fresh having count(*) > ${few}`.execute(db)
}

/** Pairs of a fresh record and another that have a key in common, unless a crowd has it. */
function sharing({ reason, of, like, value, when }: Key, workspaceId: string, other: RawBuilder<unknown>) {
  const [theirs, mine] = [sql.raw(of), sql.raw(of.replaceAll('r.', 'f.'))]
  return sql`
    select f.id as a, r.id as b, ${sql.lit(reason)} as reason, ${sql.raw(value)} as value, ${sql.raw(like)} as likeness
    from (select k.kind, k.key from (select distinct f.kind, ${mine} as key from fresh f) k join crm.records r
        on r.workspace_id = ${workspaceId}::uuid and r.removed_at is null and r.kind = k.kind and ${theirs} = k.key group by 1, 2 having count(*) between 2 and ${mostAlike}) block
      join fresh f on f.kind = block.kind and ${mine} = block.key join crm.records r on ${other} and ${theirs} = block.key
    where ${sql.raw(when)}`
}

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
