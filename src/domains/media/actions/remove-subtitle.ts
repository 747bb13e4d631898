import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found } from '#platform/refusal'
import { personId } from '../access.ts'
import { say, titleChanged } from '../events.ts'
import { removeFilesLater } from '../queue.ts'
import { subtitleKey } from '../rules.ts'
import { titleRow } from '../store.ts'
import { deleteSubtitle, subtitleRow } from '../store-made.ts'

/** Takes a subtitle away. */
export async function removeSubtitle(ctx: Ctx, { titleId, subtitleId }: { titleId: string; subtitleId: string }): Promise<Record<string, never>> {
  const subtitle = await subtitleRow(ctx.db, subtitleId)
  found(subtitle?.titleId === titleId ? subtitle : null)
  const title = found(await titleRow(ctx.db, titleId))
  await deleteSubtitle(ctx.db, subtitleId)
  await removeFilesLater(ctx.db, [subtitleKey(titleId, subtitleId)])
  await announce(ctx.db, titleChanged(title, personId(ctx)))
  await say(ctx.db, titleId, { state: title.state, progress: title.progress })
  return {}
}
