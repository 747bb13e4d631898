import type { Ctx } from '#platform/context'
import { personId } from '../access.ts'
import { insertTitle } from '../store.ts'

/** Opens an empty title in a workspace: the place a film is then uploaded to. The caller has checked who may. */
export async function createTitle(ctx: Ctx, { workspaceId, name }: { workspaceId: string; name: string }): Promise<{ id: string }> {
  return { id: await insertTitle(ctx.db, workspaceId, name, personId(ctx)) }
}
