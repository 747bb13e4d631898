import Fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Actor, nobody } from '#platform/actor'
import { announce } from '#platform/events'
import { type Catalogue, catalogueOf } from '#platform/http/catalogue'
import { type Door, openDoor } from '#platform/http/door'
import { errors } from '#platform/http/errors'
import { graphql } from '#platform/http/graphql/serve.ts'
import { guard } from '#platform/http/guard'
import { openapi, serveOpenApi } from '#platform/http/openapi'
import { rest } from '#platform/http/rest'
import { anyone, command, id, instant, member, nothing, type Operation, owner, pageOf, paging, query, signedIn, staff } from '#platform/operation'
import { Refusal } from '#platform/refusal'
import { texts as english } from '#platform/texts.en.ts'
import { texts as french } from '#platform/texts.fr.ts'

/** A room that uses every form a shape may take, so that REST, OpenAPI and GraphQL are tried on more than the house happens to hold today. */

export const at = new Date('2026-11-21T03:37:06.000Z')
export const oneId = '0197a000-0000-7000-8000-000000000001'

const mask = z.object({ id, name: z.string(), weight: z.number(), bytes: z.int(), year: z.int().min(1).max(3000).nullable() }).meta({ id: 'Mask', description: 'A carved mask.' })
const dance = z
  .object({
    id,
    title: z.string().nullable(),
    state: z.enum(['planned', 'danced']),
    size: z.enum(['16:9', '4:3']),
    at: instant,
    ended: instant.nullable(),
    masks: z.array(mask),
    best: mask.nullable(),
    place: z.object({ town: z.string(), steps: z.array(z.object({ count: z.int() })) }),
    figures: z.record(z.string(), z.number()),
    proof: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('film'), minutes: z.int() }),
      z.object({ kind: z.literal('word'), by: z.string() }).meta({ id: 'SpokenProof' }),
    ]),
  })
  .meta({ id: 'Dance' })

const made = (title: string | null): z.input<typeof dance> => ({
  id: oneId,
  title,
  state: 'danced',
  size: '16:9',
  at,
  ended: null,
  masks: [{ id: oneId, name: 'Gèlèdé', weight: 1.5, bytes: 5_000_000_000, year: 1900 }],
  best: { id: oneId, name: 'Zangbeto', weight: 2, bytes: 1, year: null },
  place: { town: 'Kétou', steps: [{ count: 3 }] },
  figures: { beats: 12 },
  proof: { kind: 'word', by: 'Awa' },
})

export const operations = {
  getDance: query({
    summary: 'One dance',
    route: 'GET /dances/:id',
    who: anyone,
    input: z.object({ id, title: z.string().nullable().optional() }),
    output: dance,
    cache: 'public, max-age=60',
    run: async (_ctx, input) => made(input.title ?? null),
  }),
  listDances: query({
    summary: 'Dances, page by page',
    route: 'GET /dances',
    who: anyone,
    input: z.object({ ...paging, towns: z.array(z.string()).optional(), state: z.enum(['planned', 'danced']).optional(), big: z.boolean().default(false) }),
    output: pageOf(dance),
    run: async (_ctx, input) => ({ items: [made(`${input.limit} ${input.big} ${input.state ?? '-'} ${(input.towns ?? []).join('+')}`)], next: input.after ? null : 'more' }),
  }),
  createDance: command({
    summary: 'Plan a dance',
    route: 'POST /dances',
    who: signedIn,
    input: z.object({
      title: z.string().min(3).max(20),
      masks: z.array(z.object({ name: z.string(), weight: z.number().optional() })).default([]),
      place: z.object({ town: z.string(), note: z.string().nullable().optional() }).optional(),
    }),
    output: dance,
    status: 201,
    idempotent: true,
    run: async (ctx, input) => {
      await announce(ctx.db, { type: 'dance.planned', subject: input.title })
      if (input.title === 'fails') throw new Refusal('refused', 'platform.unavailable')
      if (input.title === 'breaks') throw new Error('a secret of the house')
      return made(`${input.title} ${input.masks.map((m) => m.name).join()}`)
    },
  }),
  endDance: command({ summary: 'End a dance', route: 'DELETE /dances/:id', who: staff('moderator'), input: z.object({ id }), output: nothing, status: 204, run: async () => ({}) }),
  renameDance: command({
    summary: 'Rename',
    route: 'PATCH /dances/:id',
    who: owner(async () => oneId),
    input: z.object({ id, title: z.string() }),
    output: z.object({ title: z.string() }),
    run: async (_ctx, { title }) => ({ title }),
  }),
  danceReport: query({
    summary: 'Report',
    route: 'GET /dances/:id/report',
    who: member('dances.view', async () => oneId),
    input: z.object({ id }),
    output: z.object({ total: z.int() }),
    run: async () => ({ total: 1 }),
  }),
}

export interface SmallHouse {
  app: FastifyInstance
  door: Door
  catalogue: Catalogue
  /** Who the next requests come from. */
  as: (actor: Actor) => void
}

/** Serves these operations beside an open test house, whose database it uses. */
export function openSmallHouse(): SmallHouse {
  let actor: Actor = nobody
  const named = new Map(Object.entries(operations).map(([name, operation]) => [`dances.${name}`, operation as unknown as Operation]))
  const catalogue = catalogueOf(named)
  const document = openapi(catalogue, { version: '0.0.0', description: 'Masks and dances', license: 'AGPL-3.0-or-later' })
  const door = openDoor({ operations: named, actorOf: async () => actor, dictionaries: { fr: { platform: french }, en: { platform: english } }, describe: () => document })
  const app = Fastify()
  errors(app, door)
  guard(app)
  rest(app, door)
  graphql(app, door, () => catalogue)
  serveOpenApi(app, () => document)
  return {
    app,
    door,
    catalogue,
    as: (next) => {
      actor = next
    },
  }
}
