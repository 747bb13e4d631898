import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal, Refusal, type RefusalData, refusalData } from '../refusal.ts'
import { preferredLang } from '../text.ts'
import { type Door, sendBack } from './door.ts'
import { dataHeaders } from './guard.ts'
import { problem, statusForCode } from './status.ts'

/** Refusals become problem details; all else is a bug: 500 with the request's id, logged once, no detail told. */
export function errors(app: FastifyInstance, door: Door): void {
  const missing = refusalData(new Refusal('missing', 'platform.missing'))
  app.setNotFoundHandler((request, reply) => answer(door, request, reply, missing))
  // An address of the API that nobody serves is told as the API tells things, not by a page.
  app.all('/api/*', (request, reply) => answer(door, request, reply, missing))
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const refusal = isRefusal(error) ? refusalData(error) : frameworkRefusal(error)
    if (!refusal) request.log.error({ err: error, requestId: request.id }, 'unexpected')
    return answer(door, request, reply, refusal ?? { kind: 'unavailable', code: 'platform.unexpected', params: { requestId: request.id }, fields: [] }, refusal ? undefined : 500)
  })
}

/** An address that no router can read (`/%E0%A4%A`, a name of a thousand letters): before any route, so the answer is made whole here. */
export async function unreadable(door: Door, error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({ ...dataHeaders(), 'x-request-id': request.id })
  const refusal = error.code === 'FST_ERR_BAD_URL' ? new Refusal('invalid', 'platform.badAddress') : new Refusal('missing', 'platform.missing')
  await answer(door, request, reply, refusalData(refusal))
}

/** Sends a refusal as JSON, in the caller's language. */
export async function answer(door: Door, request: FastifyRequest, reply: FastifyReply, refusal: RefusalData, forced?: number): Promise<unknown> {
  const ctx = await door.ctxOf(request).catch(() => null)
  if (ctx) sendBack(ctx, reply)
  const lang = ctx?.lang ?? preferredLang(request.headers['accept-language'])
  const status = forced ?? statusForCode(refusal)
  reply.code(status).header('content-type', 'application/problem+json; charset=utf-8').header('cache-control', 'no-store')
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.serializer(JSON.stringify).send({ ...problem(refusal, door.translate[lang], request.id), status })
}

function frameworkRefusal(error: FastifyError): RefusalData | null {
  const known: Record<string, Refusal> = {
    FST_ERR_CTP_INVALID_JSON_BODY: new Refusal('invalid', 'platform.badJson'),
    FST_ERR_CTP_EMPTY_JSON_BODY: new Refusal('invalid', 'platform.badJson'),
    FST_ERR_CTP_BODY_TOO_LARGE: new Refusal('invalid', 'platform.tooLarge'),
    FST_ERR_CTP_INVALID_MEDIA_TYPE: new Refusal('invalid', 'platform.unsupportedType'),
    FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Refusal('invalid', 'platform.badJson'),
  }
  const refusal = known[error.code] ?? (error.statusCode === 400 ? new Refusal('invalid', 'platform.badJson') : null)
  return refusal && refusalData(refusal)
}
