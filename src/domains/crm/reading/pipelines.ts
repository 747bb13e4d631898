import type { z } from 'zod'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { agencyOf } from '../agency.ts'
import type { Pipeline } from '../schema/pipeline.ts'
import { ensurePipelines, listPipelineRows, listStages, type PipelineRow, readPipeline, type StageRow } from '../store/pipelines.ts'

type Shown = z.input<typeof Pipeline>

/** The agency's pipelines with their stages; the first two are made on first need. */
export async function listPipelines(ctx: Ctx, { workspaceId: asked }: { workspaceId?: string | undefined }): Promise<{ items: (Shown & { cards: number })[] }> {
  const workspaceId = await agencyOf(ctx, asked)
  await ensurePipelines(ctx.db, workspaceId, ctx.lang)
  const rows = await listPipelineRows(ctx.db, workspaceId)
  const stages = await listStages(
    ctx.db,
    rows.map(({ id }) => id),
  )
  return { items: rows.map((row) => ({ ...withStages(ctx, row, stages), cards: row.cards })) }
}

/** One pipeline with its stages. */
export async function shownPipeline(ctx: Ctx, id: string): Promise<Shown> {
  return withStages(ctx, found(await readPipeline(ctx.db, id)), await listStages(ctx.db, [id]))
}

function withStages(ctx: Ctx, { archivedAt, ...row }: PipelineRow, stages: readonly StageRow[]): Shown {
  return {
    ...row,
    archived: archivedAt !== null,
    stages: stages.filter(({ pipelineId }) => pipelineId === row.id).map(shownStage),
    mayEdit: may(ctx.actor, row.workspaceId, 'artists.edit'),
    mayManage: may(ctx.actor, row.workspaceId, 'artists.manage'),
  }
}

const shownStage = ({ id, key, name, outcome, probability, stallsAfter, folded, rules }: StageRow): Shown['stages'][number] => ({
  id,
  key,
  name,
  outcome,
  probability,
  stallsAfter,
  folded,
  rules: rules.map((rule) => ({
    needs: rule.needs,
    milestone: rule.needs === 'milestone' ? rule.milestone : null,
    field: rule.needs === 'field' ? rule.field : null,
    days: rule.needs === 'contact' ? rule.days : null,
  })),
})
