import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { type Door, headersOf, sendBack } from '#platform/http/door'
import { found, Refusal } from '#platform/refusal'
import { finishPasskey, finishProvider, proveProviderAddress } from './actions/provider.ts'
import { auth, unproven, type Unproven } from './auth.ts'
import { openSessionCookie, sessionCookie } from './cookies.ts'
import { dropSessionByToken, findSessionByToken } from './store/sessions.ts'

/**
 * The protocol addresses of providers and passkeys, and nothing else of better-auth: its other routes do not exist here.
 * A session that better-auth opens never reaches the browser: it only tells who the person is, then the room's own sign-in goes on
 * (second factor, new token, device mail).
 */
export function mount(app: FastifyInstance, door: Door): void {
  app.register((scope, _options, done) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body))
    const open = async (request: FastifyRequest): Promise<Ctx> => {
      const ctx = await door.ctxOf(request)
      door.spend(ctx, null, 'sign-in protocol')
      return ctx
    }
    // Apple answers by a form posted from its own site; it only leads to the same address by GET, where the state cookie is checked.
    scope.post('/api/auth/callback/:provider', { config: { crossSite: true }, bodyLimit: 8 * 1024 }, async (request, reply) =>
      reply.redirect(`${request.url.split('?')[0]}?${new URLSearchParams(typeof request.body === 'string' ? request.body : '')}`, 303),
    )
    scope.get('/api/auth/callback/:provider', async (request, reply) => callback(await open(request), request, reply))
    scope.get('/api/auth/passkey/generate-authenticate-options', async (request, reply) => pass(await open(request), request, reply))
    scope.get('/api/auth/passkey/generate-register-options', async (request, reply) => pass(await open(request), request, reply))
    scope.post('/api/auth/passkey/verify-registration', async (request, reply) => register(await open(request), request, reply))
    scope.post('/api/auth/passkey/verify-authentication', async (request, reply) => authenticate(await open(request), request, reply))
    done()
  })
}

async function callback(ctx: Ctx, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const noted: { person: Unproven | null } = { person: null }
  const answer = await unproven.run(noted, () => ask(ctx, request))
  const userId = await takeSession(ctx, answer)
  const to = answer.headers.get('location') ?? '/'
  if (noted.person) return leave(ctx, reply, answer, await proveProviderAddress(ctx, noted.person))
  if (!userId) return leave(ctx, reply, answer, localPath(to))
  const provider = (request.params as { provider: string }).provider
  return leave(ctx, reply, answer, await finishProvider(ctx, userId, provider, localPath(to)))
}

async function authenticate(ctx: Ctx, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { response } = (request.body ?? {}) as { response?: unknown }
  const answer = await ask(ctx, request, { response })
  const userId = await takeSession(ctx, answer)
  if (!answer.ok || !userId) throw new Refusal('refused', 'identity.passkeyRefused')
  await finishPasskey(ctx, userId)
  return back(ctx, reply, answer).send({ done: true })
}

async function register(ctx: Ctx, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { response, name } = (request.body ?? {}) as { response?: unknown; name?: unknown }
  const answer = await ask(ctx, request, { response, ...(typeof name === 'string' && name.trim() ? { name: name.trim().slice(0, 60) } : {}) })
  if (answer.ok) return back(ctx, reply, answer).send({ done: true })
  throw new Refusal('refused', answer.status === 403 || answer.status === 401 ? 'identity.signInAgain' : 'identity.passkeyRefused')
}

/** Hands better-auth's answer on as it is: options of a passkey ceremony. */
async function pass(ctx: Ctx, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const answer = await ask(ctx, request)
  if (answer.ok)
    return back(ctx, reply, answer)
      .header('content-type', 'application/json')
      .send(await answer.text())
  throw new Refusal('refused', answer.status === 403 || answer.status === 401 ? 'identity.signInAgain' : 'identity.passkeyRefused')
}

/** Asks better-auth, as if the request had come to the public address. */
function ask(ctx: Ctx, request: FastifyRequest, json?: unknown): Promise<Response> {
  const headers = headersOf(request)
  headers.delete('content-length')
  headers.delete('authorization')
  headers.set('x-griot-address', ctx.request.ip)
  const body = json === undefined ? (typeof request.body === 'string' ? request.body : undefined) : JSON.stringify(json)
  return auth().handler(new Request(config().publicUrl + request.url, { method: request.method, headers, ...(body === undefined ? {} : { body }) }))
}

/** Who better-auth signed in, if anyone. Its session ends here, unseen. */
async function takeSession(ctx: Ctx, answer: Response): Promise<string | null> {
  const prefix = `${sessionCookie()}=`
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith(prefix))
  const token = cookie ? openSessionCookie(cookie.slice(prefix.length).split(';')[0]!) : null
  if (!token) return null
  const session = found(await findSessionByToken(ctx.db, token))
  await dropSessionByToken(ctx.db, token)
  return session.userId
}

/** Better-auth's cookies go along, its session apart. */
function back(ctx: Ctx, reply: FastifyReply, answer: Response): FastifyReply {
  for (const cookie of answer.headers.getSetCookie()) if (!cookie.startsWith(`${sessionCookie()}=`)) reply.header('set-cookie', cookie)
  sendBack(ctx, reply)
  return reply.header('cache-control', 'no-store')
}

function leave(ctx: Ctx, reply: FastifyReply, answer: Response, path: string): FastifyReply {
  return back(ctx, reply, answer).redirect(path, 303)
}

/** Better-auth answers with absolute addresses; only ours are followed. */
function localPath(location: string): string {
  const url = new URL(location, config().publicUrl)
  return url.origin === new URL(config().publicUrl).origin ? url.pathname + url.search : '/sign-in'
}
