import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { may } from '#platform/actor'
import { coerce } from '#platform/coerce'
import type { Ctx } from '#platform/context'
import type { Door } from '#platform/http/door'
import { parse } from '#platform/invoke'
import { jsonSchemaOf } from '#platform/json-schema'
import { found, Refusal } from '#platform/refusal'
import { csvStream, xlsxStream, type SheetOut } from '#platform/sheet/write.ts'
import { agencyOf } from '../agency.ts'
import { cardsTable, mistakesTable, recordsTable, recordColumns } from '../reading/exports.ts'
import { CardFilter } from '../schema/pipeline.ts'
import { Conditions } from '../schema/records.ts'
import { readImport } from '../store/imports.ts'
import { readPipeline } from '../store/pipelines.ts'
import { directions, recordKinds, recordSorts } from '../types.ts'
import { mustHaveScope } from './scope.ts'

const style = {
  separator: z.enum([',', ';']).optional(),
  /** The mark by which Excel knows UTF-8. */
  mark: z.boolean().default(true),
}
const RecordsAsked = Conditions.extend({
  workspaceId: z.uuid().optional(),
  kind: z.enum(recordKinds).default('artist'),
  sort: z.enum(recordSorts).default('name'),
  direction: z.enum(directions).optional(),
  /** A selection instead of the whole list. */
  ids: z.array(z.uuid()).max(2_000).optional(),
  columns: z
    .array(z.union([z.enum(recordColumns), z.string().regex(/^custom\.[a-z][a-z0-9_]{0,39}$/)]))
    .max(60)
    .optional(),
  ...style,
})
const OnlyStyle = z.object(style)
const CardsAsked = CardFilter.extend(style)

type Asking = FastifyRequest<{ Params: { id: string; format: string } }>

/** Lists as spreadsheets, made as they are read: the same conditions, order and columns as on screen. */
export function mountExports(app: FastifyInstance, door: Door): void {
  const records = jsonSchemaOf(RecordsAsked, 'input')
  const styles = jsonSchemaOf(OnlyStyle, 'input')
  const cards = jsonSchemaOf(CardsAsked, 'input')
  app.get('/api/v1/exports/records.:format', async (request: Asking, reply) => {
    const ctx = await enter(door, request)
    const asked = parse(RecordsAsked, coerce(queryOf(request), records)) as z.output<typeof RecordsAsked>
    const workspaceId = await agencyOf(ctx, asked.workspaceId)
    mayLook(ctx, workspaceId)
    return give(ctx, request, reply, await recordsTable(ctx, door.translate[ctx.lang], { ...asked, workspaceId }), asked)
  })
  app.get('/api/v1/exports/pipelines/:id.:format', async (request: Asking, reply) => {
    const ctx = await enter(door, request)
    const pipeline = found(isId(request.params.id) ? await readPipeline(ctx.db, request.params.id) : null)
    mayLook(ctx, pipeline.workspaceId)
    const asked = parse(CardsAsked, coerce(queryOf(request), cards)) as z.output<typeof CardsAsked>
    return give(ctx, request, reply, cardsTable(ctx, door.translate[ctx.lang], pipeline, asked), asked)
  })
  app.get('/api/v1/exports/imports/:id.:format', async (request: Asking, reply) => {
    const ctx = await enter(door, request)
    const one = found(isId(request.params.id) ? await readImport(ctx.db, request.params.id) : null)
    mayLook(ctx, one.workspaceId)
    const asked = parse(OnlyStyle, coerce(queryOf(request), styles)) as z.output<typeof OnlyStyle>
    return give(ctx, request, reply, mistakesTable(ctx, door.translate[ctx.lang], one), asked)
  })
}

async function enter(door: Door, request: Asking): Promise<Ctx> {
  const ctx = await door.ctxOf(request)
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  mustHaveScope(ctx, 'crm:read')
  door.spend(ctx, null, 'export')
  return ctx
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

function mayLook(ctx: Ctx, workspaceId: string): void {
  if (!may(ctx.actor, workspaceId, 'artists.view')) throw new Refusal('missing', 'platform.missing')
}

function queryOf(request: Asking): [string, string][] {
  return Object.entries(request.query as Record<string, string | string[]>).flatMap(([name, value]) =>
    name === 'lang' ? [] : [value].flat().map((one): [string, string] => [name, one]),
  )
}

function give(ctx: Ctx, request: Asking, reply: FastifyReply, table: SheetOut, { separator, mark }: z.output<typeof OnlyStyle>): FastifyReply {
  const { format } = request.params
  if (format !== 'csv' && format !== 'xlsx') throw new Refusal('missing', 'platform.missing')
  const name = encodeURIComponent(`${table.name} ${ctx.now.toISOString().slice(0, 10)}.${format}`)
  const stream = format === 'csv' ? csvStream(table, { separator: separator ?? (ctx.lang === 'fr' ? ';' : ','), mark }) : xlsxStream(table)
  request.raw.on('close', () => reply.raw.writableFinished || stream.destroy())
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(stream)
}
