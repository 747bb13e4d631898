import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import { bytesOf, readForm } from '#platform/http/form.ts'
import { id as uuid } from '#platform/operation'
import { isRefusal, Refusal, type RefusalData, refusalData, unless } from '#platform/refusal'
import { addPicture } from '../actions/add-picture.ts'
import { beginUpload } from '../actions/begin-upload.ts'
import { dropUpload } from '../actions/drop-upload.ts'
import { finishUpload } from '../actions/finish-upload.ts'
import { uploadLimits } from '../disk.ts'
import { isPurpose, maxPictureBytes, maxSubtitleBytes, uploadKey, whyNoRoom } from '../rules.ts'

export interface FormResult {
  /** Path of this house to go back to. */
  back: string
  pictureId: string | null
  refusal: RefusalData | null
}

/**
 * An ordinary `multipart/form-data` form, for browsers without script: one file after its fields (`titleId`, `purpose`, `language`, `label`, `kind`, `back`). The file is
 * streamed to its place; nothing is kept in memory but a subtitle or a picture. `purpose=picture` keeps a picture that belongs to no title and answers its id.
 */
export async function receiveForm(ctx: Ctx, request: FastifyRequest): Promise<FormResult> {
  const fields: Record<string, string> = {}
  const result: FormResult = { back: '/', pictureId: null, refusal: null }
  try {
    const limits = { bytes: config().MAX_UPLOAD_BYTES, bad: new Refusal('invalid', 'media.badForm') }
    const taken = await readForm(request, fields, limits, (file, filename) => takeFile(ctx, fields, file, filename))
    if (taken === null) throw new Refusal('invalid', 'media.emptyFile')
    result.pictureId = taken
  } catch (error) {
    if (!isRefusal(error)) throw error
    result.refusal = refusalData(error)
  }
  result.back = ownPath(fields.back)
  return result
}

/** A path of this house and nothing else: a form may not send people away. */
export function ownPath(given: string | undefined): string {
  return given && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : '/'
}

async function takeFile(ctx: Ctx, fields: Record<string, string>, file: Readable, filename: string): Promise<string> {
  const { titleId = '', purpose = 'film', language = null, label = null, kind = null } = fields
  if (purpose === 'picture') return takePicture(ctx, file)
  if (!isPurpose(purpose)) throw new Refusal('invalid', 'media.badPurpose')
  if (!uuid.safeParse(titleId).success) throw new Refusal('invalid', 'media.badTitle')
  const id = await beginUpload(ctx, { titleId, purpose, filename, size: null, language, label, kind })
  const most = purpose === 'film' ? config().MAX_UPLOAD_BYTES : purpose === 'subtitle' ? maxSubtitleBytes : maxPictureBytes
  const counted = counter(file, most)
  try {
    await store(uploadKey(titleId, id), counted.stream)
    if ((file as Readable & { truncated?: boolean }).truncated) throw tooBig(most)
  } catch (error) {
    const refusal = isRefusal(error) ? error : (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Refusal('unavailable', 'media.diskFull') : null
    await dropUpload(ctx, id, refusal ? 'refused' : 'withdrawn', refusal && { code: refusal.code, params: refusal.params })
    throw refusal ?? error
  }
  await finishUpload(ctx, id, counted.size())
  return id
}

/** Straight to its place here; through a file of this machine when the place is a bucket, which wants to know the size first. */
async function store(key: string, source: Readable): Promise<void> {
  if (files().localPath(key) !== null) return files().put(key, source)
  const folder = join(config().dataDir, 'work')
  const spool = join(folder, randomUUID())
  await mkdir(folder, { recursive: true })
  try {
    await pipeline(source, createWriteStream(spool))
    await files().putFile(key, spool)
  } finally {
    await rm(spool, { force: true })
  }
}

/** Counts what passes, and refuses past the limit or when the disk is nearly full: looked at every 32 MB. */
function counter(source: Readable, most: number): { stream: Readable; size: () => number } {
  let size = 0
  let looked = 0
  const count = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > most) throw tooBig(most)
      if (size - looked >= 32 * 1024 ** 2) {
        looked = size
        unless(whyNoRoom(0, await uploadLimits()))
      }
      yield chunk
    }
  }
  return { stream: Readable.from(count()), size: () => size }
}

const tooBig = (most: number): Refusal => new Refusal('refused', 'media.tooBig', { megabytes: Math.floor(most / 1024 ** 2) })

async function takePicture(ctx: Ctx, file: Readable): Promise<string> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  return (await addPicture(ctx, { bytes: await bytesOf(counter(file, maxPictureBytes).stream) })).id
}
