import { workspaceIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { member } from '#platform/operation'
import { found } from '#platform/refusal'
import { workspaceOfRow } from './store/facts.ts'

/** In which agency the caller stands, and who may there: the same three lines for every operation of the room. */

interface Asked {
  workspaceId?: string | undefined
}
interface Named {
  id: string
}

/** The agency an operation is about: the one named, else the one the caller stands in. */
export async function agencyOf(ctx: Ctx, workspaceId?: string): Promise<string> {
  return found(await workspaceIn(ctx, 'agency', workspaceId))
}

const inAgency = (ctx: Ctx, { workspaceId }: Asked): Promise<string | null> => workspaceIn(ctx, 'agency', workspaceId)
const ofRecord = (ctx: Ctx, { id }: Named): Promise<string | null> => workspaceOfRow(ctx.db, id)

export const looks = member('artists.view', inAgency)
export const edits = member('artists.edit', inAgency)
export const manages = member('artists.manage', inAgency)
export const looksAtOne = member('artists.view', ofRecord)
export const editsOne = member('artists.edit', ofRecord)
