import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import { Refusal } from '#platform/refusal'
import { personId } from '../access.ts'
import { pictureType, shapeUpload, type ShapedPicture } from '../pictures/shape.ts'
import { maxPictureBytes, pictureKey } from '../rules.ts'
import { insertPicture } from '../store-made.ts'
import type { PictureFacts } from '../types.ts'

/**
 * Keeps a person's picture (portrait, poster, logo) in every width and format, upright and without its metadata. Refuses `media.notPicture`, `media.pictureTooSmall`,
 * `media.tooBig`. It never changes afterwards: another picture is another id.
 */
export async function addPicture(ctx: Ctx, { bytes, titleId = null }: { bytes: Uint8Array; titleId?: string | null }): Promise<PictureFacts> {
  if (bytes.length === 0) throw new Refusal('invalid', 'media.emptyFile')
  if (bytes.length > maxPictureBytes) throw new Refusal('refused', 'media.tooBig', { megabytes: maxPictureBytes / 1024 ** 2 })
  const shaped = await shapeUpload(bytes)
  const id = randomUUID()
  await putSizes(id, shaped)
  await insertPicture(ctx.db, {
    id,
    titleId,
    origin: 'upload',
    color: shaped.color,
    width: shaped.width,
    height: shaped.height,
    widths: shaped.widths,
    complete: true,
    createdBy: personId(ctx),
  })
  return { id, width: shaped.width, height: shaped.height, color: shaped.color, widths: shaped.widths }
}

export async function putSizes(id: string, shaped: ShapedPicture): Promise<void> {
  await Promise.all(shaped.files.map(({ width, format, bytes }) => files().put(pictureKey(id, width, format), bytes, pictureType(format))))
}
