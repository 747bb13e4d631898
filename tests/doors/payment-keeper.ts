import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type Delivery, type DoorCall, makeDice, makeMessenger } from './payment-callbacks.ts'
import type { DoorBehaviour, PaymentDoor, PaymentDoorOptions } from './payment-door.ts'
import { type DoorMemory, type DoorOrder, openMemory } from './payment-memory.ts'

export type { DoorCall } from './payment-callbacks.ts'
export type { DoorOrder } from './payment-memory.ts'

export interface DoorRequest {
  method: string
  /** Path and query as sent, and parsed. */
  target: string
  url: URL
  headers: Readonly<Record<string, string>>
  body: Buffer
  /** The body as a JSON object; empty when it is none. */
  json: () => Record<string, unknown>
}

export interface DoorAnswer {
  status: number
  /** A string is sent as text (HTML when it begins with `<`), anything else as JSON, undefined as nothing. */
  body?: unknown
  headers?: Record<string, string>
}

/** What one provider's protocol adds to the keeper. */
export interface DoorProtocol<Facts> {
  /** Environment that makes the house speak to this door; OUTGOING_ALLOW is added. */
  env: (url: string) => Record<string, string>
  handle: (request: DoorRequest) => DoorAnswer | Promise<DoorAnswer>
  /** Which requests feel `answers`. Default: all but GET. */
  troubled?: (request: DoorRequest) => boolean
  /** Brings an order where somebody (`approve`, `refuse`) or a plan (any word of the protocol) wants it. Harmless when it is too late. */
  reach: (order: DoorOrder<Facts>, to: string) => void | Promise<void>
  /** The callback that says what an order is now; null = this protocol has none for it. `what` is the word given to `tell`. */
  callback: (order: DoorOrder<Facts>, what: string) => DoorCall | null
  /** What a stranger would send to make us believe that the money is there. */
  forge: (order: DoorOrder<Facts>, what: string) => DoorCall | null
}

/** What a protocol works with. */
export interface Keeper<Facts> extends DoorMemory<Facts> {
  /** Of the door, no slash at the end. Known once it listens. */
  url: () => string
  behaviour: () => DoorBehaviour
  /** The address of a callback: the one the order carried when it is of this machine, else `<base>/api/callbacks/<name>`; null when there is neither. */
  callbackAddress: (carried?: string | null) => string | null
  /** Changes an order's state and keeps it. */
  become: (order: DoorOrder<Facts>, state: string) => void
  /** Money really moves for this order: counted. */
  move: (order: DoorOrder<Facts>) => void
  /** Reaches `to` after so many milliseconds, also when the door was closed and opened meanwhile; null = never by itself. */
  plan: (order: DoorOrder<Facts>, to: string, milliseconds: number | null) => void
  /** Sends the callback of what the order is now, as well or as badly as told. */
  tell: (order: DoorOrder<Facts>, what?: string) => void
}

/** A stand-in as tests hold it. */
export interface KeptDoor extends PaymentDoor {
  /** From now on callbacks go to this origin, whatever address an order carries: for a house that listens on a free port. */
  callHome: (origin: string) => void
  /** Callbacks that left, oldest first, with what was answered. */
  deliveries: () => readonly Delivery[]
  /** What was asked of it, oldest first: `POST /v1/transactions`. */
  asked: () => readonly string[]
}

const usual: DoorBehaviour = { callbacks: 'normal', answers: 'normal', approveAfterMs: null, lateMs: 400 }

/**
 * Opens a stand-in on loopback: memory of orders, plans, callbacks and bad days are here; the protocol is what `make` answers.
 * `approve`, `refuse` accept the provider's id or our reference.
 */
export async function openKeeper<Facts>(name: string, options: PaymentDoorOptions, make: (keeper: Keeper<Facts>) => DoorProtocol<Facts>): Promise<KeptDoor> {
  let behaviour: DoorBehaviour = { ...usual, ...options.behaviour }
  let home: string | null = null
  let url = ''
  const memory = openMemory<Facts>(options.file)
  const messenger = makeMessenger(() => behaviour)
  const plans = new Map<string, NodeJS.Timeout>()
  const working = new Set<Promise<void>>()
  const asked: string[] = []

  const reach = (order: DoorOrder<Facts>, to: string): Promise<void> => {
    clearTimeout(plans.get(order.id))
    plans.delete(order.id)
    order.due = null
    const done = Promise.resolve(protocol.reach(order, to)).finally(() => working.delete(done))
    working.add(done)
    return done
  }
  const arm = (order: DoorOrder<Facts>): void => {
    if (!order.due) return
    clearTimeout(plans.get(order.id))
    const { at, to } = order.due
    plans.set(
      order.id,
      setTimeout(() => void reach(order, to), Math.max(0, Date.parse(at) - Date.now())),
    )
  }
  const keeper: Keeper<Facts> = {
    ...memory,
    url: () => url,
    behaviour: () => behaviour,
    callbackAddress: (carried) => addressOf(name, home, carried ?? null, options.callbackBase),
    become: (order, state) => {
      order.state = state
      memory.keep(order)
    },
    move: (order) => {
      order.moved += 1
      memory.keep(order)
    },
    plan: (order, to, milliseconds) => {
      order.due = milliseconds === null ? null : { at: new Date(Date.now() + milliseconds).toISOString(), to }
      memory.keep(order)
      arm(order)
    },
    tell: (order, what = order.state) => {
      const call = protocol.callback(order, what)
      if (call) messenger.send(call, protocol.forge(order, what))
    },
  }
  const protocol = make(keeper)
  const roll = makeDice(19)
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    void serve(protocol, () => drawAnswer(behaviour, roll), request, response)
  })
  await new Promise<void>((ready, fail) => server.once('error', fail).listen(options.port ?? 0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  url = `http://${host}`
  for (const order of memory.orders()) arm(order)
  const wanted = (key: string): DoorOrder<Facts> => {
    const order = memory.find(key)
    if (!order) throw new Error(`${name} knows no order ${key}`)
    return order
  }
  return {
    url,
    env: { ...protocol.env(url), OUTGOING_ALLOW: host },
    behave: (change) => void (behaviour = { ...behaviour, ...change }),
    approve: (key) => reach(wanted(key), 'approve'),
    refuse: (key) => reach(wanted(key), 'refuse'),
    entries: memory.entries,
    callHome: (origin) => void (home = origin),
    deliveries: messenger.deliveries,
    asked: () => asked,
    quiet: async () => {
      do await wait(10)
      while (plans.size > 0 || working.size > 0 || !messenger.idle())
    },
    close: () => {
      for (const timer of plans.values()) clearTimeout(timer)
      messenger.stop()
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}

/** The environment of a house that speaks to all these doors. */
export function envOf(...doors: readonly PaymentDoor[]): Record<string, string> {
  const allow = doors.map(({ env }) => env.OUTGOING_ALLOW).filter(Boolean)
  return { ...Object.assign({}, ...doors.map(({ env }) => env)), OUTGOING_ALLOW: allow.join(',') }
}

function addressOf(name: string, home: string | null, carried: string | null, base: string | undefined): string | null {
  if (home) return new URL(carried ? new URL(carried).pathname : `/api/callbacks/${name}`, home).href
  if (carried && (!base || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(carried).hostname))) return carried
  return base ? `${base.replace(/\/+$/, '')}/api/callbacks/${name}` : carried
}

function drawAnswer({ answers }: DoorBehaviour, roll: <T>(faces: readonly T[]) => T): Exclude<DoorBehaviour['answers'], 'chaos'> {
  return answers === 'chaos' ? roll(['normal', 'normal', 'timeout-after-success', 'error-before', 'slow'] as const) : answers
}

async function serve<Facts>(protocol: DoorProtocol<Facts>, draw: () => ReturnType<typeof drawAnswer>, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming)
  const day = (protocol.troubled ?? (({ method }) => method !== 'GET'))(request) ? draw() : 'normal'
  if (day === 'error-before') return write(response, { status: 500, body: { message: 'Internal Server Error' } })
  const answer = await attempt(protocol, request)
  if (day === 'timeout-after-success') return void response.destroy()
  if (day === 'slow') await wait(1_200)
  write(response, answer)
}

async function attempt<Facts>(protocol: DoorProtocol<Facts>, request: DoorRequest): Promise<DoorAnswer> {
  try {
    return await protocol.handle(request)
  } catch (error) {
    return { status: 500, body: { message: `the stand-in broke: ${String(error)}` } }
  }
}

async function readRequest(incoming: IncomingMessage): Promise<DoorRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const target = incoming.url ?? '/'
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : (value ?? '')]))
  const json = (): Record<string, unknown> => {
    try {
      const read: unknown = JSON.parse(body.toString())
      return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : {}
    } catch {
      return {}
    }
  }
  return { method: incoming.method ?? 'GET', target, url: new URL(target, `http://${headers.host ?? 'door'}`), headers, body, json }
}

function write(response: ServerResponse, { status, body, headers = {} }: DoorAnswer): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const type = typeof body === 'string' ? (body.startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8') : 'application/json'
  response.writeHead(status, body === undefined ? headers : { 'content-type': type, ...headers }).end(text)
}
