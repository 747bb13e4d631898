import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { publish } from '#platform/stream'
import type { CardRow } from '../../store/cards.ts'
import type { PipelineRow, StageRow } from '../../store/pipelines.ts'
import { happened } from '../door.ts'

type Standing = Pick<CardRow, 'id' | 'stageId' | 'place' | 'version'>

/** Tells the boards that look at a pipeline where a card stands now. `edited`: it also says something else of itself. */
export const sayPlaced = (ctx: Ctx, pipelineId: string, card: Standing, { removed = false, edited = false } = {}): Promise<void> =>
  publish(ctx.db, `pipeline:${pipelineId}`, {
    card: card.id,
    stageId: card.stageId,
    place: card.place,
    version: card.version,
    removed,
    edited,
    by: ctx.actor.kind === 'person' ? ctx.actor.name : null,
  })

/** The pipeline itself changed, or the places of a whole stage: boards read themselves again. */
export const sayChanged = (ctx: Ctx, pipelineId: string): Promise<void> => publish(ctx.db, `pipeline:${pipelineId}`, { changed: true })

interface Move {
  card: CardRow
  pipeline: PipelineRow
  /** Null: it was just put there. */
  from: StageRow | null
  to: StageRow
  by: string | null
  reason: string | null
}

/** A card came to a stage: a line of the artist's history, and the events that others wait for. */
export async function tellMoved(ctx: Ctx, { card, pipeline, from, to, by, reason }: Move): Promise<void> {
  const ended = to.outcome !== 'open' && from?.outcome !== to.outcome
  const kind = reason ? 'movedPast' : ended ? to.outcome : from ? 'moved' : 'placed'
  await happened(ctx.db, {
    recordId: card.recordId,
    kind: `crm.timeline.${kind}`,
    params: { title: card.title ?? pipeline.name, from: from?.name ?? '', to: to.name, reason: reason ?? '' },
    href: `/mona/pipeline?pipeline=${pipeline.id}`,
    actorId: by,
    at: ctx.now,
  })
  const told = { subject: card.recordId, workspaceId: card.workspaceId, actorId: by }
  const payload = { cardId: card.id, title: card.title, pipeline: pipeline.id, of: pipeline.of, from: from?.key ?? null, to: to.key, outcome: to.outcome }
  await announce(ctx.db, { type: 'card.moved', ...told, payload })
  if (to.outcome !== 'open' && from?.outcome !== to.outcome)
    await announce(ctx.db, { type: to.outcome === 'won' ? 'card.won' : 'card.lost', ...told, payload: { ...payload, value: card.value, currency: card.currency } })
}
