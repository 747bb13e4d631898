import type { z } from 'zod'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal } from '#platform/refusal'
import type { CardMove, Moved } from '../../schema/pipeline.ts'
import { type CardRow, holdCard, insertMove, lastMove, moveCard as stand, readCard, roomAfter } from '../../store/cards.ts'
import { holdPipeline, readPipeline, readStage, type StageRow } from '../../store/pipelines.ts'
import { enter } from './enter.ts'
import { sayChanged, sayPlaced, tellMoved } from './tell.ts'

/** How long one's own move can be taken back without asking the rules of the stage it came from. */
const takenBackWithin = 10 * 60_000

/**
 * Moves a card to a stage, after another card. Moves of one pipeline happen one after the other: every one is kept, the last says where the card stands.
 * Refuses `crm.otherPipeline`, `crm.cannotEnter`.
 */
export async function moveCard(ctx: Ctx, { id, toStage, after = null, version, reason }: z.output<typeof CardMove>): Promise<z.input<typeof Moved>> {
  const me = callerIn(ctx)
  const { pipelineId } = found(await readCard(ctx.db, id))
  await holdPipeline(ctx.db, pipelineId)
  const card = await standing(ctx, id)
  const to = await readStage(ctx.db, toStage)
  if (to?.pipelineId !== pipelineId) throw new Refusal('invalid', 'crm.otherPipeline', {}, [{ field: 'toStage', code: 'crm.otherPipeline' }])
  const from = found(await readStage(ctx.db, card.stageId))
  const passed = from.id === to.id || (await isTakenBack(ctx, card, to, me.id)) ? null : await enter(ctx, card, to, reason)
  const room = await roomAfter(ctx.db, to.id, after, id)
  const now = await stand(ctx.db, id, { stageId: to.id, place: room.place, closed: to.outcome !== 'open' }, ctx.now)
  const placed = { id, stageId: to.id, place: room.place, version: now }
  if (from.id !== to.id) {
    await insertMove(ctx.db, card, { from: from.id, to: to.id, by: me.id, reason: passed }, ctx.now)
    await tellMoved(ctx, { card, pipeline: found(await readPipeline(ctx.db, pipelineId)), from, to, by: me.id, reason: passed })
  }
  await sayPlaced(ctx, pipelineId, placed)
  if (room.spread) await sayChanged(ctx, pipelineId)
  return { ...placed, overtook: version !== undefined && version !== card.version }
}

/** The card, held until the end; one that was removed stands nowhere. */
export async function standing(ctx: Ctx, id: string): Promise<CardRow> {
  const card = found(await holdCard(ctx.db, id))
  return found(card.removedAt === null ? card : null)
}

async function isTakenBack(ctx: Ctx, card: CardRow, to: StageRow, by: string): Promise<boolean> {
  const last = await lastMove(ctx.db, card.id)
  return last !== null && last.from === to.id && last.by === by && ctx.now.getTime() - last.at.getTime() < takenBackWithin
}
