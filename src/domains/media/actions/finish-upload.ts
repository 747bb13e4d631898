import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { isRefusal, Refusal } from '#platform/refusal'
import { digest } from '#platform/secrets'
import { bytesOf, headOf } from '../disk.ts'
import { mayBeFilm, sniffBytes } from '../encoding/examine.ts'
import { say } from '../events.ts'
import { processLater } from '../queue.ts'
import { stateAfter, uploadKey } from '../rules.ts'
import { lockTitle, lockUpload, setState, setUploadState, uploadRow, type UploadRow } from '../store.ts'
import { removeBytes } from '../upload/bytes.ts'
import { addPoster } from './add-poster.ts'
import { addSubtitle } from './add-subtitle.ts'
import { dropUpload } from './drop-upload.ts'

/**
 * All bytes of an upload are here. A film is queued for processing; a subtitle or a poster is put in place at once. What is refused is removed, and the reason kept with
 * the upload's row so that the title's people can read it. Calling it twice does nothing the second time.
 */
export async function finishUpload(ctx: Ctx, id: string, actualSize?: number): Promise<void> {
  const upload = await uploadRow(ctx.db, id)
  if (upload?.state !== 'receiving') return
  const size = actualSize ?? upload.size
  try {
    if (size === 0) throw new Refusal('invalid', 'media.emptyFile')
    if (upload.purpose === 'film') await keepFilm(ctx, upload, size)
    else await useBytes(ctx, upload)
  } catch (error) {
    if (isRefusal(error)) await dropUpload(ctx, id, 'refused', { code: error.code, params: error.params })
    throw error
  }
}

async function keepFilm(ctx: Ctx, { id, titleId }: UploadRow, size: number): Promise<void> {
  const head = await headOf(uploadKey(titleId, id), Math.min(size, 64 * 1024))
  if (!mayBeFilm(await sniffBytes(head))) throw new Refusal('refused', 'media.notVideo')
  await transaction(ctx, async ({ db }) => {
    const title = await lockTitle(db, titleId)
    const still = await lockUpload(db, id)
    if (!title || still?.state !== 'receiving') return
    const next = stateAfter(title.state, 'received')
    if (!next) throw new Refusal('conflict', 'media.busy')
    await setUploadState(db, id, 'kept', null, size)
    await setState(db, titleId, next, { sourceId: id })
    await processLater(db, titleId)
    await say(db, titleId, { state: next })
  })
}

async function useBytes(ctx: Ctx, upload: UploadRow): Promise<void> {
  const bytes = await bytesOf(uploadKey(upload.titleId, upload.id))
  if (upload.sha256 && digest(bytes) !== upload.sha256) throw new Refusal('refused', 'media.checksumMismatch')
  await transaction(ctx, async (inside) => {
    const still = await lockUpload(inside.db, upload.id)
    if (still?.state !== 'receiving') return
    if (upload.purpose === 'subtitle')
      await addSubtitle(inside, { titleId: upload.titleId, language: upload.language ?? 'fr', label: upload.label ?? undefined, kind: upload.kind ?? undefined, bytes })
    else await addPoster(inside, { titleId: upload.titleId, bytes })
    await setUploadState(inside.db, upload.id, 'used', null, bytes.length)
  })
  await removeBytes(upload.titleId, upload.id)
}
