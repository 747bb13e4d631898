import { workspaceIn } from '#domains/identity'
import { workspaceOfRecord } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'

/** The agency that a call is about, for `member(…)`: the one named, else the one the caller stands in. */
export const agencyAsked = (ctx: Ctx, { workspaceId }: { workspaceId?: string | undefined }): Promise<string | null> => workspaceIn(ctx, 'agency', workspaceId)

/** The same inside an operation, where access has been checked. */
export const agencyOf = async (ctx: Ctx, workspaceId: string | undefined): Promise<string> => found(await workspaceIn(ctx, 'agency', workspaceId))

/** The agency of an artist. */
export const agencyOfArtist = (ctx: Ctx, { id }: { id: string }): Promise<string | null> => workspaceOfRecord(ctx.db, id)
