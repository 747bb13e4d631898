import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found } from '#platform/refusal'
import { personId } from '../access.ts'
import { say, titleRemoved } from '../events.ts'
import { forgetProcessing, removeFilesLater } from '../queue.ts'
import { deleteTitle, lockTitle } from '../store.ts'
import { pictureRows } from '../store-made.ts'

/** Removes a title and every file made of it. Its files go after the rows do, so a failed removal loses nothing. */
export async function removeTitle(ctx: Ctx, { titleId }: { titleId: string }): Promise<Record<string, never>> {
  const title = found(await lockTitle(ctx.db, titleId))
  const pictures = await pictureRows(ctx.db, titleId)
  await announce(ctx.db, titleRemoved(title, personId(ctx)))
  await forgetProcessing(ctx.db, titleId)
  await say(ctx.db, titleId, { state: 'empty' })
  await deleteTitle(ctx.db, titleId)
  await removeFilesLater(ctx.db, [`titles/${titleId}/`, ...pictures.map((p) => `pictures/${p.id}/`)])
  return {}
}
