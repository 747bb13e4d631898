import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type pg from 'pg'
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
}

const mostTopics = 20
const mostPerCaller = 12
const listeners = new Set<Listener>()

/** `/api/stream?topics=a:1,b:2`: one server-sent event stream a tab. `Last-Event-ID` replays what was missed, for a day. */
export async function stream(app: FastifyInstance, door: Door, topics: readonly Topic[]): Promise<void> {
  gauge('griot_stream_connections', 'Open event streams', () => listeners.size)
  const ear = await listen()
  const beat = setInterval(() => listeners.forEach((l) => l.response.write(': beat\n\n')), 25_000)
  app.addHook('preClose', async () => {
    clearInterval(beat)
    for (const l of listeners) l.response.end()
    await ear.close()
  })
  app.get('/api/stream', async (request, reply) => {
    const ctx = await door.ctxOf(request)
    door.spend(ctx, null, 'stream')
    const asked = [...new Set(String((request.query as { topics?: string }).topics ?? '').split(',').filter(Boolean))]
    await mayListen(ctx, asked, topics)
    const caller = ctx.actor.kind === 'person' ? ctx.actor.id : ctx.request.ip
    if ([...listeners].filter((l) => l.caller === caller).length >= mostPerCaller) throw new Refusal('refused', 'platform.tooManyRequests', { seconds: 30 })
    reply.hijack()
    const response = reply.raw
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) response.setHeader(name, value as string)
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    response.write('retry: 3000\n\n')
    await replay(response, asked, Number(request.headers['last-event-id']))
    const listener: Listener = { topics: new Set(asked), caller, response }
    listeners.add(listener)
    request.raw.on('close', () => listeners.delete(listener))
  })
}

async function mayListen(ctx: Ctx, asked: readonly string[], topics: readonly Topic[]): Promise<void> {
  if (asked.length === 0 || asked.length > mostTopics) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: 'topics', code: 'platform.required' }])
  for (const name of asked) {
    const colon = name.indexOf(':')
    const topic = topics.find((t) => t.prefix === name.slice(0, colon))
    if (!topic || !(await topic.mayListen(ctx, name.slice(colon + 1)))) throw new Refusal(ctx.actor.kind === 'nobody' ? 'unauthenticated' : 'forbidden', 'platform.forbidden')
  }
}

async function replay(response: ServerResponse, topics: readonly string[], lastId: number): Promise<void> {
  if (!Number.isSafeInteger(lastId) || lastId <= 0) return
  const { rows } = await sql<Said>`select id, topic, data from platform.stream where topic = any(${[...topics]}) and id > ${lastId} order by id limit 500`.execute(pool())
  for (const said of rows) write(response, said)
}

function write(response: ServerResponse, said: Said): void {
  response.write(`id: ${said.id}\nevent: ${said.topic}\ndata: ${JSON.stringify(said.data)}\n\n`)
}

/** One connection of this process listens for all its tabs; a lost connection is made again, and what was said meanwhile is read. */
async function listen(): Promise<{ close: () => Promise<void> }> {
  let closed = false
  let last = 0
  let client: pg.PoolClient | undefined
  const deliver = async (): Promise<void> => {
    const { rows } = await sql<Said>`select id, topic, data from platform.stream where id > ${last} order by id limit 1000`.execute(pool())
    for (const said of rows) {
      last = Math.max(last, said.id)
      for (const l of listeners) if (l.topics.has(said.topic)) write(l.response, said)
    }
  }
  const connect = async (): Promise<void> => {
    const own = await pgPool().connect()
    client = own
    own.on('notification', (said) => {
      if (said.channel === 'griot_stream') tell(Number(said.payload?.split(' ')[0]))
    })
    own.on('error', () => {
      own.release(true)
      client = undefined
      if (!closed) setTimeout(() => connect().then(deliver).catch((error: unknown) => log.error({ err: error }, 'the stream lost the database')), 1_000)
    })
    await own.query('listen griot_stream')
  }
  const tell = (id: number): void => {
    // Ids are handed out before commit, so a lower one may come later: each is read by its own id.
    last = Math.max(last, id)
    if (listeners.size === 0) return
    sql<Said>`select id, topic, data from platform.stream where id = ${id}`
      .execute(pool())
      .then(({ rows }) => rows.forEach((said) => listeners.forEach((l) => l.topics.has(said.topic) && write(l.response, said))))
      .catch((error: unknown) => log.error({ err: error }, 'a message of the stream could not be read'))
  }
  const { rows } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from platform.stream`.execute(pool())
  last = rows[0]?.last ?? 0
  await connect()
  return {
    close: async () => {
      closed = true
      client?.release(true)
    },
  }
}

/** Forgets what was said more than a day ago. */
export async function forgetStream(): Promise<void> {
  await sql`delete from platform.stream where at < now() - interval '1 day'`.execute(pool())
}

