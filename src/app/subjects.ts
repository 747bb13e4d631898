import { findRecords } from '#domains/crm'
import type { SubjectFinder } from '#domains/planning'

/** Tasks are about artists, people and organisations. */
export const recordSubjects: SubjectFinder = async (db, ids) => {
  const records = await findRecords(db, ids)
  return new Map(
    [...records.values()].map(({ id, workspaceId, kind, name }) => [id, { id, workspaceId, kind, label: name, href: `/mona/${kind === 'artist' ? 'artists' : 'contacts'}/${id}` }]),
  )
}
