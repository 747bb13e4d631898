import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import type { FastifyRequest } from 'fastify'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import { isRefusal, Refusal, type RefusalData, refusalData } from '#platform/refusal'
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
    const taken = await readForm(request, fields, (file, filename) => takeFile(ctx, fields, file, filename))
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

/** Null when the form brought no file. */
function readForm(request: FastifyRequest, fields: Record<string, string>, take: (file: Readable, filename: string) => Promise<string>): Promise<string | null> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) throw new Refusal('invalid', 'media.badForm')
  return new Promise((resolve, reject) => {
    let taking: Promise<string> | null = null
    const form = Busboy({ headers: { ...request.headers, 'content-type': type }, limits: { files: 1, fields: 12, fieldSize: 1_000, fileSize: config().MAX_UPLOAD_BYTES + 1 } })
    const fail = (error: unknown): void => {
      request.raw.unpipe(form)
      request.raw.resume()
      reject(error)
    }
    form.on('field', (name, value) => {
      if (Object.keys(fields).length < 12) fields[name] = value
    })
    form.on('file', (_name, file, filename) => {
      if (!filename) return void file.resume()
      taking = take(file, filename)
      taking.catch(fail)
    })
    form.on('error', () => fail(new Refusal('invalid', 'media.badForm')))
    form.on('finish', () => (taking ? taking.then(resolve, reject) : resolve(null)))
    request.raw.on('aborted', () => form.destroy(new Error('aborted')))
    request.raw.pipe(form)
  })
}

async function takeFile(ctx: Ctx, fields: Record<string, string>, file: Readable, filename: string): Promise<string> {
  const { titleId = '', purpose = 'film', language = null, label = null, kind = null } = fields
  if (purpose === 'picture') return takePicture(ctx, file)
  if (!isPurpose(purpose)) throw new Refusal('invalid', 'media.badPurpose')
  if (!/^[0-9a-f-]{36}$/.test(titleId)) throw new Refusal('invalid', 'media.badTitle')
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
  const stream = new PassThrough()
  source.on('error', (error) => stream.destroy(error))
  source.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > most) return void stream.destroy(tooBig(most))
    if (size - looked < 32 * 1024 ** 2) return
    looked = size
    void uploadLimits().then((limits) => {
      const refusal = whyNoRoom(0, limits)
      if (refusal) stream.destroy(refusal)
    })
  })
  return { stream: source.pipe(stream), size: () => size }
}

const tooBig = (most: number): Refusal => new Refusal('refused', 'media.tooBig', { megabytes: Math.floor(most / 1024 ** 2) })

async function takePicture(ctx: Ctx, file: Readable): Promise<string> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of file as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxPictureBytes) throw tooBig(maxPictureBytes)
    chunks.push(chunk)
  }
  return (await addPicture(ctx, { bytes: Buffer.concat(chunks) })).id
}
