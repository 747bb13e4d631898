import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { command, id, member, nothing, query } from '#platform/operation'
import { createCard, createOpportunity, editCard, removeCard, restoreCard } from '../actions/pipeline/cards.ts'
import { moveCard } from '../actions/pipeline/move.ts'
import { createPipeline, createStage, editPipeline, editStage, orderStages, removeStage } from '../actions/pipeline/settings.ts'
import { editsOne, looks, looksAtOne, manages } from '../agency.ts'
import { boardTotals, getBoard, listCards, listOpportunities, searchCards } from '../reading/board.ts'
import { listPipelines, shownPipeline } from '../reading/pipelines.ts'
import { pipelineStats } from '../reading/stats.ts'
import {
  Board,
  BoardQuery,
  Card,
  CardDraft,
  CardEdit,
  CardFilter,
  CardMove,
  CardPage,
  CardQuery,
  CardSearch,
  FoundCards,
  Moved,
  Opportunity,
  OpportunityDraft,
  Pipeline,
  PipelineDraft,
  PipelineEdit,
  StageDraft,
  StageEdit,
  StageOrder,
  StageRemoval,
  Totals,
} from '../schema/pipeline.ts'
import { PipelineStats, StatsQuery } from '../schema/pipeline-stats.ts'
import { readCard } from '../store/cards.ts'
import { readPipeline, readStage } from '../store/pipelines.ts'

const byId = z.object({ id })
const inAgency = z.object({ workspaceId: id.optional() })
const ofPipeline = async (ctx: Ctx, input: { id: string }) => (await readPipeline(ctx.db, input.id))?.workspaceId ?? null
const ofStage = async (ctx: Ctx, input: { id: string }) => (await readStage(ctx.db, input.id))?.workspaceId ?? null
const ofCard = async (ctx: Ctx, input: { id: string }) => (await readCard(ctx.db, input.id))?.workspaceId ?? null
const looksAtPipeline = member('artists.view', ofPipeline)
const managesPipeline = member('artists.manage', ofPipeline)
const managesStage = member('artists.manage', ofStage)
const editsCard = member('artists.edit', ofCard)

/** Pipelines and their stages. */
const settings = {
  listPipelines: query({
    summary: 'The pipelines of an agency with their stages',
    route: 'GET /pipelines',
    who: looks,
    input: inAgency,
    output: z.object({ items: z.array(Pipeline.extend({ cards: z.int() }).meta({ id: 'PipelineListed' })) }),
    run: listPipelines,
  }),
  getPipeline: query({
    summary: 'One pipeline with its stages',
    route: 'GET /pipelines/:id',
    who: looksAtPipeline,
    input: byId,
    output: Pipeline,
    run: (ctx, { id: one }) => shownPipeline(ctx, one),
  }),
  createPipeline: command({ summary: 'Open another pipeline', route: 'POST /pipelines', who: manages, input: PipelineDraft, output: Pipeline, run: createPipeline, status: 201 }),
  editPipeline: command({
    summary: 'Rename a pipeline, make it the first, archive it',
    route: 'PATCH /pipelines/:id',
    who: managesPipeline,
    input: PipelineEdit,
    output: Pipeline,
    run: editPipeline,
  }),
  createStage: command({
    summary: 'Add a stage to a pipeline',
    route: 'POST /pipelines/:id/stages',
    who: managesPipeline,
    input: StageDraft,
    output: Pipeline,
    run: createStage,
    status: 201,
  }),
  orderStages: command({ summary: 'Put the stages in an order', route: 'PUT /pipelines/:id/stages', who: managesPipeline, input: StageOrder, output: Pipeline, run: orderStages }),
  editStage: command({
    summary: 'Change a stage: name, probability, days, rules of entry',
    route: 'PATCH /pipeline-stages/:id',
    who: managesStage,
    input: StageEdit,
    output: Pipeline,
    run: editStage,
  }),
  removeStage: command({
    summary: 'Remove a stage, saying where its cards go',
    route: 'DELETE /pipeline-stages/:id',
    who: managesStage,
    input: StageRemoval,
    output: Pipeline,
    run: removeStage,
  }),
}

/** Cards, on the board and off it. */
const cards = {
  getBoard: query({
    summary: 'A pipeline with the first cards of each stage',
    route: 'GET /pipelines/:id/board',
    who: looksAtPipeline,
    input: BoardQuery,
    output: Board,
    run: getBoard,
  }),
  boardTotals: query({
    summary: 'What stands in each stage: cards, values, weighted values',
    route: 'GET /pipelines/:id/totals',
    who: looksAtPipeline,
    input: CardFilter.extend({ id }),
    output: Totals,
    run: boardTotals,
  }),
  listCards: query({ summary: 'Cards of a pipeline', route: 'GET /pipelines/:id/cards', who: looksAtPipeline, input: CardQuery, output: CardPage, run: listCards }),
  createCard: command({
    summary: 'Put an artist, or an opportunity of theirs, in a pipeline',
    route: 'POST /pipelines/:pipelineId/cards',
    who: member('artists.edit', (ctx: Ctx, { pipelineId }: { pipelineId: string }) => ofPipeline(ctx, { id: pipelineId })),
    input: CardDraft,
    output: Card,
    run: createCard,
    status: 201,
  }),
  editCard: command({ summary: 'Change the title, value, probability or date of a card', route: 'PATCH /cards/:id', who: editsCard, input: CardEdit, output: Card, run: editCard }),
  moveCard: command({ summary: 'Move a card to a stage, after another card', route: 'POST /cards/:id/moves', who: editsCard, input: CardMove, output: Moved, run: moveCard }),
  removeCard: command({ summary: 'Take a card off its board', route: 'DELETE /cards/:id', who: editsCard, input: byId, output: nothing, run: removeCard }),
  restoreCard: command({ summary: 'Put a removed card back', route: 'POST /cards/:id/restoration', who: editsCard, input: byId, output: Card, run: restoreCard }),
  searchCards: query({ summary: 'Opportunities by title or artist', route: 'GET /cards', who: looks, input: CardSearch, output: FoundCards, run: searchCards }),
}

/** What the house's promised addresses ask for. */
const promised = {
  createOpportunity: command({
    summary: 'Offer something to an artist',
    route: 'POST /api/artists/:id/opportunities',
    who: editsOne,
    input: OpportunityDraft,
    output: Card,
    run: createOpportunity,
    status: 201,
  }),
  listOpportunities: query({
    summary: 'The opportunities of an artist',
    route: 'GET /api/artists/:id/opportunities',
    who: looksAtOne,
    input: byId,
    output: z.object({ items: z.array(Opportunity) }),
    run: listOpportunities,
  }),
  pipelineStats: query({
    summary: 'Figures of a pipeline: conversion, time by stage, forecast',
    route: 'GET /api/artists/pipeline/stats',
    who: member('artists.view', async (ctx: Ctx, { pipelineId, workspaceId }: { pipelineId?: string | undefined; workspaceId?: string | undefined }) =>
      pipelineId ? ofPipeline(ctx, { id: pipelineId }) : looks.kind === 'member' ? looks.workspaceOf(ctx, { workspaceId }) : null,
    ),
    input: StatsQuery,
    output: PipelineStats,
    run: pipelineStats,
  }),
}

export const pipeline = { ...settings, ...cards, ...promised }
