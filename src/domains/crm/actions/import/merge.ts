import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import { found, unless } from '#platform/refusal'
import { type Choice, mergedRow, type MergeRow, type MergeUpon, unmergedRow, whyCannotMerge, whyCannotUnmerge } from '../../rules/merge.ts'
import { workspaceOfRow } from '../../store/facts.ts'
import {
  type Around,
  aroundPair,
  dropMergeLine,
  giveBackAll,
  insertMerge,
  lastUpon,
  lockPair,
  markUnmerged,
  type MergeRecord,
  moveAll,
  readMerge,
  readRow,
  writeRow,
} from '../../store/merges.ts'
import { holdPipelines } from '../../store/pipelines.ts'
import { retarget } from '../../store/records.ts'
import { happened } from '../door.ts'
import { sayChanged } from '../pipeline/tell.ts'

interface Merge {
  id: string
  otherId: string
  choices: Readonly<Record<string, Choice>>
}

/**
 * One record takes another in: the values chosen, all that hung on the other, its history; the other is away until the merge is undone. Rooms that keep things of the other hear
 * `record.merged` { into }. Refuses what `whyCannotMerge` says; either missing: `platform.missing`.
 */
export async function mergeRecords(ctx: Ctx, { id, otherId, choices }: Merge): Promise<{ id: string; recordId: string }> {
  const { db } = ctx
  const workspaceId = found(await workspaceOfRow(db, id))
  const me = callerIn(ctx).id
  await holdPipelines(db, workspaceId)
  const rows = await lockPair(db, workspaceId, [id, otherId])
  const [kept, gone] = [found(rows.get(id)), found(rows.get(otherId))]
  unless(whyCannotMerge(kept, gone))
  const before = { kept, gone, ...(await aroundPair(db, id, otherId)) }
  await writeRow(db, id, { ...mergedRow(kept, gone, choices), updated_at: ctx.now.toISOString() })
  await writeRow(db, otherId, { removed_at: ctx.now.toISOString(), removed_by: me, merged_into: id })
  await moveAll(db, otherId, id)
  await retarget(db, [id])
  await sayCards(ctx, before)
  const mergeId = await insertMerge(db, { workspaceId, before, after: found(await readRow(db, id)), by: me })
  await happened(db, { recordId: id, kind: 'crm.timeline.merged', params: { name: gone.name, merge: mergeId }, actorId: me, at: ctx.now, key: `merge:${mergeId}` })
  await announce(db, {
    type: 'record.merged',
    subject: otherId,
    workspaceId,
    actorId: me,
    payload: { into: id, kind: kept.kind, name: kept.name, mergeId },
    queue: queueOf(workspaceId),
  })
  return { id: mergeId, recordId: id }
}

/**
 * Both records as they were, with what hung on each. What somebody changed in the record since the merge stays changed. Rooms hear `record.unmerged` { from }.
 * Refuses what `whyCannotUnmerge` says.
 */
export async function undoMerge(ctx: Ctx, { id }: { id: string }): Promise<{ id: string; recordId: string }> {
  const { db } = ctx
  const { workspaceId } = found(await readMerge(db, id))
  await holdPipelines(db, workspaceId)
  const one = found(await readMerge(db, id, true))
  const me = callerIn(ctx).id
  const kept = found(await readRow(db, one.keptId))
  found(await readRow(db, one.goneId))
  unless(whyCannotUnmerge({ isUndone: one.undoneAt !== null, upon: await standing(ctx, one), kept }))
  await dropMergeLine(db, one.keptId, id)
  await writeRow(db, one.keptId, unmergedRow(kept, one.before.kept, one.after))
  await writeRow(db, one.goneId, whole(one.before.gone))
  await giveBackAll(db, one.before)
  await retarget(db, [one.keptId, one.goneId])
  await sayCards(ctx, one.before)
  await markUnmerged(db, id, me)
  await announce(db, { type: 'record.unmerged', subject: one.goneId, workspaceId, actorId: me, payload: { from: one.keptId, mergeId: id }, queue: queueOf(workspaceId) })
  return { id, recordId: one.goneId }
}

/** What hangs on records in other rooms follows their merges in the order these were made and undone. */
const queueOf = (workspaceId: string): string => `crm.merges:${workspaceId}`

/** The merge to undo before this one, in words; read while the record is held. */
async function standing(ctx: Ctx, merge: MergeRecord): Promise<MergeUpon | null> {
  const upon = await lastUpon(ctx.db, merge)
  return upon && { id: upon.id, name: upon.before.gone.name, into: found(await readRow(ctx.db, upon.keptId)) }
}

/** Boards on which one of the two has a card read themselves again. */
async function sayCards(ctx: Ctx, { cards }: Around): Promise<void> {
  for (const pipelineId of new Set(cards.map(({ pipeline_id: one }) => one))) await sayChanged(ctx, pipelineId)
}

const whole = (row: MergeRow): Record<string, unknown> => ({ ...row })
