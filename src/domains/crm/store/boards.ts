import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import { plainName } from '../rules/names.ts'
import type { Direction, TargetAnswer } from '../types.ts'
import { conditions } from './filter.ts'
import type { RecordFilter } from '../facts.ts'

/** Reads cards with their artists: boards, lists, sums. */

export interface ShownCard {
  id: string
  pipelineId: string
  stageId: string
  recordId: string
  name: string
  title: string | null
  value: number | null
  currency: Currency | null
  probability: number
  usual: boolean
  expectedOn: string | null
  ownerId: string | null
  tags: string[]
  target: TargetAnswer
  score: number | null
  followers: number | null
  nextStep: string | null
  enteredAt: Date
  days: number
  stalled: boolean
  place: string
  version: number
  invented: boolean
}

/** What cards are looked for. The conditions on the artist are those of the lists of artists. */
export interface CardsWanted {
  workspaceId: string
  now: Date
  record: RecordFilter
  q?: string | undefined
  stage?: string | undefined
  stalled?: boolean | undefined
  valueFrom?: number | undefined
  valueTo?: number | undefined
  expected?: string | undefined
  ids?: readonly string[] | undefined
}

const isStalled = (now: Date): RawBuilder<boolean> =>
  sql`(s.outcome = 'open' and s.stalls_after is not null and c.entered_at < ${now}::timestamptz - make_interval(days => s.stalls_after))`

const shown = (
  now: Date,
): RawBuilder<unknown> => sql`c.id, c.pipeline_id as "pipelineId", c.stage_id as "stageId", c.record_id as "recordId", r.name, c.title, c.value::float8 as value,
  c.currency, coalesce(c.probability, s.probability)::int as probability, c.probability is null as usual, c.expected_on::text as "expectedOn", r.owner_id as "ownerId", r.tags, r.target,
  r.score::float8 as score, r.followers::float8 as followers, r.next_step as "nextStep", c.entered_at as "enteredAt",
  greatest(0, floor(extract(epoch from ${now}::timestamptz - c.entered_at) / 86400))::int as days, coalesce(${isStalled(now)}, false) as stalled, c.place, c.version, r.invented`

const like = (text: string): string => text.replaceAll(/[%_\\]/g, '\\$&')

/** By a part of the artist's name; signs alone name nobody. */
const named = (q: string): RawBuilder<unknown> => (plainName(q) ? sql`r.plain_name like '%' || ${like(plainName(q))} || '%'` : sql`false`)

/** Conditions on `crm.cards c`, its stage `s` and its artist `r`. */
function fits({ workspaceId, now, record, q, stage, stalled, valueFrom, valueTo, expected, ids }: CardsWanted): RawBuilder<unknown> {
  const all = [sql`c.removed_at is null`, sql`c.workspace_id = ${workspaceId}::uuid`, conditions(workspaceId, record)]
  if (q) all.push(sql`(${named(q)} or public.fold(c.title) like '%' || public.fold(${like(q)}) || '%')`)
  if (stage) all.push(sql`c.stage_id = ${stage}::uuid`)
  if (stalled !== undefined) all.push(stalled ? sql`${isStalled(now)}` : sql`not coalesce(${isStalled(now)}, false)`)
  if (valueFrom !== undefined) all.push(sql`c.value >= ${valueFrom}::bigint`)
  if (valueTo !== undefined) all.push(sql`c.value <= ${valueTo}::bigint`)
  if (expected) all.push(sql`c.expected_on >= ${`${expected}-01`}::date and c.expected_on < ${`${expected}-01`}::date + interval '1 month'`)
  if (ids) all.push(sql`c.id = any(${[...ids]}::uuid[])`)
  return sql.join(all, sql` and `)
}

/** The first cards of every stage, `limit` each. */
export async function boardRows(db: Db, pipelineId: string, wanted: CardsWanted, limit: number): Promise<ShownCard[]> {
  const { rows } = await sql<ShownCard>`
    select f.* from crm.stages s cross join lateral (
      select ${shown(wanted.now)} from crm.cards c join crm.records r on r.id = c.record_id
      where c.pipeline_id = ${pipelineId}::uuid and c.stage_id = s.id and ${fits(wanted)} order by c.place, c.id limit ${limit}) f
    where s.pipeline_id = ${pipelineId}::uuid order by s.position, f.place, f.id`.execute(db)
  return rows
}

/** What each order sorts by, its type, and the way it goes unless said. The id breaks ties in the same direction. */
const orders = {
  place: { key: 'c.place collate "C"', type: 'text collate "C"', usual: 'up' },
  name: { key: 'r.plain_name', type: 'text', usual: 'up' },
  value: { key: 'coalesce(c.value, -1)', type: 'bigint', usual: 'down' },
  expected: { key: `coalesce(c.expected_on, 'infinity'::date)`, type: 'date', usual: 'up' },
  age: { key: 'c.entered_at', type: 'timestamptz', usual: 'up' },
  updated: { key: 'c.updated_at', type: 'timestamptz', usual: 'down' },
} as const
export type CardSort = keyof typeof orders

export interface CardList {
  sort: CardSort
  direction?: Direction | undefined
  /** Position of the stage first, where cards stand in the order of the board. */
  after: { rank: number; key: string; id: string } | null
  limit: number
}

/** Cards of a pipeline in some order; by place, stage after stage. */
export async function cardRows(
  db: Db,
  pipelineId: string,
  wanted: CardsWanted,
  { sort, direction, after, limit }: CardList,
): Promise<(ShownCard & { rank: number; key: string })[]> {
  const { key, type, usual } = orders[sort]
  const up = (direction ?? usual) === 'up'
  const [by, than, way] = [sql.raw(key), sql.raw(up ? '>' : '<'), sql.raw(up ? 'asc' : 'desc')]
  const rank = sql.raw(sort === 'place' ? 's.position' : '0::int')
  const from = after ? sql`(${rank}, ${by}, c.id) ${than} (${after.rank}::int, ${after.key}::${sql.raw(type)}, ${after.id}::uuid)` : sql`true`
  const { rows } = await sql<ShownCard & { rank: number; key: string }>`
    select ${shown(wanted.now)}, ${rank}::int as rank, (${by})::text as key
    from crm.cards c join crm.records r on r.id = c.record_id join crm.stages s on s.id = c.stage_id
    where c.pipeline_id = ${pipelineId}::uuid and ${fits(wanted)} and ${from} order by ${rank} ${way}, ${by} ${way}, c.id ${way} limit ${limit}`.execute(db)
  return rows
}

export interface TotalRow {
  stageId: string
  currency: Currency | null
  count: number
  stalled: number
  value: number
  weighted: number
}

/** What stands in each stage, by currency; cards without a value have none. */
export async function totalRows(db: Db, pipelineId: string, wanted: CardsWanted): Promise<TotalRow[]> {
  const { rows } = await sql<TotalRow>`
    select c.stage_id as "stageId", case when c.value is not null then c.currency end as currency, count(*)::int as count, count(*) filter (where ${isStalled(wanted.now)})::int as stalled,
      coalesce(sum(c.value), 0)::float8 as value, coalesce(round(sum(c.value * coalesce(c.probability, s.probability)) / 100.0), 0)::float8 as weighted
    from crm.cards c join crm.records r on r.id = c.record_id join crm.stages s on s.id = c.stage_id
    where c.pipeline_id = ${pipelineId}::uuid and ${fits(wanted)} group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Cards of one artist in pipelines of opportunities, what changed last first. */
export async function opportunityRows(db: Db, recordId: string, now: Date): Promise<(ShownCard & { stage: string; outcome: 'open' | 'won' | 'lost'; pipeline: string })[]> {
  const { rows } = await sql<ShownCard & { stage: string; outcome: 'open' | 'won' | 'lost'; pipeline: string }>`
    select ${shown(now)}, s.name as stage, s.outcome, p.name as pipeline
    from crm.cards c join crm.records r on r.id = c.record_id join crm.stages s on s.id = c.stage_id join crm.pipelines p on p.id = c.pipeline_id
    where c.record_id = ${recordId}::uuid and p.of = 'opportunities' and c.removed_at is null and p.archived_at is null
    order by s.outcome <> 'open', c.updated_at desc, c.id limit 200`.execute(db)
  return rows
}

/** Opportunities of these agencies by their title or their artist's name; accents and typing mistakes forgiven. */
export async function findCardRows(
  db: Db,
  workspaceIds: readonly string[],
  q: string,
  limit: number,
): Promise<{ id: string; recordId: string; name: string; title: string | null; stage: string; pipeline: string; pipelineId: string; rank: number }[]> {
  const plain = plainName(q)
  const { rows } = await sql<{ id: string; recordId: string; name: string; title: string | null; stage: string; pipeline: string; pipelineId: string; rank: number }>`
    select c.id, c.record_id as "recordId", r.name, c.title, s.name as stage, p.name as pipeline, p.id as "pipelineId",
      greatest(word_similarity(public.fold(${q}), public.fold(c.title)), case when ${named(q)} then 0.9 else word_similarity(${plain}, r.plain_name) end)::float8 as rank
    from crm.cards c join crm.records r on r.id = c.record_id and r.removed_at is null join crm.stages s on s.id = c.stage_id join crm.pipelines p on p.id = c.pipeline_id and p.archived_at is null
    where c.workspace_id = any(${[...workspaceIds]}::uuid[]) and c.removed_at is null and c.title is not null
      and (public.fold(c.title) like '%' || public.fold(${like(q)}) || '%' or public.fold(${q}) <% public.fold(c.title) or ${named(q)} or ${plain} <% r.plain_name)
    order by rank desc, s.outcome <> 'open', c.updated_at desc, c.id limit ${limit}`.execute(db)
  return rows
}
