import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { AudiencePlaces } from '../types.ts'

/** SQL of where audiences live. */

const columns = sql.raw('countries, touring, day::text, invented')

export async function readPlaces(db: Db, recordIds: readonly string[]): Promise<Map<string, AudiencePlaces>> {
  const { rows } = await sql<
    AudiencePlaces & { recordId: string }
  >`select record_id as "recordId", ${columns} from checkup.audiences where record_id = any(${[...recordIds]}::uuid[])`.execute(db)
  return new Map(rows.map(({ recordId, ...places }) => [recordId, places]))
}

export async function putPlaces(db: Db, workspaceId: string, recordId: string, places: AudiencePlaces, by: { notedBy: string | null; notedAt: Date }): Promise<void> {
  await sql`insert into checkup.audiences (record_id, workspace_id, countries, touring, day, invented, noted_by, noted_at)
    values (${recordId}::uuid, ${workspaceId}::uuid, ${JSON.stringify(places.countries)}::jsonb, ${[...places.touring]}::text[], ${places.day}::date, ${places.invented}, ${by.notedBy}::uuid, ${by.notedAt})
    on conflict (record_id) do update set countries = excluded.countries, touring = excluded.touring, day = excluded.day, invented = excluded.invented, noted_by = excluded.noted_by, noted_at = excluded.noted_at`.execute(
    db,
  )
}
