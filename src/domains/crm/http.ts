import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import { type Door, sendBack } from '#platform/http/door'
import { answer } from '#platform/http/errors'
import { bytesOf, readForm } from '#platform/http/form.ts'
import { statusForCode } from '#platform/http/status'
import { found, isRefusal, Refusal } from '#platform/refusal'
import { sheets } from './http/exports.ts'
import { mountImports } from './http/imports.ts'
import { addFile } from './actions/records/files.ts'
import { hrefOf } from './rules/edits.ts'
import { isShown, mostFileBytes } from './rules/files.ts'
import { readFile } from './store/files.ts'
import { recordRows } from './store/facts.ts'
import type { RecordFacts } from './facts.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Addresses that are bytes: the files kept with records, lists that come in and go out. */
export async function mount(app: FastifyInstance, door: Door): Promise<void> {
  await mountImports(app, door)
  for (const one of sheets) one.mount(app, door)
  app.get<{ Params: { id: string } }>('/api/v1/record-files/:id', async (request, reply) => give(await door.ctxOf(request), request.params.id, reply))
  await app.register(async (scope) => {
    // The form is read here, up to its limit, and by nobody before.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    scope.post<{ Params: { id: string } }>('/api/v1/records/:id/files', (request, reply) => take(door, request, reply))
  })
}

/** A file from a form (back to its sheet) or from a program that asks for JSON. */
async function take(door: Door, request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply): Promise<unknown> {
  const ctx = await door.ctxOf(request)
  sendBack(ctx, reply)
  door.spend(ctx, null, 'upload')
  const wantsJson = (request.headers.accept ?? '').includes('application/json')
  let record: RecordFacts | null = null
  try {
    record = await mayAdd(ctx, request.params.id)
    const file = await readForm(request, {}, { bytes: mostFileBytes, bad: noFile }, async (sent, name) => ({ name, bytes: await bytesOf(sent) }))
    if (!file) throw noFile
    const kept = await addFile(ctx, { recordId: record.id, ...file })
    if (wantsJson) return reply.code(201).send(kept)
    return reply.redirect(`${hrefOf(record)}?done=file#files`, 303)
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (wantsJson || !record) return answer(door, request, reply, error, statusForCode(error))
    return reply.redirect(`${hrefOf(record)}?refused=${encodeURIComponent(error.code)}#files`, 303)
  }
}

const noFile = new Refusal('invalid', 'crm.file.empty')

async function mayAdd(ctx: Ctx, id: string): Promise<RecordFacts> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const record = uuid.test(id) ? (await recordRows(ctx.db, [id]))[0] : undefined
  const seen = found(record && may(ctx.actor, record.workspaceId, 'artists.view') ? record : null)
  if (!may(ctx.actor, seen.workspaceId, 'artists.edit')) throw new Refusal('forbidden', 'platform.forbidden')
  return seen
}

/** For members of the agency only, and never as a page of ours. */
async function give(ctx: Ctx, id: string, reply: FastifyReply): Promise<FastifyReply> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const row = uuid.test(id) ? await readFile(ctx.db, id) : null
  const file = found(row && may(ctx.actor, row.workspaceId, 'artists.view') ? row : null)
  const { stream, size } = await files().read(file.key)
  const name = encodeURIComponent(file.name)
  return reply
    .header('content-length', size)
    .header('content-disposition', `${isShown(file.type) ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .type(file.type)
    .send(stream)
}
