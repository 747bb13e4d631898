import type { Ctx } from '#platform/context'
import { after } from '#platform/clock'
import { files } from '#platform/files'
import { uploadKey, uploadLifeMs } from '../rules.ts'
import { idleUploads } from '../store.ts'
import { dropUpload } from './drop-upload.ts'
import { finishUpload } from './finish-upload.ts'

/** Gives up uploads that nobody goes on with. One whose bytes are all here (the process died between the last byte and the answer) is finished instead. */
export async function expireUploads(ctx: Ctx): Promise<void> {
  for (const upload of await idleUploads(ctx.db, after(ctx.now, -5 * 60_000))) {
    const stat = await files().stat(uploadKey(upload.titleId, upload.id))
    if (stat && upload.size > 0 && stat.size === upload.size)
      await finishUpload(ctx, upload.id).catch((error: unknown) => ctx.log.info({ err: error, upload: upload.id }, 'a whole upload was refused'))
    else if (upload.updatedAt.getTime() < ctx.now.getTime() - uploadLifeMs) await dropUpload(ctx, upload.id, 'expired')
  }
}
