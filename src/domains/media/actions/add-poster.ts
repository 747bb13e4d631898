import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found } from '#platform/refusal'
import { personId } from '../access.ts'
import { say, titleChanged } from '../events.ts'
import { lockTitle } from '../store.ts'
import { choosePicture } from '../store-made.ts'
import type { PictureFacts } from '../types.ts'
import { addPicture } from './add-picture.ts'

/** A poster made by the title's people: it becomes the poster at once. */
export async function addPoster(ctx: Ctx, { titleId, bytes }: { titleId: string; bytes: Uint8Array }): Promise<PictureFacts> {
  const picture = await addPicture(ctx, { bytes, titleId })
  const title = found(await lockTitle(ctx.db, titleId))
  await choosePicture(ctx.db, titleId, picture.id, personId(ctx))
  await announce(ctx.db, titleChanged(title, personId(ctx)))
  await say(ctx.db, titleId, { state: title.state, progress: title.progress })
  return picture
}
