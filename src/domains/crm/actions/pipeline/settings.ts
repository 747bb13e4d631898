import type { z } from 'zod'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found, Refusal, type RefusalCode } from '#platform/refusal'
import { agencyOf } from '../../agency.ts'
import { shownPipeline } from '../../reading/pipelines.ts'
import { template } from '../../rules/pipeline/defaults.ts'
import { keyOf } from '../../rules/pipeline/keys.ts'
import type { Pipeline, PipelineDraft, PipelineEdit, StageDraft, StageEdit, StageOrder, StageRemoval } from '../../schema/pipeline.ts'
import { countCards, moveAll } from '../../store/cards.ts'
import {
  deleteStage,
  ensurePipelines,
  holdPipeline,
  insertPipeline,
  insertStage,
  listStages,
  orderStageRows,
  readPipeline,
  readStage,
  type StageRow,
  updatePipeline,
  updateStage,
} from '../../store/pipelines.ts'
import { sayChanged } from './tell.ts'

type Shown = z.input<typeof Pipeline>
const wrong = (field: string, code: RefusalCode, params = {}): Refusal => new Refusal('invalid', code, params, [{ field, code, params }])
const mostStages = 30

/** Another pipeline, with the stages that an agency begins with. */
export async function createPipeline(ctx: Ctx, { workspaceId: asked, ...draft }: z.output<typeof PipelineDraft>): Promise<Shown> {
  const workspaceId = await agencyOf(ctx, asked)
  await ensurePipelines(ctx.db, workspaceId, ctx.lang)
  const id = await insertPipeline(ctx.db, workspaceId, draft)
  for (const [position, stage] of template(draft.of, ctx.lang).stages.entries()) await insertStage(ctx.db, id, position, stage)
  return shownPipeline(ctx, id)
}

/** Renames a pipeline, gives it a currency, makes it the first or archives it. Refuses `crm.defaultPipeline`: the first of its kind is always there. */
export async function editPipeline(ctx: Ctx, { id, ...change }: z.output<typeof PipelineEdit>): Promise<Shown> {
  await holdPipeline(ctx.db, id)
  const pipeline = found(await readPipeline(ctx.db, id))
  const isDefault = pipeline.isDefault || change.isDefault
  if (isDefault && (change.archived ?? pipeline.archivedAt !== null)) throw new Refusal('conflict', 'crm.defaultPipeline')
  await updatePipeline(ctx.db, pipeline, change, ctx.now)
  await sayChanged(ctx, id)
  return shownPipeline(ctx, id)
}

/** Adds a stage after another, else after the last one that is open. */
export async function createStage(ctx: Ctx, { id, after, ...stage }: z.output<typeof StageDraft>): Promise<Shown> {
  await holdPipeline(ctx.db, id)
  const stages = await listStages(ctx.db, [id])
  if (stages.length >= mostStages) throw new Refusal('conflict', 'crm.tooManyStages', { most: mostStages })
  const above = after === undefined ? stages.findLast(({ outcome }) => outcome === 'open') : stages.find((one) => one.id === after)
  if (after !== undefined && !above) throw wrong('after', 'crm.otherPipeline')
  const key = keyOf(
    stage.name,
    stages.map((one) => one.key),
  )
  await insertStage(ctx.db, id, above ? above.position + 1 : 0, { ...stage, key })
  return changed(ctx, id)
}

/** Changes a stage. Its key stays: rules and programs know it by that name. */
export async function editStage(ctx: Ctx, { id, ...change }: z.output<typeof StageEdit>): Promise<Shown> {
  await holdPipeline(ctx.db, found(await readStage(ctx.db, id)).pipelineId)
  const stage = found(await readStage(ctx.db, id))
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<StageRow>
  await updateStage(ctx.db, id, { ...stage, ...given })
  return changed(ctx, stage.pipelineId)
}

/** Puts the stages in an order. Refuses `crm.stagesChanged` unless it names each of them once. */
export async function orderStages(ctx: Ctx, { id, stages }: z.output<typeof StageOrder>): Promise<Shown> {
  await holdPipeline(ctx.db, id)
  const known = await listStages(ctx.db, [id])
  const named = new Set(stages)
  if (named.size !== stages.length || known.length !== stages.length || known.some((one) => !named.has(one.id))) throw new Refusal('conflict', 'crm.stagesChanged')
  await orderStageRows(ctx.db, id, stages)
  return changed(ctx, id)
}

/** Removes a stage. Refuses `crm.stageHasCards` until one says where they go, `crm.lastStage` for the last one that is open. */
export async function removeStage(ctx: Ctx, { id, moveTo }: z.output<typeof StageRemoval>): Promise<Shown> {
  const me = callerIn(ctx)
  const { pipelineId } = found(await readStage(ctx.db, id))
  await holdPipeline(ctx.db, pipelineId)
  const stages = await listStages(ctx.db, [pipelineId])
  const stage = found(stages.find((one) => one.id === id))
  const others = stages.filter((one) => one.id !== id)
  if (!others.some(({ outcome }) => outcome === 'open')) throw new Refusal('conflict', 'crm.lastStage')
  const to = moveTo === undefined ? undefined : others.find((one) => one.id === moveTo)
  if (moveTo !== undefined && !to) throw wrong('moveTo', 'crm.otherPipeline')
  const cards = await countCards(ctx.db, id)
  if (cards > 0 && !to) throw new Refusal('conflict', 'crm.stageHasCards', { n: cards, stage: stage.name }, [{ field: 'moveTo', code: 'crm.whereTo' }])
  const heir = to ?? others[0]!
  await moveAll(ctx.db, id, { stageId: heir.id, closed: heir.outcome !== 'open' }, me.id, ctx.now)
  await deleteStage(ctx.db, stage)
  return changed(ctx, pipelineId)
}

async function changed(ctx: Ctx, pipelineId: string): Promise<Shown> {
  await sayChanged(ctx, pipelineId)
  return shownPipeline(ctx, pipelineId)
}
