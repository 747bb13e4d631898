import { workspaceIn } from '#domains/identity'
import { recordOf, type RecordFacts } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'

/** The agency the caller stands in, after `member(…)` let them in. */
export const inAgency = async (ctx: Ctx, workspaceId?: string): Promise<string> => found(await workspaceIn(ctx, 'agency', workspaceId))

/** The artist of a call. Refuses `checkup.notAnArtist` for a person or an organisation. */
export async function artistOf(ctx: Ctx, recordId: string): Promise<RecordFacts> {
  const record = await recordOf(ctx.db, recordId)
  if (record.kind !== 'artist') throw new Refusal('refused', 'checkup.notAnArtist')
  return record
}
