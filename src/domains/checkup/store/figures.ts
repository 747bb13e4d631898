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
