import type { z } from 'zod'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal, type RefusalCode } from '#platform/refusal'
import type { CardDraft, CardEdit, OpportunityDraft } from '../../schema/pipeline.ts'
import { type CardRow, insertMove, moveCard as stand, placeCard, readCard, roomAfter, setRemoved, updateCard, type NewCard } from '../../store/cards.ts'
import { recordRows, workspaceOfRow } from '../../store/facts.ts'
import { defaultPipeline, ensurePipelines, holdPipeline, listStages, type PipelineRow, readPipeline, type StageRow } from '../../store/pipelines.ts'
import { oneCard } from '../../reading/board.ts'
import type { Card } from '../../schema/pipeline.ts'
import { enter } from './enter.ts'
import { standing } from './move.ts'
import { sayChanged, sayPlaced, tellMoved } from './tell.ts'

const wrong = (field: string, code: RefusalCode): Refusal => new Refusal('invalid', code, {}, [{ field, code }])

/** Puts an artist, or an opportunity of theirs, in a pipeline. Refuses `crm.cardExists`, `crm.titleNeeded`, `crm.notAnArtist`, `crm.cannotEnter`. */
export async function createCard(ctx: Ctx, { pipelineId, stageId, recordId, ...given }: z.output<typeof CardDraft>): Promise<z.input<typeof Card>> {
  await holdPipeline(ctx.db, pipelineId)
  const pipeline = found(await readPipeline(ctx.db, pipelineId))
  if (pipeline.archivedAt) throw new Refusal('conflict', 'crm.pipelineArchived')
  const record = (await recordRows(ctx.db, [recordId]))[0]
  // Another agency's artist is nobody here.
  if (record?.workspaceId !== pipeline.workspaceId || record.kind !== 'artist') throw wrong('recordId', 'crm.notAnArtist')
  if (pipeline.of === 'opportunities' && !given.title) throw wrong('title', 'crm.titleNeeded')
  const stages = await listStages(ctx.db, [pipelineId])
  const stage = stageId === undefined ? stages[0] : stages.find(({ id }) => id === stageId)
  if (!stage) throw wrong('stageId', 'crm.otherPipeline')
  return put(ctx, pipeline, stage, {
    pipelineId,
    stageId: stage.id,
    recordId,
    title: pipeline.of === 'opportunities' ? given.title! : null,
    ...moneyOf(given, pipeline, null),
    probability: given.probability ?? null,
    expectedOn: given.expectedOn ?? null,
  })
}

/** The pipeline being held: its stages ask now what they asked when they were read. */
async function put(ctx: Ctx, pipeline: PipelineRow, stage: StageRow, card: NewCard): Promise<z.input<typeof Card>> {
  const me = callerIn(ctx)
  await enter(ctx, { ...card, workspaceId: pipeline.workspaceId }, stage, undefined)
  const { place, spread } = await roomAfter(ctx.db, stage.id, null, null)
  const id = await placeCard(ctx.db, pipeline.workspaceId, { ...card, place, closed: stage.outcome !== 'open' }, me.id, ctx.now)
  if (id === null) throw new Refusal('conflict', 'crm.cardExists', {}, [{ field: 'recordId', code: 'crm.cardExists' }])
  const made = found(await readCard(ctx.db, id))
  await insertMove(ctx.db, made, { from: null, to: stage.id, by: me.id, reason: null }, ctx.now)
  await tellMoved(ctx, { card: made, pipeline, from: null, to: stage, by: me.id, reason: null })
  await sayPlaced(ctx, pipeline.id, made)
  if (spread) await sayChanged(ctx, pipeline.id)
  return oneCard(ctx, made)
}

/** An amount of money offered to an artist, in the agency's pipeline of opportunities unless another is named. */
export async function createOpportunity(ctx: Ctx, { id: recordId, pipelineId, ...given }: z.output<typeof OpportunityDraft>): Promise<z.input<typeof Card>> {
  const workspaceId = found(await workspaceOfRow(ctx.db, recordId))
  await ensurePipelines(ctx.db, workspaceId, ctx.lang)
  const pipeline = pipelineId ? await readPipeline(ctx.db, pipelineId) : await defaultPipeline(ctx.db, workspaceId, 'opportunities')
  if (pipeline?.workspaceId !== workspaceId || pipeline.of !== 'opportunities') throw wrong('pipelineId', 'crm.otherPipeline')
  return createCard(ctx, { pipelineId: pipeline.id, recordId, ...given })
}

/** Changes what a card says of itself. Refuses `crm.cardChanged` when another edited it meanwhile. */
export async function editCard(ctx: Ctx, { id, version, ...given }: z.output<typeof CardEdit>): Promise<z.input<typeof Card>> {
  const { pipelineId } = found(await readCard(ctx.db, id))
  await holdPipeline(ctx.db, pipelineId)
  const card = await standing(ctx, id)
  if (version !== undefined && version !== card.version) throw new Refusal('conflict', 'crm.cardChanged')
  const pipeline = found(await readPipeline(ctx.db, pipelineId))
  const kept = <T>(next: T | undefined, was: T): T => (next === undefined ? was : next)
  await updateCard(
    ctx.db,
    id,
    {
      title: pipeline.of === 'opportunities' ? kept(given.title, card.title) : null,
      ...moneyOf(given, pipeline, card),
      probability: kept(given.probability, card.probability),
      expectedOn: kept(given.expectedOn, card.expectedOn),
    },
    ctx.now,
  )
  const changed = found(await readCard(ctx.db, id))
  await sayPlaced(ctx, pipelineId, changed, { edited: true })
  return oneCard(ctx, changed)
}

/** A value has a currency: the one given, the one it had, the pipeline's. */
function moneyOf(
  given: { value?: number | null | undefined; currency?: NewCard['currency'] | undefined },
  pipeline: PipelineRow,
  was: CardRow | null,
): Pick<NewCard, 'value' | 'currency'> {
  const value = given.value === undefined ? (was?.value ?? null) : given.value
  return { value, currency: value === null ? null : (given.currency ?? was?.currency ?? pipeline.currency) }
}

/** Takes a card off its board. It can be put back; its moves stay. */
export async function removeCard(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const me = callerIn(ctx)
  const { pipelineId } = found(await readCard(ctx.db, id))
  await holdPipeline(ctx.db, pipelineId)
  const card = await standing(ctx, id)
  await setRemoved(ctx.db, card, { by: me.id }, ctx.now)
  await sayPlaced(ctx, pipelineId, { ...card, version: card.version + 1 }, { removed: true })
  return {}
}

/** Puts a removed card back, first in its stage. Refuses `crm.cardExists`. */
export async function restoreCard(ctx: Ctx, { id }: { id: string }): Promise<z.input<typeof Card>> {
  const { pipelineId } = found(await readCard(ctx.db, id))
  await holdPipeline(ctx.db, pipelineId)
  const card = found(await readCard(ctx.db, id))
  if (card.removedAt === null) return oneCard(ctx, card)
  if (!(await setRemoved(ctx.db, card, null, ctx.now))) throw new Refusal('conflict', 'crm.cardExists')
  const { place } = await roomAfter(ctx.db, card.stageId, null, id)
  await stand(ctx.db, id, { stageId: card.stageId, place, closed: card.closedAt !== null }, ctx.now)
  const back = found(await readCard(ctx.db, id))
  await sayPlaced(ctx, pipelineId, back)
  return oneCard(ctx, back)
}
