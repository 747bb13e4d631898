import type { Db } from '#platform/context'
import type { Subject } from './types.ts'

/** Finds what a task may be about among the things of one room: those with these ids, by id, with the workspace they belong to. */
export type SubjectFinder = (db: Db, ids: readonly string[]) => Promise<ReadonlyMap<string, Subject & { workspaceId: string }>>

let finders: readonly SubjectFinder[] = []

/** Called by the app when a process begins: rooms above this one say what tasks may be about. */
export function registerSubjects(found: readonly SubjectFinder[]): void {
  finders = found
}

/** What this id names in that workspace, or null. */
export async function subjectIn(db: Db, workspaceId: string, id: string): Promise<Subject | null> {
  for (const find of finders) {
    const { workspaceId: home, ...subject } = (await find(db, [id])).get(id) ?? { workspaceId: null }
    if (home === workspaceId) return subject as Subject
  }
  return null
}
