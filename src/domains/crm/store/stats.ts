import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import type { CohortRow } from '../rules/pipeline/funnel.ts'

/** Figures of a pipeline, from its moves and its cards. Months and days are UTC; removed cards and removed artists count nowhere. */

const cards = sql.raw('crm.cards c join crm.records r on r.id = c.record_id and r.removed_at is null')

/** How long cards stayed in each stage: stays that ended since a day. */
export async function stayRows(db: Db, pipelineId: string, from: string): Promise<{ stageId: string; medianDays: number; stays: number }[]> {
  const { rows } = await sql<{ stageId: string; medianDays: number; stays: number }>`
    with stays as (
      select m.to_stage, m.at, lead(m.at) over (partition by m.card_id order by m.at, m.id) as left_at
      from crm.moves m join ${cards} on c.id = m.card_id where m.pipeline_id = ${pipelineId}::uuid and c.removed_at is null)
    select to_stage as "stageId", count(*)::int as stays, round(percentile_cont(0.5) within group (order by extract(epoch from left_at - at) / 86400)::numeric, 1)::float8 as "medianDays"
    from stays where left_at >= ${from}::date at time zone 'UTC' group by to_stage`.execute(db)
  return rows
}

/** Cards by the month they began, how far they came, and how they stand. */
export async function cohortRows(db: Db, pipelineId: string, from: string): Promise<CohortRow[]> {
  const { rows } = await sql<CohortRow>`
    select to_char(b.began at time zone 'UTC', 'YYYY-MM') as month, b.furthest::int as furthest, s.outcome, count(*)::int as count
    from (select m.card_id, min(m.at) as began, coalesce(max(t.position) filter (where t.outcome <> 'lost'), -1) as furthest
      from crm.moves m left join crm.stages t on t.id = m.to_stage where m.pipeline_id = ${pipelineId}::uuid group by m.card_id) b
    join ${cards} on c.id = b.card_id join crm.stages s on s.id = c.stage_id
    where c.removed_at is null and b.began >= ${from}::date at time zone 'UTC' group by 1, 2, 3`.execute(db)
  return rows
}

/** What open cards are expected to bring, by month and currency; month null = nobody said when. */
export async function forecastRows(db: Db, pipelineId: string): Promise<{ month: string | null; currency: Currency | null; count: number; value: number; weighted: number }[]> {
  const { rows } = await sql<{ month: string | null; currency: Currency | null; count: number; value: number; weighted: number }>`
    select to_char(c.expected_on, 'YYYY-MM') as month, c.currency, count(*)::int as count, sum(c.value)::float8 as value,
      round(sum(c.value * coalesce(c.probability, s.probability)) / 100.0)::float8 as weighted
    from ${cards} join crm.stages s on s.id = c.stage_id
    where c.pipeline_id = ${pipelineId}::uuid and c.removed_at is null and s.outcome = 'open' and c.value is not null group by 1, 2 order by 1 nulls last, 2`.execute(db)
  return rows
}

export interface ShareRow {
  name: string | null
  currency: Currency | null
  open: number
  won: number
  lost: number
  value: number
  weighted: number
}

/** Open cards now, and those won and lost since a day, by who looks after the artist or by where the artist came from. Amounts are those of open cards. */
export async function shareRows(db: Db, pipelineId: string, by: 'owner' | 'source', from: string): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`
    select ${by === 'owner' ? sql`r.owner_id::text` : sql`nullif(r.source, '')`} as name, case when c.value is not null then c.currency end as currency,
      count(*) filter (where s.outcome = 'open')::int as open,
      count(*) filter (where s.outcome = 'won' and c.closed_at >= ${from}::date at time zone 'UTC')::int as won,
      count(*) filter (where s.outcome = 'lost' and c.closed_at >= ${from}::date at time zone 'UTC')::int as lost,
      coalesce(sum(c.value) filter (where s.outcome = 'open'), 0)::float8 as value,
      coalesce(round(sum(c.value * coalesce(c.probability, s.probability)) filter (where s.outcome = 'open') / 100.0), 0)::float8 as weighted
    from ${cards} join crm.stages s on s.id = c.stage_id where c.pipeline_id = ${pipelineId}::uuid and c.removed_at is null group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
