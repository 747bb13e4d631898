import type { Ctx } from '#platform/context'
import { found, unless } from '#platform/refusal'
import { say } from '../events.ts'
import { processLater } from '../queue.ts'
import { stateAfter, whyCannotRetry } from '../rules.ts'
import { lockTitle, setState } from '../store.ts'

/** Processes again a film whose processing failed or was cancelled. Refuses when its file was refused and removed: another must be sent. */
export async function retryProcessing(ctx: Ctx, { titleId }: { titleId: string }): Promise<Record<string, never>> {
  const title = found(await lockTitle(ctx.db, titleId))
  unless(whyCannotRetry(title.state, title.sourceId !== null))
  const next = stateAfter(title.state, 'retry')!
  await setState(ctx.db, titleId, next)
  await processLater(ctx.db, titleId)
  await say(ctx.db, titleId, { state: next })
  return {}
}
