import { existsSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createRequestHandler, data, isRouteErrorResponse, redirect, RouterContextProvider, type ServerBuild } from 'react-router'
import { coerce } from '../coerce.ts'
import { config } from '../config.ts'
import type { Ctx } from '../context.ts'
import { jsonSchemaOf, type JsonSchema } from '../json-schema.ts'
import { pageSeconds } from '../metrics.ts'
import { type pageContext, type PageRequest, type Submitted, type Theme, themes } from '../page.ts'
import { isRefusal, Refusal, refusalData } from '../refusal.ts'
import { cookieOf, type Door, originOf, sendBack } from './door.ts'
import { keepForm, keptCookie, keptSeconds, type KeptValues, takeForm } from './kept-forms.ts'
import { statusForCode } from './status.ts'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

interface Built extends ServerBuild {
  entry: ServerBuild['entry'] & { module: { pageContext: typeof pageContext } }
}

/** Where the built pages are. */
export const buildFolder = (): string => resolve(process.env.GRIOT_BUILD || 'build')

/** Serves the built pages and their assets. Everything no other route took comes here, the 404 page too. */
export async function pages(app: FastifyInstance, door: Door): Promise<void> {
  const folder = buildFolder()
  const build = (await import(pathToFileURL(join(folder, 'server/index.js')).href)) as Built
  const handle = createRequestHandler(build, 'production')
  const islands = readIslands(folder)
  await app.register(fastifyStatic, {
    root: join(folder, 'client'),
    wildcard: false,
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', /[/\\](assets|islands)[/\\]/.test(path) && !path.endsWith('manifest.json') ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
    },
  })
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The house's limit of a body holds for forms too; files go to addresses of their own.
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    const show = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const end = pageSeconds.startTimer()
      const ctx = await door.ctxOf(request)
      if (!safe.has(request.method)) await mustBeForm(request)
      const context = new RouterContextProvider()
      context.set(build.entry.module.pageContext, pageRequest(door, ctx, request, islands))
      const response = await handle(webRequest(request, reply), context)
      sendBack(ctx, reply)
      await send(request, reply, response)
      // Only addresses that are pages make a series of their own: anybody can invent others.
      end({ route: response.status < 400 ? (addressOf(request).pathname.split('/')[1] ?? '') : 'refused' })
    }
    const method = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
    for (const url of ['/*', '/api/docs', '/api/docs/*']) scope.route({ method, url, handler: show })
  })
}

function readIslands(folder: string): Record<string, string> {
  const file = join(folder, 'client/islands/manifest.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
}

const inputs = new WeakMap<object, JsonSchema>()
const noSuchIntent = new Refusal('invalid', 'platform.invalid', {}, [{ field: 'intent', code: 'platform.badChoice' }])

function pageRequest(door: Door, ctx: Ctx, request: FastifyRequest, islands: Record<string, string>): PageRequest {
  const call = async (name: string, input?: unknown): Promise<unknown> => {
    const operation = door.house.operations.get(name)
    const output = await door.call(ctx, name, input ?? {}).catch((error: unknown) => turnAway(error, request))
    // What a page holds may be hydrated, so it passes through the declared shape like an API answer.
    return operation ? operation.output.parse(output) : output
  }
  const submit = async (name: string, form: FormData, extra: Record<string, unknown> = {}): Promise<Submitted> => {
    const operation = door.house.operations.get(name)
    const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string')
    // A form's buttons say which operation they mean; whoever writes the form by hand can say anything.
    if (!operation) return { ok: false, refusal: refusalData(noSuchIntent), values: keptValues(fields) }
    let schema = inputs.get(operation)
    if (!schema) inputs.set(operation, (schema = jsonSchemaOf(operation.input, 'input')))
    try {
      door.spend(ctx, operation, name)
      const key = form.get('idempotencyKey')
      const input = {
        ...coerce(
          fields.filter(([k]) => k !== 'idempotencyKey' && k !== 'intent'),
          schema,
        ),
        ...extra,
      }
      return { ok: true, output: await door.call(ctx, name, input, typeof key === 'string' ? key : undefined) }
    } catch (error) {
      if (isRefusal(error) && error.kind !== 'unauthenticated') return { ok: false, refusal: refusalData(error), values: keptValues(fields) }
      if (isRefusal(error)) await keep(ctx, request, keptValues(fields))
      return turnAway(error, request)
    }
  }
  return {
    kept: () => giveBack(ctx, request),
    lang: ctx.lang,
    theme: themeOf(cookieOf(request.headers.cookie, 'theme')),
    actor: ctx.actor,
    nonce: request.nonce,
    origin: originOf(request),
    saveData: request.headers['save-data'] === 'on',
    demo: config().demo,
    dictionary: door.house.dictionaries[ctx.lang],
    t: door.translate[ctx.lang],
    call,
    submit,
    requestId: request.id,
    report: (error) => isBug(error) && ctx.log.error({ err: error, path: request.url.split('?')[0] }, 'a page failed'),
    describe: door.house.describe,
    islands,
  }
}

/** An answer of the router itself (no such page, no such action) is no bug. */
const isBug = (error: unknown): boolean => !(isRouteErrorResponse(error) && error.status < 500)

/** In a page, a refusal is shown by the error page of its kind; who is not signed in goes to sign in, and comes back. */
function turnAway(error: unknown, request: FastifyRequest): never {
  if (!isRefusal(error)) throw error
  if (error.kind !== 'unauthenticated') throw data(refusalData(error), { status: statusForCode(error) })
  throw redirect(`/sign-in?next=${encodeURIComponent(placeOf(request))}`, 303)
}

/** The page one is on, with what follows its question mark: the one asked for, or the one that holds the form. */
function placeOf(request: FastifyRequest): string {
  const from = request.method === 'GET' ? addressOf(request).href : (request.headers.referer ?? '/')
  const { pathname, search } = URL.parse(from, originOf(request)) ?? new URL('/', originOf(request))
  return pathname.replace(/\.data$/, '') + search
}

const pathOf = (request: FastifyRequest): string => placeOf(request).split('?')[0]!

/** Somebody's session ended while they wrote: they sign in, come back, and find what they had typed. */
async function keep(ctx: Ctx, request: FastifyRequest, values: KeptValues): Promise<void> {
  const secret = await keepForm(ctx, pathOf(request), values)
  const secure = originOf(request).startsWith('https:') ? '; Secure' : ''
  if (secret) ctx.request.reply.append('set-cookie', `${keptCookie}=${secret}; Path=/; Max-Age=${keptSeconds}; SameSite=Lax; HttpOnly${secure}`)
}

async function giveBack(ctx: Ctx, request: FastifyRequest): Promise<KeptValues | null> {
  const secret = request.method === 'GET' && ctx.actor.kind === 'person' ? cookieOf(request.headers.cookie, keptCookie) : undefined
  return secret ? takeForm(ctx, secret, pathOf(request)) : null
}

/** What the person typed comes back with the refusal; passwords and codes do not. */
function keptValues(fields: readonly (readonly [string, string])[]): Record<string, string | string[]> {
  const kept = new Map<string, string | string[]>()
  for (const [name, value] of fields) {
    if (name === '__proto__' || /password|code|secret|token/i.test(name)) continue
    const before = kept.get(name)
    if (Array.isArray(before)) before.push(value)
    else kept.set(name, before === undefined ? value : [before, value])
  }
  return Object.fromEntries(kept)
}

function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'auto'
}

function webRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const gone = new AbortController()
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith(':') || value === undefined) continue
    for (const one of [value].flat()) headers.append(name, one)
  }
  const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null
  return new Request(addressOf(request), { method: request.method, headers, signal: gone.signal, body })
}

/** The whole address asked for. The path is never read as another host (`//elsewhere`), nor is that of a proxy's request (`GET http://elsewhere/`). */
function addressOf(request: FastifyRequest): URL {
  const path = request.url.replace(/^[a-z]+:\/\/[^/?]*/i, '')
  return URL.parse(originOf(request) + (path.startsWith('/') ? path : `/${path}`)) ?? new URL('/', originOf(request))
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A page is sent forms and nothing else. Refuses `platform.unsupportedType`, `platform.badForm` (a form that does not end, or does not say where its parts end). */
async function mustBeForm(request: FastifyRequest): Promise<void> {
  const type = request.headers['content-type'] ?? ''
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) throw new Refusal('invalid', 'platform.unsupportedType')
  await new Response(Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : '', { headers: { 'content-type': type } }).formData().catch(() => {
    throw new Refusal('invalid', 'platform.badForm')
  })
}

async function send(request: FastifyRequest, reply: FastifyReply, response: Response): Promise<void> {
  reply.code(response.status)
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') reply.header(name, value)
  })
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-store')
  if (!response.body) {
    await reply.send()
    return
  }
  const body = Buffer.from(await response.arrayBuffer())
  const accepted = request.headers['accept-encoding'] ?? ''
  if (body.length < 1_000 || reply.hasHeader('content-encoding')) await reply.send(body)
  else if (/\bbr\b/.test(accepted))
    await reply
      .header('content-encoding', 'br')
      .header('vary', 'accept-encoding')
      .send(await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }))
  else if (/\bgzip\b/.test(accepted))
    await reply
      .header('content-encoding', 'gzip')
      .header('vary', 'accept-encoding')
      .send(await gzipped(body, { level: 5 }))
  else await reply.send(body)
}
