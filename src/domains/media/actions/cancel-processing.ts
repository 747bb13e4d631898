import type { Ctx } from '#platform/context'
import { found, unless } from '#platform/refusal'
import { forgetProcessing } from '../queue.ts'
import { say } from '../events.ts'
import { stateAfter, whyCannotCancel } from '../rules.ts'
import { lockTitle, setState } from '../store.ts'

/** Stops processing. The worker sees its row gone from its hands within two seconds and ends ffmpeg; the film stays and can be retried. */
export async function cancelProcessing(ctx: Ctx, { titleId }: { titleId: string }): Promise<Record<string, never>> {
  const title = found(await lockTitle(ctx.db, titleId))
  unless(whyCannotCancel(title.state))
  const next = stateAfter(title.state, 'cancel')!
  await setState(ctx.db, titleId, next)
  await forgetProcessing(ctx.db, titleId)
  await say(ctx.db, titleId, { state: next })
  return {}
}
