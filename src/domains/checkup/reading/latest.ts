import type { Db } from '#platform/context'
import { readLatest } from '../store/checkups.ts'
import type { CheckupFacts } from '../types.ts'

/** The last finished check-up of each of these artists, by record id. */
export async function latestCheckups(db: Db, recordIds: readonly string[]): Promise<Map<string, CheckupFacts>> {
  const rows = recordIds.length === 0 ? [] : await readLatest(db, [...new Set(recordIds)])
  return new Map(rows.map((row) => [row.recordId, row]))
}

/** The last finished check-up of an artist, or null. */
export async function latestCheckup(db: Db, recordId: string): Promise<CheckupFacts | null> {
  return (await latestCheckups(db, [recordId])).get(recordId) ?? null
}
