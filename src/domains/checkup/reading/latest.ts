import type { Db } from '#platform/context'
import type { CheckupFacts } from '../types.ts'

/** The last finished check-up of each of these artists, by record id. */
export async function latestCheckups(_db: Db, _recordIds: readonly string[]): Promise<Map<string, CheckupFacts>> {
  return new Map()
}

/** The last finished check-up of an artist, or null. */
export async function latestCheckup(db: Db, recordId: string): Promise<CheckupFacts | null> {
  return (await latestCheckups(db, [recordId])).get(recordId) ?? null
}
