import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { Course } from '../rules/figures/summary.ts'
import type { FigureSource, MeasuredNetwork, Metric } from '../types.ts'

/** All SQL of the room about figures. */

export interface FigureRow {
  recordId: string
  network: MeasuredNetwork
  metric: Metric
  day: string
  value: number
  source: FigureSource
  invented: boolean
  notedBy: string | null
  notedAt: Date
}

export type NewFigure = Pick<FigureRow, 'recordId' | 'network' | 'metric' | 'day' | 'value'>

/** The courses of these artists from `since` to `until`, by record id. */
export async function readCourses(db: Db, recordIds: readonly string[], since: string, until: string): Promise<Map<string, Course[]>> {
  const { rows } = await sql<{ recordId: string; network: MeasuredNetwork; metric: Metric; days: string[]; values: number[]; invented: boolean }>`
    select record_id as "recordId", network, metric, array_agg(day::text order by day) as days, array_agg(value::float8 order by day) as values, bool_or(invented) as invented
    from checkup.figures where record_id = any(${[...recordIds]}::uuid[]) and day between ${since}::date and ${until}::date
    group by record_id, network, metric order by record_id, network, metric`.execute(db)
  const all = new Map<string, Course[]>()
  for (const { recordId, network, metric, days, values, invented } of rows) {
    const course = { network, metric, invented, measures: days.map((day, place) => ({ day, value: values[place]! })) }
    const known = all.get(recordId)
    if (known) known.push(course)
    else all.set(recordId, [course])
  }
  return all
}

/**
 * Keeps these figures of one workspace. One of the same artist, network, metric and day is corrected (the database keeps what stood there); what a person typed is not
 * overwritten by a machine. Answers those that are new or changed.
 */
export async function putFigures(
  db: Db,
  workspaceId: string,
  figures: readonly NewFigure[],
  by: Pick<FigureRow, 'source' | 'invented' | 'notedBy' | 'notedAt'>,
): Promise<NewFigure[]> {
  const { rows } = await sql<NewFigure>`
    insert into checkup.figures as f (workspace_id, record_id, network, metric, day, value, source, invented, noted_by, noted_at)
    select ${workspaceId}::uuid, g."recordId", g.network, g.metric, g.day, g.value, ${by.source}, ${by.invented}, ${by.notedBy}::uuid, ${by.notedAt}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb) as g ("recordId" uuid, network text, metric text, day date, value bigint)
    order by g."recordId", g.network, g.metric, g.day
    on conflict (record_id, network, metric, day) do update
      set value = excluded.value, source = excluded.source, invented = excluded.invented, noted_by = excluded.noted_by, noted_at = excluded.noted_at
      where (f.value, f.invented) is distinct from (excluded.value, excluded.invented) and (f.source <> 'typed' or excluded.source in ('typed', 'imported'))
    returning f.record_id as "recordId", f.network, f.metric, f.day::text, f.value::float8 as value`.execute(db)
  return rows
}

export async function deleteFigure(db: Db, workspaceId: string, one: Pick<FigureRow, 'recordId' | 'network' | 'metric' | 'day'>): Promise<boolean> {
  const { rows } = await sql`delete from checkup.figures where workspace_id = ${workspaceId}::uuid and record_id = ${one.recordId}::uuid and network = ${one.network}
    and metric = ${one.metric} and day = ${one.day}::date returning 1`.execute(db)
  return rows.length > 0
}

export interface FigureQuery {
  recordId: string
  network?: string | undefined
  metric?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Newest first; `after` = the last one of the page before. */
export async function listFigureRows(
  db: Db,
  { recordId, network, metric, from, to }: FigureQuery,
  after: readonly [day: string, network: string, metric: string] | null,
  limit: number,
): Promise<(Omit<FigureRow, 'recordId'> & { corrected: number })[]> {
  const { rows } = await sql<Omit<FigureRow, 'recordId'> & { corrected: number }>`
    select network, metric, day::text, value::float8 as value, source, invented, noted_by as "notedBy", noted_at as "notedAt",
      (select count(*)::int from checkup.corrections c where c.record_id = f.record_id and c.network = f.network and c.metric = f.metric and c.day = f.day) as corrected
    from checkup.figures f where record_id = ${recordId}::uuid and network = coalesce(${network ?? null}::text, network) and metric = coalesce(${metric ?? null}::text, metric)
      and day >= coalesce(${from ?? null}::date, '-infinity') and day <= coalesce(${to ?? null}::date, 'infinity')
      and (${after === null} or (day, network, metric) < (${after?.[0] ?? null}::date, ${after?.[1] ?? null}::text, ${after?.[2] ?? null}::text))
    order by day desc, network desc, metric desc limit ${limit}`.execute(db)
  return rows
}

/** The last followers and engagement of these artists on these networks: what crm keeps for its lists. */
export async function readAudiences(
  db: Db,
  pairs: readonly Pick<FigureRow, 'recordId' | 'network'>[],
): Promise<{ recordId: string; network: MeasuredNetwork; followers: number | null; engagement: number | null; at: string; invented: boolean }[]> {
  const { rows } = await sql<{ recordId: string; network: MeasuredNetwork; followers: number | null; engagement: number | null; at: string; invented: boolean }>`
    select p."recordId", p.network, f.value::float8 as followers, e.value::float8 as engagement, greatest(f.day, e.day)::text as at, coalesce(f.invented, false) or coalesce(e.invented, false) as invented
    from (select distinct g."recordId", g.network from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as g ("recordId" uuid, network text)) p
    left join lateral (select value, day, invented from checkup.figures where record_id = p."recordId" and network = p.network and metric = 'followers' order by day desc limit 1) f on true
    left join lateral (select value, day, invented from checkup.figures where record_id = p."recordId" and network = p.network and metric = 'engagement' order by day desc limit 1) e on true
    where f.day is not null or e.day is not null order by 1, 2`.execute(db)
  return rows
}

/** Figures of a record that became part of another follow it; where both have one, the other's stays and its own waits where it was. */
export async function moveFigures(db: Db, fromId: string, toId: string): Promise<void> {
  await sql`update checkup.figures f set record_id = ${toId}::uuid, trail = trail || ${fromId}::uuid where record_id = ${fromId}::uuid and not exists
    (select 1 from checkup.figures o where o.record_id = ${toId}::uuid and o.network = f.network and o.metric = f.metric and o.day = f.day)`.execute(db)
}

/** A merge was undone: what had come from the record goes back to it. */
export async function moveFiguresBack(db: Db, fromId: string, toId: string): Promise<void> {
  await sql`update checkup.figures set record_id = ${toId}::uuid, trail = trim_array(trail, 1) where record_id = ${fromId}::uuid and trail[cardinality(trail)] = ${toId}::uuid`.execute(
    db,
  )
}
