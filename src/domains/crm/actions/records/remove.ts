import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { recordRemoved, recordRestored } from '../../events.ts'
import { workspaceOfRow } from '../../store/facts.ts'
import { readSheet } from '../../store/sheets.ts'
import { removeRecords, restoreRecords, workspaceOfRemoved } from '../../store/records.ts'
import { happened } from '../door.ts'
import { dropNextSteps, planNextStep } from './next-step.ts'

/** Takes a record away, for thirty days at least (the retention says how long). */
export async function removeRecord(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const workspaceId = found(await workspaceOfRow(ctx.db, id))
  const me = callerIn(ctx)
  await removeRecords(ctx.db, workspaceId, [id], me.id)
  await dropNextSteps(ctx, workspaceId, [id])
  await happened(ctx.db, { recordId: id, kind: 'crm.timeline.removed', actorId: me.id, at: ctx.now })
  await recordRemoved(ctx.db, id, workspaceId, me.id)
  return {}
}

/** Brings it back with everything that hung on it. Once back, again changes nothing. */
export async function restoreRecord(ctx: Ctx, { id }: { id: string }): Promise<{ id: string; name: string; version: number }> {
  const workspaceId = found(await workspaceOfRemoved(ctx.db, id))
  const me = callerIn(ctx)
  const [back] = await restoreRecords(ctx.db, workspaceId, [id])
  const row = found(await readSheet(ctx.db, id))
  if (back) {
    await planNextStep(ctx, row)
    await happened(ctx.db, { recordId: id, kind: 'crm.timeline.restored', actorId: me.id, at: ctx.now })
    await recordRestored(ctx.db, id, workspaceId, me.id)
  }
  return { id, name: row.name, version: row.version }
}
