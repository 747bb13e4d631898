import { fileTypeFromBuffer } from 'file-type'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { files } from '#platform/files'
import { found, unless } from '#platform/refusal'
import { randomToken } from '#platform/secrets'
import { fileName, fileType, whyCannotKeep } from '../../rules/files.ts'
import { countFiles, deleteFile, forgetLoose, insertFile, looseFiles, readFile } from '../../store/files.ts'
import { happened } from '../door.ts'

/** Keeps a file with a record. The bytes are stored before the row: a row never points to nothing. */
export async function addFile(
  ctx: Ctx,
  { recordId, name: given, bytes }: { recordId: string; name: string; bytes: Buffer },
): Promise<{ id: string; name: string; type: string; size: number }> {
  const name = fileName(given)
  const sniffed = (await fileTypeFromBuffer(bytes))?.mime ?? null
  unless(whyCannotKeep(name, bytes.length, sniffed, await countFiles(ctx.db, recordId)))
  const type = found(fileType(name))
  const key = `crm/${recordId}/${randomToken(16)}`
  await files().put(key, bytes, type)
  return transaction(ctx, async (inside) => {
    const me = callerIn(inside)
    const id = await insertFile(inside.db, { recordId, name, type, size: bytes.length, key, addedBy: me.id })
    await happened(inside.db, { recordId, kind: 'crm.timeline.fileAdded', params: { name }, href: `/api/v1/record-files/${id}`, actorId: me.id, at: ctx.now })
    return { id, name, type, size: bytes.length }
  })
}

export async function removeFile(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const file = found(await readFile(ctx.db, id))
  await deleteFile(ctx.db, id)
  await happened(ctx.db, { recordId: file.recordId, kind: 'crm.timeline.fileRemoved', params: { name: file.name }, actorId: callerIn(ctx).id, at: ctx.now })
  return {}
}

/** Lets go of bytes whose rows are gone. Safe to run twice. */
export async function sweepFiles(ctx: Ctx): Promise<void> {
  for (const key of await looseFiles(ctx.db, 1_000)) {
    await files().remove(key)
    await forgetLoose(ctx.db, key)
  }
}
