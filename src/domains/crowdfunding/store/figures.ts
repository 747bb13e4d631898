import { sql } from 'kysely'
import type { Db } from '#platform/context'

/** Sums of what is counted on the bar. */

export interface Slice {
  amount: number
  contributors: number
}
const counted = sql`state in ('confirmed', 'pledged')`

export async function readDays(db: Db, projectId: string): Promise<(Slice & { day: string })[]> {
  const { rows } = await sql<Slice & { day: string }>`select (coalesce(confirmed_at, created_at) at time zone 'UTC')::date::text as day, sum(amount)::bigint as amount,
    count(*)::int as contributors from crowdfunding.contributions where project_id = ${projectId}::uuid and ${counted} group by 1 order by 1`.execute(db)
  return rows
}

/** By where they came from, by country or by channel, the largest first. */
export async function readSlices(db: Db, projectId: string, by: 'source' | 'country' | 'channel'): Promise<(Slice & { value: string | null })[]> {
  const { rows } = await sql<Slice & { value: string | null }>`select ${sql.ref(by)} as value, sum(amount)::bigint as amount, count(*)::int as contributors
    from crowdfunding.contributions where project_id = ${projectId}::uuid and ${counted} group by 1 order by 2 desc, 1`.execute(db)
  return rows
}

export async function readByReward(db: Db, projectId: string): Promise<(Slice & { title: string | null })[]> {
  const { rows } = await sql<Slice & { title: string | null }>`select r.title, sum(c.amount)::bigint as amount, count(*)::int as contributors
    from crowdfunding.contributions c left join crowdfunding.rewards r on r.id = c.reward_id where c.project_id = ${projectId}::uuid and c.state in ('confirmed', 'pledged')
    group by r.id, r.title order by 2 desc`.execute(db)
  return rows
}

export interface Tally {
  average: number | null
  median: number | null
  started: number
  abandoned: number
  raised: number
  contributors: number
  lately: number
  latelyContributors: number
}

/** `since`: from when on a contribution counts as lately. */
export async function readTally(db: Db, projectId: string, since: Date): Promise<Tally> {
  const { rows } = await sql<Tally>`select round(avg(amount) filter (where ${counted}))::bigint as average,
    round((percentile_cont(0.5) within group (order by amount) filter (where ${counted}))::numeric)::bigint as median,
    count(*)::int as started, count(*) filter (where state in ('failed', 'expired'))::int as abandoned,
    coalesce(sum(amount) filter (where ${counted}), 0)::bigint as raised, count(*) filter (where ${counted})::int as contributors,
    coalesce(sum(amount) filter (where ${counted} and coalesce(confirmed_at, created_at) >= ${since}), 0)::bigint as lately,
    count(*) filter (where ${counted} and coalesce(confirmed_at, created_at) >= ${since})::int as "latelyContributors"
    from crowdfunding.contributions where project_id = ${projectId}::uuid`.execute(db)
  return rows[0]!
}

/** What came in for a project and is there, what went back or is about to, what banks have taken back. */
export async function readMoney(db: Db, projectId: string): Promise<{ confirmed: number; back: number; disputed: number }> {
  const { rows } = await sql<{ confirmed: number; back: number; disputed: number }>`select
    (select coalesce(sum(amount), 0)::bigint from crowdfunding.contributions where project_id = ${projectId}::uuid and state = 'confirmed') as confirmed,
    (select coalesce(sum(amount), 0)::bigint from crowdfunding.contributions
      where project_id = ${projectId}::uuid and state in ('refund-due', 'refunding', 'refund-stuck', 'refunded')) as back,
    (select coalesce(sum(amount), 0)::bigint from crowdfunding.contributions where project_id = ${projectId}::uuid and state = 'disputed') as disputed`.execute(db)
  return rows[0]!
}
