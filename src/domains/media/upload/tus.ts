import { type DataStore, EVENTS, Server } from '@tus/server'
import { pool } from '#platform/database/pool'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { problem, statusForCode } from '#platform/http/status.ts'
import { log } from '#platform/log'
import { id as uuid } from '#platform/operation'
import { found, isRefusal, Refusal, refusalData, unless } from '#platform/refusal'
import type { Translate } from '#platform/text'
import { beginUpload } from '../actions/begin-upload.ts'
import { dropUpload } from '../actions/drop-upload.ts'
import { finishUpload } from '../actions/finish-upload.ts'
import { uploadLimits } from '../disk.ts'
import { demandEditor } from '../access.ts'
import { uploadKey, whyNoRoom } from '../rules.ts'
import { noteReceived, setUploadState, uploadRow, type UploadRow } from '../store.ts'
import { uploadStore } from './bytes.ts'

export const uploadsPath = '/api/uploads'

/** Who sends a request to the tus server, found again by its hooks through the raw request. */
export interface Sender {
  ctx: Ctx
  t: Translate
}

type TusRequest = Parameters<NonNullable<ConstructorParameters<typeof Server>[0]['onUploadFinish']>>[0]

export const senders = new WeakMap<object, Sender>()
const senderOf = (request: TusRequest): Sender => senders.get(request.runtime?.node?.req ?? request)!

const receiveEveryMs = 1_000

/**
 * The tus 1.0 server: creation, creation with upload, termination, expiration. Bytes go straight to where the house keeps its files, under the key that the upload's row
 * names, so nothing is copied at the end. A sha-256 given at creation takes the place of tus' per-request checksums, which the library does not offer.
 */
export async function tusServer(): Promise<Server> {
  const datastore = await uploadStore()
  const server = new Server({
    path: uploadsPath,
    datastore,
    maxSize: () => config().MAX_UPLOAD_BYTES,
    allowedOrigins: [],
    postReceiveInterval: receiveEveryMs,
    namingFunction: async (request, metadata) => name(senderOf(request).ctx, request.headers.get('upload-length'), metadata ?? {}),
    generateUrl: (_request, { path, id }) => `${path}/${id.replace(/^titles\//, '').replace('/uploads/', '/')}`,
    getFileIdFromRequest: (request) => idOf(new URL(request.url).pathname),
    onIncomingRequest: (request, id) => admit(request, id, datastore),
    onUploadFinish: async (request, upload) => {
      await finishUpload(senderOf(request).ctx, rowId(upload.id))
      return {}
    },
    onResponseError: (request, error) => sayError(request, error),
  })
  server.on(
    EVENTS.POST_RECEIVE,
    (stream, upload) =>
      void receiving(stream as { destroy?: (error: Error) => void }, upload).catch((error: unknown) => log.warn({ err: error }, 'progress of an upload was not noted')),
  )
  return server
}

/** `/api/uploads/<title>/<upload>` ↔ the key of its bytes. */
function idOf(path: string): string | undefined {
  const parts = /\/([^/]+)\/([^/]+)\/?$/.exec(path)
  return parts && uuid.safeParse(parts[1]).success && uuid.safeParse(parts[2]).success ? uploadKey(parts[1]!, parts[2]!) : undefined
}

const rowId = (id: string): string => id.slice(id.lastIndexOf('/') + 1)

/** Makes the upload's row before the first byte: whoever may not, or what cannot fit, is refused here. */
async function name(ctx: Ctx, length: string | null, metadata: Record<string, string | null>): Promise<string> {
  const { titleId = '', purpose = 'film', filename = null, filetype: _, language = null, lang = null, label = null, kind = null, sha256 = null } = metadata
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(titleId ?? '')) throw new Refusal('invalid', 'media.badTitle')
  if (length === null) throw new Refusal('invalid', 'media.lengthNeeded')
  const id = await beginUpload(ctx, { titleId: titleId!, purpose: purpose ?? 'film', filename, size: Number(length), language: language ?? lang, label, kind, sha256 })
  return uploadKey(titleId!, id)
}

/** Uploads belong to who began them, and only as long as that person may edit the title. */
async function admit(request: TusRequest, id: string, datastore: DataStore): Promise<void> {
  const { ctx } = senderOf(request)
  if (request.method === 'POST') return
  const upload = await ownUpload(ctx, id)
  if (upload.state === 'refused') throw new Refusal('refused', upload.problem!.code, upload.problem!.params)
  if (upload.state === 'expired' || upload.state === 'withdrawn') throw new Refusal('missing', 'media.uploadGone')
  if (upload.state !== 'receiving') return
  const { offset } = await datastore.getUpload(id)
  // The process may have died between the last byte and the answer: the caller, asking where it stood, finishes it.
  if (offset === upload.size && request.method === 'HEAD') return finishUpload(ctx, upload.id)
  if (request.method === 'PATCH') {
    unless(whyNoRoom(upload.size - offset, await uploadLimits()))
    await noteReceived(ctx.db, upload.id, offset)
  }
}

async function ownUpload(ctx: Ctx, id: string): Promise<UploadRow> {
  const upload = await uploadRow(ctx.db, rowId(id))
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  found(upload?.creatorId === ctx.actor.id && id === uploadKey(upload.titleId, upload.id) ? upload : null)
  await demandEditor(ctx, upload!.titleId)
  return upload!
}

/** An upload that came to its end is not withdrawn: the film it became is removed with its title. */
export async function withdraw(ctx: Ctx, path: string): Promise<void> {
  const upload = await ownUpload(ctx, found(idOf(path)))
  if (upload.state === 'kept' || upload.state === 'used') throw new Refusal('conflict', 'media.uploadDone')
  if (upload.state === 'receiving') await dropUpload(ctx, upload.id, 'withdrawn')
  else await setUploadState(ctx.db, upload.id, 'withdrawn')
}

/** Once a second while bytes come in: notes how far it is, and cuts the line when the disk is nearly full (the next request is then told why). */
async function receiving(stream: { destroy?: (error: Error) => void }, upload: { id: string; offset: number; size?: number }): Promise<void> {
  await noteReceived(pool(), rowId(upload.id), upload.offset)
  if (whyNoRoom((upload.size ?? upload.offset) - upload.offset, await uploadLimits())) stream.destroy?.(new Error('disk nearly full'))
}

/** Refusals leave as problem details, in the caller's language; a full disk has a number of its own (RFC 4918, 11.5). */
function sayError(request: TusRequest, error: Error | { status_code: number; body: string }): { status_code: number; body: string } | undefined {
  if ('status_code' in error) return undefined
  const { ctx, t } = senderOf(request)
  if (!isRefusal(error)) {
    ctx.log.error({ err: error, requestId: ctx.requestId }, 'an upload failed')
    return { status_code: 500, body: JSON.stringify({ code: 'platform.unexpected', requestId: ctx.requestId }) }
  }
  const data = refusalData(error)
  return { status_code: uploadStatus(data.code, statusForCode(data)), body: JSON.stringify(problem(data, t, ctx.requestId)) }
}

/** In tus a 409 means "ask where it stands and go on", so a refusal that cannot be helped by going on takes 422. */
export function uploadStatus(code: string, usual: number): number {
  if (code === 'media.diskFull') return 507
  if (code === 'media.tooBig') return 413
  return usual === 409 ? 422 : usual
}
