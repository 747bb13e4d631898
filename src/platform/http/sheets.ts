import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { may } from '../actor.ts'
import { coerce } from '../coerce.ts'
import type { Ctx } from '../context.ts'
import { audit, parse } from '../invoke.ts'
import { jsonSchemaOf } from '../json-schema.ts'
import type { Page } from '../operation.ts'
import { found, Refusal } from '../refusal.ts'
import { csvStream, type SheetOut, xlsxStream } from '../sheet/write.ts'
import type { Translate } from '../text.ts'
import { type Door, sendBack } from './door.ts'
import type { Address } from './openapi.ts'

const style = {
  separator: z.enum([',', ';']).optional(),
  /** The mark by which Excel knows UTF-8. */
  mark: z.boolean().default(true),
}
type Style = z.output<z.ZodObject<typeof style>>

/** What an address gives: whose rows, and the table, made when the caller may have it. */
interface Opened {
  workspaceId: string
  table: () => SheetOut | Promise<SheetOut>
}

interface Described<Shape extends z.ZodRawShape> {
  /** An `:id` in it is asked for as `id`. */
  route: `GET /api/v1/exports/${string}.:format`
  room: string
  name: string
  summary: string
  /** The conditions of the list, as its operation takes them; `after` and `limit` mean nothing here. */
  asked: z.ZodObject<Shape>
  permission: string
  /** Null = missing. */
  open: (ctx: Ctx, asked: z.output<z.ZodObject<Shape>>, t: Translate) => Promise<Opened | null>
}

export interface Sheet {
  address: Address
  mount: (app: FastifyInstance, door: Door) => void
}

type Asking = FastifyRequest<{ Params: { id?: string; format: string } }>

/**
 * A list as a spreadsheet at an address of its own (`format` csv or xlsx), read page by page while it is sent. Who took it is told in the audit trail under `room.name`.
 * Refuses `platform.signInNeeded`, and `platform.missing` to strangers and in another make.
 */
export function sheet<Shape extends z.ZodRawShape>({ route, room, name, summary, asked: conditions, permission, open }: Described<Shape>): Sheet {
  const shape = conditions.extend(style)
  const schema = jsonSchemaOf(shape, 'input')
  const give = async (door: Door, request: Asking, reply: FastifyReply): Promise<FastifyReply> => {
    const ctx = await door.ctxOf(request)
    if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
    door.spend(ctx, null, 'export')
    sendBack(ctx, reply)
    const asked = parse(shape, coerce(fieldsOf(request), schema)) as z.output<z.ZodObject<Shape>> & Style
    const { workspaceId, table } = found(await open(ctx, asked, door.translate[ctx.lang]))
    if (!may(ctx.actor, workspaceId, permission)) throw new Refusal('missing', 'platform.missing')
    const whole = await table()
    const isHead = request.method === 'HEAD'
    if (!isHead) await audit(ctx, `${room}.${name}`, workspaceId, 'ok')
    named(ctx, request.params.format, reply, whole.name)
    if (isHead) return reply.send()
    return reply.send(request.params.format === 'csv' ? csvStream(whole, { separator: asked.separator ?? (ctx.lang === 'fr' ? ';' : ','), mark: asked.mark }) : xlsxStream(whole))
  }
  return {
    address: { route, room, name, summary, answers: 'text/csv', status: 200 },
    mount: (app, door) => void app.get(route.slice('GET '.length), (request: Asking, reply) => give(door, request, reply)),
  }
}

/** Every item of a list that is read by pages. */
export async function* everyItem<Item>(read: (after: string | undefined) => Promise<Page<Item>>): AsyncGenerator<Item> {
  for (let after: string | undefined; ;) {
    const { items, next } = await read(after)
    yield* items
    if (next === null) return
    after = next
  }
}

/** So many rows are read at once. */
export const atOnce = 500

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** The conditions, with the id of the address among them. One that is none, and a make that we do not write, are addresses that lead nowhere. */
function fieldsOf({ query, params: { id, format } }: Asking): [string, string][] {
  if ((id !== undefined && !isId(id)) || !['csv', 'xlsx'].includes(format)) throw new Refusal('missing', 'platform.missing')
  const given = Object.entries(query as Record<string, string | string[]>).flatMap(([name, value]) =>
    name === 'id' ? [] : [value].flat().map((one): [string, string] => [name, one]),
  )
  return id === undefined ? given : [...given, ['id', id]]
}

/** What is said of the file before it is sent. */
function named(ctx: Ctx, format: string, reply: FastifyReply, name: string): void {
  reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name.toWellFormed()} ${ctx.now.toISOString().slice(0, 10)}.${format}`)}`)
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
}
