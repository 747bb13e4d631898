import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found } from '#platform/refusal'
import { personId } from '../access.ts'
import { bytesOf } from '../disk.ts'
import { say, titleChanged } from '../events.ts'
import { shape } from '../pictures/shape.ts'
import { originalKey } from '../rules.ts'
import { lockTitle } from '../store.ts'
import { choosePicture, completePicture, pictureRow } from '../store-made.ts'
import { putSizes } from './add-picture.ts'

/** Makes one of the title's pictures its poster. A frame that was only offered gets all its sizes now. */
export async function choosePoster(ctx: Ctx, { titleId, pictureId }: { titleId: string; pictureId: string }): Promise<Record<string, never>> {
  const picture = await pictureRow(ctx.db, pictureId)
  found(picture?.titleId === titleId ? picture : null)
  if (!picture!.complete) {
    const shaped = await shape(await bytesOf(originalKey(pictureId)))
    await putSizes(pictureId, shaped)
    await completePicture(ctx.db, pictureId, { id: pictureId, ...shaped })
  }
  const title = found(await lockTitle(ctx.db, titleId))
  await choosePicture(ctx.db, titleId, pictureId, personId(ctx))
  await announce(ctx.db, titleChanged(title, personId(ctx)))
  await say(ctx.db, titleId, { state: title.state, progress: title.progress })
  return {}
}
