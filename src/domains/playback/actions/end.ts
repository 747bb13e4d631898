import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { publish } from '#platform/stream'
import { endById, findById } from '../store.ts'

/** Ends a session from another device. Its player learns it by the stream at once, at the latest at its next heartbeat. */
export async function endWatching(ctx: Ctx, input: { id: string }): Promise<Record<string, never>> {
  found(await findById(ctx.db, input.id), 'playback.noSuchSession')
  if (await endById(ctx.db, ctx.now, input.id, 'device')) await publish(ctx.db, `watching:${input.id}`, { endedBy: 'device' })
  return {}
}
