import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, isStaff, mustHaveScope } from '../actor.ts'
import { clock } from '../clock.ts'
import { config } from '../config.ts'
import type { Ctx, RequestFacts } from '../context.ts'
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
  return {
    house,
    translate,
    ctxOf: (request) => {
      const known = request as FastifyRequest & { [made]?: Promise<Ctx> }
      return (known[made] ??= makeCtx(house, request))
    },
    call: async (ctx, name, input, idempotencyKey) => {
      const operation = house.operations.get(name)
      if (!operation) throw new Error(`no operation named ${name}`)
      return invoke(ctx, { name, operation, input, idempotencyKey } satisfies Call)
    },
    spend: (ctx, operation, name) => spendOne(ctx, operation, name),
  }
}

/** The door of one room's raw addresses (bytes, protocols): a personal key without the room's scope stays outside, as it does at an operation. */
export function doorOf(door: Door, room: string): Door {
  return {
    ...door,
    ctxOf: async (request) => {
      const ctx = await door.ctxOf(request)
      mustHaveScope(ctx.actor, `${room}:${request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write'}`)
      return ctx
    },
  }
}

/** What few operations look at (a logger of its own, every header, headers to send back) is made when it is first looked at. */
async function makeCtx(house: House, request: FastifyRequest): Promise<Ctx> {
  const actor = await house.actorOf(credentials(request))
  let own: Ctx['log'] | undefined
  return {
    db: pool(),
    actor,
    lang: langOf(request, actor),
    now: clock.now(),
    get log() {
      return (own ??= log.child({ requestId: request.id, ...(actor.kind === 'person' ? { actor: actor.id } : {}) }))
    },
    requestId: request.id,
    request: factsOf(request),
  }
}

/** Kept on the request and on its facts themselves: a WeakMap entry for each request is dear to the garbage collector. */
const made = Symbol('context')
const back = Symbol('headers to send back')
const spent = Symbol('headers of the limits')

interface Facts extends RequestFacts {
  [back]?: Headers | undefined
  [spent]?: Record<string, string> | undefined
}

function factsOf(request: FastifyRequest): RequestFacts {
  let headers: Headers | undefined
  const facts: Facts = {
    [back]: undefined,
    [spent]: undefined,
    ip: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    get origin() {
      return originOf(request)
    },
    get headers() {
      return (headers ??= headersOf(request))
    },
    get reply() {
      return (facts[back] ??= new Headers())
    },
  }
  return facts
}

/** The two headers that say who is calling. */
function credentials(request: FastifyRequest): Headers {
  const { authorization, cookie } = request.headers
  const headers = new Headers()
  if (authorization !== undefined) headers.set('authorization', authorization)
  if (cookie !== undefined) headers.set('cookie', cookie)
  return headers
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
  const { PUBLIC_URL, publicUrl } = config()
  const asked = `${request.protocol}://${request.host}`
  // A Host that is no host name is nobody's address.
  return PUBLIC_URL ?? (URL.canParse(asked) ? asked : publicUrl)
}

export function cookieOf(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
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
  // IETF draft-ietf-httpapi-ratelimit-headers-10.
  const said: Record<string, string> = { 'ratelimit-policy': `"minute";q=${limit};w=60`, ratelimit: `"minute";r=${verdict.remaining};t=${verdict.resetSeconds}` }
  const facts: Facts = ctx.request
  facts[spent] = said
  if (verdict.allowed) return
  said['retry-after'] = String(verdict.resetSeconds)
  throw new Refusal('refused', 'platform.tooManyRequests', { seconds: verdict.resetSeconds })
}

/** Copies what the operations want sent back (cookies, limits) onto the reply. */
export function sendBack(ctx: Ctx, reply: FastifyReply): void {
  const facts: Facts = ctx.request
  if (facts[spent]) reply.headers(facts[spent])
  if (!facts[back]) return
  for (const cookie of facts[back].getSetCookie()) reply.header('set-cookie', cookie)
  facts[back].forEach((value, name) => {
    if (name !== 'set-cookie') reply.header(name, value)
  })
}
