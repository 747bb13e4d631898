import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type pg from 'pg'
import { mustHaveScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { pgPool, pool } from '../database/pool.ts'
import { log } from '../log.ts'
import { gauge } from '../metrics.ts'
import { Refusal } from '../refusal.ts'
import type { Topic } from '../stream.ts'
import type { Door } from './door.ts'

interface Said {
  id: number
  topic: string
  data: unknown
}

interface Listener {
  topics: ReadonlySet<string>
  caller: string
  response: ServerResponse
  /** What was said while the past is being replayed; null once it is. */
  waiting: Said[] | null
  /** Ids that the replay has written. */
  replayed: Set<number>
}

const mostTopics = 20
const mostPerCaller = 12
/** Bytes that may wait for one tab. */
const mostUnread = 1024 ** 2

/** `/api/stream?topics=a:1,b:2`: one server-sent event stream a tab. `Last-Event-ID` (or `since`, for a tab that comes back) replays what was missed, for a day. */
export async function stream(app: FastifyInstance, door: Door, topics: readonly Topic[]): Promise<void> {
  const listeners = new Set<Listener>()
  gauge('griot_stream_connections', 'Open event streams', () => listeners.size)
  const ear = await listen(listeners)
  const beat = setInterval(() => listeners.forEach((l) => send(l.response, ': beat\n\n')), 25_000)
  app.addHook('preClose', async () => {
    clearInterval(beat)
    for (const l of listeners) l.response.end()
    await ear.close()
  })
  app.get('/api/stream', async (request, reply) => {
    const ctx = await door.ctxOf(request)
    door.spend(ctx, null, 'stream')
    const asked = [
      ...new Set(
        String((request.query as { topics?: string }).topics ?? '')
          .split(',')
          .filter(Boolean),
      ),
    ]
    await mayListen(ctx, asked, topics)
    const caller = ctx.actor.kind === 'person' ? ctx.actor.id : ctx.request.ip
    if ([...listeners].filter((l) => l.caller === caller).length >= mostPerCaller) throw new Refusal('refused', 'platform.tooManyRequests', { seconds: 30 })
    reply.hijack()
    const response = reply.raw
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) response.setHeader(name, value as string)
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    response.write('retry: 3000\n\n')
    const listener: Listener = { topics: new Set(asked), caller, response, waiting: [], replayed: new Set() }
    listeners.add(listener)
    request.raw.on('close', () => listeners.delete(listener))
    await replay(listener, Number(request.headers['last-event-id'] ?? (request.query as { since?: string }).since)).catch((error: unknown) => {
      log.error({ err: error }, 'what a tab missed could not be read')
      response.end()
    })
  })
}

async function mayListen(ctx: Ctx, asked: readonly string[], topics: readonly Topic[]): Promise<void> {
  if (asked.length === 0 || asked.length > mostTopics) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'topics', code: 'platform.required' }])
  for (const name of asked) {
    const colon = name.indexOf(':')
    const topic = topics.find((t) => t.prefix === name.slice(0, colon))
    if (topic?.room) mustHaveScope(ctx.actor, `${topic.room}:read`)
    if (!topic || !(await topic.mayListen(ctx, name.slice(colon + 1)))) throw new Refusal(ctx.actor.kind === 'nobody' ? 'unauthenticated' : 'forbidden', 'platform.forbidden')
  }
}

/** The past first, then what was said meanwhile: a tab listens before it looks back, so nothing falls between. */
async function replay(listener: Listener, lastId: number): Promise<void> {
  const missed = Number.isSafeInteger(lastId) && lastId > 0
  const { rows } = missed
    ? await sql<Said>`select id, topic, data from platform.stream where topic = any(${[...listener.topics]}) and id > ${lastId} order by id limit 500`.execute(pool())
    : { rows: [] }
  const known = new Set(rows.map((said) => said.id))
  listener.replayed = known
  for (const said of [...rows, ...(listener.waiting ?? []).filter((one) => !known.has(one.id))]) write(listener.response, said)
  listener.waiting = null
}

function hear(listener: Listener, said: Said): void {
  // What was replayed may also be on its way to every tab: it is heard once.
  if (!listener.topics.has(said.topic) || listener.replayed.delete(said.id)) return
  if (listener.waiting) listener.waiting.push(said)
  else write(listener.response, said)
}

function write(response: ServerResponse, said: Said): void {
  send(response, `id: ${said.id}\nevent: ${said.topic}\ndata: ${JSON.stringify(said.data)}\n\n`)
}

/** A tab that no longer reads is let go, before its unread past fills the memory: when it comes back it is told what it missed. */
function send(response: ServerResponse, text: string): void {
  if (response.writableLength > mostUnread) response.destroy()
  else response.write(text)
}

/** One connection of this process listens for all its tabs; a lost connection is made again, and what was said meanwhile is read. */
async function listen(listeners: ReadonlySet<Listener>): Promise<{ close: () => Promise<void> }> {
  let client: pg.PoolClient | undefined
  const reader = await readInOrder(listeners)
  const connect = async (): Promise<void> => {
    const own = await pgPool().connect()
    client = own
    own.on('notification', (said) => {
      if (said.channel === 'griot_stream') reader.tell(Number(said.payload?.split(' ')[0]))
    })
    own.on('error', () => {
      if (client !== own) return
      client = undefined
      own.release(true)
      setTimeout(
        () =>
          connect()
            .then(reader.catchUp)
            .catch((error: unknown) => log.error({ err: error }, 'the stream lost the database')),
        1_000,
      )
    })
    await own.query('listen griot_stream')
  }
  await connect()
  return {
    close: async () => {
      const own = client
      client = undefined
      own?.release(true)
    },
  }
}

/** Reads what was told, one read at a time: tabs hear it in the order of the commits. Ids are handed out before commit, so a lower one may come later: each is read by its own id. */
async function readInOrder(listeners: ReadonlySet<Listener>): Promise<{ tell: (id: number) => void; catchUp: () => Promise<void> }> {
  const told: number[] = []
  let reading = false
  const { rows: newest } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from platform.stream`.execute(pool())
  let last = newest[0]?.last ?? 0
  const spread = (rows: readonly Said[]): void => {
    for (const said of rows) {
      last = Math.max(last, said.id)
      for (const listener of listeners) hear(listener, said)
    }
  }
  const read = async (): Promise<void> => {
    for (reading = true; told.length > 0;) {
      const ids = told.splice(0)
      const { rows } =
        await sql<Said>`select s.id, s.topic, s.data from unnest(${ids}::bigint[]) with ordinality as told (id, place) join platform.stream s using (id) order by told.place`.execute(
          pool(),
        )
      spread(rows)
    }
    reading = false
  }
  return {
    tell: (id) => {
      if (listeners.size === 0) {
        last = Math.max(last, id)
        return
      }
      told.push(id)
      if (reading) return
      read().catch((error: unknown) => {
        reading = false
        log.error({ err: error }, 'a message of the stream could not be read')
      })
    },
    catchUp: async () => spread((await sql<Said>`select id, topic, data from platform.stream where id > ${last} order by id limit 1000`.execute(pool())).rows),
  }
}

/** Forgets what was said more than a day ago. */
export async function forgetStream(): Promise<void> {
  await sql`delete from platform.stream where at < now() - interval '1 day'`.execute(pool())
}
