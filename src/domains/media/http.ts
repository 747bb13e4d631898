import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Door } from '#platform/http/door.ts'
import { sendBack } from '#platform/http/door.ts'
import { answer } from '#platform/http/errors.ts'
import { serveClips } from './clips/serve.ts'
import { servePictures } from './pictures/serve.ts'
import { receiveForm } from './upload/form.ts'
import { senders, tusServer, uploadsPath, uploadStatus, withdraw } from './upload/tus.ts'
import { statusForCode } from '#platform/http/status.ts'

/** Addresses that are bytes and not operations: uploads (tus, and an ordinary form), pictures, subtitles, storyboards, clips. */
export async function mount(app: FastifyInstance, door: Door): Promise<void> {
  servePictures(app)
  serveClips(app)
  await app.register(async (scope) => {
    // Bodies here are streams of any size: nothing may read them before their time.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    await mountTus(scope, door)
    scope.post(`${uploadsPath}/form`, (request, reply) => takeForm(door, request, reply))
  })
}

async function mountTus(app: FastifyInstance, door: Door): Promise<void> {
  const server = await tusServer()
  const hand = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const ctx = await door.ctxOf(request)
    if (request.method === 'POST') door.spend(ctx, null, 'upload')
    senders.set(request.raw, { ctx, t: door.translate[ctx.lang] })
    sendBack(ctx, reply)
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    await server.handle(request.raw, reply.raw)
  }
  app.route({ method: ['POST', 'OPTIONS'], url: uploadsPath, handler: hand })
  app.route({ method: ['HEAD', 'PATCH', 'OPTIONS'], url: `${uploadsPath}/:titleId/:uploadId`, handler: hand })
  app.delete(`${uploadsPath}/:titleId/:uploadId`, async (request, reply) => {
    await withdraw(await door.ctxOf(request), request.url)
    return reply.code(204).header('tus-resumable', '1.0.0').send()
  })
}

/** Answers a browser with its page again, and a program that asks for JSON with JSON. */
async function takeForm(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const ctx = await door.ctxOf(request)
  door.spend(ctx, null, 'upload')
  const wantsJson = (request.headers.accept ?? '').includes('application/json')
  const { back, pictureId, refusal } = await receiveForm(ctx, request)
  if (wantsJson) return refusal ? answer(door, request, reply, refusal, uploadStatus(refusal.code, statusForCode(refusal))) : reply.code(201).send({ id: pictureId })
  const to = new URL(back, 'http://here')
  if (refusal) to.searchParams.set('refused', refusal.code)
  else if (pictureId) to.searchParams.set('sent', pictureId)
  return reply.redirect(to.pathname + to.search + to.hash, 303)
}
