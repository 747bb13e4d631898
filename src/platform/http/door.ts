import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, isStaff } from '../actor.ts'
import { clock } from '../clock.ts'
import { config } from '../config.ts'
import type { Ctx } from '../context.ts'
import { pool } from '../database/pool.ts'
import { type Call, invoke } from '../invoke.ts'
import { spend } from '../limits.ts'
import { log } from '../log.ts'
import type { Operation } from '../operation.ts'
import { Refusal } from '../refusal.ts'
import type { OpenApi } from './openapi.ts'
import { type Dictionary, isLang, type Lang, preferredLang, type Translate, translator } from '../text.ts'

/** What the HTTP layer is given by the app: the operations, who is calling, and the sentences. */
export interface House {
  operations: ReadonlyMap<string, Operation>
  actorOf: (headers: Headers) => Promise<Actor>
  dictionaries: Readonly<Record<Lang, Dictionary>>
  /** The API document, for the page that shows it. */
  describe: () => OpenApi
}

/** Through which every request enters: its context, and the call of an operation under the limits. */
export interface Door {
  house: House
  translate: Readonly<Record<Lang, Translate>>
  ctxOf: (request: FastifyRequest) => Promise<Ctx>
  call: (ctx: Ctx, name: string, input: unknown, idempotencyKey?: string) => Promise<unknown>
  /** Counts one request of this caller against the operation's limit, says so in the reply's headers, refuses when spent. */
  spend: (ctx: Ctx, operation: Operation | null, name: string) => void
}

const addresses = 300
const accounts = 600

export function openDoor(house: House): Door {
  const translate = { fr: translator('fr', house.dictionaries.fr), en: translator('en', house.dictionaries.en) }
  const contexts = new WeakMap<FastifyRequest, Promise<Ctx>>()
  return {
    house,
    translate,
    ctxOf: (request) => {
      let ctx = contexts.get(request)
      if (!ctx) contexts.set(request, (ctx = makeCtx(house, request)))
      return ctx
    },
    call: async (ctx, name, input, idempotencyKey) => {
      const operation = house.operations.get(name)
      if (!operation) throw new Error(`no operation named ${name}`)
      return invoke(ctx, { name, operation, input, idempotencyKey } satisfies Call)
    },
    spend: (ctx, operation, name) => spendOne(ctx, operation, name),
  }
}

async function makeCtx(house: House, request: FastifyRequest): Promise<Ctx> {
  const headers = headersOf(request)
  const actor = await house.actorOf(headers)
  const back = new Headers()
  const ctx: Ctx = {
    db: pool(),
    actor,
    lang: langOf(request, actor),
    now: clock.now(),
    log: log.child({ requestId: request.id, ...(actor.kind === 'person' ? { actor: actor.id } : {}) }),
    requestId: request.id,
    request: { ip: request.ip, userAgent: request.headers['user-agent'] ?? '', origin: originOf(request), headers, reply: back },
  }
  return ctx
}

export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
    else for (const one of value ?? []) headers.append(name, one)
  }
  return headers
}

/** The origin visitors see: PUBLIC_URL when set, else the address they used. */
export function originOf(request: FastifyRequest): string {
  return config().PUBLIC_URL ?? `${request.protocol}://${request.host}`
}

export function cookieOf(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))
  return found?.slice(name.length + 1)
}

/** `?lang=` for this page, the choice kept in a cookie, the account's, the browser's, French. */
function langOf(request: FastifyRequest, actor: Actor): Lang {
  const asked = (request.query as Record<string, unknown> | undefined)?.lang
  const kept = cookieOf(request.headers.cookie, 'lang')
  const own = actor.kind === 'person' ? actor.lang : null
  return [asked, kept, own].find(isLang) ?? preferredLang(request.headers['accept-language'])
}

function spendOne(ctx: Ctx, operation: Operation | null, name: string): void {
  const factor = config().RATE_LIMIT_FACTOR
  if (factor === 0) return
  const person = ctx.actor.kind === 'person'
  const who = person ? `account:${(ctx.actor as { id: string }).id}` : `address:${ctx.request.ip}`
  const own = operation?.perMinute
  const limit = Math.ceil((own ?? (person ? accounts : addresses)) * factor * (isStaff(ctx.actor) ? 2 : 1))
  const verdict = spend(own ? `${who}:${name}` : who, limit)
  const back = ctx.request.reply
  // IETF draft-ietf-httpapi-ratelimit-headers-10.
  back.set('ratelimit-policy', `"minute";q=${limit};w=60`)
  back.set('ratelimit', `"minute";r=${verdict.remaining};t=${verdict.resetSeconds}`)
  if (verdict.allowed) return
  back.set('retry-after', String(verdict.resetSeconds))
  throw new Refusal('refused', 'platform.tooManyRequests', { seconds: verdict.resetSeconds })
}

/** Copies what the operations want sent back (cookies, limits) onto the reply. */
export function sendBack(ctx: Ctx, reply: FastifyReply): void {
  for (const cookie of ctx.request.reply.getSetCookie()) reply.header('set-cookie', cookie)
  ctx.request.reply.forEach((value, name) => {
    if (name !== 'set-cookie') reply.header(name, value)
  })
}
