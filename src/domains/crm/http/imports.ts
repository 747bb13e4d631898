import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { workspaceIn } from '#domains/identity'
import { may } from '#platform/actor'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { type Door, sendBack } from '#platform/http/door'
import { answer } from '#platform/http/errors'
import { readForm } from '#platform/http/form.ts'
import { statusForCode } from '#platform/http/status'
import { found, isRefusal, Refusal } from '#platform/refusal'
import { sheetLimits } from '#platform/sheet/types.ts'
import { receiveImport } from '../actions/import/receive.ts'
import { recordKinds } from '../types.ts'

/** Where lists are sent: `kind` (artist, person, organisation), `workspaceId`, then the file. */
export async function mountImports(app: FastifyInstance, door: Door): Promise<void> {
  await app.register(async (scope) => {
    // The form is read here, up to its limit, and by nobody before.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    scope.post('/api/v1/imports', (request, reply) => take(door, request, reply))
  })
}

/** Answers a program that asks for JSON with the import, a browser with its page. */
async function take(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const ctx = await door.ctxOf(request)
  sendBack(ctx, reply)
  door.spend(ctx, null, 'upload')
  const wantsJson = (request.headers.accept ?? '').includes('application/json')
  const path = join(config().dataDir, 'work', `${randomUUID()}.upload`)
  try {
    if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
    const { fields, name, size } = await receive(request, path)
    const workspaceId = await mayImport(ctx, fields.workspaceId || undefined)
    const kind = recordKinds.find((one) => one === (fields.kind ?? 'artist'))
    if (!kind) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'kind', code: 'platform.badChoice' }])
    const { id } = await receiveImport(ctx, { workspaceId, kind, name, path, size })
    return wantsJson ? reply.code(201).send({ id }) : reply.redirect(`/mona/import/${id}`, 303)
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (wantsJson || error.kind === 'unauthenticated') return answer(door, request, reply, error, statusForCode(error))
    const query = new URLSearchParams({ refused: error.code, ...Object.fromEntries(Object.entries(error.params).map(([key, value]) => [key, String(value)])) })
    return reply.redirect(`/mona/import?${query}`, 303)
  } finally {
    await rm(path, { force: true })
  }
}

async function mayImport(ctx: Ctx, asked: string | undefined): Promise<string> {
  if (asked !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(asked)) throw new Refusal('missing', 'platform.missing')
  const workspaceId = found(await workspaceIn(ctx, 'agency', asked))
  if (!may(ctx.actor, workspaceId, 'artists.view')) throw new Refusal('missing', 'platform.missing')
  if (!may(ctx.actor, workspaceId, 'artists.edit')) throw new Refusal('forbidden', 'platform.forbidden')
  return workspaceId
}

const noFile = new Refusal('invalid', 'crm.import.noFile')

interface Sent {
  fields: Readonly<Record<string, string>>
  name: string
  size: number
}

/** Streams the file to `path`; past its limit the rest is let go. */
async function receive(request: FastifyRequest, path: string): Promise<Sent> {
  await mkdir(join(config().dataDir, 'work'), { recursive: true })
  const fields: Record<string, string> = {}
  const file = await readForm(request, fields, { bytes: sheetLimits.bytes, bad: noFile }, async (sent, name) => {
    const out = createWriteStream(path)
    await pipeline(sent, out)
    return { name, size: out.bytesWritten }
  })
  if (!file) throw noFile
  return { fields, ...file }
}
