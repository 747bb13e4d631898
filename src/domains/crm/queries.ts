import type { Db } from '#platform/context'
import { found } from '#platform/refusal'
import type { ArtistFacts, RecordFacts, RecordFilter } from './facts.ts'
import { artistRows, recordRows, recordRowsOfAccounts, workspaceOfRow } from './store/facts.ts'
import { idsMatching } from './store/filter.ts'

/** The records with these ids, by id. Unknown and removed ones are left out. */
export async function findRecords(db: Db, ids: readonly string[]): Promise<Map<string, RecordFacts>> {
  const rows = ids.length === 0 ? [] : await recordRows(db, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, row]))
}

/** One record. Refuses `platform.missing`. */
export async function recordOf(db: Db, id: string): Promise<RecordFacts> {
  return found((await findRecords(db, [id])).get(id))
}

/** Artists with all that check-ups and scores are made from, by id. */
export async function artistsOf(db: Db, ids: readonly string[]): Promise<Map<string, ArtistFacts>> {
  const rows = ids.length === 0 ? [] : await artistRows(db, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, row]))
}

/** The records whose own account this is. */
export const recordsOfAccount = (db: Db, userId: string): Promise<RecordFacts[]> => recordRowsOfAccounts(db, [userId])

/** The agency a record belongs to, for `member(…)`; null when there is no such record. */
export const workspaceOfRecord = (db: Db, id: string): Promise<string | null> => workspaceOfRow(db, id)

/** Ids of the records of a workspace that fit a filter, in the order of their names; `limit` at most. */
export const selectRecords = (db: Db, workspaceId: string, filter: RecordFilter, limit = 10_000): Promise<string[]> => idsMatching(db, workspaceId, filter, limit)
