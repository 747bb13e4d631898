import { findMembersWith, findWorkspaces } from '#domains/identity'
import type { Db } from '#platform/context'

/** People of a workspace who work on its films. */
export async function makersOf(db: Db, workspaceId: string): Promise<string[]> {
  return findMembersWith(db, workspaceId, 'films.edit')
}

/** Names of workspaces by id. */
export async function workspaceNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const workspaces = await findWorkspaces(db, ids)
  return new Map([...workspaces.values()].map((workspace) => [workspace.id, workspace.name]))
}
