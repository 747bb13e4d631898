import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { MergeRow } from '../rules/merge.ts'

/** The rows around two records, as PostgreSQL gives them in JSON: kept with a merge, so that it can be undone exactly. */
export interface Around {
  kept: MergeRow
  gone: MergeRow
  links: { record_id: string; network: string; identifier: string; url: string | null }[]
  relations: { from_id: string; to_id: string; role: string }[]
  files: string[]
  happenings: string[]
  cards: { id: string; pipeline_id: string; removed_at: string | null; version: number; updated_at?: string; [column: string]: unknown }[]
}

/** Both records, held until the end of the transaction, whichever is named first. Missing or removed ones are left out. */
export async function lockPair(db: Db, workspaceId: string, ids: readonly string[]): Promise<Map<string, MergeRow>> {
  const { rows } = await sql<{
    row: MergeRow
  }>`select to_jsonb(r) as row from crm.records r where r.id = any(${[...ids]}::uuid[]) and r.workspace_id = ${workspaceId}::uuid and r.removed_at is null
    order by r.id for update`.execute(db)
  return new Map(rows.map(({ row }) => [row.id, row]))
}

/** A record whatever became of it. */
export async function readRow(db: Db, id: string): Promise<MergeRow | null> {
  const { rows } = await sql<{ row: MergeRow }>`select to_jsonb(r) as row from crm.records r where r.id = ${id}::uuid for update`.execute(db)
  return rows[0]?.row ?? null
}

/** What hangs on both records: links, relations and cards of both; files and history of the one that goes. */
export async function aroundPair(db: Db, keptId: string, goneId: string): Promise<Omit<Around, 'kept' | 'gone'>> {
  const { rows } = await sql<Omit<Around, 'kept' | 'gone'>>`select
    coalesce((select jsonb_agg(to_jsonb(l) order by l) from crm.links l where l.record_id in (${keptId}::uuid, ${goneId}::uuid)), '[]') as links,
    coalesce((select jsonb_agg(to_jsonb(x) order by x) from crm.relations x where x.from_id in (${keptId}::uuid, ${goneId}::uuid) or x.to_id in (${keptId}::uuid, ${goneId}::uuid)), '[]') as relations,
    coalesce((select jsonb_agg(f.id order by f.id) from crm.files f where f.record_id = ${goneId}::uuid), '[]') as files,
    coalesce((select jsonb_agg(h.id order by h.id) from crm.happenings h where h.record_id = ${goneId}::uuid), '[]') as happenings,
    coalesce((select jsonb_agg(to_jsonb(c) order by c.id) from crm.cards c where c.record_id in (${keptId}::uuid, ${goneId}::uuid)), '[]') as cards`.execute(db)
  return rows[0]!
}

/** Columns that the database keeps itself, or that say which row it is. */
const notWritten = new Set(['id', 'workspace_id', 'kind', 'version', 'stage_id', 'stage_rank'])

/** Writes columns of a record from JSON, and counts its version on. Answers the row as it is then. */
export async function writeRow(db: Db, id: string, columns: Readonly<Record<string, unknown>>): Promise<void> {
  const sets = Object.keys(columns)
    .filter((column) => !notWritten.has(column))
    .map((column) => sql`${sql.ref(column)} = n.${sql.ref(column)}`)
  await sql`update crm.records r set ${sql.join([...sets, sql`version = r.version + 1`])} from jsonb_populate_record(null::crm.records, ${JSON.stringify(columns)}::jsonb) n where r.id = ${id}::uuid`.execute(
    db,
  )
}

/** Of two cards of one pipeline, the kept record's `k` and the other's `g`, the one that came less far; lost is nowhere, and as far is as far as the kept record's own. */
const lessFar = sql.raw(`case when case gs.outcome when 'lost' then -1 else gs.position end > case ks.outcome when 'lost' then -1 else ks.position end then k.id else g.id end`)

/** Everything that hangs on a record goes to another, each thing once. Of two cards in one pipeline the further one stays; what the other already tells under the same key stays behind. */
export async function moveAll(db: Db, fromId: string, toId: string): Promise<void> {
  const [from, to] = [sql`${fromId}::uuid`, sql`${toId}::uuid`]
  await sql`insert into crm.links (record_id, network, identifier, url) select ${to}, network, identifier, url from crm.links where record_id = ${from} on conflict do nothing`.execute(
    db,
  )
  await sql`delete from crm.links where record_id = ${from}`.execute(db)
  await sql`insert into crm.relations (from_id, to_id, role) select case when from_id = ${from} then ${to} else from_id end, case when to_id = ${from} then ${to} else to_id end, role from crm.relations
    where (from_id = ${from} and to_id <> ${to}) or (to_id = ${from} and from_id <> ${to}) on conflict do nothing`.execute(db)
  await sql`delete from crm.relations where from_id = ${from} or to_id = ${from}`.execute(db)
  await sql`update crm.files set record_id = ${to} where record_id = ${from}`.execute(db)
  await sql`update crm.happenings h set record_id = ${to} where h.record_id = ${from}
    and (h.key is null or not exists (select 1 from crm.happenings k where k.record_id = ${to} and k.key = h.key))`.execute(db)
  await sql`update crm.cards c set removed_at = now() where c.id in (select ${lessFar} from crm.cards k join crm.cards g on g.pipeline_id = k.pipeline_id
      join crm.stages ks on ks.id = k.stage_id join crm.stages gs on gs.id = g.stage_id
    where k.record_id = ${to} and g.record_id = ${from} and k.title is null and g.title is null and k.removed_at is null and g.removed_at is null)`.execute(db)
  await sql`update crm.cards set record_id = ${to} where record_id = ${from} and removed_at is null`.execute(db)
  await noteStages(db, [fromId, toId])
}

/** Where the records stand, written again: the database does it by itself only for the record that a card goes to. */
async function noteStages(db: Db, ids: readonly string[]): Promise<void> {
  await sql`select crm.note_stage(${[...ids]}::uuid[])`.execute(db)
}

/** Gives a record back what hung on it, as far as it still hangs on the other. */
export async function giveBackAll(db: Db, { kept, gone, links, relations, files, happenings, cards }: Around): Promise<void> {
  const [from, to] = [sql`${kept.id}::uuid`, sql`${gone.id}::uuid`]
  await sql`delete from crm.links l using jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as b (record_id uuid, network text, identifier text)
    where l.record_id = ${from} and b.record_id = ${to} and l.network = b.network and l.identifier = b.identifier
      and not exists (select 1 from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as m (record_id uuid, network text, identifier text)
        where m.record_id = ${from} and m.network = l.network and m.identifier = l.identifier)`.execute(db)
  await sql`insert into crm.links (record_id, network, identifier, url) select record_id, network, identifier, url
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as b (record_id uuid, network text, identifier text, url text) where record_id = ${to} on conflict do nothing`.execute(
    db,
  )
  await giveBackRelations(db, kept.id, gone.id, relations)
  await sql`update crm.files set record_id = ${to} where record_id = ${from} and id = any(${files}::uuid[])`.execute(db)
  await sql`update crm.happenings set record_id = ${to} where record_id = ${from} and id = any(${happenings}::uuid[])`.execute(db)
  await giveBackCards(db, kept.id, gone.id, cards)
  await noteStages(db, [kept.id, gone.id])
}

/** First the cards that came with the other, then the kept record's own that were set aside, unless it has another by now. A card that somebody took off the board since stays off. */
async function giveBackCards(db: Db, keptId: string, goneId: string, cards: Around['cards']): Promise<void> {
  const before = sql`jsonb_populate_recordset(null::crm.cards, ${JSON.stringify(cards)}::jsonb)`
  await sql`update crm.cards c set record_id = b.record_id, removed_at = case when c.removed_by is null then b.removed_at else c.removed_at end from ${before} b
    where c.id = b.id and b.record_id <> ${keptId}::uuid and c.record_id in (${keptId}::uuid, ${goneId}::uuid)`.execute(db)
  await sql`update crm.cards c set removed_at = null from ${before} b where c.id = b.id and b.record_id = ${keptId}::uuid and c.record_id = b.record_id
    and b.removed_at is null and c.removed_at is not null and c.removed_by is null
    and not exists (select 1 from crm.cards o where o.pipeline_id = c.pipeline_id and o.record_id = c.record_id and o.title is null and o.removed_at is null)`.execute(db)
}

async function giveBackRelations(db: Db, keptId: string, goneId: string, before: Around['relations']): Promise<void> {
  const had = new Set(before.map(({ from_id: from, to_id: to, role }) => `${from} ${to} ${role}`))
  const moved = before
    .filter(({ from_id: from, to_id: to }) => from === goneId || to === goneId)
    .map(({ from_id: from, to_id: to, role }) => ({ from_id: from === goneId ? keptId : from, to_id: to === goneId ? keptId : to, role }))
    .filter(({ from_id: from, to_id: to, role }) => from !== to && !had.has(`${from} ${to} ${role}`))
  await sql`delete from crm.relations x using jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as m (from_id uuid, to_id uuid, role text)
    where x.from_id = m.from_id and x.to_id = m.to_id and x.role = m.role`.execute(db)
  await sql`insert into crm.relations (from_id, to_id, role) select b.from_id, b.to_id, b.role from jsonb_to_recordset(${JSON.stringify(before)}::jsonb) as b (from_id uuid, to_id uuid, role text)
    where ${goneId}::uuid in (b.from_id, b.to_id) and exists (select 1 from crm.records r where r.id = b.from_id) and exists (select 1 from crm.records r where r.id = b.to_id)
    on conflict do nothing`.execute(db)
}

export async function insertMerge(db: Db, one: { workspaceId: string; before: Around; after: MergeRow; by: string }): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into crm.merges (workspace_id, kept_id, gone_id, before, after, merged_by)
    values (${one.workspaceId}::uuid, ${one.before.kept.id}::uuid, ${one.before.gone.id}::uuid, ${JSON.stringify(one.before)}::jsonb, ${JSON.stringify(one.after)}::jsonb, ${one.by}::uuid) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export interface MergeRecord {
  id: string
  workspaceId: string
  keptId: string
  goneId: string
  before: Around
  after: MergeRow
  undoneAt: Date | null
}

const columns = sql.raw(`m.id, m.workspace_id as "workspaceId", m.kept_id as "keptId", m.gone_id as "goneId", m.before, m.after, m.undone_at as "undoneAt"`)

export async function readMerge(db: Db, id: string, lock = false): Promise<MergeRecord | null> {
  const { rows } = await sql<MergeRecord>`select ${columns} from crm.merges m where m.id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

/** The last merge that stands upon this one, directly or by others: it took in, or was taken in by, a record of this merge or one that is tied to the record that went. Null: this one can be undone. */
export async function lastUpon(db: Db, { id, workspaceId, keptId, goneId, before }: MergeRecord): Promise<MergeRecord | null> {
  const tied = before.relations.flatMap(({ from_id: from, to_id: to }) => (from === goneId ? [to] : to === goneId ? [from] : []))
  const { rows } = await sql<MergeRecord>`select ${columns} from crm.merges m where m.workspace_id = ${workspaceId}::uuid and m.id > ${id}::uuid and m.undone_at is null
    and array[m.kept_id, m.gone_id] && ${[keptId, ...tied]}::uuid[] order by m.id desc limit 1`.execute(db)
  const upon = rows[0]
  return upon ? ((await lastUpon(db, upon)) ?? upon) : null
}

/** Of these merges, those that nobody has undone. */
export async function openMerges(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select id from crm.merges where id = any(${[...ids]}::uuid[]) and undone_at is null`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export async function markUnmerged(db: Db, id: string, by: string): Promise<void> {
  await sql`update crm.merges set undone_at = now(), undone_by = ${by}::uuid where id = ${id}::uuid`.execute(db)
}

/** The line of a history that tells of a merge goes with it. */
export async function dropMergeLine(db: Db, recordId: string, mergeId: string): Promise<void> {
  await sql`delete from crm.happenings where record_id = ${recordId}::uuid and key = ${`merge:${mergeId}`}`.execute(db)
}
