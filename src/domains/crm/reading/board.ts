import { z } from 'zod'
import { findPeople } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { decodeCursor, encodeCursor, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import type { Board, BoardQuery, Card, CardFilter, CardPage, CardQuery, CardSearch, FoundCards, Opportunity, Totals, Total } from '../schema/pipeline.ts'
import { boardRows, cardRows, type CardsWanted, findCardRows, opportunityRows, type ShownCard, type TotalRow, totalRows } from '../store/boards.ts'
import { type CardRow } from '../store/cards.ts'
import { readPipeline } from '../store/pipelines.ts'
import { workspaceOfRow } from '../store/facts.ts'
import { agencyOf } from '../agency.ts'
import { filterOf } from './conditions.ts'
import { isDay } from '../rules/fields.ts'
import { shownPipeline } from './pipelines.ts'

/** What a cursor may hold in each order: one made by hand is no cursor. */
const cursorOf = (key: z.ZodType<string>) => z.object({ rank: z.int().min(-1).max(1_000), key, id: z.uuid() })
const text = z
  .string()
  .max(400)
  .regex(/^[^\0]*$/)
const daily = z.string().refine((key) => key === 'infinity' || isDay(key))
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} [\d:.]{8,15}[+-]\d{2}(:\d{2})?$/)
  .refine((key) => isDay(key.slice(0, 10)) && !Number.isNaN(Date.parse(key.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'))))
const cursors = { place: text, name: text, value: z.string().regex(/^-?\d{1,15}$/), expected: daily, age: moment, updated: moment }

/** A pipeline with the first cards of each stage, and what stands in each. */
export async function getBoard(ctx: Ctx, { id, limit, ...filter }: z.output<typeof BoardQuery>): Promise<z.input<typeof Board>> {
  const pipeline = await shownPipeline(ctx, id)
  const wanted = wantedIn(ctx, pipeline.workspaceId, filter)
  const [rows, totals] = await Promise.all([boardRows(ctx.db, id, wanted, limit + 1), totalRows(ctx.db, id, wanted)])
  const cards = await withOwners(ctx, rows)
  const columns = pipeline.stages.map((stage, rank) => {
    const all = cards.filter(({ stageId }) => stageId === stage.id)
    const shown = all.slice(0, limit)
    return { stageId: stage.id, cards: shown, next: all.length > limit ? goesOn(rank, shown.at(-1)!) : null }
  })
  return { pipeline, totals: totalsOf(pipeline.stages, totals), columns }
}

/** The rank of a board's column is that of its stage, so that the list goes on where the board stopped. */
const goesOn = (rank: number, { place, id }: Card): string => encodeCursor({ rank, key: place, id })

/** What stands in each stage of a pipeline, of the cards that fit. */
export async function boardTotals(ctx: Ctx, { id, ...filter }: z.output<typeof CardFilter> & { id: string }): Promise<z.input<typeof Totals>> {
  const pipeline = await shownPipeline(ctx, id)
  return { items: totalsOf(pipeline.stages, await totalRows(ctx.db, id, wantedIn(ctx, pipeline.workspaceId, filter))) }
}

/** Cards of a pipeline, page after page. */
export async function listCards(ctx: Ctx, { id, sort, direction, after, limit, ...filter }: z.output<typeof CardQuery>): Promise<z.input<typeof CardPage>> {
  const { workspaceId } = found(await readPipeline(ctx.db, id))
  const rows = await cardRows(ctx.db, id, wantedIn(ctx, workspaceId, filter), { sort, direction, after: decodeCursor(after, cursorOf(cursors[sort])), limit: limit + 1 })
  const { items, next } = toPage(rows, limit, ({ rank, key, id: last }) => ({ rank, key, id: last }))
  return { items: await withOwners(ctx, items), next }
}

/** One card as boards show it. */
export async function oneCard(ctx: Ctx, { id, pipelineId, workspaceId }: Pick<CardRow, 'id' | 'pipelineId' | 'workspaceId'>): Promise<Card> {
  const rows = await cardRows(ctx.db, pipelineId, { workspaceId, now: ctx.now, record: {}, ids: [id] }, { sort: 'updated', after: null, limit: 1 })
  return (await withOwners(ctx, [found(rows[0])]))[0]!
}

/** The opportunities of one artist, those that are open first. */
export async function listOpportunities(ctx: Ctx, { id }: { id: string }): Promise<{ items: Opportunity[] }> {
  found(await workspaceOfRow(ctx.db, id))
  const rows = await opportunityRows(ctx.db, id, ctx.now)
  const cards = await withOwners(ctx, rows)
  return { items: cards.map((card, at) => ({ ...card, stage: rows[at]!.stage, outcome: rows[at]!.outcome, pipeline: rows[at]!.pipeline })) }
}

/** Opportunities by their title or their artist, for the palette. */
export async function searchCards(ctx: Ctx, { q, workspaceId, limit }: z.output<typeof CardSearch>): Promise<z.input<typeof FoundCards>> {
  return { items: await findCardRows(ctx.db, [await agencyOf(ctx, workspaceId)], q, limit) }
}

/** The conditions of a board on its cards and their artists. */
export function wantedIn(ctx: Ctx, workspaceId: string, { owner, tags, target, ...own }: z.output<typeof CardFilter>): CardsWanted {
  return { workspaceId, now: ctx.now, record: filterOf(ctx, 'artist', { owner, tags, target }), ...own }
}

async function withOwners(ctx: Ctx, rows: readonly ShownCard[]): Promise<Card[]> {
  const people = await findPeople(
    ctx.db,
    rows.flatMap(({ ownerId }) => ownerId ?? []),
  )
  return rows.map(({ ownerId, ...row }) => ({ ...row, owner: ownerId ? { id: ownerId, name: people.get(ownerId)?.name ?? '' } : null }))
}

function totalsOf(stages: readonly { id: string }[], rows: readonly TotalRow[]): Total[] {
  return stages.map(({ id }) => {
    const own = rows.filter(({ stageId }) => stageId === id)
    const sum = (of: 'count' | 'stalled'): number => own.reduce((all, row) => all + row[of], 0)
    const sums = own.flatMap(({ currency, value, weighted }) => (currency ? [{ currency, value, weighted }] : []))
    return { stageId: id, count: sum('count'), stalled: sum('stalled'), sums }
  })
}
